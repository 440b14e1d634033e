package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// A bound is a number: constant, or the value of a variable or field (its
// length with isLen), for which n then is a stand-in.
type bound struct {
	n     int
	of    chanRef
	isLen bool
}

// symbol stands in for a number that is not known.
const symbol = 1 << 10

// bound evaluates e as the size of a channel made at pos, or of a loop that
// fills it.
func (p *Package) bound(d *declInfo, e ast.Expr, pos token.Pos) bound {
	e = ast.Unparen(e)
	if n, ok := constantInt(p.in.Info, e); ok {
		return bound{n: n}
	}
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 && isBuiltin(p.in.Info, call.Fun, "len") {
		if ref, ok := p.fixed(d, call.Args[0], pos); ok {
			return bound{n: symbol, of: ref, isLen: true}
		}
		return bound{}
	}
	if ref, ok := p.fixed(d, e, pos); ok {
		return bound{n: symbol, of: ref}
	}
	return bound{}
}

// fixed returns the variable or field that e names if this declaration does
// not change its value after pos.
func (p *Package) fixed(d *declInfo, e ast.Expr, pos token.Pos) (chanRef, bool) {
	ref, ok := p.chanRef(e)
	if !ok {
		return ref, false
	}
	if info := p.local(d, ref.v); info != nil && (info.taken || info.last > pos) {
		return ref, false
	}
	if ref.field == nil {
		return ref, true
	}
	changed := false
	ast.Inspect(d.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				changed = changed || p.variable(lhs) == ref.field
			}
		case *ast.IncDecStmt:
			changed = changed || p.variable(n.X) == ref.field
		case *ast.UnaryExpr:
			changed = changed || n.Op == token.AND && p.variable(n.X) == ref.field
		}
		return !changed
	})
	return ref, !changed
}

// trips says how often a loop turns at most: a constant, as often as the
// channel has places, or many times.
func (w *roomWalk) trips(loop ast.Stmt) (n int, symbolic bool) {
	var b bound
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		switch t := deref(w.p.typeOf(loop.X)).Underlying().(type) {
		case *types.Array:
			return int(min(t.Len(), many)), false
		case *types.Slice, *types.Map:
			if ref, ok := w.p.fixed(w.decl, loop.X, w.made.Pos()); ok {
				b = bound{n: symbol, of: ref, isLen: true}
			}
		case *types.Basic:
			if t.Info()&types.IsInteger != 0 {
				b = w.bound(loop.X)
			}
		}
	case *ast.ForStmt:
		b = w.countedLoop(loop)
	}
	switch {
	case b.of.v != nil && b == w.size:
		return b.n, true
	case b.of.v == nil && b.n > 0:
		return b.n, false
	}
	return many, false
}

// bound evaluates the bound of a loop.
func (w *roomWalk) bound(e ast.Expr) bound {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 && w.isChan(call.Args[0]) && isBuiltin(w.p.in.Info, call.Fun, "cap") {
		return w.size
	}
	return w.p.bound(w.decl, e, w.made.Pos())
}

// countedLoop recognizes "for i := 0; i < n; i++" whose body leaves i alone.
func (w *roomWalk) countedLoop(loop *ast.ForStmt) bound {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || init.Tok != token.DEFINE || len(init.Lhs) != 1 {
		return bound{}
	}
	if start, ok := constantInt(w.p.in.Info, init.Rhs[0]); !ok || start != 0 {
		return bound{}
	}
	post, ok := loop.Post.(*ast.IncDecStmt)
	if !ok || post.Tok != token.INC {
		return bound{}
	}
	cond, ok := loop.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.LSS {
		return bound{}
	}
	id, ok := init.Lhs[0].(*ast.Ident)
	if !ok {
		return bound{}
	}
	i, ok := w.p.in.Info.Defs[id].(*types.Var)
	if !ok || w.p.variable(post.X) != i || w.p.variable(cond.X) != i {
		return bound{}
	}
	if info := w.p.local(w.decl, i); info == nil || info.assigned != 2 || info.taken {
		return bound{} // more than start and post statement
	}
	return w.bound(cond.Y)
}

func constantInt(info *types.Info, e ast.Expr) (int, bool) {
	tv := info.Types[e]
	if tv.Value == nil || tv.Value.Kind() != constant.Int {
		return 0, false
	}
	n, ok := constant.Int64Val(tv.Value)
	if !ok || n < 0 || n > many {
		return 0, false
	}
	return int(n), true
}
