package effect

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
)

func nameInPackage(fn *types.Func) string { return catalogue.Name(fn) }

// method returns the origin of t's method of that name (with a pointer
// receiver, too: the value is addressable or held by pointer), and the type
// of the embedded field from which it is promoted, if it is.
func (p *Package) method(t types.Type, name string) (*types.Func, types.Type) {
	if t == nil {
		return nil, nil
	}
	obj, index, _ := types.LookupFieldOrMethod(t, true, p.in.Pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, nil
	}
	var promoted types.Type
	for _, i := range index[:len(index)-1] {
		s, ok := deref(t).Underlying().(*types.Struct)
		if !ok || i >= s.NumFields() {
			return fn.Origin(), nil
		}
		t = s.Field(i).Type()
		promoted = t
	}
	return fn.Origin(), promoted
}

// answers reports whether v could be what is asked for method, or called if
// that is empty, among what a value wraps.
func (p *Package) answers(v *value, method string) bool {
	if v == nil || method == "" {
		return v != nil
	}
	if v.param == nil && (v.typ == nil || !isConcrete(v.typ)) {
		return true // its alternatives are asked
	}
	m, _ := p.method(v.typ, method)
	return m != nil
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// isTimer reports whether ch is the channel of a timer or ticker.
func (p *Package) isTimer(d *declInfo, ch ast.Expr, depth int) bool {
	if depth > maxDepth {
		return false
	}
	switch ch := ast.Unparen(ch).(type) {
	case *ast.CallExpr:
		sel, ok := ast.Unparen(ch.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		fn, ok := p.in.Info.Uses[sel.Sel].(*types.Func)
		return ok && fn.Pkg() != nil && fn.Pkg().Path() == "time" && (fn.Name() == "After" || fn.Name() == "Tick")
	case *ast.SelectorExpr:
		field, ok := p.in.Info.Uses[ch.Sel].(*types.Var)
		return ok && field.IsField() && field.Name() == "C" && field.Pkg() != nil && field.Pkg().Path() == "time"
	case *ast.Ident:
		v, ok := p.in.Info.Uses[ch].(*types.Var)
		if !ok || v.Kind() != types.LocalVar || !isTimeChan(v.Type()) {
			return false
		}
		init, ok := p.local(d, v).single()
		return ok && p.isTimer(d, init, depth+1)
	}
	return false
}

// isTimeChan reports whether t is a channel of time.Time.
func isTimeChan(t types.Type) bool {
	ch, ok := t.Underlying().(*types.Chan)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ch.Elem()).(*types.Named)
	return ok && named.Obj().Name() == "Time" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time"
}

// noteLimit remembers on which variable or field a method was called that
// makes another one block (errgroup's SetLimit).
func (p *Package) noteLimit(s *site) {
	if s.callee.Name() != "SetLimit" || s.recv == nil || s.call == nil || len(s.call.Args) != 1 {
		return
	}
	if tv := p.in.Info.Types[s.call.Args[0]]; tv.Value != nil && isNegative(tv.Value) {
		return // lifts the limit
	}
	if v := p.variable(s.recv); v != nil {
		if p.limited == nil {
			p.limited = make(map[*types.Var][]string)
		}
		p.limited[v] = append(p.limited[v], s.callee.Name())
	}
}

// isLimited reports whether the method called after was called on the
// receiver of s, as far as this package shows.
func (p *Package) isLimited(s *site, after string) bool {
	if s == nil || s.recv == nil {
		return false
	}
	v := p.variable(s.recv)
	return v != nil && slices.Contains(p.limited[v], after)
}

// variable returns the variable or field that e names.
func (p *Package) variable(e ast.Expr) *types.Var {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	case *ast.UnaryExpr:
		return p.variable(e.X)
	case *ast.StarExpr:
		return p.variable(e.X)
	default:
		return nil
	}
	v, _ := p.in.Info.Uses[id].(*types.Var)
	return v
}

func isNegative(v constant.Value) bool {
	return v.Kind() == constant.Int && constant.Sign(v) < 0
}

// typeOf returns the type of e, the invalid type if it has none, as in code
// that does not type-check.
func (p *Package) typeOf(e ast.Expr) types.Type {
	if t := p.in.Info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}
