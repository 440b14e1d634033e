package walk

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/noreturn"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// touching answers which functions of the package can matter to a guard or to
// the enter state, and so need a walk. The rest is left to the effect engine.
type touching struct {
	p       *Package
	fns     map[*ssa.Function]bool
	deals   map[*ssa.Function]bool // see findDealing
	methods map[string]bool        // names of the methods among fns
	guards  map[types.Type]bool    // see holdsGuard
	carry   map[types.Type]bool    // see mayCarry
	all     []*ssa.Function
}

func newTouching(p *Package) *touching {
	return &touching{p: p, fns: make(map[*ssa.Function]bool), methods: make(map[string]bool), guards: make(map[types.Type]bool), carry: make(map[types.Type]bool)}
}

// Touching marks the functions among fns (with their literals) that need a
// walk. importedMethod has the names of methods of other packages that do, and
// whether they deal with guards.
func (p *Package) Touching(fns []*ssa.Function, importedMethod map[string]bool) {
	t := p.touch
	for name := range importedMethod {
		t.methods[name] = true
	}
	for _, name := range slices.Concat(protocol.MethodNames(), p.cfg.Declared.MethodNames()) {
		t.methods[name] = true
	}
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		t.all = append(t.all, fn)
		for _, a := range fn.AnonFuncs {
			add(a)
		}
	}
	for _, fn := range fns {
		add(fn)
	}
	// What never ends matters to all that call it.
	for fn := range t.endless() {
		t.mark(fn)
	}
	// A function that calls or builds a touching one touches: to a fixpoint.
	for changed := true; changed; {
		changed = false
		for i := len(t.all) - 1; i >= 0; i-- {
			fn := t.all[i]
			if t.fns[fn] || !t.direct(fn) {
				continue
			}
			t.mark(fn)
			changed = true
		}
	}
	t.findDealing(importedMethod)
}

func (t *touching) mark(fn *ssa.Function) {
	t.fns[fn] = true
	if fn.Signature.Recv() != nil {
		t.methods[fn.Name()] = true
	}
}

// Touches reports whether fn needs a walk.
func (p *Package) Touches(fn *ssa.Function) bool { return p.touch.fns[fn] }

// HandlesGuards reports whether fn gets guards or returns some, going by types.
// Callers then need to know what it does to them, be it nothing.
func (p *Package) HandlesGuards(fn *ssa.Function) bool { return p.touch.handlesGuards(fn) }

func (t *touching) handlesGuards(fn *ssa.Function) bool {
	if t.p.loopOf(fn) != "" {
		return true
	}
	for _, v := range fn.Params {
		if t.holdsGuard(v.Type()) {
			return true
		}
	}
	return t.holdsGuard(fn.Signature.Results())
}

func (t *touching) direct(fn *ssa.Function) bool {
	if fn.Blocks == nil {
		return false
	}
	if t.handlesGuards(fn) || t.p.running(fn) != nil {
		return true
	}
	chooses := fn.Parent() != nil || hasCondition(fn) || asksField(fn)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if t.core(instr) || chooses && t.blocks(instr) {
				return true
			}
		}
	}
	return false
}

// hasCondition reports whether callers decide by a flag or number what fn does, or by
// whether there is anything in what they pass.
func hasCondition(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		switch t := p.Type().Underlying().(type) {
		case *types.Basic:
			if t.Info()&(types.IsBoolean|types.IsInteger|types.IsString) == 0 {
				continue
			}
			for _, r := range *p.Referrers() {
				switch r.(type) {
				case *ssa.If, *ssa.BinOp:
					return true
				}
			}
		default:
			if asksIfAny(p) {
				return true
			}
		}
	}
	return false
}

// asksIfAny reports whether parameter p is compared with nil, measured, or ranged over.
func asksIfAny(p *ssa.Parameter) bool {
	for _, r := range *p.Referrers() {
		switch r := r.(type) {
		case *ssa.BinOp:
			for _, op := range []ssa.Value{r.X, r.Y} {
				if c, ok := op.(*ssa.Const); ok && c.IsNil() {
					return true
				}
			}
		case *ssa.Call:
			if measures(&r.Call) {
				return true
			}
		case *ssa.Range:
			return true
		}
	}
	return false
}

// asksField reports whether fn compares a field of what it is given with a
// constant, or asks a flag there, which callers may just have set.
func asksField(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		if _, ok := p.Type().Underlying().(*types.Pointer); !ok || p.Referrers() == nil {
			continue
		}
		if asksBehind(p, 0) {
			return true
		}
	}
	return false
}

// asksBehind reports whether a field behind addr decides a condition.
func asksBehind(addr ssa.Value, depth int) bool {
	for _, r := range *addr.Referrers() {
		switch r := r.(type) {
		case *ssa.FieldAddr:
			if depth < 3 && asksBehind(r, depth+1) {
				return true
			}
		case *ssa.UnOp:
			if depth > 0 && r.Op == token.MUL && decides(r) {
				return true
			}
		}
	}
	return false
}

