package walk

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// lockCall makes a call of the table that is about the lock of an object.
func (w *walker) lockCall(st *state, c callee, row *protocol.Func, recv sym.Value, arg func(int) sym.Value, fn *types.Func) []outcome {
	if row.Op == protocol.NewWaiter {
		o := w.ident(st, sym.Obj, c.place(), 0)
		cells := map[string]sym.Value{sym.FieldPath(row.Arg): arg(0)}
		st.setMem(o, &object{cells: cells, zero: true})
		return returned([]made{{st, o}})
	}
	if row.Op == protocol.Wait {
		return w.wait(st, c, row, recv, fn)
	}
	obj, k := w.lockOf(recv, row.Guard)
	if behindNil(obj) {
		return nil // a method of a nil mutex panics, and no source wrote that
	}
	name := lockName(c.site)
	if recv == nil {
		name = "the thread"
	}
	switch row.Op {
	case protocol.Lock:
		outs := returned(w.lock(st, c.site, k, obj, c.place(), name))
		for i := range outs {
			outs[i].result = nil
		}
		return outs
	case protocol.TryLock:
		return w.tryLock(st, c, k, obj, name, false)
	case protocol.LockOrError:
		return w.tryLock(st, c, k, obj, name, true)
	case protocol.Unlock:
		return one(w.unlock(st, c.site, k, obj))
	}
	return returned([]made{{st, w.space.Term(sharedView, obj)}})
}

// wait waits with the receiver's own lock given up. Only another lock that is
// held meanwhile, or the region, makes that wrong.
func (w *walker) wait(st *state, c callee, row *protocol.Func, recv sym.Value, fn *types.Func) []outcome {
	e := w.cfg.Effects.Of(fn)
	if e == nil || recv == nil {
		return one(st)
	}
	obj, path := sym.SplitAddr(recv)
	own := w.loadUntyped(st, obj, path+sym.FieldPath(row.Arg))
	if own != nil && own.Kind != sym.Zero {
		lock, _ := w.lockOf(own, row.Guard)
		if len(st.locks(lock)) > 0 {
			w.blockHolding(st, c.site, e.Blocks, lock, nil)
		}
	}
	givesUp := facts.Unknown
	if st.holding(nil, nil) == nil {
		givesUp = facts.Yes // a lock that the caller took
	}
	w.blockInRegion(st, c.site, e.Blocks, givesUp)
	return one(st)
}

// makes returns a guard among other results.
func (w *walker) makes(st *state, c callee, row *protocol.Func, name string) []made {
	ms := w.acquire(st, c.site, row.Guard, facts.Unknown, c.place(), 0, name)
	for i, m := range ms {
		vs := make([]sym.Value, row.Results)
		for j := range vs {
			vs[j] = w.nonNil(m.st, resultPlace{c.place(), j})
		}
		vs[row.Result] = m.val
		ms[i].val = w.bundle(vs)
	}
	return ms
}

type resultPlace struct {
	at     any
	result int
}

// protocolMethod makes a call of an interface method that the table names, or
// of another method on a guard that is an interface.
func (w *walker) protocolMethod(st *state, c callee, recv sym.Value, m *types.Func) ([]outcome, bool) {
	row := w.row(m)
	switch {
	case row == nil && recv.Kind == sym.Guard && w.guardOf(recvType(m)) != nil:
		c.args = c.args[1:]
		return w.unresolved(st, c), true
	case row == nil:
		return nil, false
	case recv.Kind == sym.Iface:
		if own := methodNamed(recv.Type, w.cfg.SSA.Pkg, m.Name()); own != nil && (row.Guard.Object || w.row(own) != nil) {
			return nil, false
		}
	}
	return w.protocolCall(st, c, row, m), true
}

