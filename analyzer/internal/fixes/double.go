package fixes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// removeRelease removes one of two releases of a variable that holds the same
// guard at both: the later one, which the place is, if every path to it comes
// by the earlier one, which the same block tells; or, if the later one is
// deferred, another deferred one, or those after which the function returns
// anyway.
func (p *place) removeRelease() []*change {
	stmt, list := p.stmt()
	body, inLoop := p.function()
	if stmt == nil || body == nil || !p.releasesGuard(stmt) {
		return nil
	}
	v := p.object(releasedBy(stmt))
	if v == nil || !p.settled(v) {
		return nil
	}
	const message = "remove the superfluous release"
	i := slices.Index(list, stmt)
	for j := i - 1; j >= 0; j-- {
		if jumpsIn(list[j+1:i]) || p.assigns(list[j], v) {
			break
		}
		if call, ok := list[j].(*ast.ExprStmt); ok && p.releases(call, v) {
			if e, ok := p.remove(stmt); ok {
				return []*change{p.change(message, e)}
			}
			break
		}
	}
	if _, deferred := stmt.(*ast.DeferStmt); !deferred {
		return nil
	}
	for _, s := range list[i+1:] {
		if d, ok := s.(*ast.DeferStmt); ok {
			if e, alone := p.remove(d); alone && p.releases(d, v) {
				return []*change{p.change(message, e)}
			}
			break // what it defers would run before the guard is released
		}
		if p.assigns(s, v) || defersBehind(s, s.Pos()) {
			break
		}
	}
	if inLoop || defersBehind(body, stmt.End()) {
		return nil
	}
	// Of the earlier releases, those behind the defer and in its block.
	end := list[len(list)-1].End()
	var out []*change
	eachList(body, func(in []ast.Stmt, last bool) {
		for k, s := range in {
			if s.Pos() < stmt.End() || s.End() > end || !p.releases(s, v) || !p.returnsNext(in, k, last) {
				continue
			}
			if e, ok := p.remove(s); ok && !p.commentedAbove(s) {
				out = append(out, p.change(message, e))
			}
		}
	})
	if slices.ContainsFunc(list[i+1:], func(s ast.Stmt) bool { return p.assigns(s, v) }) {
		return nil
	}
	return out
}

// releases reports whether s releases v, as a call or by defer.
func (p *place) releases(s ast.Stmt, v types.Object) bool {
	id := releasedBy(s)
	return id != nil && p.object(id) == v
}

// settled reports whether v is a variable of a function that nothing can
// change from afar: no function literal assigns to it, and nobody has its
// address.
func (p *place) settled(v types.Object) bool {
	if v.Parent() == nil || v.Parent() == p.t.pass.Pkg.Scope() {
		return false
	}
	ok := true
	ast.Inspect(p.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			if id, isIdent := ast.Unparen(n.X).(*ast.Ident); isIdent && n.Op == token.AND && p.object(id) == v {
				ok = false
			}
		case *ast.FuncLit:
			if !within(n.Body, v.Pos()) && p.assigns(n.Body, v) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

// assigns reports whether something in n gives v a new value.
func (p *place) assigns(n ast.Node, v types.Object) bool {
	found := false
	is := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && p.object(id) == v
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || slices.ContainsFunc(n.Lhs, is)
		case *ast.RangeStmt:
			found = found || is(n.Key) || is(n.Value)
		}
		return !found
	})
	return found
}

// jumpsIn reports whether execution can start in the middle of list, at a
// label.
func jumpsIn(list []ast.Stmt) bool {
	return slices.ContainsFunc(list, func(s ast.Stmt) bool {
		_, ok := s.(*ast.LabeledStmt)
		return ok
	})
}
