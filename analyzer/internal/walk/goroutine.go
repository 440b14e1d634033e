package walk

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// goInstr starts a goroutine.
func (a *activation) goInstr(instr *ssa.Go, st *state) []*state {
	fn, args := a.operands(st, &instr.Call)
	return a.spawn(st, callee{
		site: a.sites.call(instr), instr: instr, common: &instr.Call, fn: fn, args: args,
	}, callee{site: a.sites.call(instr), instr: instr, common: &instr.Call, fn: fn, args: args})
}

// spawn judges body on a goroutine of its own and returns the paths of the
// goroutine that started it. The new one sees the variables as they are at the
// start, except those that somebody may write later.
func (w *walker) spawn(st *state, c, body callee) []*state {
	if st.ghost != nil {
		w.giveGoroutine(st, c, body)
		return []*state{st}
	}
	if body.fn != nil {
		switch body.fn.Kind {
		case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
			w.asked = w.asked || st.gor.id != 0
			w.emitOp(st, &traceOp{node: facts.NodeElsewhere, text: body.loop, args: append([]sym.Value{body.fn}, body.args...), chain: w.hop(c.site, "")})
			return []*state{st}
		}
	}
	tokens := w.tokenLocks(st, append([]sym.Value{body.fn}, body.args...))
	child := st.clone()
	gor, ok := w.started(st, c.instr)
	if !ok {
		return []*state{st}
	}
	id := gor.id
	child.gor = gor
	child.gor.base, child.gor.allow, child.gor.handle = facts.No, facts.No, facts.No
	child.defers, child.unwinds = nil, nil
	w.spawned[id] = c.site.pos
	w.onLoop(child, body.loop)
	w.unsettle(child, body.loop != "")
	if body.args == nil && body.fn != nil && body.fn.Kind == sym.Func {
		body.args = w.unknownArgs(child, c, body.fn.Fn)
		if hasTestParam(body.fn.Fn) {
			child.gor.test = body.args[0]
		}
	}
	before := child.mem
	child.memShared = true
	mem := records(child)
	earlier, lost, asked := w.handed, w.lost, w.asked
	w.handed, w.lost, w.asked = make(map[sym.Value]bool), nil, false
	outs := w.call(child, body)
	for _, o := range outs {
		w.goroutineEnds(o)
		w.mergeMemory(st, before, o.st)
	}
	paths := append([]*state{st}, w.notHanded(st, c.site.pos, outs)...)
	w.handOver(st)
	gone := w.lost
	if w.asked && body.fn != nil {
		// Only the caller knows what it gave: it starts the goroutine again.
		for _, st := range paths {
			w.emitOp(st, &traceOp{node: facts.NodeElsewhere, text: body.loop, args: append([]sym.Value{body.fn}, body.args...), mem: mem, chain: w.hop(c.site, "")})
		}
	}
	if st.gor.id != 0 {
		for v := range w.handed {
			earlier[v] = true // nor does the one that started this goroutine
		}
	}
	w.handed, w.lost, w.asked = earlier, lost, asked || w.asked
	for _, st := range paths {
		for _, v := range gone {
			w.escape(st, v)
		}
		w.loseTokens(st, tokens)
	}
	return paths
}

// started is a goroutine that the instruction at starts in st. A go statement of a
// function that has another goroutine call what it is given starts both; what
// starts more than that is left alone.
func (w *walker) started(st *state, at ssa.Instruction) (g goroutine, ok bool) {
	id := w.ctx(st.frame.id, at, nil)
	switch {
	case st.gor.start != id:
		return goroutine{id: id, start: id, starter: st.frame.id}, true
	case st.gor.id != id:
		return goroutine{}, false
	}
	return goroutine{id: w.ctx(id, at, nil), start: id, starter: st.frame.id}, true
}

// maxNotHanded bounds the paths that a goroutine is followed apart for.
const maxNotHanded = 3

// notHanded lists the paths of the starter on which the goroutine, which ends as
// outs say, leaves guards alone that it releases on others: there they are still the
// starter's.
func (w *walker) notHanded(st *state, started token.Pos, outs []outcome) []*state {
	var given []sym.Value
	for _, g := range sortedKeys(st.acqs) {
		if a := st.acqs[g]; w.handed[g] && !a.handed && a.live() && a.object == nil && a.gor == st.gor.id {
			given = append(given, g)
		}
	}
	if len(given) == 0 || st.gor.id != 0 {
		return nil
	}
	seen := make(map[string]bool)
	var paths []*state
	for _, o := range outs {
		released := func(g sym.Value) bool { return o.st.acqs[g] == nil || o.st.acqs[g].handed }
		if o.kind == facts.Panics || o.st.ghost != nil || !slices.ContainsFunc(given, func(g sym.Value) bool { return !released(g) }) {
			continue
		}
		known, ok := st.facts.And(w.space, o.st.facts)
		key := string(known.AppendKey(nil))
		if !ok || seen[key] || len(paths) == maxNotHanded {
			continue
		}
		seen[key] = true
		path := st.clone()
		path.facts = known
		for _, g := range given {
			if released(g) {
				path.update(g, func(a *acq) { a.handed = true })
			}
		}
		e := w.newEvent(evBranch, started)
		e.text = "the goroutine started here leaves the " + st.acqs[given[0]].kind.Noun + " alone"
		w.emit(path, e)
		paths = append(paths, path)
	}
	return paths
}

