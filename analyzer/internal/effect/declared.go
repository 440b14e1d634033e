package effect

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// What directives in the source say of blocking precedes what is inferred: of a
// function whatever its body does, and of a method of an interface, a function
// type, a field or a parameter where nothing else is known of what is called.

// fix gives the functions whose effects are decided beforehand just these.
func (p *Package) fix(said func(*types.Func) ([]facts.Category, bool)) {
	for fn, n := range p.funcs {
		categories, ok := said(fn)
		if !ok {
			continue
		}
		n.fixed = true
		for _, c := range categories {
			n.mask |= 1 << c
			n.best[c] = &witness{}
		}
	}
}

// declaredFunc is what the source says of fn.
func (p *Package) declaredFunc(fn *types.Func) ([]facts.Category, bool) {
	if p.in.Declared == nil {
		return nil, false
	}
	return p.in.Declared(fn)
}

// declaredEffect is the effect that the source gives to fn, if fn has no body
// here from which the rest could be inferred.
func (p *Package) declaredEffect(fn *types.Func) (*facts.Effect, bool) {
	if p.in.Declared == nil || p.funcs[fn] != nil || fn.Pkg() != p.in.Pkg && !isInterfaceMethod(fn) {
		return nil, false
	}
	categories, ok := p.in.Declared(fn)
	if !ok {
		return nil, false
	}
	e := &facts.Effect{}
	for _, c := range categories {
		e.Blocks = append(e.Blocks, facts.Block{Category: c})
	}
	e.Normalize()
	return e, true
}

// callDeclared applies the call of a function value at s if the source says what
// it blocks on.
func (e *evaluator) callDeclared(s *site, via *hop) bool {
	if e.p.in.Declared == nil || s.callee != nil || s.fun == nil {
		return false
	}
	var obj types.Object
	switch fun := s.fun.(type) {
	case *ast.Ident:
		obj = e.p.in.Info.Uses[fun]
	case *ast.SelectorExpr:
		obj = e.p.in.Info.Uses[fun.Sel]
	}
	if v, ok := obj.(*types.Var); ok && e.declared(v, via) {
		return true
	}
	return e.declared(typeName(e.p.typeOf(s.fun)), via)
}

// valueDeclared is callDeclared for the function value v.
func (e *evaluator) valueDeclared(v *value, via *hop) bool {
	switch {
	case e.p.in.Declared == nil || v.lit != nil || v.fn != nil:
		return false
	case v.param != nil && !v.inner:
		if e.declared(v.param, via) {
			return true
		}
		if e.p.in.Apart != nil && e.p.in.Apart(v.param) {
			return true
		}
	}
	return e.declared(typeName(v.typ), via)
}

// declared applies what the source says of calling obj, if it does.
func (e *evaluator) declared(obj types.Object, via *hop) bool {
	if obj == nil {
		return false
	}
	categories, ok := e.p.in.Declared(obj)
	for _, c := range categories {
		e.sink.block(c, via, nil, nil)
	}
	return ok
}

// typeName is the name of the function type t, nil if it has none.
func typeName(t types.Type) types.Object {
	if t == nil {
		return nil
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && isFuncs(t) {
		return named.Obj()
	}
	return nil
}
