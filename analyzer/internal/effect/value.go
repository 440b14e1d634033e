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
const maxDepth = 8

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
		return &value{lit: p.lits[e], typ: p.in.Info.TypeOf(e)}
	case *ast.CompositeLit:
		return p.resolveComposite(d, e, depth)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return p.retype(p.resolve(d, e.X, depth+1), p.in.Info.TypeOf(e))
		}
	case *ast.StarExpr:
		return p.retype(p.resolve(d, e.X, depth+1), p.in.Info.TypeOf(e))
	case *ast.TypeAssertExpr:
		t := p.in.Info.TypeOf(e)
		if isConcrete(t) {
			return &value{typ: t}
		}
		return p.resolve(d, e.X, depth+1)
	case *ast.IndexExpr:
		t := p.in.Info.TypeOf(e.X)
		if _, ok := t.(*types.Signature); ok {
			return p.resolve(d, e.X, depth+1)
		}
		if t != nil {
			if _, ok := t.Underlying().(*types.Slice); ok {
				if v := p.resolve(d, e.X, depth+1); v != nil {
					return p.element(v, p.in.Info.TypeOf(e))
				}
			}
		}
	case *ast.IndexListExpr:
		return p.resolve(d, e.X, depth+1)
	}
	return &value{typ: p.in.Info.TypeOf(e)}
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
		return p.resolveVar(d, obj, depth)
	}
	return &value{typ: p.in.Info.TypeOf(id)}
}

func (p *Package) resolveVar(d *declInfo, v *types.Var, depth int) *value {
	out := &value{typ: v.Type()}
	concrete := isConcrete(v.Type())
	if concrete && !hasMethods(v.Type()) && !isSlice(v.Type()) {
		return out // says it all
	}
	switch v.Kind() {
	case types.ParamVar, types.RecvVar:
		if concrete {
			out.param = v
			return out
		}
		if info := p.local(d, v); info == nil || info.assigned == 0 && !info.taken {
			out.param = v
		}
		return out
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
	return p.resolveInit(d, p.local(d, v), out, depth)
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
		s, ok := coreType(p.in.Info.TypeOf(init)).(*types.Slice)
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
		return p.retype(v, out.typ)
	}
	return v
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
	out := &value{typ: p.in.Info.TypeOf(e)}
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

// resolveComposite finds what a struct literal wraps and what a slice literal
// holds.
func (p *Package) resolveComposite(d *declInfo, lit *ast.CompositeLit, depth int) *value {
	out := &value{typ: p.in.Info.TypeOf(lit)}
	if out.typ == nil {
		return out
	}
	s, isStruct := deref(out.typ).Underlying().(*types.Struct)
	var parts []*value
	for i, elt := range lit.Elts {
		var field *types.Var
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
			if id, ok := kv.Key.(*ast.Ident); ok && isStruct {
				field, _ = p.in.Info.Uses[id].(*types.Var)
			}
		} else if isStruct && i < s.NumFields() {
			field = s.Field(i)
		}
		t := p.in.Info.TypeOf(elt)
		if t == nil {
			continue
		}
		if v := p.resolve(d, elt, depth+1); v.known() {
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

// known reports whether v says more than a static type that is an interface.
func (v *value) known() bool {
	return v != nil && (v.param != nil || v.lit != nil || v.fn != nil || len(v.alts) > 0 || len(v.wraps) > 0 || v.tag != tagNone ||
		v.typ != nil && isConcrete(v.typ) && hasMethods(v.typ))
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

// resolveCall says what a call yields: result index of it, or the only one.
func (p *Package) resolveCall(d *declInfo, call *ast.CallExpr, index, depth int) *value {
	t := p.in.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if index < 0 || index >= tuple.Len() {
			return nil
		}
		t = tuple.At(index).Type()
	}
	out := &value{typ: t}
	c := &collector{p: p, decl: d}
	s := &site{call: call, decl: d}
	if !c.setCallee(s) {
		return p.resolveConversion(d, call, out, depth)
	}
	if s.callee == nil {
		return out
	}
	if pkg := s.callee.Pkg(); pkg != nil && pkg.Path() == "os" && s.callee.Name() == "Pipe" {
		out.tag = tagStdin
	}
	for _, i := range p.wraps(s.callee, depth+1) {
		for _, v := range p.argValues(s, i, depth+1) {
			if v.known() {
				out.wraps = append(out.wraps, v)
			}
		}
	}
	if t != nil && isFuncs(t) {
		out.call = s
	}
	return out
}

// resolveConversion handles what looks like a call and is none.
func (p *Package) resolveConversion(d *declInfo, call *ast.CallExpr, out *value, depth int) *value {
	tv := p.in.Info.Types[call.Fun]
	if !tv.IsType() || len(call.Args) != 1 || isConcrete(out.typ) {
		return out // a concrete type says it all, and so does a builtin's
	}
	v := p.resolve(d, call.Args[0], depth+1)
	if v == nil || types.IsInterface(out.typ) {
		return v // keeps its dynamic type
	}
	return p.retype(v, out.typ)
}

// argValues returns what s passes for parameter i of its callee: one value,
// or any number for a variadic parameter.
func (p *Package) argValues(s *site, i, depth int) []*value {
	if i < 0 {
		if s.recv == nil {
			return nil
		}
		return []*value{p.resolve(s.decl, s.recv, depth)}
	}
	sig := p.signature(s)
	if sig == nil {
		return nil
	}
	args := s.call.Args[min(s.shift, len(s.call.Args)):]
	if len(args) == 1 && sig.Params().Len() > 1 {
		if _, ok := p.in.Info.TypeOf(args[0]).(*types.Tuple); ok {
			return nil
		}
	}
	if sig.Variadic() && i == sig.Params().Len()-1 && !s.call.Ellipsis.IsValid() {
		var out []*value
		for _, arg := range args[min(i, len(args)):] {
			if p.matters(arg) {
				out = append(out, p.resolve(s.decl, arg, depth))
			}
		}
		return out
	}
	if i >= len(args) || !p.matters(args[i]) {
		return nil
	}
	return []*value{p.resolve(s.decl, args[i], depth)}
}

// matters reports whether it can matter what arg is: not for a number.
func (p *Package) matters(arg ast.Expr) bool {
	t := p.in.Info.TypeOf(arg)
	if t == nil || isError(t) {
		return false
	}
	_, isTuple := t.(*types.Tuple)
	return !isConcrete(t) || hasMethods(t) || isSlice(t) || isTuple
}

// signature returns that of what s calls, nil if s has no operands to tell.
func (p *Package) signature(s *site) *types.Signature {
	switch {
	case s.callee != nil:
		return s.callee.Signature()
	case s.call == nil:
		return nil
	}
	t := p.in.Info.TypeOf(s.call.Fun)
	if t == nil {
		return nil
	}
	sig, _ := coreType(t).(*types.Signature)
	return sig
}
