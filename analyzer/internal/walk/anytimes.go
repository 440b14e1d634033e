package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Code of which only the effect is known may call a function that it is given
// once, never, or many times, and on conditions that its caller has a part in.
// What the function does within itself is judged. What it does to the guards and
// the state of its caller is not known to have happened: it is as if that were
// done by unknown code.

// anyTimes has code make the call c of which nobody knows how often it does.
func (w *walker) anyTimes(st *state, c callee) []outcome {
	switch c.fn.Kind {
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		if fromInputs(c.fn, 0) {
			c.vague = true
			return w.callInput(st, c)
		}
	}
	fn := c.fn
	c.fn = nil
	return w.turns(st, c, fn, nil, true)
}

// perhaps goes on from before, where a call that may not be made at all, or more
// than once, would lead to the states after.
func (w *walker) perhaps(before *state, after []*state, c callee, fn sym.Value) []outcome {
	st := before
	for _, o := range after {
		if !o.gor.cur.same(before.gor.cur) && o.gor.cur.kind == guardRegion {
			st = o // where the enter state is unknown once its guard has escaped
			break
		}
	}
	for _, o := range after {
		for _, g := range before.changed(o) {
			w.escapeGuard(st, g)
		}
	}
	w.escape(st, fn)
	st.touched()
	return w.unknownResult(st, c)
}

// changed lists the guards that are live in st or after, but not in both, or not
// in the same place.
func (st *state) changed(after *state) []sym.Value {
	var out []sym.Value
	for g, a := range st.acqs {
		if b := after.acqs[g]; b != nil && a.live() && !a.escaped && (!b.live() || b.handed && !a.handed) {
			out = append(out, g)
		}
	}
	for g, b := range after.acqs {
		if a := st.acqs[g]; b.live() && !b.escaped && (a == nil || !a.live()) {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b sym.Value) int { return a.Num() - b.Num() })
	return out
}

// moves reports whether st and after differ in what concerns callers.
func (st *state) moves(after *state) bool {
	return len(st.changed(after)) > 0 || !st.gor.cur.same(after.gor.cur) || !slices.Equal(st.gor.stack, after.gor.stack)
}
