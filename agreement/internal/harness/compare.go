package harness

import (
	"fmt"
	"sort"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/oracle"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A Disagreement is one difference between the library and the analyzers.
type Disagreement struct {
	Kind    string // miss, false or double
	Class   string
	File    string
	Line    int
	Func    string // declared function around the line
	Detail  string
	Verdict *oracle.Verdict // of a miss
}

func (d *Disagreement) String() string {
	return fmt.Sprintf("%s %s at %s:%d in %s: %s", d.Kind, d.Class, d.File, d.Line, d.Func, d.Detail)
}

// An Outcome is what a batch gave.
type Outcome struct {
	Functions     int
	Inputs        int // executions
	Paths         int // distinct among them
	Events        int
	Verdicts      map[string]int // asked for, by class
	Optional      int
	Reports       []static.Report
	Disagreements []*Disagreement
	Troubles      []string
	Unjudged      map[string]bool // functions with a path that cannot be judged
	Expected      []*oracle.Verdict
	Rows          map[string]int
}

// Expect executes a batch and returns what should be reported of it.
func (r *Runner) Expect(b *Batch) (*Outcome, error) {
	o := &Outcome{Verdicts: make(map[string]int), Rows: make(map[string]int), Unjudged: make(map[string]bool)}
	seen := make(map[string]bool)
	funcs := make(map[string]bool)
	err := r.Execute(b, false, func(run *event.Run) {
		o.Paths++
		o.Inputs += run.Times
		funcs[run.Func] = true
		for i := range run.Goroutines {
			o.Events += len(run.Goroutines[i].Events)
			for k := range run.Goroutines[i].Events {
				o.Rows[row(&run.Goroutines[i].Events[k])]++
			}
		}
		verdicts, err := b.Index.Judge(run)
		if err != nil {
			o.Troubles = append(o.Troubles, err.Error())
			o.Unjudged[run.Func[strings.IndexByte(run.Func, '.')+1:]] = true
			return
		}
		for _, v := range verdicts {
			if seen[v.Key()] {
				continue
			}
			seen[v.Key()] = true
			o.Expected = append(o.Expected, v)
			if v.Optional {
				o.Optional++
			} else {
				o.Verdicts[v.Class]++
			}
		}
	})
	o.Functions = len(funcs)
	return o, err
}

// row names the row of the transition table that an event went through.
func row(e *event.Event) string {
	switch e.Kind {
	case event.Misuse:
		return e.Op + " " + e.Err
	case event.Acquire, event.Release, event.Refuse, event.Open:
		return fmt.Sprintf("%s %v", e.Op, e.Kind)
	case event.Region, event.IsEntered, event.Allows, event.Current, event.Block:
		return fmt.Sprintf("%s %v", e.Op, e.Val)
	}
	return e.Kind.String()
}

// Compare runs the analyzers on the batch and fills in the disagreements.
func (r *Runner) Compare(b *Batch, o *Outcome) error {
	reports, err := r.Loader.Run(b.Packages)
	if err != nil {
		return err
	}
	o.Reports = reports
	o.Disagreements = compare(b.Index, o.Expected, reports)
	return nil
}

func compare(x *oracle.Index, expected []*oracle.Verdict, reports []static.Report) []*Disagreement {
	var out []*Disagreement
	covers := make([][]int, len(expected)) // reports that answer each verdict
	answered := make([]bool, len(reports))
	for i, v := range expected {
		for k, r := range reports {
			if v.Covers(r.Class, r.File, r.Line) {
				covers[i] = append(covers[i], k)
				answered[k] = true
			}
		}
		if len(covers[i]) == 0 && !v.Optional {
			out = append(out, &Disagreement{
				Kind: "miss", Class: v.Class, File: v.File, Line: v.Lines[len(v.Lines)-1], Func: v.Func, Verdict: v,
				Detail: fmt.Sprintf("input %s from %s: %s, want a report on line %v", v.Run.Input, v.Run.Entry, v.Why, v.Lines),
			})
		}
	}
	own := match(covers, len(reports))
	for k, r := range reports {
		kind := ""
		switch {
		case !answered[k]:
			kind = "false"
		case !own[k]:
			kind = "double"
		default:
			continue
		}
		out = append(out, &Disagreement{Kind: kind, Class: r.Class, File: r.File, Line: r.Line, Func: x.Func(r.File, r.Line), Detail: r.Message})
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.File != b.File {
			return a.File < b.File
		}
		return a.Line < b.Line
	})
	return out
}

// match gives every report a verdict of its own as far as that goes, by
// augmenting paths, and reports which have one. A report without one says
// again what another report has said.
func match(covers [][]int, reports int) []bool {
	verdicts := make([][]int, reports) // that each report answers
	for v, ks := range covers {
		for _, k := range ks {
			verdicts[k] = append(verdicts[k], v)
		}
	}
	taken := make(map[int]int) // verdict to report
	var place func(k int, tried map[int]bool) bool
	place = func(k int, tried map[int]bool) bool {
		for _, v := range verdicts[k] {
			if tried[v] {
				continue
			}
			tried[v] = true
			if other, ok := taken[v]; !ok || place(other, tried) {
				taken[v] = k
				return true
			}
		}
		return false
	}
	own := make([]bool, reports)
	for k := range own {
		own[k] = place(k, make(map[int]bool))
	}
	return own
}
