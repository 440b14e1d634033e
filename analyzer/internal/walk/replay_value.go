package walk

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
	"golang.org/x/tools/go/ssa"
)

// exit ends the call as node n says.
func (r *replayer) exit(x replayState, n *facts.Node) (outcome, bool) {
	st := x.st
	if n.Outcome == facts.Misuses {
		for _, reg := range n.Leaked {
			r.calleeLeaked(st, x.regs[reg])
		}
		return r.blamed(x)
	}
	if st.gor.lent && (x.asked || !r.lent) && r.sum.TellsState() {
		st.gor.lent = false
	}
	// All values are those of before the stores, so that a swap is one.
	vs := make([]sym.Value, len(n.Results))
	for i, v := range n.Results {
		vs[i] = st.facts.Eval(r.space, r.result(x, v, i))
	}
	r.fill(x, n)
	r.nameKept(x, n)
	if r.c.instr != nil && r.c.at == nil {
		r.nameResults(st, r.c.instr, vs, func(a *acq) bool { return r.holds(x, a.value) })
	}
	// What the callee leaks was reported there. One of its registers that some
	// exit leaks and this one does not hand over is leaked as well.
	handed := newSet()
	defer handed.free()
	for _, v := range vs {
		st.reach(handed, v)
	}
	r.reachRoots(st, handed)
	for reg := range r.sum.Registers() {
		g := x.regs[reg]
		if g == nil || !r.leaks(reg) || handed.has(g) && !slices.Contains(n.Leaked, reg) {
			continue
		}
		r.calleeLeaked(st, g)
	}
	o := outcome{st: st, kind: n.Outcome, result: r.bundle(vs), pos: r.c.site.pos}
	if len(vs) == 0 {
		o.result = r.ident(st, sym.Atom, r.c.place(), 4)
	}
	if n.Outcome == facts.Panics {
		for _, g := range x.regs {
			st.update(g, func(a *acq) { a.panicked = true })
		}
	}
	if k := len(st.unwinds) - 1; x.unwound && k >= 0 && n.Outcome == facts.Returns {
		st.unwinds = st.unwinds[:k:k] // the callee recovered it
	} else if n.Outcome != facts.Returns && !x.unwound {
		st.unwinds = append(st.unwinds, unwind{outcome: n.Outcome, pos: r.c.site.pos})
	}
	if n.Outcome != facts.Returns {
		o.result = nil
	}
	return o, true
}

// calleeLeaked notes that the callee leaves guard g behind, which is reported
// there: what is in conflict with g is not.
func (r *replayer) calleeLeaked(st *state, g sym.Value) {
	a := st.acqs[g]
	if a == nil || !a.live() {
		return
	}
	if a.object != nil {
		r.escapeGuard(st, g)
		return
	}
	st.update(g, func(a *acq) { a.leaked, a.reported, a.maybe = true, true, false })
	e := r.newEvent(evLeak, token.NoPos)
	e.guard = g
	r.emit(st, e)
}

// leftInTheWay takes the callee's own guards that are in the way of releasing v for
// leaked: the callee would have failed here otherwise.
func (r *replayer) leftInTheWay(x replayState, v sym.Value) {
	if a := x.st.acqs[v]; a == nil || !a.live() {
		return
	}
	for _, c := range r.conflicts(x.st, v) {
		for _, g := range x.regs {
			if g == c {
				r.calleeLeaked(x.st, c)
			}
		}
	}
}

// fill writes what n says of memory, all of it at once.
func (r *replayer) fill(x replayState, n *facts.Node) {
	addrs, vals := make([]sym.Value, len(n.Stores)), make([]sym.Value, len(n.Stores))
	for i, s := range n.Stores {
		addrs[i] = r.space.Addr(r.value(x, s.Addr), s.Path)
		vals[i] = r.value(x, s.Val)
	}
	for i := range n.Stores {
		if n.Kind == facts.NodeCall && vals[i].Kind == sym.Guard && x.st.exposes(addrs[i]) {
			continue // it does not escape by being there for a while
		}
		r.store(x.st, addrs[i], vals[i])
	}
}

