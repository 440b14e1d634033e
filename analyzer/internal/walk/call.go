package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/noreturn"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A callee is a call to be made: by a call, defer or go statement, or on behalf
// of a function that was replayed or given a closure.
type callee struct {
	site   site
	instr  ssa.CallInstruction // the source of the call, nil on behalf of another
	common *ssa.CallCommon     // likewise
	at     any                 // identifies the place when there is no instr of its own
	fn     sym.Value           // the function value; nil for an interface method
	method *types.Func         // the interface method
	args   []sym.Value         // receiver first
	// deferred says that a defer statement makes the call.
	deferred bool
	through  []facts.Step // how the call is reached from site
	loop     string       // the event loop that makes the call
	// repeated says that the call can be made more than once from one place.
	repeated bool
	turn     bool // the call is one turn of a loop over a function
	vague    bool // nobody knows how often the call is made
	value    bool // the last step to it is the call of a function value
	named    bool // site names what is called
	judged   bool // what directives say of its arguments is done
}

func (c *callee) place() any {
	if c.at != nil {
		return c.at
	}
	return c.instr
}

// operands evaluates the function and arguments of a call.
func (w *walker) operands(st *state, c *ssa.CallCommon) (sym.Value, []sym.Value) {
	var fn sym.Value
	var args []sym.Value
	if c.IsInvoke() {
		args = append(args, st.facts.Eval(w.space, w.val(st, c.Value)))
	} else if _, builtin := c.Value.(*ssa.Builtin); !builtin {
		fn = st.facts.Eval(w.space, w.val(st, c.Value))
	}
	for _, a := range c.Args {
		args = append(args, st.facts.Eval(w.space, w.val(st, a)))
	}
	return fn, args
}

// callInstr executes a call and returns the paths that go on after it.
func (a *activation) callInstr(instr *ssa.Call, st *state) []*state {
	fn, args := a.operands(st, &instr.Call)
	outs := a.call(st, callee{site: a.sites.call(instr), instr: instr, common: &instr.Call, fn: fn, args: args})
	var next []*state
	for _, o := range outs {
		if o.kind != facts.Returns {
			a.unwind(o.st)
			continue
		}
		if o.result != nil {
			a.discard(o.st, o.result, instr)
			a.noteCarried(o.st, o.result, instr)
		}
		if o.result != nil {
			a.info.set(o.st.frame, instr, o.st.facts.Eval(a.space, o.result))
		} else {
			a.info.set(o.st.frame, instr, a.ident(o.st, sym.Atom, instr, 0))
		}
		next = append(next, o.st)
	}
	return next
}

// discard reports the guard that a call acquires and returns, and nothing uses:
// it is lost whatever comes next.
func (a *activation) discard(st *state, result sym.Value, instr *ssa.Call) {
	if len(*instr.Referrers()) == 0 {
		a.discardUnlock(st, result, instr, a.sites.call(instr))
	}
	i := 0
	if result.Kind == sym.Tuple {
		i = max(0, slices.IndexFunc(result.Args, func(v sym.Value) bool { return v.Kind == sym.Guard }))
		result = result.Args[i]
	}
	if result.Kind != sym.Guard || !unused(instr, i) {
		return
	}
	x := st.acqs[result]
	if x == nil || !x.live() || x.gor != st.gor.id || x.escaped || x.name != "" || x.pos != a.sites.call(instr).pos || st.holds(result) {
		return
	}
	if x.kind.Carried && !unused(instr, 0) {
		a.escapeGuard(st, result) // who gets the other result finds it there
		return
	}
	st.update(result, func(x *acq) { x.discarded = true })
	a.leak(st, st.acqs[result], "", instr.Pos())
}

// returned turns paths with values into outcomes.
func returned(ms []made) []outcome {
	outs := make([]outcome, 0, len(ms))
	for _, m := range ms {
		if m.st != nil {
			outs = append(outs, outcome{st: m.st, kind: facts.Returns, result: m.val})
		}
	}
	return outs
}

func one(st *state) []outcome {
	if st == nil {
		return nil
	}
	return []outcome{{st: st, kind: facts.Returns}}
}

// returns is a normal return on each of the paths.
func returns(sts []*state) []outcome {
	var outs []outcome
	for _, st := range sts {
		outs = append(outs, one(st)...)
	}
	return outs
}

