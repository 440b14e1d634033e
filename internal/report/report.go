// Package report holds what one run of ctxvet found, in the form from which
// every output format is written.
package report

import (
	"cmp"
	"slices"
	"strings"
)

// A Report is the outcome of one run.
type Report struct {
	// Dir is the absolute directory that file names are shown relative to.
	Dir string
	// Packages are the import paths of the packages that the user named, sorted.
	Packages []string
	// Checks are the names of the checks that ran, in their documented order.
	Checks []string
	// Findings are in the order of [Compare].
	Findings []Finding
	// Ignored are the findings that a comment silences, in the same order.
	Ignored []Finding
}

// A Finding is one defect.
type Finding struct {
	Check   string
	Package string // import path, that of the tested package for a test file
	Start   Position
	End     Position // where the text ends that Start points at; may equal Start
	Message string   // without the check's name
	Steps   []Step   // how execution gets there, in order
	Fixes   []Fix
	Reason  string // why it is ignored; empty for one that is not
	Broken  bool   // it is about a broken ignore comment
}

// A Position is a place in a file. Line and Column start at 1; columns count
// bytes. A column of 0 is unknown.
type Position struct {
	File         string // absolute
	Line, Column int
}

// A Step is a place on the way to a finding.
type Step struct {
	Position
	Message string
}

// A Fix is a change that removes a finding, all of it or nothing.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes from Start up to End of a file by New.
type Edit struct {
	File       string
	Start, End int
	New        string
}

// Compare orders findings by place, then by check, then by message.
func Compare(a, b Finding) int {
	return cmp.Or(
		ComparePositions(a.Start, b.Start),
		cmp.Compare(a.Check, b.Check),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(a.Package, b.Package),
	)
}

// ComparePositions orders positions by file, line and column.
func ComparePositions(a, b Position) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
	)
}

// Sort puts fs into the order of Compare and drops what is there twice, as
// happens where a file belongs to several variants of a package.
func Sort(fs []Finding) []Finding {
	slices.SortStableFunc(fs, Compare)
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Start == b.Start && a.Check == b.Check && a.Message == b.Message
	})
}

// Rel returns file as it is shown: relative to dir, with slashes, if it lies
// below dir, and as it is otherwise.
func Rel(dir, file string) string {
	if rest, ok := strings.CutPrefix(file, dir); ok && dir != "" {
		if rest = strings.TrimLeft(rest, `/\`); rest != "" && len(rest) < len(file)-len(strings.TrimRight(dir, `/\`)) {
			return strings.ReplaceAll(rest, `\`, "/")
		}
	}
	return file
}

// ByCheck counts the findings of each check, in the order of r.Checks.
func (r *Report) ByCheck() []Count {
	var out []Count
	for _, check := range r.Checks {
		n := 0
		for _, f := range r.Findings {
			if f.Check == check {
				n++
			}
		}
		if n > 0 {
			out = append(out, Count{check, n})
		}
	}
	return out
}

// A Count says how often a name occurs.
type Count struct {
	Name string
	N    int
}

// Fixable returns how many findings have a fix.
func (r *Report) Fixable() int {
	n := 0
	for _, f := range r.Findings {
		if len(f.Fixes) > 0 {
			n++
		}
	}
	return n
}

// Broken returns how many findings are about broken ignore comments.
func (r *Report) Broken() int {
	n := 0
	for _, f := range r.Findings {
		if f.Broken {
			n++
		}
	}
	return n
}

// Level returns how bad a finding is, in words that SARIF and GitHub share.
// What blocks makes a program slow or deadlock under load; every other misuse
// panics, or leaves the goroutine in a state in which the next use does.
func (f *Finding) Level() string {
	if f.Check == "blockingcall" {
		return "warning"
	}
	return "error"
}