// result is the value of result i.
func (r *replayer) result(x replayState, v facts.Value, i int) sym.Value {
	switch v.Kind {
	case facts.Any:
		return r.ident(x.st, sym.Atom, r.c.place(), 100+i)
	case facts.NonNilAny:
		return r.nonNil(x.st, replayPlace{r.c.place(), r.key, -1, i})
	}
	return r.value(x, v)
}

// value translates a summary's value.
func (r *replayer) value(x replayState, v facts.Value) sym.Value {
	s := r.space
	arg := func(i int) sym.Value { return r.value(x, v.Args[i]) }
	switch v.Kind {
	case facts.NilVal:
		return s.Nil()
	case facts.ZeroGuard:
		return s.Zero()
	case facts.BoolVal:
		return s.Bool(v.Str == "true")
	case facts.NumVal:
		return s.Const(constant.ToInt(constant.MakeFromLiteral(v.Str, token.INT, 0)))
	case facts.StringVal:
		return s.Const(constant.MakeString(v.Str))
	case facts.ParamVal:
		if v.N < len(r.args) {
			return r.args[v.N]
		}
	case facts.FreeVarVal:
		if v.N < len(r.free) {
			return r.free[v.N]
		}
	case facts.GlobalVal:
		return s.Global(v.Str)
	case facts.SelVal:
		p := arg(0)
		o, path := sym.SplitAddr(p)
		if o.Kind == sym.Zero || p.Kind == sym.Const {
			break
		}
		t := r.loadUntyped(x.st, o, path+v.Str)
		return x.st.facts.Eval(s, t)
	case facts.FldVal:
		return s.Fld(arg(0), v.Str)
	case facts.AddrVal:
		return s.Addr(arg(0), v.Str)
	case facts.ObjVal:
		if o := x.objs[v.N]; o != nil {
			return o
		}
		o := r.ident(x.st, sym.Obj, replayPlace{r.c.place(), r.key, -2, v.N}, 0)
		x.objs[v.N] = o
		x.st.setMem(o, &object{zero: true})
		return o
	case facts.HeldVal:
		return r.heldObject(x, v.N)
	case facts.RegVal:
		if g := x.regs[v.N]; g != nil {
			return g
		}
		return s.Zero()
	case facts.CallVal:
		if y := x.results[v.N]; y != nil {
			return y
		}
	case facts.TokenVal:
		return s.Token()
	case facts.StructVal:
		fs := make([]sym.Value, len(v.Args))
		for i := range fs {
			fs[i] = arg(i)
		}
		return s.Struct(fs)
	case facts.TermVal:
		return r.term(x, v)
	case facts.ClosureVal:
		bs := make([]sym.Value, len(v.Args))
		for i := range bs {
			bs[i] = arg(i)
		}
		return r.closure(v.Str, bs)
	case facts.SliceVal:
		low, n := sym.Span(&sym.Node{ID: v.N, Str: v.Str})
		return s.Slice(arg(0), low, n)
	case facts.IfaceVal:
		x0 := arg(0)
		if t := r.typeNamed(v.Str); t != nil {
			return s.Iface(t, x0)
		}
		r.escape(x.st, x0)
	case facts.NonNilAny:
		return r.nonNil(x.st, replayPlace{r.c.place(), r.key, -3, 0})
	}
	return r.ident(x.st, sym.Atom, replayPlace{r.c.place(), r.key, -4, v.N}, 6)
}

