package walk

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// branch goes on to the successors of an If that the path's conditions allow.
func (a *activation) branch(b *ssa.BasicBlock, instr *ssa.If, st *state) {
	cond := a.val(st, instr.Cond)
	a.forget(st, a.info.liveAfter(instr), cond)
	if !a.info.branch[b] {
		other := st.clone()
		a.enter(b, b.Succs[0], st)
		a.enter(b, b.Succs[1], other)
		return
	}
	cond = st.facts.Eval(a.space, cond)
	if cond.Kind == sym.Const && cond.Const != nil && cond.Const.Kind() == constant.Bool {
		i := 1
		if constant.BoolVal(cond.Const) {
			i = 0
		}
		a.enter(b, b.Succs[i], st)
		return
	}
	other := st.clone()
	if cond.Doubtful() {
		for i, s := range []*state{st, other} {
			s.supposed = true
			a.enter(b, b.Succs[i], s)
		}
		return
	}
	if a.info.once[instr.Cond] {
		for i, s := range []*state{st, other} {
			a.decided(s, instr, cond, i == 0)
			a.enter(b, b.Succs[i], s)
		}
		return
	}
	for i, s := range []*state{st, other} {
		truth := i == 0
		if s = a.assume(s, cond, truth); s == nil {
			continue
		}
		if s = a.narrowBy(s, cond, truth); s == nil {
			continue
		}
		if truth {
			a.takesTurn(s, instr)
		}
		a.decided(s, instr, cond, truth)
		a.enter(b, b.Succs[i], s)
	}
}

// decided records that a condition was decided, as a step of the path and, when
// the caller can tell, as a condition of the summary.
func (w *walker) decided(st *state, at *ssa.If, cond sym.Value, truth bool) {
	d := w.sites.decision(at)
	e := w.newEvent(evBranch, d.pos)
	e.text = d.no
	if truth {
		e.text = d.yes
	}
	w.emit(st, e)
	if fromInputs(cond, 0) {
		state := facts.No
		if truth {
			state = facts.Yes
		}
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: state, args: []sym.Value{cond}})
	}
}
