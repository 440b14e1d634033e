package walk

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

const constantInt = constant.Int

// val is the symbolic value of v on this path.
func (w *walker) val(st *state, v ssa.Value) sym.Value {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return w.zeroOf(v.Type(), 0)
		}
		return w.space.Const(v.Value)
	case *ssa.Global:
		return w.space.Global(v.RelString(nil))
	case *ssa.Function:
		return w.space.Func(v, nil)
	}
	if i, ok := st.frame.info.index[v]; ok {
		if x := st.frame.env.at(i); x != nil {
			return x
		}
	}
	return w.ident(st, sym.Atom, v, 2)
}

// ident makes a value of the given kind for the place at: the same on every
// path, but different from one made there on an earlier turn of a loop that is
// still in use.
func (w *walker) ident(st *state, kind sym.Kind, at any, aux int) sym.Value {
	k := identKey{kind, st.frame.id, at, aux, 0}
	for ; ; k.turn++ {
		v := w.idents[k]
		if v == nil {
			switch kind {
			case sym.Obj:
				v = w.space.NewObj()
			case sym.Guard:
				v = w.space.NewGuard()
			case sym.Result:
				v = w.space.NewResult()
			default:
				v = w.space.Fresh()
			}
			w.idents[k] = v
			return v
		}
		if !w.repeats(st, at) || !st.uses(v) {
			return v
		}
		if k.turn >= maxInstances {
			w.loseTrackOf(st, v)
			return v
		}
	}
}

// repeats reports whether the place at can run more than once on a path.
func (w *walker) repeats(st *state, at any) bool {
	if st.frame.inLoop {
		return true
	}
	switch at := at.(type) {
	case ssa.Instruction:
		return st.frame.info.fn != at.Parent() || st.frame.info.flow.InLoop(at.Block())
	case *ssa.BasicBlock:
		return true
	}
	return true
}

// uses reports whether v still stands for something on st's path.
func (st *state) uses(v sym.Value) bool {
	if a := st.acqs[v]; a != nil {
		return a.live() || st.onStack(v) || st.holds(v)
	}
	return st.holds(v)
}

func (st *state) holds(v sym.Value) bool {
	seen := newSet()
	defer seen.free()
	for f := st.frame; f != nil; f = f.parent {
		for _, x := range f.env {
			st.reach(seen, x.val)
		}
	}
	for _, d := range st.defers {
		st.reach(seen, d.fn)
		for _, x := range d.args {
			st.reach(seen, x)
		}
	}
	for _, a := range st.acqs {
		st.reach(seen, a.object)
	}
	for o, obj := range st.mem {
		st.reachShared(seen, o, obj)
	}
	return seen.has(v)
}

// assume splits off the paths on which cond is truth; nil if there are none.
func (w *walker) assume(st *state, cond sym.Value, truth bool) *state {
	fs, ok := st.facts.Assume(w.space, cond, truth)
	if x := assertedBy(st.facts.Eval(w.space, cond), truth); ok && x != nil {
		fs, ok = fs.Assume(w.space, w.space.Binary(token.EQL, x, w.space.Nil()), false)
	}
	if !ok {
		return nil
	}
	st.facts = fs
	if len(w.kinds) > 0 {
		w.equated(st, cond, truth)
	}
	return st
}

// instr executes one instruction. It returns the states that go on to the next
// instruction, or done when control went elsewhere.
func (a *activation) instr(b *ssa.BasicBlock, instr ssa.Instruction, st *state) (next []*state, done bool) {
	if lit := a.info.makes[instr]; lit != nil && st.ghost == nil && !st.supposed {
		a.made[lit] = true
	}
	switch instr := instr.(type) {
	case *ssa.Phi, *ssa.DebugRef:
		return []*state{st}, false
	case *ssa.If:
		a.branch(b, instr, st)
		return nil, true
	case *ssa.Jump:
		a.enter(b, b.Succs[0], st)
		return nil, true
	case *ssa.Return:
		a.ret(instr, st)
		return nil, true
	case *ssa.Panic:
		if synthetic(instr.Pos()) {
			return nil, true
		}
		a.throw(st, unwind{outcome: facts.Panics, pos: instr.Pos(), val: panicked(a.val(st, instr.X))})
		return nil, true
	case *ssa.RunDefers:
		return a.normalDefers(st, a.info.liveAfter(instr), true), false
	}
	if !a.info.relevant[instr] {
		if v, ok := instr.(ssa.Value); ok {
			if _, used := a.info.index[v]; used {
				a.info.set(st.frame, v, a.eval(st, instr, v))
			}
		}
		return []*state{st}, false
	}
	if st = a.useDeclared(st, instr); st == nil {
		return nil, false
	}
	switch instr := instr.(type) {
	case *ssa.Call:
		return a.callInstr(instr, st), false
	case *ssa.Defer:
		if !a.deferCall(instr, st) {
			return nil, false
		}
		return []*state{st}, false
	case *ssa.Go:
		return a.goInstr(instr, st), false
	case *ssa.Store:
		addr, v := a.val(st, instr.Addr), a.val(st, instr.Val)
		a.storedByStore(st, instr, addr, v)
		a.store(st, addr, v)
		return []*state{st}, false
	case *ssa.MapUpdate, *ssa.Send, *ssa.Select:
		a.leave(st, instr)
	}
	st = a.operation(st, instr)
	if st == nil {
		return nil, false
	}
	if v, ok := instr.(ssa.Value); ok {
		a.info.set(st.frame, v, a.eval(st, instr, v))
	}
	return []*state{st}, false
}

