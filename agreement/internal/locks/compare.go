package locks

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/ctxvet/ctxvet/agreement/internal/static"
	"github.com/ctxvet/ctxvet/analyzer"
)

// A Disagreement is a verdict that only one side gives.
type Disagreement struct {
	Func    *Func
	Verdict Verdict
	Missed  bool   // by ctxvet; else it reports what nothing punishes
	Message string // of the report
}

// A Result counts what was compared.
type Result struct {
	Functions, Verdicts int
	Disagreements       []Disagreement
	Source              string
}

// Compare generates n functions from the seed and compares both sides.
func Compare(l *static.Loader, seed uint64, n int) (*Result, error) {
	return CompareFuncs(l, Generate(seed, n))
}

// CompareFuncs compares both sides on the functions.
func CompareFuncs(l *static.Loader, fns []*Func) (*Result, error) {
	value, _ := analyzer.ProtocolFlag()
	before := value.String()
	if err := value.Set("sync"); err != nil {
		return nil, err
	}
	defer value.Set(before)
	text := Write(fns)
	pkgs, err := l.Check([]static.Source{{Path: "generated/locks", File: "locks.go", Text: text}})
	if err != nil {
		return nil, err
	}
	defer l.Forget(pkgs)
	reports, err := l.Run(pkgs)
	if err != nil {
		return nil, err
	}
	res := &Result{Functions: len(fns), Source: text}
	by := make(map[Verdict]string)
	for _, r := range reports {
		by[Verdict{r.Class, r.Line}] = r.Message
	}
	for _, f := range fns {
		want := Run(f)
		res.Verdicts += len(want)
		for v := range want {
			if _, ok := by[v]; !ok {
				res.Disagreements = append(res.Disagreements, Disagreement{f, v, true, ""})
			}
			delete(by, v)
		}
	}
	for _, v := range slices.SortedFunc(maps.Keys(by), func(a, b Verdict) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Class, b.Class))
	}) {
		res.Disagreements = append(res.Disagreements, Disagreement{owner(fns, v.Line), v, false, by[v]})
	}
	slices.SortStableFunc(res.Disagreements, func(a, b Disagreement) int {
		return cmp.Or(cmp.Compare(a.Verdict.Line, b.Verdict.Line), cmp.Compare(a.Verdict.Class, b.Verdict.Class))
	})
	return res, nil
}

func owner(fns []*Func, line int) *Func {
	var f *Func
	for _, g := range fns {
		if g.Line <= line {
			f = g
		}
	}
	return f
}

// String says what the disagreement is.
func (d Disagreement) String() string {
	if d.Missed {
		return fmt.Sprintf("%s: missed: %s at line %d", d.name(), d.Verdict.Class, d.Verdict.Line)
	}
	return fmt.Sprintf("%s: false report: %s at line %d: %s", d.name(), d.Verdict.Class, d.Verdict.Line, d.Message)
}

func (d Disagreement) name() string {
	if d.Func == nil {
		return "prelude"
	}
	return d.Func.Name
}
