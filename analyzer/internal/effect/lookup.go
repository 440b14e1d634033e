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

// typeArg returns a value of what is passed for type parameter i of the
// frame's node.
func (p *Package) typeArg(f *frame, i int) *value {
	return p.typeArgOf(f.node.fn, f, i)
}

// typeArgOf returns a value of what is passed for type parameter i of fn,
// called with the operands in f.
func (p *Package) typeArgOf(fn *types.Func, f *frame, i int) *value {
	if fn == nil {
		return nil
	}
	if fn.Signature().Recv() != nil {
		var t types.Type
		switch {
		case f.bound && len(f.recv) == 1 && f.recv[0] != nil:
			t = f.recv[0].typ
		case f.site != nil && f.site.recv != nil:
			t = p.in.Info.TypeOf(f.site.recv)
		}
		if t == nil {
			return nil
		}
		named, ok := deref(t).(*types.Named)
		if !ok || named.TypeArgs().Len() <= i {
			return nil
		}
		return &value{typ: named.TypeArgs().At(i)}
	}
	if f.site == nil || f.site.fun == nil || f.site.callee != fn {
		return nil
	}
	var id *ast.Ident
	switch fun := f.site.fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	args := p.in.Info.Instances[id].TypeArgs
	if args.Len() <= i {
		return nil
	}
	return &value{typ: args.At(i)}
}

// findType returns the frame and index of a type parameter.
func (f *frame) findType(tp *types.TypeParam) (*frame, int, bool) {
	for ; f != nil; f = f.outer {
		if f.node == nil || f.node.fn == nil {
			continue
		}
		if i, ok := typeParamIndex(f.node.fn, tp); ok {
			return f, i, true
		}
	}
	return nil, 0, false
}

func typeParamIndex(fn *types.Func, tp *types.TypeParam) (int, bool) {
	for _, list := range []*types.TypeParamList{fn.Signature().TypeParams(), fn.Signature().RecvTypeParams()} {
		for i := range list.Len() {
			if list.At(i) == tp {
				return i, true
			}
		}
	}
	return 0, false
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

// A wrapKey names one question to wraps.
type wrapKey struct {
	fn    *types.Func
	depth int
}

// wraps returns the parameters of fn that live on in its result.
func (p *Package) wraps(fn *types.Func, depth int) []int {
	n := p.funcs[fn]
	if n == nil {
		return p.callee(fn).Wraps
	}
	if n.ruled {
		if n.rule == nil {
			return nil
		}
		return n.rule.Wraps
	}
	if depth > maxDepth || !n.keeps {
		return nil
	}
	key := wrapKey{fn, depth}
	if out, ok := p.wrapped[key]; ok {
		return out
	}
	var out []int
	for _, ret := range n.rets {
		for _, res := range ret.Results {
			out = append(out, p.wrappedBy(n, res, depth)...)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if p.wrapped == nil {
		p.wrapped = make(map[wrapKey][]int)
	}
	p.wrapped[key] = out
	return out
}

// wrappedBy returns the parameters of n that live on in e, which it returns.
func (p *Package) wrappedBy(n *node, e ast.Expr, depth int) []int {
	v := p.resolve(n.decl, e, depth+1)
	if v == nil {
		return nil
	}
	var out []int
	for _, w := range v.wraps {
		out = append(out, p.wrappedParams(n, w, depth)...)
	}
	return out
}

// wrappedParams returns the parameters of n that w is or wraps.
func (p *Package) wrappedParams(n *node, w *value, depth int) []int {
	if w == nil || depth > maxDepth {
		return nil
	}
	if w.param == nil || w.inner {
		var out []int
		for _, inner := range w.wraps {
			out = append(out, p.wrappedParams(n, inner, depth+1)...)
		}
		return out
	}
	if !isFuncs(w.param.Type()) && !hasMethods(w.param.Type()) {
		return nil
	}
	if _, i, ok := (&frame{node: n}).find(w.param); ok && i >= 0 {
		return []int{i}
	}
	return nil
}

func isNegative(v constant.Value) bool {
	return v.Kind() == constant.Int && constant.Sign(v) < 0
}
