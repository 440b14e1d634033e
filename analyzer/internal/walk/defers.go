package walk

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// deferCall registers a deferred call. In the body of a range-over-func loop it
// belongs to the function around the loop.
// It reports false where a loop has registered more than the walk tells apart.
func (a *activation) deferCall(instr *ssa.Defer, st *state) bool {
	fn, args := a.operands(st, &instr.Call)
	if releases(&instr.Call) && args[0] == a.space.Zero() {
		return true // does nothing
	}
	frame := st.frame.id
	if instr.DeferStack != nil {
		for f := st.frame; f != nil; f = f.parent {
			if f.fn.Synthetic != yieldBody {
				frame = f.id
				break
			}
		}
	}
	n := 0
	for _, d := range st.defers {
		if d.instr == instr {
			n++
		}
	}
	if n >= maxInstances {
		return false
	}
	st.defers = append(st.defers, deferred{frame: frame, instr: instr, call: &instr.Call, fn: fn, args: args})
	return true
}

const yieldBody = "range-over-func yield"

// deferredRelease reports whether a registered deferred call releases g.
func (w *walker) deferredRelease(st *state, g sym.Value) bool {
	return slices.ContainsFunc(st.defers, func(d deferred) bool {
		if d.cleanup {
			return w.releasesBound(d.fn, g)
		}
		return releases(d.call) && d.args[0] == g
	})
}

// releases reports whether c releases the guard that is its receiver.
func releases(c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	if fn == nil || len(c.Args) == 0 {
		return false
	}
	row := protocol.Lookup(funcObject(fn))
	return row != nil && row.Op == protocol.Release && row.Method && !row.Guard.Object
}

// popDefer takes the frame's latest deferred call.
func (st *state) popDefer() (deferred, bool) {
	for i := len(st.defers) - 1; i >= 0; i-- {
		if st.defers[i].frame == st.frame.id {
			d := st.defers[i]
			rest := append([]deferred(nil), st.defers[:i]...)
			st.defers = append(rest, st.defers[i+1:]...)
			return d, true
		}
	}
	return deferred{}, false
}

// runDeferred calls d from st's frame.
func (a *activation) runDeferred(st *state, d deferred) []outcome {
	instr := d.instr.(ssa.CallInstruction)
	if d.cleanup {
		return a.call(st, callee{site: a.sites.call(instr), instr: instr, at: resultPlace{instr, -11}, fn: d.fn, deferred: true})
	}
	return a.call(st, callee{
		site: a.sites.call(instr), instr: instr, common: d.call,
		fn: d.fn, args: d.args, deferred: true,
	})
}

// normalDefers runs the frame's deferred calls on a path that returns. Behind each of
// them the paths that can no longer be told apart go on as one, where live are the
// values that are needed afterwards, where that is known.
func (a *activation) normalDefers(st *state, live []int, known bool) []*state {
	paths := []*state{st}
	var out []*state
	for len(paths) > 0 {
		var next []*state
		for _, st := range paths {
			d, ok := st.popDefer()
			if !ok {
				out = append(out, st)
				continue
			}
			for _, o := range a.runDeferred(st, d) {
				if o.kind == facts.Returns {
					instr := d.instr.(ssa.CallInstruction)
					a.discardUnlock(o.st, o.result, instr, a.sites.call(instr))
					next = append(next, o.st)
				} else {
					a.unwind(o.st)
				}
			}
		}
		if known && len(next) > 1 {
			next = a.merge(next, live)
		}
		paths = next
	}
	return out
}

// merge joins the paths that differ in nothing that the rest of the frame needs.
func (a *activation) merge(paths []*state, live []int) []*state {
	limit := a.bounds.states
	if paths[0].supposed {
		limit = min(limit, maxSupposed)
	}
	seen := make(map[string]*event)
	var out []*state
	for _, st := range paths {
		key := a.key(st, live)
		if e := seen[key]; e != nil {
			link(st.at, e)
			continue
		}
		if len(seen) >= limit {
			continue
		}
		e := a.newEvent(evJoin, token.NoPos)
		a.emit(st, e)
		seen[key] = e
		out = append(out, st)
	}
	return out
}

// throw starts a panic or Goexit in st's frame.
func (a *activation) throw(st *state, u unwind) {
	st.unwinds = append(st.unwinds, u)
	a.unwind(st)
}

