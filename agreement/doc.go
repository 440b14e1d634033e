// Package agreement tests that ctxvet and runtimectx agree: what ctxvet
// reports of a program is what the library punishes when the program runs,
// by check and line. The tests of this package compare a slice of it; the
// command in cmd/agree goes on for as long as wanted. docs/agreement.md says
// for which programs the agreement is exact.
//
// The rooms: generate writes random programs, enumerate lists all small
// ones; instrument rewrites a program so that it records what it does, line
// for line; exec holds what such a program is linked with; oracle judges what
// was recorded; static runs the analyzers; harness brings both together and
// makes what disagrees small with shrink.
package agreement
