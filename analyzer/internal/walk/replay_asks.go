package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// asks reports whether n is an answer to the question for the enter state.
func (r *replayer) asks(n *facts.Node) bool {
	switch n.Kind {
	case facts.NodeAssumeState:
		return true
	case facts.NodeAssume:
		return asksState(n.Args[0])
	}
	return false
}

func asksState(v facts.Value) bool {
	if v.Kind == facts.TermVal && (v.Str == termEntered || v.Str == termAllowed) {
		return true
	}
	return slices.ContainsFunc(v.Args, asksState)
}

// assumeState continues where the state is as the callee was told. The caller,
// if it does not know the state itself, asked nothing.
func (r *replayer) assumeState(st *state, n *facts.Node) *state {
	lent := st.gor.base == facts.Unknown || st.gor.lent
	if st = r.narrow(st, n.State, n.Allow); st != nil && lent && st.gor.base != facts.Unknown {
		st.gor.lent = true
	}
	return st
}

// derived reports whether v is about a parameter for which the caller passes
// something that it computed or found in memory.
func (r *replayer) derived(v facts.Value) bool {
	if v.Kind == facts.ParamVal && v.N < len(r.args) {
		switch r.args[v.N].Kind {
		case sym.Param, sym.FreeVar, sym.Const:
		default:
			return true
		}
	}
	return slices.ContainsFunc(v.Args, r.derived)
}

func (r *replayer) assumeNode(x replayState, n *facts.Node) *state {
	cond := r.value(x, n.Args[0])
	cond = x.st.facts.Eval(r.space, cond)
	if cond == r.space.Term(termCurrent) {
		if n.State == facts.No {
			return r.lackHandle(x.st)
		}
		r.needHandle(x.st)
		return x.st
	}
	known := cond.Kind == sym.Const
	st := r.assume(x.st, cond, n.State == facts.Yes)
	if st != nil {
		st = r.narrowBy(st, cond, n.State == facts.Yes)
	}
	if st != nil && !known && fromInputs(cond, 0) && !(r.coarse && r.derived(n.Args[0])) {
		r.emitOp(st, &traceOp{node: facts.NodeAssume, state: n.State, args: []sym.Value{cond}})
	}
	return st
}
