package harness

import (
	"fmt"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A Replay says which reports an execution was found for that passes through
// the lines the report names, in order, and fails there as it says.
type Replay struct {
	Replayed int
	Failed   []string // what the other reports are
}

// Replay executes the batch once more, statement by statement, and follows
// the steps of its reports. Reports that are themselves disagreements have
// nothing to follow and are left out.
func (r *Runner) Replay(b *Batch, o *Outcome) (*Replay, error) {
	wrong := make(map[string]bool)
	for _, d := range o.Disagreements {
		wrong[fmt.Sprint(d.Class, d.File, d.Line)] = true
	}
	byFile := make(map[string][]int)
	done := make([]bool, len(o.Reports))
	for i, rep := range o.Reports {
		done[i] = wrong[fmt.Sprint(rep.Class, rep.File, rep.Line)]
		byFile[rep.File] = append(byFile[rep.File], i)
	}
	out := &Replay{}
	err := r.Execute(b, true, func(run *event.Run) {
		verdicts, err := b.Index.Judge(run)
		if err != nil {
			return
		}
		for _, v := range verdicts {
			for _, i := range byFile[v.File] {
				rep := &o.Reports[i]
				if !done[i] && v.Covers(rep.Class, rep.File, rep.Line) && follows(run, rep) {
					done[i] = true
					out.Replayed++
				}
			}
		}
	})
	for i, rep := range o.Reports {
		if !done[i] {
			out.Failed = append(out.Failed, fmt.Sprintf("%s:%d: %s, steps %v", rep.File, rep.Line, rep.Message, rep.Steps))
		}
	}
	return out, err
}

// follows reports whether some goroutine of the run passes the steps in
// order.
func follows(run *event.Run, rep *static.Report) bool {
	for g := range run.Goroutines {
		rest := rep.Steps
		walk(run, g, -1, func(file string, line int) {
			// One line can be several steps: a call and what it leads to.
			for len(rest) > 0 && file == rep.File && line == rest[0] {
				rest = rest[1:]
				if len(rest) == 0 || rest[0] != line {
					break
				}
			}
		})
		if len(rest) == 0 {
			return true
		}
	}
	return false
}

// walk visits the lines that a goroutine passed, those that its parent passed
// before starting it first, up to the start of goroutine until.
func walk(run *event.Run, g, until int, visit func(file string, line int)) {
	if p := run.Goroutines[g].Parent; p >= 0 {
		walk(run, p, g, visit)
	}
	for _, e := range run.Goroutines[g].Events {
		for _, fr := range e.Frames {
			visit(fr.File, fr.Line) // an operation is at the calls that lead to it, too
		}
		if e.Kind == event.Spawn && e.Acq == until {
			return
		}
	}
}