// lockNode replays the acquire of a lock.
func (r *replayer) lockNode(x replayState, n *facts.Node, s site, k *protocol.Guard, at replayPlace) []replayState {
	var v sym.Value
	if len(n.Args) > 0 {
		v = r.value(x, n.Args[0])
	}
	obj, k := r.lockOf(v, k)
	if behindNil(obj) {
		return nil
	}
	var out []replayState
	for _, m := range r.lock(x.st, s, k, obj, at, "") {
		regs := make(map[int]sym.Value, len(x.regs)+1)
		for i, v := range x.regs {
			regs[i] = v
		}
		regs[n.Reg] = m.val
		if reg, ok := heldRegister(n.Args); ok {
			regs[heldKey(reg)] = rootObject(obj)
		}
		m.st.update(m.val, func(a *acq) { a.during = r.c.place() })
		out = append(out, replayState{st: m.st, regs: regs})
	}
	return out
}

// blockHolding judges blocks as an operation that runs while some lock other
// than except is held. What a callee does while it holds a lock that it took
// itself, in the call at place during, is reported there.
func (w *walker) blockHolding(st *state, s site, blocks []facts.Block, except sym.Value, during any) {
	if !w.holds() || st.ghost != nil || st.supposed || st.unwinding() {
		return
	}
	a := st.holding(except, during)
	if a == nil {
		return
	}
	where := fmt.Sprintf("while %s is held", w.lockText(a))
	if a.kind == protocol.LoopHold() {
		where = "on " + a.name
	}
	p := w.pendingFor("blockingcall", s.pos, s.name+where, "")
	w.describeBlocks(p, s, blocks, where)
	e := w.newEvent(evBlock, s.pos)
	w.emit(st, e)
	p.about = append(p.about, a.value)
	p.certain = true
	p.places = append(p.places, place{event: e})
}

// writes reports whether the package asks for the write lock of some RWMutex.
// Where none is ever asked for, read locks do not wait for each other.
func (w *walker) writes(st *state, obj sym.Value) bool {
	if w.writers == facts.Unknown {
		w.writers = facts.No
		for _, fn := range w.touch.all {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if c, ok := instr.(ssa.CallInstruction); ok {
						if f := c.Common().StaticCallee(); f != nil && funcObject(f) != nil && isNamed(funcObject(f), "(*sync.RWMutex).Lock") {
							w.writers = facts.Yes
						}
					}
				}
			}
		}
	}
	return w.writers == facts.Yes
}

// requireUnlocked judges a callee that locks obj.
func (r *replayer) requireUnlocked(st *state, n *facts.Node, s site, obj sym.Value) *state {
	k := protocol.GuardNamed(n.Guard)
	if k == nil || obj == nil {
		return st
	}
	obj, k = r.lockOf(obj, k)
	if behindNil(obj) {
		return nil
	}
	if a := r.blocking(st, k, obj); a != nil {
		r.lockedTwice(st, s, k, a)
		return r.end(st, true)
	}
	if len(st.locks(obj)) == 0 && st.unlocked(obj) == nil && fromInputs(rootObject(obj), 0) {
		r.emitOp(st, &traceOp{node: facts.NodeRequire, state: facts.No, check: n.Check, guard: k.Type, args: []sym.Value{obj}, chain: r.hop(s, "")})
	}
	if len(st.locks(obj)) == 0 && st.gor.id == 0 {
		// It is free: the callee has locked it itself, and tells if it keeps it.
		st.setAcq(&acq{value: obj, object: obj, kind: k, pos: s.pos, gor: st.gor.id, released: s.pos, input: true})
	}
	return st
}

// behindNil reports whether execution panics where it gets to the lock at addr,
// since a pointer on the way there is nil.
func behindNil(addr sym.Value) bool {
	o := rootObject(addr)
	for o.Kind == sym.Sel {
		o = rootObject(o.Args[0])
	}
	return o.Kind == sym.Const
}

func rootObject(addr sym.Value) sym.Value {
	o, _ := sym.SplitAddr(addr)
	return o
}