// call makes a call and returns how its paths end.
func (w *walker) call(st *state, c callee) []outcome {
	if c.common != nil {
		if b, ok := c.common.Value.(*ssa.Builtin); ok && !c.common.IsInvoke() {
			return w.builtin(st, c, b)
		}
		if c.common.IsInvoke() && c.method == nil && c.fn == nil {
			c.method = c.common.Method
		}
	}
	if w.yields(c) && !w.guardsIterator(st, c) {
		// A loop over a function: zero or more turns, whatever the iterator.
		if op, ok := w.iterator(c); ok {
			w.block(st, c.site, op.blocks(c.site.name))
		}
		return w.loopCall(st, c, c.args[len(c.args)-1], nil)
	}
	if c.method != nil {
		return w.callMethod(st, c, c.method)
	}
	if c.fn == nil {
		return w.unresolved(st, c)
	}
	switch c.fn.Kind {
	case sym.Func:
		return w.callFunction(st, c, c.fn.Fn, c.fn.Args)
	case sym.SumFunc:
		if c.fn.Str == onceKey {
			return w.onceDo(st, c, c.fn.Args[0], c.fn.Args[1])
		}
		if obj := w.declaredByKey(c.fn.Str); obj != nil {
			c.args = append(append([]sym.Value{}, c.fn.Args...), c.args...)
			c.fn = nil
			return w.callObject(st, c, obj)
		}
		if sum := w.literalSummary(c.fn.Str); sum != nil {
			return w.replay(st, c, sum, c.fn.Str, c.args, c.fn.Args)
		}
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		if fromInputs(c.fn, 0) {
			return w.callInput(st, c)
		}
	case sym.Guard:
		if a := st.acqs[c.fn]; a != nil && a.kind.ByCall {
			return one(w.release(st, c.site, c.fn, a.kind))
		}
	case sym.Const:
		return nil // calling nil panics, and no source wrote that
	}
	return w.unresolved(st, c)
}

func (w *walker) builtin(st *state, c callee, b *ssa.Builtin) []outcome {
	at := c.instr.(ssa.Instruction)
	switch b.Name() {
	case "recover":
		return returned(w.recoverCall(st, at))
	case "len", "cap", "min", "max":
		return returned([]made{{st, w.measure(st, at, c.common, c.args)}})
	case "ssa:wrapnilchk":
		return returned([]made{{st, c.args[0]}})
	case "append", "copy", "clear":
		for i, a := range c.args {
			if b.Name() == "append" && i == 1 && w.touch.carries(c.common.Args[i]) {
				w.stored(st, at.Pos(), "appended to", a, c.common.Args[i])
				w.judgeLater(st, a)
				w.tellLater(st, c.site, a)
			}
			if w.touch.mayCarry(c.common.Args[i].Type()) {
				w.escape(st, a)
			}
			if b.Name() != "append" && i == 0 && a.Kind == sym.Slice {
				w.havoc(st, a.Args[0], w.ident(st, sym.Atom, at, 3))
			}
		}
	}
	if b.Name() == "append" {
		return returned([]made{{st, w.appended(st, at, c.args)}})
	}
	return returned([]made{{st, w.ident(st, sym.Atom, at, 0)}})
}

// callFunction calls an SSA function with its free variables.
func (w *walker) callFunction(st *state, c callee, fn *ssa.Function, bindings []sym.Value) []outcome {
	obj := funcObject(fn)
	if obj != nil && fn.Synthetic != "" && fn.Origin() == nil && len(fn.FreeVars) == 1 && len(bindings) == 1 {
		// A method value.
		c.args = append([]sym.Value{bindings[0]}, c.args...)
		if types.IsInterface(recvType(obj)) {
			return w.callMethod(st, c, obj)
		}
		return w.callObject(st, c, obj)
	}
	if fn.Synthetic == yieldBody && !c.turn && !slices.ContainsFunc(c.args, st.holdsGuard) {
		return w.loopCall(st, c, w.space.Func(fn, bindings), c.args)
	}
	if fn.Parent() != nil {
		return w.inlineCall(st, c, fn, bindings)
	}
	if obj != nil {
		if r := recvType(obj); r != nil && fn.Synthetic != "" && len(fn.Params) > 0 && len(c.args) > 0 {
			// A method expression.
			if types.IsInterface(r) {
				return w.callMethod(st, c, obj)
			}
			return w.callOn(st, c, fn.Params[0].Type(), c.args[0], obj)
		}
		return w.callObject(st, c, obj)
	}
	return w.unresolved(st, c)
}