// unwind runs the frame's deferred calls while the innermost unwind is in
// flight, and then leaves the frame or, once recovered, returns from it.
func (a *activation) unwind(st *state) {
	var live []int // what a recovered panic goes on with
	if r := st.frame.fn.Recover; r != nil {
		live = a.info.liveIn(r)
	}
	paths := []*state{st}
	for len(paths) > 0 {
		var next []*state
		for _, st := range paths {
			n := len(st.unwinds) - 1
			d, ok := st.popDefer()
			if !ok {
				a.finish(st, st.unwinds[n].outcome, nil, st.unwinds[n].pos)
				continue
			}
			for _, o := range a.runDeferred(st, d) {
				switch {
				case o.kind != facts.Returns:
					// The new panic takes the place of the one in flight.
					us := o.st.unwinds
					if m := len(us); m > n+1 {
						o.st.unwinds = append(us[:n:n], us[m-1])
					}
					next = append(next, o.st)
				case len(o.st.unwinds) > n && o.st.unwinds[n].recovered:
					a.recovered(o.st)
				default:
					next = append(next, o.st)
				}
			}
		}
		if len(next) > 1 {
			next = a.merge(next, live)
		}
		paths = next
	}
}

// recovered continues after a deferred call stopped the panic: the remaining
// deferred calls run, and the function returns its named results.
func (a *activation) recovered(st *state) {
	n := len(st.unwinds) - 1
	st.frame.recovered = st.unwinds[n].pos
	st.unwinds = st.unwinds[:n:n]
	fn := st.frame.fn
	for _, st := range a.normalDefers(st, nil, false) {
		if fn.Recover != nil {
			a.enter(nil, fn.Recover, st)
			continue
		}
		a.finish(st, facts.Returns, a.zeroResults(fn), endOf(fn))
	}
}

func (w *walker) zeroResults(fn *ssa.Function) sym.Value {
	rs := fn.Signature.Results()
	vs := make([]sym.Value, rs.Len())
	for i := range vs {
		vs[i] = w.zeroOf(rs.At(i).Type(), 0)
	}
	return w.bundle(vs)
}

// bundle is the value of a call with results vs.
func (w *walker) bundle(vs []sym.Value) sym.Value {
	switch len(vs) {
	case 0:
		return nil
	case 1:
		return vs[0]
	}
	return w.space.Tuple(vs...)
}

// ret returns from st's frame.
func (a *activation) ret(instr *ssa.Return, st *state) {
	vs := make([]sym.Value, len(instr.Results))
	for i, r := range instr.Results {
		vs[i] = st.facts.Eval(a.space, a.val(st, r))
		if b, basic := r.Type().Underlying().(*types.Basic); basic && b.Kind() != types.UnsafePointer && madeOfGuard(vs[i]) {
			vs[i] = a.ident(st, sym.Atom, resultPlace{instr, i}, 4) // leads to no guard
		}
	}
	pos := instr.Pos()
	if !pos.IsValid() {
		pos = endOf(st.frame.fn)
	}
	// go/ssa leaves out RunDefers where all defers stand in the bodies of
	// range-over-func loops.
	for _, st := range a.normalDefers(st, nil, false) {
		a.finish(st, facts.Returns, a.bundle(vs), pos)
	}
}

// madeOfGuard reports whether v was read from a guard, or computed from one.
func madeOfGuard(v sym.Value) bool {
	if v == nil || v.Kind == sym.Guard {
		return v != nil
	}
	return slices.ContainsFunc(v.Args, madeOfGuard)
}

// endOf is the closing brace of fn.
func endOf(fn *ssa.Function) token.Pos {
	if s := fn.Syntax(); s != nil {
		return s.End() - 1
	}
	return fn.Pos()
}

// recoverCall is the builtin recover.
func (w *walker) recoverCall(st *state, instr ssa.Instruction) []made {
	f := st.frame
	n := len(st.unwinds) - 1
	if f.direct && n >= 0 && f.depth == len(st.unwinds) && st.unwinds[n].outcome == facts.Panics && !st.unwinds[n].recovered {
		st.unwinds = append(st.unwinds[:n:n], st.unwinds[n])
		st.unwinds[n].recovered = true
		return []made{{st, w.caught(st, st.unwinds[n], instr)}}
	}
	if f.parent != nil || w.root || st.gor.id != 0 {
		return []made{{st, w.space.Nil()}}
	}
	// A named function: whether it was deferred is for the caller to say.
	other := st.clone()
	w.emitOp(other, &traceOp{node: facts.NodeRecover, state: facts.Yes})
	other.unwinds = append(other.unwinds, unwind{outcome: facts.Panics, recovered: true})
	w.emitOp(st, &traceOp{node: facts.NodeRecover, state: facts.No})
	return []made{{st, w.space.Nil()}, {other, w.nonNil(other, instr)}}
}

// panicked is v, which was panicked with, if a recover has to know it.
func panicked(v sym.Value) sym.Value {
	if v.Kind == sym.Iface {
		return v
	}
	return nil
}

// caught is what a recover of u at the place at gives.
func (w *walker) caught(st *state, u unwind, at any) sym.Value {
	if u.val != nil {
		return u.val
	}
	return w.nonNil(st, at)
}
