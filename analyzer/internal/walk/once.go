package walk

import (
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

func isOnce(fn *types.Func) bool { return isNamed(fn, "(*sync.Once).Do") }

func isOnceFunc(fn *types.Func) bool { return isNamed(fn, "sync.OnceFunc") }

// onceKey is the SumFunc key of what sync.OnceFunc returns. It is bound to an
// object that stands for its sync.Once, and to the function.
const onceKey = "once"

// onceFunc is sync.OnceFunc.
func (w *walker) onceFunc(st *state, c callee, fn sym.Value) []outcome {
	once := w.ident(st, sym.Obj, c.place(), 7)
	st.setMem(once, &object{zero: true})
	return returned([]made{{st, w.space.SumFunc(onceKey, []sym.Value{once, fn})}})
}

// onceDo runs fn unless the once did it before. It counts as done when fn begins,
// because it is done however fn ends.
func (w *walker) onceDo(st *state, c callee, once, fn sym.Value) []outcome {
	done := w.space.Addr(once, hiddenBool)
	cond := w.load(st, done, types.Typ[types.Bool])
	var outs []outcome
	if other := w.decide(st.clone(), cond, true); other != nil {
		outs = one(other)
	}
	if st = w.decide(st, cond, false); st == nil {
		return outs
	}
	w.store(st, done, w.space.Bool(true))
	body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn}
	if fn.Kind == sym.Func {
		body.args = w.unknownArgs(st, c, fn.Fn)
	}
	return append(outs, w.call(st, body)...)
}