// operation judges the blocking of an instruction that is not a call.
func (w *walker) operation(st *state, instr ssa.Instruction) *state {
	if !instr.Pos().IsValid() {
		return st
	}
	if op, ok := w.cfg.Effects.At(instr.Pos()); ok && len(op.Blocks) > 0 {
		w.block(st, site{pos: instr.Pos(), name: op.Name}, op.Blocks)
	}
	return st
}

// fromInputs reports whether v is made of the function's inputs alone.
func fromInputs(v sym.Value, depth int) bool {
	if depth > 4 {
		return false
	}
	switch v.Kind {
	case sym.Param, sym.FreeVar, sym.Result:
		return true
	case sym.Const, sym.Global, sym.Zero:
		return true
	case sym.Sel, sym.Fld, sym.Term:
		if len(v.Args) == 0 {
			return false // the enter state, which is no input
		}
		for _, x := range v.Args {
			if !fromInputs(x, depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// eval computes the value of an instruction without effect.
func (w *walker) eval(st *state, instr ssa.Instruction, v ssa.Value) sym.Value {
	s := w.space
	switch instr := instr.(type) {
	case *ssa.Alloc:
		o := w.ident(st, sym.Obj, instr, 0)
		w.allocs[o] = instr
		st.setMem(o, &object{zero: true})
		return o
	case *ssa.BinOp:
		x, y := st.facts.Eval(s, w.val(st, instr.X)), st.facts.Eval(s, w.val(st, instr.Y))
		if v := w.comparedAssertion(instr, x, y); v != nil {
			return st.facts.Eval(s, v)
		}
		return st.facts.Eval(s, s.Binary(instr.Op, x, y))
	case *ssa.UnOp:
		x := w.val(st, instr.X)
		switch instr.Op {
		case token.MUL:
			return w.load(st, x, instr.Type())
		case token.NOT:
			return st.facts.Eval(s, s.Not(x))
		case token.ARROW:
			return w.ident(st, sym.Atom, instr, 0)
		}
		return s.Term("u"+instr.Op.String(), x)
	case *ssa.ChangeType:
		return w.val(st, instr.X)
	case *ssa.ChangeInterface:
		return w.val(st, instr.X)
	case *ssa.MakeInterface:
		return s.Iface(instr.X.Type(), w.val(st, instr.X))
	case *ssa.MakeClosure:
		bs := make([]sym.Value, len(instr.Bindings))
		for i, b := range instr.Bindings {
			bs[i] = w.val(st, b)
		}
		return s.Func(instr.Fn.(*ssa.Function), bs)
	case *ssa.Convert:
		if isRaw(instr.Type()) {
			w.escape(st, w.val(st, instr.X))
		}
		return w.convert(w.val(st, instr.X), instr.X.Type(), instr.Type())
	case *ssa.Field:
		return st.facts.Eval(s, s.Fld(w.val(st, instr.X), sym.FieldPath(instr.Field)))
	case *ssa.FieldAddr:
		return s.Addr(w.val(st, instr.X), sym.FieldPath(instr.Field))
	case *ssa.IndexAddr:
		_, array := instr.X.Type().Underlying().(*types.Pointer)
		return s.Elem(w.val(st, instr.X), w.index(st, instr.Index), array)
	case *ssa.Index:
		if _, array := instr.X.Type().Underlying().(*types.Array); array {
			return st.facts.Eval(s, s.At(w.val(st, instr.X), w.index(st, instr.Index)))
		}
		return w.byteOf(st, instr.X, instr.Index)
	case *ssa.Slice:
		return w.slice(st, instr)
	case *ssa.Extract:
		t := w.val(st, instr.Tuple)
		if t.Kind == sym.Tuple && instr.Index < len(t.Args) {
			return st.facts.Eval(s, t.Args[instr.Index])
		}
		return st.facts.Eval(s, s.Fld(t, sym.FieldPath(instr.Index)))
	case *ssa.TypeAssert:
		return w.typeAssert(st, instr)
	case *ssa.Lookup:
		return w.lookup(st, instr)
	case *ssa.Range:
		if x := st.facts.Eval(s, w.val(st, instr.X)); x == s.Nil() || fromInputs(x, 0) {
			return s.Term(opRange, x)
		}
	case *ssa.Next:
		if x := w.ranged(st, instr); x != nil && st.facts.Eval(s, x) == s.Nil() {
			return s.Tuple(s.Bool(false), s.Nil(), s.Nil()) // there is nothing in a nil map
		}
	case *ssa.Call:
		if measures(&instr.Call) {
			_, args := w.operands(st, &instr.Call)
			return st.facts.Eval(s, w.measure(st, instr, &instr.Call, args))
		}
		if obj := pureResult(&instr.Call); obj != nil {
			_, args := w.operands(st, &instr.Call)
			return st.facts.Eval(s, w.resultOf(st, callee{instr: instr, common: &instr.Call, args: args}, obj))
		}
	case *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
		return s.Addr(w.ident(st, sym.Obj, instr, 0), ".0")
	case *ssa.MultiConvert, *ssa.SliceToArrayPointer:
		for _, op := range instr.Operands(nil) {
			w.escape(st, w.val(st, *op))
		}
	}
	return w.ident(st, sym.Atom, instr, 0)
}

// convert keeps numbers as they are where the conversion surely does.
func (w *walker) convert(x sym.Value, from, to types.Type) sym.Value {
	if x.Kind == sym.Const {
		f, _ := from.Underlying().(*types.Basic)
		t, _ := to.Underlying().(*types.Basic)
		if f != nil && t != nil && f.Info()&types.IsInteger != 0 && t.Info()&types.IsInteger != 0 {
			return x
		}
	}
	return w.space.Term("convert "+types.TypeString(to, nil), x)
}
