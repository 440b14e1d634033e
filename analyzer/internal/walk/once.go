package walk

import (
	"go/constant"
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A sync.Once runs its function the first time only. Whether that was is a truth
// that its memory holds, in a field that no Go code has.

const oncePath = ".1000"

func isOncePath(path string) bool { return strings.HasSuffix(path, oncePath) }

func isOnce(fn *types.Func) bool { return fn.FullName() == "(*sync.Once).Do" }

// onceDo runs fn unless the once did it before. It counts as done when fn begins,
// because it is done however fn ends.
func (w *walker) onceDo(st *state, c callee, once, fn sym.Value) []outcome {
	done := w.space.Addr(once, oncePath)
	cond := w.load(st, done, types.Typ[types.Bool])
	if cond.Kind == sym.Const && cond.Const != nil && constant.BoolVal(cond.Const) {
		return one(st)
	}
	var outs []outcome
	if cond.Kind != sym.Const {
		other := st.clone()
		if other = w.assume(other, cond, true); other != nil {
			w.onceKnown(other, cond, facts.Yes)
			outs = one(other)
		}
		if st = w.assume(st, cond, false); st == nil {
			return outs
		}
		w.onceKnown(st, cond, facts.No)
	}
	w.store(st, done, w.space.Bool(true))
	body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn}
	if fn.Kind == sym.Func {
		body.args = w.unknownArgs(st, c, fn.Fn)
	}
	return append(outs, w.call(st, body)...)
}

// onceKnown has the summary depend on whether a once of the caller's was done.
func (w *walker) onceKnown(st *state, cond sym.Value, done facts.Tri) {
	if fromInputs(cond, 0) {
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: done, args: []sym.Value{cond}})
	}
}
