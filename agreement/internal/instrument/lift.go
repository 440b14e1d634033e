package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// The obligation to release a guard moves to the caller when the guard is
// returned, alone, in a struct, or behind a func() that releases it, and when
// it is kept in a field of a parameter. The rewritten program says so.

// returnStmt marks the guards that a return hands to the caller.
func (r *rewriter) returnStmt(n *ast.ReturnStmt) {
	sig := r.signature()
	if sig == nil || !carriesAny(sig.Results()) {
		return
	}
	switch {
	case len(n.Results) == 0:
		var names []string
		for v := range sig.Results().Variables() {
			if v.Name() != "" && v.Name() != "_" && carries(v.Type()) {
				names = append(names, v.Name())
			}
		}
		if len(names) > 0 {
			r.insert(n.Pos(), "rec.Lift("+strings.Join(names, ", ")+"); ")
		}
	case len(n.Results) == 1 && sig.Results().Len() == 2:
		r.insert(n.Results[0].Pos(), "rec.Ret2(")
		r.insert(n.Results[0].End(), ")")
	case len(n.Results) == sig.Results().Len():
		for i, e := range n.Results {
			if t := sig.Results().At(i).Type(); carries(t) && !isNil(e) {
				r.insert(e.Pos(), "rec.Ret(")
				r.insert(e.End(), r.by(e)+")")
			}
		}
	}
}

func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// signature is that of the innermost function around the current node.
func (r *rewriter) signature() *types.Signature {
	for i := len(r.stack) - 1; i >= 0; i-- {
		switch n := r.stack[i].(type) {
		case *ast.FuncLit:
			return r.pkg.TypesInfo.TypeOf(n).(*types.Signature)
		case *ast.FuncDecl:
			return r.pkg.TypesInfo.Defs[n.Name].Type().(*types.Signature)
		}
	}
	return nil
}

func (r *rewriter) decl() *ast.FuncDecl {
	d, _ := r.stack[1].(*ast.FuncDecl)
	return d
}

func carriesAny(t *types.Tuple) bool {
	for v := range t.Variables() {
		if carries(v.Type()) {
			return true
		}
	}
	return false
}

// carries reports whether a value of type t can hold a guard.
func carries(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return u.Params().Len() == 0 && u.Results().Len() == 0
	case *types.Pointer:
		_, ok := u.Elem().Underlying().(*types.Struct)
		return ok && carries(u.Elem())
	case *types.Struct:
		if isGuard(t) {
			return true
		}
		for f := range u.Fields() {
			if carries(f.Type()) {
				return true
			}
		}
	case *types.Array:
		return carries(u.Elem())
	case *types.Slice:
		return carries(u.Elem())
	case *types.Interface:
		return u.NumMethods() == 1 && u.Method(0).Name() == "Release"
	}
	return false
}

func isGuard(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == module+"runtimectx" &&
		strings.HasSuffix(n.Obj().Name(), "Guard") && n.Obj().Name() != "BlockingRegionGuard"
}

// by lists, as further arguments, the guards that a func value e holds, which
// cannot be seen from the value.
func (r *rewriter) by(e ast.Expr) string {
	names := make(map[string]bool)
	var list []string
	r.guardsOf(e, make(map[types.Object]bool), func(name string) {
		if !names[name] {
			names[name] = true
			list = append(list, name)
		}
	})
	if len(list) == 0 {
		return ""
	}
	return ", " + strings.Join(list, ", ")
}

// guardsOf finds the guard variables that e mentions, through variables of
// func type that are assigned in the same declaration.
func (r *rewriter) guardsOf(e ast.Expr, seen map[types.Object]bool, yield func(string)) {
	info := r.pkg.TypesInfo
	ast.Inspect(e, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := info.Uses[id].(*types.Var)
		if !ok || v.IsField() || seen[v] {
			return true
		}
		seen[v] = true
		if isGuard(v.Type()) {
			if v.Pos() < e.Pos() || v.Pos() >= e.End() {
				yield(id.Name)
			}
			return true
		}
		if _, ok := v.Type().Underlying().(*types.Signature); !ok {
			return true
		}
		ast.Inspect(r.decl(), func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if !ok || len(a.Lhs) != len(a.Rhs) {
				return true
			}
			for i, l := range a.Lhs {
				if l, ok := l.(*ast.Ident); ok && (info.Defs[l] == v || info.Uses[l] == v) {
					r.guardsOf(a.Rhs[i], seen, yield)
				}
			}
			return true
		})
		return true
	})
}

// assign marks guards that are kept in a field of a parameter or receiver.
func (r *rewriter) assign(n *ast.AssignStmt) {
	if n.Tok != token.ASSIGN {
		return
	}
	for i, l := range n.Lhs {
		if !r.intoParameter(l) || !carries(r.pkg.TypesInfo.TypeOf(l)) {
			continue
		}
		if len(n.Lhs) == len(n.Rhs) {
			r.insert(n.Rhs[i].Pos(), "rec.Ret(")
			r.insert(n.Rhs[i].End(), r.by(n.Rhs[i])+")")
		} else if i == 0 && len(n.Lhs) == 2 {
			r.insert(n.Rhs[0].Pos(), "rec.Ret2(")
			r.insert(n.Rhs[0].End(), ")")
		}
	}
}

// intoParameter reports whether l is memory that a pointer parameter of the
// enclosing declaration points to.
func (r *rewriter) intoParameter(l ast.Expr) bool {
	var base ast.Expr
	switch l := l.(type) {
	case *ast.SelectorExpr:
		base = l.X
	case *ast.StarExpr:
		base = l.X
	default:
		return false
	}
	id, ok := base.(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := r.pkg.TypesInfo.Uses[id].(*types.Var)
	if !ok {
		return false
	}
	if _, ok := v.Type().Underlying().(*types.Pointer); !ok {
		return false
	}
	sig := r.pkg.TypesInfo.Defs[r.decl().Name].Type().(*types.Signature)
	if sig.Recv() == v {
		return true
	}
	for p := range sig.Params().Variables() {
		if p == v {
			return true
		}
	}
	return false
}
