package effect

import (
	"go/ast"
	"go/types"
	"slices"
)

// resolveField says in out what the field that e selects holds, apart from
// its type: what its struct wraps there.
func (p *Package) resolveField(d *declInfo, e *ast.SelectorExpr, sel *types.Selection, field *types.Var, out *value, depth int) {
	if isBody(field) {
		out.tag = tagBody
		return
	}
	if _, ok := types.Unalias(out.typ).(*types.TypeParam); ok || isConcrete(out.typ) && !hasMethods(out.typ) {
		return
	}
	base := p.resolve(d, e.X, depth+1)
	if base == nil {
		return
	}
	if base.param != nil && (isConcrete(out.typ) || isSmall(out.typ)) {
		out.param, out.inner, out.field = base.param, true, base.field
		if !base.inner && len(sel.Index()) == 1 {
			out.field = field
		}
	}
	for _, w := range base.wraps {
		switch {
		case !w.fills(field):
		case isConcrete(out.typ):
			out.wraps = append(out.wraps, w.wraps...)
		default:
			out.alts = append(out.alts, w)
		}
	}
}

// maxWrapped is how many methods an interface has at most for what a struct
// wraps there to be followed: wrappers, such as buffers and counters, wrap a
// reader or writer or a function; a struct that holds a service is no wrapper
// that its callers look through, and terms about it would be noise.
const maxWrapped = 4

// isSmall reports whether t is a function type or a small interface.
func isSmall(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return !ok || iface.NumMethods() <= maxWrapped
}

// isBody recognizes the Body of http.Request and http.Response.
func isBody(field *types.Var) bool {
	return field.Name() == "Body" && field.Pkg() != nil && field.Pkg().Path() == "net/http"
}

// maxElements bounds how much of a literal is looked at: a long one is a
// table, not a set of functions or writers that somebody combines.
const maxElements = 32

// resolveComposite finds what a struct literal wraps and what a slice literal
// holds.
func (p *Package) resolveComposite(d *declInfo, lit *ast.CompositeLit, depth int) *value {
	out := &value{typ: p.typeOf(lit)}
	if out.typ == nil {
		return out
	}
	s, isStruct := deref(out.typ).Underlying().(*types.Struct)
	var parts []*value
	for i, elt := range lit.Elts[:min(len(lit.Elts), maxElements)] {
		var field *types.Var
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
			if id, ok := kv.Key.(*ast.Ident); ok && isStruct {
				field, _ = p.in.Info.Uses[id].(*types.Var)
			}
		} else if isStruct && i < s.NumFields() {
			field = s.Field(i)
		}
		if v := p.resolve(d, elt, depth+1); p.tellsMore(v) {
			if field != nil {
				part := *v
				part.field = field.Origin()
				v = &part
			}
			parts = append(parts, v)
		}
	}
	if isStruct {
		out.wraps = parts
	} else {
		out.alts = parts
	}
	return out
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
	for _, alt := range v.alts {
		for _, w := range alt.wraps {
			out = append(out, p.wrappedParams(n, w, depth)...)
		}
	}
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
		for _, alt := range w.alts {
			out = append(out, p.wrappedParams(n, alt, depth+1)...)
		}
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
