package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A value is what is known about the outcome of an expression. The nil value
// is one of which nothing is known.
type value struct {
	// typ is the dynamic type if it is known, else the static one.
	typ types.Type

	// At most one of these groups is set.
	param *types.Var  // a parameter of an enclosing function; inner: see below
	inner bool        // what the parameter wraps
	lit   *node       // a function literal
	fn    *types.Func // a function or method
	recv  *value      // bound to the method
	call  *site       // a function that the call of fn returned
	alts  []*value    // one of several
	oneOf bool        // which of alts it is, the conditions of the function decide

	// field is where this value is wrapped by another one, if that is known.
	field *types.Var
	wraps []*value // what the value wraps, if a constructor told
	tag   tag
}

// A tag tells values apart that have the same type and block differently.
type tag uint8

const (
	tagNone  tag = iota
	tagStdin     // os.Stdin, and the ends of os.Pipe
	tagLog       // os.Stdout and os.Stderr
	tagBody      // the body of an HTTP message
)

// maxDepth bounds how far values and effects are followed through variables,
// wrappers and results.
const maxDepth = 6

// resolve says what e may denote, where d is the declaration around it.
func (p *Package) resolve(d *declInfo, e ast.Expr, depth int) *value {
	if depth > maxDepth {
		return nil
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return p.resolve(d, e.X, depth)
	case *ast.Ident:
		return p.resolveIdent(d, e, depth)
	case *ast.SelectorExpr:
		return p.resolveSelector(d, e, depth)
	case *ast.CallExpr:
		return p.resolveCall(d, e, -1, depth)
	case *ast.FuncLit:
		return &value{lit: p.lits[e], typ: p.typeOf(e)}
	case *ast.CompositeLit:
		return p.resolveComposite(d, e, depth)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return p.retype(p.resolve(d, e.X, depth+1), p.typeOf(e))
		}
	case *ast.StarExpr:
		return p.retype(p.resolve(d, e.X, depth+1), p.typeOf(e))
	case *ast.TypeAssertExpr:
		t := p.typeOf(e)
		if isConcrete(t) {
			return &value{typ: t}
		}
		v := p.resolve(d, e.X, depth+1)
		if p.promises(t) && (!v.known() || v.param != nil) {
			return p.asserted(v, t)
		}
		return v
	case *ast.IndexExpr:
		t := p.typeOf(e.X)
		if _, ok := t.(*types.Signature); ok {
			return p.resolve(d, e.X, depth+1)
		}
		if isSlice(t) {
			if v := p.resolve(d, e.X, depth+1); v != nil {
				return p.element(v, p.typeOf(e))
			}
		}
	case *ast.IndexListExpr:
		return p.resolve(d, e.X, depth+1)
	}
	return &value{typ: p.typeOf(e)}
}

// retype returns v seen as type t, after & or *.
func (p *Package) retype(v *value, t types.Type) *value {
	if v == nil || v.param != nil && !isConcrete(t) && !isFuncs(t) {
		return &value{typ: t}
	}
	out := *v
	out.typ = t
	return &out
}

// asserted returns v seen as interface t, which tells something.
func (p *Package) asserted(v *value, t types.Type) *value {
	if v == nil || v.param == nil {
		return &value{typ: t}
	}
	out := *v
	out.typ = t
	return &out
}

// element returns what v, a slice, holds.
func (p *Package) element(v *value, t types.Type) *value {
	if v.param != nil && !v.inner || len(v.alts) > 0 {
		out := *v
		out.typ = t
		return &out
	}
	return &value{typ: t}
}

// isConcrete reports whether a value of static type t has dynamic type t,
// and is no function.
func isConcrete(t types.Type) bool {
	if t == nil || types.IsInterface(t) { // type parameters included
		return false
	}
	return !isFuncs(t)
}

func (p *Package) resolveIdent(d *declInfo, id *ast.Ident, depth int) *value {
	obj := p.in.Info.ObjectOf(id)
	switch obj := obj.(type) {
	case *types.Func:
		return &value{fn: obj.Origin(), typ: obj.Type()}
	case *types.Var:
		return p.resolveVar(d, obj, id.Pos(), depth)
	}
	return &value{typ: p.typeOf(id)}
}

// resolveVar says what v, a variable of d or the package, may hold where it is
// used.
func (p *Package) resolveVar(d *declInfo, v *types.Var, use token.Pos, depth int) *value {
	out := &value{typ: v.Type()}
	concrete := isConcrete(v.Type())
	if concrete && !hasMethods(v.Type()) && !isSlice(v.Type()) && !isStruct(v.Type()) {
		return out // says it all
	}
	switch v.Kind() {
	case types.ParamVar, types.RecvVar:
		if concrete || !p.assigned[v] {
			out.param = v
			return out
		}
		return p.resolveChanged(d, v, out, use, depth)
	case types.PackageVar:
		if v.Pkg() != p.in.Pkg {
			out.tag = tagOf(v)
			return out
		}
		if concrete {
			return out
		}
		return p.resolveInit(nil, p.global(v), out, depth)
	}
	info := p.local(d, v)
	if _, ok := info.single(); !ok && !concrete {
		return p.resolveChanged(d, v, out, use, depth)
	}
	return p.resolveInit(d, info, out, depth)
}