// giveGoroutine notes the guards in conflict that a ghost gives to another
// goroutine, which may release them: they are no leak.
func (w *walker) giveGoroutine(st *state, c, body callee) {
	given := newSet()
	defer given.free()
	st.reach(given, body.fn)
	for _, a := range body.args {
		st.reach(given, a)
	}
	for _, pl := range st.ghost.places {
		for _, g := range pl.conflicts {
			if given.has(g) {
				st.update(g, func(a *acq) { a.escaped = true })
				e := w.newEvent(evEscape, c.site.pos)
				e.guard = g
				w.emit(st, e)
			}
		}
	}
}

// records lists what is in the memory of st.
func records(st *state) []storeRecord {
	var out []storeRecord
	for _, obj := range sortedKeys(st.mem) {
		m := st.mem[obj]
		for _, p := range m.paths() {
			out = append(out, storeRecord{obj, p, m.cells[p]})
		}
	}
	return out
}

// handOver marks the guards that another goroutine released: that is the
// defect, and the goroutine that acquired them leaks nothing.
func (w *walker) handOver(st *state) {
	for _, v := range sortedKeys(w.handed) {
		if v.Kind != sym.Guard {
			w.escape(st, v) // the caller's: it leaks nothing either
		}
	}
	for _, g := range sortedKeys(st.acqs) {
		if w.handed[g] && !st.acqs[g].handed {
			st.update(g, func(a *acq) { a.handed = true })
		}
	}
}

// goroutineEnds reports what a goroutine leaves behind when it is done.
func (w *walker) goroutineEnds(o outcome) {
	if o.kind == facts.Panics {
		return // the program is over
	}
	w.goroutineReturns(o)
	st := o.st
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.gor == st.gor.id && a.live() && !a.reported && !a.escaped && !a.handed && a.object == nil && !w.handed[g] && !w.heldOutside(st, g) {
			w.leak(st, a, "when its goroutine ends", a.pos)
		}
	}
}

// heldOutside reports whether a variable of the starter holds g.
func (w *walker) heldOutside(st *state, g sym.Value) bool {
	seen := newSet()
	defer seen.free()
	for _, o := range sortedKeys(st.mem) {
		for _, v := range st.mem[o].cells {
			st.reach(seen, v)
		}
	}
	return seen.has(g)
}

// unsettle forgets the variables whose value at the start of a goroutine is not
// the one it will see: those that are written in more than one place, or, by what
// repeats, anywhere in a function literal.
func (w *walker) unsettle(st *state, repeats bool) {
	for _, o := range sortedKeys(st.mem) {
		at, ok := w.allocs[o]
		if !ok || w.settled(at, repeats) {
			continue
		}
		obj := st.mem[o].clone()
		for _, p := range obj.paths() {
			switch obj.cells[p].Kind {
			case sym.Guard, sym.Func, sym.SumFunc, sym.Obj, sym.Addr:
			default:
				obj.cells[p] = w.ident(st, sym.Atom, at, 7)
			}
		}
		if len(obj.cells) == 0 && obj.zero {
			obj.zero = false
			obj.unknown = w.ident(st, sym.Atom, at, 8)
		}
		st.setMem(o, obj)
	}
}

// settled reports whether the variable at is written at most once. A literal that
// repeats what it does writes more often.
func (w *walker) settled(at *ssa.Alloc, repeats bool) bool {
	n := 0
	var count func(v ssa.Value, depth int)
	count = func(v ssa.Value, depth int) {
		if v.Referrers() == nil || depth > 6 {
			return
		}
		for _, r := range *v.Referrers() {
			switch r := r.(type) {
			case *ssa.Store:
				if r.Addr == v {
					n++
					if readsBack(r.Val, v) || repeats && r.Parent() != at.Parent() {
						n++ // each time that it runs
					}
				}
			case *ssa.Call:
				if op := atomicCall(&r.Call); op != "" && op != "Load" && r.Call.Args[0] == v {
					n += 2
				}
			case *ssa.FieldAddr:
				count(r, depth+1)
			case *ssa.MakeClosure:
				fn := r.Fn.(*ssa.Function)
				for i, b := range r.Bindings {
					if b == v && i < len(fn.FreeVars) {
						count(fn.FreeVars[i], depth+1)
					}
				}
			}
		}
	}
	count(at, 0)
	return n <= 1
}

// readsBack reports whether v is computed from what is at addr.
func readsBack(v, addr ssa.Value) bool {
	op, ok := v.(*ssa.BinOp)
	if !ok {
		return false
	}
	for _, x := range []ssa.Value{op.X, op.Y} {
		if load, ok := x.(*ssa.UnOp); ok && load.Op == token.MUL && load.X == addr {
			return true
		}
	}
	return false
}

// mergeMemory brings what the goroutine wrote to the variables of its starter:
// a guard that it left there is one of another goroutine, anything else is
// unknown, because nobody knows when it is written.
func (w *walker) mergeMemory(st *state, before map[sym.Value]*object, child *state) {
	for _, o := range sortedKeys(before) {
		old, now := before[o], child.mem[o]
		if now == nil || st.mem[o] == nil {
			continue
		}
		for _, p := range now.paths() {
			v := now.cells[p]
			if old.cells[p] == v {
				continue
			}
			obj := st.mem[o].clone()
			if a := child.acqs[v]; v.Kind == sym.Guard && a != nil && a.gor == child.gor.id {
				obj.cells[p] = v
				st.setAcq(a)
			} else if at, ok := w.allocs[o]; ok {
				obj.cells[p] = w.ident(st, sym.Atom, at, 9)
			}
			st.setMem(o, obj)
		}
	}
}
