// Package manual takes the manual of a check from the comment of its package,
// so that godoc, the driver's help and the documentation pages say the same.
package manual

import (
	"fmt"
	"strings"
)

// MustExtract is Extract, except that it panics on an error. The source is
// part of the program, so an error is a mistake in the program.
func MustExtract(source, check string) string {
	doc, err := Extract(source, check)
	if err != nil {
		panic(err)
	}
	return doc
}

// Extract returns the manual of check from source, the text of a Go file whose
// package comment holds
//
//	# Analyzer CHECK
//
//	CHECK: title
//
//	more, to the end of the comment
//
// It starts with the title. What stands above the heading introduces the
// package to those who read its Go documentation. The comment is one between
// slash and star: it is cut out of the text, since a vet tool starts once for each
// package and should not parse its own documentation each time.
func Extract(source, check string) (string, error) {
	comment, _, ok := strings.Cut(source, "\n*/\npackage ")
	if !ok {
		return "", fmt.Errorf("the manual of %s: the source has no package comment that ends in a line of its own", check)
	}
	_, text, ok := strings.Cut(comment, "\n# Analyzer "+check+"\n\n")
	if !ok {
		return "", fmt.Errorf("the package comment has no heading \"# Analyzer %s\"", check)
	}
	text, ok = strings.CutPrefix(text, check+": ")
	if !ok {
		return "", fmt.Errorf("the manual of %s does not start with \"%[1]s: \"", check)
	}
	return strings.TrimSpace(text) + "\n", nil
}
