// Package findings holds what the engine found in one package, in the form
// that the six checks report.
package findings

import (
	"cmp"
	"go/token"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A Finding is one defect, complete but for the check's name in brackets.
type Finding struct {
	Check   string    // name of the analyzer that reports it
	Pos     token.Pos // the token a person would point at
	End     token.Pos // may be NoPos
	Message string    // without the bracketed check name
	Steps   []Step    // how execution gets there, in order
	Fixes   []analysis.SuggestedFix

	// Categories says what may block, most telling first (blockingcall only).
	// A check that has a category switched off drops it here and reports the
	// finding while one remains.
	Categories []Blocking

	// InPlace says that BlockInPlace is known to be accepted on every path to
	// the operation (blockingcall only).
	InPlace bool

	// Broken marks a finding about an ignore comment that says nothing that
	// could be followed, as opposed to one that matches nothing.
	Broken bool

	// OptIn marks a finding that is reported only when a flag asks for it.
	OptIn bool
}

// A Step is one position on the path that leads to a finding.
type Step struct {
	Pos  token.Pos
	Text string
}

// Blocking is one category of blocking behind an operation or call.
type Blocking struct {
	Category string
	Message  string // the whole message, were this category reported first
	Short    string // how a report that leads with another category lists it
}

// A Result is what the engine hands to the checks.
type Result struct {
	findings []Finding
	// find, if not nil, gives the findings when the first check asks.
	find func() []Finding
	once sync.Once
}

// Later returns a Result whose findings are those that find returns when the
// first check asks for them. No check asks about a package that is only wanted
// for its facts, so there it is never called. Checks may ask from several
// goroutines.
func Later(find func() []Finding) *Result { return &Result{find: find} }

// NewResult sorts fs by position, check and message and drops duplicates.
func NewResult(fs []Finding) *Result {
	return &Result{findings: sorted(fs)}
}

func sorted(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Check == b.Check && a.Message == b.Message
	})
}

// Of returns the findings of one check in source order.
func (r *Result) Of(check string) []Finding {
	r.once.Do(func() {
		if r.find != nil {
			r.findings = sorted(r.find())
		}
	})
	var out []Finding
	for _, f := range r.findings {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return out
}
