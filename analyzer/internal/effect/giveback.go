package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A channel with a buffer may hold tokens, such as the one that stands for a
// lock. Who gives back the token that it has received from there finds the
// place that it has made.

// givesBack reports whether send sends what was received from its channel by
// the same declaration, which sends no more than it receives.
func (c *collector) givesBack(send *ast.SendStmt) bool {
	ch, ok := c.p.chanRef(send.Chan)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(send.Value).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.p.in.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return false
	}
	if info := c.p.local(c.decl, v); info == nil || info.assigned == 0 || info.taken {
		return false
	}
	if info := c.p.local(c.decl, ch.v); info != nil && (info.taken || ch.v.Kind() != types.LocalVar || info.assigned > 1) {
		return false // the channel may be another one by now
	}
	from := true
	ast.Inspect(c.decl.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if c.names(lhs, v) {
					from = from && i == 0 && len(n.Rhs) == 1 && c.receives(n.Rhs[0], ch)
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if c.names(name, v) {
					from = from && i == 0 && len(n.Values) == 1 && c.receives(n.Values[0], ch)
				}
			}
		case *ast.RangeStmt:
			from = from && !c.names(n.Key, v) && !c.names(n.Value, v)
		case *ast.IncDecStmt:
			from = from && !c.names(n.X, v)
		}
		return from
	})
	return from && c.p.balancedIn(c.decl.root, 0, func(e ast.Expr) bool {
		have, ok := c.p.chanRef(e)
		return ok && have == ch
	})
}

func (c *collector) names(e ast.Expr, v *types.Var) bool {
	if e == nil {
		return false
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && c.p.in.Info.ObjectOf(id) == v
}

// receives reports whether e receives from ch.
func (c *collector) receives(e ast.Expr, ch chanRef) bool {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return false
	}
	from, ok := c.p.chanRef(u.X)
	return ok && from == ch
}
