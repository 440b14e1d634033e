// Package nogotest holds a test that runs the checks the way the nogo of
// Bazel's rules_go does: package by package, each from its source, the export
// data of its imports, and the facts files of those imports that are not part
// of the standard library. There is no module, no ReadFile, and nothing of the
// standard library but its types. What is found must be what go vet finds.
package nogotest
