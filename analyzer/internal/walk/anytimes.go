package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
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

// perhaps goes on after a call from before that ended as the outcomes say, and of
// which the events from mark on tell, where it may not be made at all, or be made
// again. It reports false if that makes no difference to guards and state.
func (w *walker) perhaps(before *state, called []outcome, mark int, c callee, fn sym.Value) ([]outcome, bool) {
	var ended []outcome
	var moved []*state
	for _, o := range called {
		switch {
		case o.kind != facts.Returns:
			ended = append(ended, o)
		case before.moves(o.st):
			moved = append(moved, o.st)
		}
	}
	released, calls := w.unsureOps(mark)
	if len(moved)+len(released) == 0 {
		// What the caller gave, if it is called, is called as often as fn.
		return called, len(calls) > 0
	}
	st := before
	for _, o := range moved {
		if !o.gor.cur.same(before.gor.cur) && o.gor.cur.kind == guardRegion {
			st = o // where the enter state is unknown once its guard has escaped
			break
		}
	}
	for _, o := range moved {
		for _, g := range before.changed(o) {
			w.escapeGuard(st, g)
		}
	}
	for _, op := range released {
		w.perhapsReleased(st, protocol.GuardNamed(op.guard), op.args[0])
	}
	for _, op := range calls {
		w.escape(st, op.args[0])
	}
	w.escape(st, fn)
	st.touched()
	return append(ended, w.unknownResult(st, c)...), true
}

// unsureOps lists the releases of what belongs to the caller, and the calls of what
// it gave, among the events from mark on, and has the summary say of them that it is
// not known how often they are made.
func (w *walker) unsureOps(mark int) (released, calls []*traceOp) {
	for _, e := range w.events[mark:] {
		switch op := e.op; {
		case op == nil:
		case op.node == facts.NodeRelease && op.args[0].Kind != sym.Guard:
			op.state = facts.No
			released = append(released, op)
		case op.node == facts.NodeCall:
			op.state = facts.No
			calls = append(calls, op)
		}
	}
	return released, calls
}

// perhapsReleased goes on where v, a guard or lock of kind k, may have been released
// or not.
func (w *walker) perhapsReleased(st *state, k *protocol.Guard, v sym.Value) {
	if k == nil || !k.Object {
		w.escape(st, v)
		return
	}
	for _, a := range st.locks(v) {
		w.escapeGuard(st, a.value)
	}
	if fromInputs(rootObject(v), 0) {
		w.emitOp(st, &traceOp{node: facts.NodeRelease, state: facts.No, guard: k.Type, args: []sym.Value{v}})
	}
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
