package walk

import (
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// callInput calls a function that came from the caller: the caller knows it.
func (w *walker) callInput(st *state, c callee) []outcome {
	fn := c.fn
	c.fn = nil // the caller has it already
	w.asked = w.asked || st.gor.id != 0
	if st.ghost != nil || st.gor.id != 0 {
		return w.unresolved(st, c)
	}
	result := w.callOp(st, c, "", append([]sym.Value{fn}, c.args...))
	var outs []outcome
	if len(st.defers)+len(st.gor.susp)+len(st.gor.sanction)+len(st.gor.stack) > 0 && !st.supposed {
		// What it is given may not return, which only the caller knows. Once is
		// enough on a path.
		for _, kind := range []facts.Outcome{facts.Panics, facts.Goexits} {
			other := st.clone()
			w.emitOp(other, &traceOp{node: facts.NodeUnwound, outcome: kind})
			other.supposed = true
			outs = append(outs, w.thrown(other, c, kind)...)
		}
	}
	return append(outs, w.leftToCaller(st, c, result)...)
}

// callOp has the summary tell of a call that only the caller can resolve, of a
// function or of the method named, and returns the value that stands for its
// result.
func (w *walker) callOp(st *state, c callee, method string, args []sym.Value) sym.Value {
	result := w.ident(st, sym.Result, c.place(), 4)
	for _, a := range args {
		w.surrender(st, a, make(map[sym.Value]bool))
	}
	often := facts.Unknown
	if c.vague {
		often = facts.No
	}
	w.emitOp(st, &traceOp{node: facts.NodeCall, text: method, state: often, reg: result, args: args, mem: records(st), chain: w.hop(c.site, "")})
	st.touched()
	return result
}

// leftToCaller makes a call that the summary tells of: the caller sees what
// becomes of the arguments.
func (w *walker) leftToCaller(st *state, c callee, result sym.Value) []outcome {
	tokens := w.tokenLocks(st, c.args)
	quiet := w.quiet
	w.quiet = true
	outs := w.unresolved(st, c)
	w.quiet = quiet
	for i := range outs {
		w.loseTokens(outs[i].st, tokens)
		outs[i].result = result
		w.leaveIn(outs[i].st, c, result)
	}
	return outs
}

// opLeft is what the call Args[0], of a function that the caller knows, left in
// the object that it was given as argument Args[1]. Conditions on it, as on the
// options that a constructor gathers, are the caller's to decide.
const opLeft = "left in"

// leaveIn has the objects that c was given hold what the call left there.
func (w *walker) leaveIn(st *state, c callee, result sym.Value) {
	for i, a := range c.args {
		obj := concrete(a)
		o := st.mem[obj]
		if obj.Kind != sym.Obj || o == nil || o.unknown == nil {
			continue
		}
		o = o.clone()
		o.unknown = w.space.Term(opLeft, result, w.space.Int(int64(i)))
		st.setMem(obj, o)
	}
}