// decides reports whether v is a condition, or compared with a constant in one.
func decides(v ssa.Value) bool {
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.If:
			return true
		case *ssa.BinOp:
			_, x := r.X.(*ssa.Const)
			_, y := r.Y.(*ssa.Const)
			if (x || y) && (r.Op == token.EQL || r.Op == token.NEQ) {
				return true
			}
		}
	}
	return false
}

// blocks reports whether instr may block. Function literals are judged where
// they are called, so one that blocks matters there.
func (t *touching) blocks(instr ssa.Instruction) bool {
	if !instr.Pos().IsValid() {
		return false
	}
	op, ok := t.p.cfg.Effects.At(instr.Pos())
	return ok && op.matters()
}

// core reports whether instr alone makes its function matter.
func (t *touching) core(instr ssa.Instruction) bool {
	if _, rule := t.p.declaredUse(instr); rule != nil {
		return true
	}
	switch instr := instr.(type) {
	case *ssa.Panic:
		return instr.Pos().IsValid()
	case *ssa.MakeClosure:
		return t.function(instr.Fn.(*ssa.Function))
	case ssa.CallInstruction:
		return t.call(instr.Common())
	case *ssa.MakeInterface:
		if t.implements(instr.X.Type()) {
			return true
		}
	}
	for _, op := range instr.Operands(nil) {
		if fn, ok := (*op).(*ssa.Function); ok && t.function(fn) {
			return true
		}
	}
	return false
}

// callback reports whether interface method m may deal with guards: some method of
// that name does, or importers may well have one, since the interface is theirs to
// implement.
func (t *touching) callback(m *types.Func) bool {
	return t.methods[m.Name()] || m.Pkg() != nil && !catalogue.IsStd(m.Pkg().Path())
}

// implements reports whether a method of typ, a type of this package, matters: so
// does the function that makes an interface of it.
func (t *touching) implements(typ types.Type) bool {
	if ptr, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = ptr.Elem()
	}
	named, ok := types.Unalias(typ).(*types.Named)
	if !ok || named.Obj().Pkg() != t.p.cfg.SSA.Pkg {
		return false
	}
	for m := range named.Origin().Methods() {
		if fn := t.p.ownObject(m); fn != nil && t.fns[fn] {
			return true
		}
	}
	return false
}

// function reports whether calling fn can matter.
func (t *touching) function(fn *ssa.Function) bool {
	fn = origin(fn)
	if t.fns[fn] {
		return true
	}
	obj := funcObject(fn)
	if obj == nil {
		return false
	}
	if row := t.p.row(obj); row != nil {
		return true
	}
	if noreturn.Of(obj) != noreturn.Returns {
		return true
	}
	if obj.Pkg() == nil || t.p.cfg.SSA.Pkg == obj.Pkg() {
		if m := t.p.ownFunction(fn); m != nil {
			return t.fns[m]
		}
		return false
	}
	return !t.p.imported(obj).Inert()
}

func (t *touching) call(c *ssa.CallCommon) bool {
	if t.p.passesDeclared(calledObject(c)) {
		return true
	}
	if c.IsInvoke() {
		return t.methods[c.Method.Name()] || noreturn.Of(c.Method) != noreturn.Returns || noreturn.MayEnd(c.Method) || t.passes(c)
	}
	switch v := c.Value.(type) {
	case *ssa.Function:
		if t.function(v) {
			return true
		}
		if obj := funcObject(v); obj != nil && isOnce(obj) && len(c.Args) == 2 {
			switch c.Args[1].(type) {
			case *ssa.Function, *ssa.MakeClosure:
			default:
				return true // some func value
			}
		}
	case *ssa.Builtin:
		return v.Name() == "recover"
	case *ssa.MakeClosure:
		return t.function(v.Fn.(*ssa.Function))
	default:
		return true // some func value
	}
	return t.passes(c)
}

// passes reports whether an argument of c is a function that can matter.
func (t *touching) passes(c *ssa.CallCommon) bool {
	return slices.ContainsFunc(c.Args, func(a ssa.Value) bool {
		fn, ok := a.(*ssa.Function)
		return ok && t.function(fn)
	})
}

// calledObject is the function or method that c calls, nil for a function value.
func calledObject(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		return funcObject(fn)
	}
	return nil
}

// asks reports whether a caller has to be asked what method m of interface value
// recv does. Where locks are followed, most methods have something to do with
// guards; then only what the caller passes itself is worth the question.
func (t *touching) asks(recv sym.Value, m *types.Func) bool {
	if !t.callback(m) {
		return false
	}
	return !protocol.Holds() || recv.Kind == sym.Param || recv.Kind == sym.FreeVar
}

// literal reports whether v is a function literal that needs a walk.
func (t *touching) literal(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Function:
		return v.Parent() != nil && t.fns[v]
	case *ssa.MakeClosure:
		return t.fns[v.Fn.(*ssa.Function)]
	}
	return false
}

// origin is the generic function of an instance.
func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// funcObject is the declared function or method that fn is or wraps.
func funcObject(fn *ssa.Function) *types.Func {
	obj, _ := fn.Object().(*types.Func)
	if obj == nil {
		return nil
	}
	return obj.Origin()
}

// never lists positions that go/ssa invents.
func synthetic(pos token.Pos) bool { return !pos.IsValid() }