// callMethod calls an interface method on c.args[0].
func (w *walker) callMethod(st *state, c callee, m *types.Func) []outcome {
	if !c.judged && w.passesDeclared(m) {
		return w.declaredCall(st, c, m, func(st *state, c callee) []outcome { return w.callMethod(st, c, m) })
	}
	recv := c.args[0]
	c.method, c.fn = nil, nil
	if noreturn.Of(m) == noreturn.Goroutine {
		return w.thrown(st, c, facts.Goexits) // testing.TB
	}
	if outs, ok := w.protocolMethod(st, c, recv, m); ok {
		return outs
	}
	if isTestCleanup(m) {
		if outs, ok := w.testCleanup(st, c); ok {
			return outs
		}
	}
	if recv.Kind == sym.Iface {
		return w.callOn(st, c, recv.Type, recv.Args[0], m)
	}
	if t := w.onlyImplementation(m); t != nil {
		return w.callOn(st, c, t, w.space.Term("as "+types.TypeString(t, nil), recv), m)
	}
	if w.touch.asks(recv, m) {
		switch recv.Kind {
		case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
			w.asked = w.asked || st.gor.id != 0
			if fromInputs(recv, 0) {
				return w.leftToCaller(st, c, w.callOp(st, c, m.Name(), c.args))
			}
		}
	}
	return w.unresolved(st, c)
}

// callOn calls method m on concrete value v of type t.
func (w *walker) callOn(st *state, c callee, t types.Type, v sym.Value, m *types.Func) []outcome {
	if tn := w.isHidden(t); tn != nil {
		return w.callHidden(st, c, tn, v, m.Name())
	}
	obj, index, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
	fn, ok := obj.(*types.Func)
	if !ok {
		return w.unresolved(st, c)
	}
	for _, i := range index[:len(index)-1] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			s, ok := ptr.Elem().Underlying().(*types.Struct)
			if !ok {
				return w.unresolved(st, c)
			}
			t = s.Field(i).Type()
			v = w.space.Addr(v, sym.FieldPath(i))
			if _, isPtr := t.Underlying().(*types.Pointer); isPtr || types.IsInterface(t) {
				v = w.load(st, v, t)
			} else {
				t = types.NewPointer(t)
			}
			continue
		}
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return w.unresolved(st, c)
		}
		t = s.Field(i).Type()
		v = w.space.Fld(v, sym.FieldPath(i))
	}
	if types.IsInterface(t) {
		c.args = append([]sym.Value{st.facts.Eval(w.space, v)}, c.args[1:]...)
		return w.callMethod(st, c, fn)
	}
	_, havePtr := t.Underlying().(*types.Pointer)
	_, wantPtr := recvType(fn).Underlying().(*types.Pointer)
	if havePtr && !wantPtr {
		v = w.load(st, v, recvType(fn))
	}
	c.args = append([]sym.Value{v}, c.args[1:]...)
	return w.callObject(st, c, fn.Origin())
}

// callObject calls a declared function or method.
func (w *walker) callObject(st *state, c callee, obj *types.Func) []outcome {
	if !c.judged && w.passesDeclared(obj) {
		return w.declaredCall(st, c, obj, func(st *state, c callee) []outcome { return w.callObject(st, c, obj) })
	}
	if row := w.row(obj); row != nil {
		return w.protocolCall(st, c, row, obj)
	}
	switch noreturn.Of(obj) {
	case noreturn.Process:
		return nil
	case noreturn.Goroutine:
		return w.thrown(st, c, facts.Goexits)
	case noreturn.Panicking:
		return w.thrown(st, c, facts.Panics)
	}
	if outs, ok := w.atomic(st, c, obj); ok {
		return outs
	}
	if isTestCleanup(obj) {
		if outs, ok := w.testCleanup(st, c); ok {
			return outs
		}
	}
	if isAssertion(obj) && len(c.args) > 2 {
		return returned([]made{{st, w.resultOf(st, c, obj)}})
	}
	if isOnceFunc(obj) && len(c.args) == 1 {
		return w.onceFunc(st, c, c.args[0])
	}
	if obj.Pkg() == w.cfg.SSA.Pkg {
		if fn := w.ownObject(obj); fn != nil && w.touch.fns[fn] {
			sum := w.sums[fn]
			if sum == nil {
				return nil // not computed yet: nothing is known to come back
			}
			return w.callSummary(st, c, sum, obj)
		}
		return w.plainCall(st, c, obj)
	}
	if sum := w.imported(obj); sum != nil && !sum.Plain {
		return w.callSummary(st, c, sum, obj)
	}
	return w.plainCall(st, c, obj)
}

func (w *walker) thrown(st *state, c callee, kind facts.Outcome) []outcome {
	st.unwinds = append(st.unwinds, unwind{outcome: kind, pos: c.site.pos})
	return []outcome{{st: st, kind: kind, pos: c.site.pos}}
}
