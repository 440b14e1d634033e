// Package oracle turns what a program did into what should be reported of
// it. It works on recorded paths alone: it replays the operations of a
// goroutine on a model of its state, checks the model against the library's
// answers, and says for each defect which class it is of and where a report
// may stand.
package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// A Verdict is one defect that a path shows.
type Verdict struct {
	Class string
	File  string
	Lines []int // a report on any of them is right; the first is the outermost
	// Optional verdicts justify a report but do not ask for one: the rules
	// leave room on such a path.
	Optional bool
	Func     string // the function it is reported in
	Run      *event.Run
	Why      string
}

// Key identifies verdicts that ask for the same report.
func (v *Verdict) Key() string {
	return fmt.Sprint(v.Class, v.File, v.Lines, v.Optional)
}

func (v *Verdict) String() string {
	s := make([]string, len(v.Lines))
	for i, l := range v.Lines {
		s[i] = fmt.Sprint(l)
	}
	opt := ""
	if v.Optional {
		opt = " (optional)"
	}
	return fmt.Sprintf("%s:%s: %s%s: %s", v.File, strings.Join(s, "|"), v.Class, opt, v.Why)
}

// Covers reports whether a report of the class at the line is what the
// verdict asks for.
func (v *Verdict) Covers(class, file string, line int) bool {
	return v.Class == class && v.File == file && slices.Contains(v.Lines, line)
}

// place finds where a report may stand for a defect whose operation was made
// from frames, and which the frame at depth d and its callers' facts suffice
// to prove. Frames that only call what a parameter supplied are left for the
// frame that supplied it. limit bounds the depth of the lines given.
func (x *Index) place(frames []event.Frame, d, limit int) (file string, lines []int) {
	d = x.lift(frames, d)
	file = frames[d].File
	owner := x.decl(frames[d])
	for j := d; j < min(len(frames), limit); j++ {
		fr := frames[j]
		if j > d && (x.decl(fr) != owner || !x.inLit(fr)) {
			continue
		}
		if !slices.Contains(lines, fr.Line) {
			lines = append(lines, fr.Line)
		}
	}
	return file, lines
}

// lift is the depth of the frame that can tell what the frame at depth d did:
// itself, or one further out that supplied a function on the way from d to the
// innermost frame.
func (x *Index) lift(frames []event.Frame, d int) int {
	for k := max(d, 0); d >= 0 && k+1 < len(frames); k++ {
		d = min(d, x.supplier(frames, k))
	}
	return d
}

// supplier is the depth of the frame that supplied the function which the
// frame at depth d called, d itself when it names its callee.
func (x *Index) supplier(frames []event.Frame, d int) int {
	callee := frames[d+1]
	if x.inLit(callee) && x.decl(callee) != x.decl(frames[d]) {
		for j := d - 1; j >= 0; j-- {
			if x.decl(frames[j]) == x.decl(callee) && (callee.Body == 0 || frames[j].Body != callee.Body) {
				return j
			}
		}
		return d
	}
	if !x.inLit(callee) && x.viaParameter(frames[d]) && d > 0 {
		return d - 1
	}
	return d
}