func (r *replayer) term(x replayState, v facts.Value) sym.Value {
	s := r.space
	switch v.Str {
	case termEntered:
		return r.heldAnswer(r.entered)
	case termAllowed:
		return r.heldAnswer(r.allowed)
	case termCurrent:
		return r.askCurrent(x.st)
	case opLeft:
		if reg, i, ok := leftArgs(v); ok && x.results[leftKey(reg, i)] != nil {
			return x.results[leftKey(reg, i)]
		}
	}
	vs := make([]sym.Value, len(v.Args))
	for i := range vs {
		vs[i] = x.st.facts.Eval(s, r.value(x, v.Args[i]))
	}
	if len(vs) == 2 && v.Str == sym.OpEq {
		// The zero value of a type parameter is that of the argument.
		for i, z := range v.Args {
			if t := r.staticType(v.Args[1-i]); z.Kind == facts.ZeroGuard && t != nil {
				vs[i] = r.zeroOf(t, 0)
			}
		}
	}
	switch {
	case len(vs) == 3 && v.Str == sym.OpHas:
		return r.has(vs[0], vs[1], vs[2])
	case len(vs) == 1 && v.Str == opNilInside:
		return r.nilInside(vs[0])
	}
	if len(vs) == 1 && (strings.HasPrefix(v.Str, opAs) || strings.HasPrefix(v.Str, opIs)) {
		return r.asserted(x.st, v.Str, vs[0])
	}
	return s.Apply(v.Str, vs...)
}

// loadUntyped is load where the type is not at hand: what is missing is zero.
func (w *walker) loadUntyped(st *state, o sym.Value, path string) sym.Value {
	if t := w.cellType(o, path); t != nil {
		return w.cell(st, o, path, t, 0)
	}
	obj := st.mem[o]
	if t := hiddenType(path); t != nil {
		return w.load(st, w.space.Addr(o, path), t)
	}
	switch {
	case obj == nil:
	case obj.hasBelow(path):
		return w.space.Sel(w.space.Addr(o, path), "")
	case obj.zero && obj.unknown == nil:
		for p := path; ; {
			if v, ok := obj.cells[p]; ok {
				return w.space.Fld(v, path[len(p):])
			}
			i := strings.LastIndexByte(p, '.')
			if i < 0 {
				break
			}
			p = p[:i]
		}
		return w.space.Zero()
	}
	return w.cell(st, o, path, emptyStruct, 9)
}

// holds reports whether g is in one of the callee's registers.
func (r *replayer) holds(x replayState, g sym.Value) bool {
	for reg := range r.sum.Registers() {
		if x.regs[reg] == g {
			return true
		}
	}
	return false
}

// nameResults gives the guards in the results vs of a call that are its own the
// names of the variables that receive them.
func (w *walker) nameResults(st *state, call ssa.Instruction, vs []sym.Value, own func(*acq) bool) {
	for i, v := range vs {
		seen := newSet()
		st.reach(seen, v)
		for _, g := range sortedKeys(st.acqs) {
			if a := st.acqs[g]; seen.has(g) && own(a) {
				st.update(g, func(a *acq) { a.name = w.sites.variable(call, i) })
			}
		}
		seen.free()
	}
}

// blamed ends a path on which the callee is to blame for a misuse. What becomes
// of the caller's region may still show that its guard is the origin: so the
// path goes on as a ghost of nothing else.
func (r *replayer) blamed(x replayState) (outcome, bool) {
	st := x.st
	if st.ghost == nil {
		r.endsForCaller(st, token.NoPos)
		c := st.gor.cur
		a := st.acqs[c.guard]
		if c.kind != guardRegion || a == nil || a.pseudo || a.escaped || a.reported || st.gor.id != 0 || r.holds(x, c.guard) {
			return outcome{}, false
		}
		st.ghost = &pending{places: []place{{conflicts: []sym.Value{c.guard}}}}
	}
	if st.guessed == nil {
		st.guessed = r.newEvent(evJoin, token.NoPos)
		r.emit(st, st.guessed)
	}
	return outcome{st: st, kind: facts.Returns, result: r.ident(st, sym.Atom, r.c.place(), 4), pos: r.c.site.pos}, true
}
