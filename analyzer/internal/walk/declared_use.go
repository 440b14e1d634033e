package walk

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
)

// declaredUse is what the source says of the state in which the function value
// runs that instr stores in a field, converts to a function type, or lists for a
// variadic parameter; nil if it says nothing.
func (p *Package) declaredUse(instr ssa.Instruction) (ssa.Value, *directive.Rule) {
	if p.cfg.Declared == nil {
		return nil, nil
	}
	var v ssa.Value
	var rule *directive.Rule
	switch instr := instr.(type) {
	case *ssa.ChangeType:
		v, rule = instr.X, p.cfg.Declared.OfType(instr.Type())
	case *ssa.Store:
		if addr, ok := instr.Addr.(*ssa.FieldAddr); ok {
			v, rule = instr.Val, p.cfg.Declared.Of(fieldOf(addr))
		} else if call := variadicCall(instr); call != nil {
			if obj := calledObject(call.Common()); obj != nil {
				v, rule = instr.Val, p.cfg.Declared.Param(obj, obj.Signature().Params().Len()-1)
			}
		}
	}
	if rule == nil || rule.Run == "" {
		return nil, nil
	}
	if _, isFunc := v.Type().Underlying().(*types.Signature); !isFunc {
		return nil, nil
	}
	return v, rule
}

// variadicCall is the call whose variadic parameter gets what instr stores, or
// nil if instr does something else.
func variadicCall(instr *ssa.Store) ssa.CallInstruction {
	elem, ok := instr.Addr.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	array, ok := elem.X.(*ssa.Alloc)
	if !ok || array.Comment != "varargs" {
		return nil
	}
	for _, r := range *array.Referrers() {
		list, ok := r.(*ssa.Slice)
		if !ok {
			continue
		}
		for _, r := range *list.Referrers() {
			if call, ok := r.(ssa.CallInstruction); ok {
				return call
			}
		}
	}
	return nil
}

// fieldOf is the field that addr is the address of, or nil.
func fieldOf(addr *ssa.FieldAddr) types.Object {
	p, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	s, ok := p.Elem().Underlying().(*types.Struct)
	if !ok || addr.Field >= s.NumFields() {
		return nil
	}
	return s.Field(addr.Field)
}

// useDeclared judges the function value that instr puts where the source says in
// which state it runs.
func (w *walker) useDeclared(st *state, instr ssa.Instruction) *state {
	v, rule := w.declaredUse(instr)
	if rule == nil {
		return st
	}
	fn := st.facts.Eval(w.space, w.val(st, v))
	if fn == w.space.Nil() {
		return st
	}
	body := callee{site: w.useSite(instr, v), at: resultPlace{instr, -9}, fn: fn, named: true}
	c := callee{site: body.site, at: body.at}
	if rule.Run == directive.Goroutine {
		rule = &directive.Rule{Run: directive.Outside, Of: rule.Of}
	}
	return w.apart(st, instr, c, body, rule)
}

// useSite is the place in the source where instr uses v.
func (w *walker) useSite(instr ssa.Instruction, v ssa.Value) site {
	s := site{name: "function", instr: instr}
	if fn, ok := v.(*ssa.Function); ok {
		s.name = fn.Name()
	} else if lit, ok := v.(*ssa.MakeClosure); ok {
		if obj := funcObject(lit.Fn.(*ssa.Function)); obj != nil {
			s.name = obj.Name()
		}
	}
	switch instr := instr.(type) {
	case *ssa.Store:
		if call := variadicCall(instr); call != nil {
			s.pos = w.sites.call(call).pos
		} else {
			s.pos = w.sites.stored(instr.Pos()).pos
		}
	case *ssa.ChangeType:
		s.pos = w.conversionPos(instr)
	}
	return s
}

// conversionPos is where the source converts a function: the conversion, or what
// the function is converted for.
func (w *walker) conversionPos(instr *ssa.ChangeType) token.Pos {
	if c := w.sites.calls[instr.Pos()]; c != nil {
		return c.pos
	}
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	for _, r := range *instr.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if call := variadicCall(r); call != nil {
				return w.sites.call(call).pos
			}
			if at := w.sites.stored(r.Pos()); at.pos.IsValid() {
				return at.pos
			}
		case ssa.CallInstruction:
			return w.sites.call(r).pos
		}
		if r.Pos().IsValid() {
			return r.Pos()
		}
	}
	return instr.Parent().Pos()
}