// resolveChanged refines out, a variable or parameter that is assigned anew, by
// what it may hold where it is used: one of several values.
func (p *Package) resolveChanged(d *declInfo, v *types.Var, out *value, use token.Pos, depth int) *value {
	if d == nil {
		return out
	}
	as, initial, ok := p.reaching(d, v, use)
	if !ok {
		return out
	}
	var vs []*value
	if initial && (v.Kind() == types.ParamVar || v.Kind() == types.RecvVar) {
		vs = append(vs, &value{typ: v.Type(), param: v})
	}
	for _, a := range as {
		if p.in.Info.Types[a.init].IsNil() {
			continue
		}
		w := p.resolveInit(d, &varInfo{assigned: 1, init: a.init, index: a.index, ranged: a.ranged}, &value{typ: v.Type()}, depth+1)
		if w.known() {
			vs = append(vs, w)
		}
	}
	switch {
	case len(vs) == 1 && len(as) <= 1 && (len(as) == 1) != initial:
		return vs[0]
	case len(vs) > 0:
		out.alts, out.oneOf = vs, true
	}
	return out
}

func isStruct(t types.Type) bool {
	_, ok := deref(t).Underlying().(*types.Struct)
	return ok
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// resolveInit refines out, a variable by its static type, by what the
// variable is initialized with.
func (p *Package) resolveInit(d *declInfo, info *varInfo, out *value, depth int) *value {
	init, ok := info.single()
	if !ok {
		return out
	}
	if d == nil {
		d = &declInfo{root: init, vars: map[*types.Var]*varInfo{}}
	}
	var v *value
	switch {
	case info.ranged:
		s, ok := coreType(p.typeOf(init)).(*types.Slice)
		if !ok {
			return out
		}
		if v = p.resolve(d, init, depth+1); v != nil {
			v = p.element(v, s.Elem())
		}
	case info.index >= 0:
		call, ok := ast.Unparen(init).(*ast.CallExpr)
		if !ok {
			return out
		}
		v = p.resolveCall(d, call, info.index, depth+1)
	default:
		v = p.resolve(d, init, depth+1)
	}
	if v == nil {
		return out
	}
	if isConcrete(out.typ) && v.typ != out.typ {
		v = p.retype(v, out.typ)
	}
	return v.without(info.fields)
}

// without returns v when fields of it have been assigned since: what it wraps
// there is not known any more.
func (v *value) without(fields map[*types.Var]bool) *value {
	if len(fields) == 0 || len(v.wraps) == 0 {
		return v
	}
	out := *v
	out.wraps = nil
	for _, w := range v.wraps {
		if w.field != nil && !fields[w.field] {
			out.wraps = append(out.wraps, w)
		}
	}
	return &out
}

// tagOf recognizes the standard streams.
func tagOf(v *types.Var) tag {
	if v.Pkg() == nil || v.Pkg().Path() != "os" {
		return tagNone
	}
	switch v.Name() {
	case "Stdin":
		return tagStdin
	case "Stdout", "Stderr":
		return tagLog
	}
	return tagNone
}

func (p *Package) resolveSelector(d *declInfo, e *ast.SelectorExpr, depth int) *value {
	sel, ok := p.in.Info.Selections[e]
	if !ok {
		return p.resolveIdent(d, e.Sel, depth)
	}
	out := &value{typ: p.typeOf(e)}
	switch sel.Kind() {
	case types.MethodVal:
		if fn, ok := sel.Obj().(*types.Func); ok {
			out.fn = fn.Origin()
			out.recv = p.resolve(d, e.X, depth+1)
		}
	case types.FieldVal:
		if field, ok := sel.Obj().(*types.Var); ok {
			p.resolveField(d, e, sel, field.Origin(), out, depth)
		}
	}
	return out
}

// known reports whether v says more than a static type that is an interface.
func (v *value) known() bool {
	return v != nil && (v.param != nil || v.lit != nil || v.fn != nil || len(v.alts) > 0 || len(v.wraps) > 0 || v.tag != tagNone ||
		v.typ != nil && isConcrete(v.typ) && hasMethods(v.typ))
}

// tellsMore is known for a value that another one wraps: of an interface with
// a method that blocks whatever implements it, as net.Conn, the type says
// enough.
func (p *Package) tellsMore(v *value) bool {
	return v.known() || v != nil && p.promises(v.typ)
}

// promises reports whether t is an interface with a method that blocks whatever
// implements it.
func (p *Package) promises(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !types.IsInterface(named) {
		return false
	}
	said, ok := p.promised[named]
	if !ok {
		iface := named.Underlying().(*types.Interface)
		for m := range iface.Methods() {
			if eff := p.callee(m.Origin()); eff != nothing && eff != unknown {
				said = true
				break
			}
		}
		if p.promised == nil {
			p.promised = make(map[*types.Named]bool)
		}
		p.promised[named] = said
	}
	return said
}

// hasMethods reports whether t can have methods, so that it could matter what
// is called on it.
func hasMethods(t types.Type) bool {
	switch deref(t).(type) {
	case *types.Named, *types.TypeParam:
		return true
	}
	return false
}

// deref returns what t points to, or t.
func deref(t types.Type) types.Type {
	t = types.Unalias(t)
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		return types.Unalias(ptr.Elem())
	}
	return t
}
