package fixes

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// deferRelease lets a deferred call release the guard that is acquired at the
// place, where nothing releases it, or only releases that the deferred one
// makes superfluous.
func (p *place) deferRelease() []*change {
	stmt, _ := p.stmt()
	body, inLoop := p.function()
	if stmt == nil || body == nil || inLoop {
		return nil // in a loop it would run too late
	}
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok && p.isGuard(p.typeOf(call)) {
			return []*change{p.discarded(stmt, call)}
		}
	case *ast.AssignStmt:
		if len(s.Rhs) != 1 {
			return nil
		}
		call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return nil
		}
		guard, ok := p.guardOf(s)
		if !ok {
			return nil
		}
		if guard.Name == "_" {
			if len(s.Lhs) > 1 {
				return nil
			}
			return []*change{p.discarded(stmt, call)}
		}
		return p.deferFor(s, guard, body)
	}
	return nil
}

// discarded turns a call whose guard nobody keeps into a deferred release.
func (p *place) discarded(stmt ast.Stmt, call *ast.CallExpr) *change {
	return p.change("release the guard when the function returns",
		p.replace(stmt, "defer "+p.source(call)+".Release()"))
}

// guardOf returns the variable that s assigns a guard to, the first on its
// left side. It must be a plain one.
func (p *place) guardOf(s *ast.AssignStmt) (*ast.Ident, bool) {
	t := p.typeOf(s.Rhs[0])
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	id, ok := s.Lhs[0].(*ast.Ident)
	return id, ok && p.isGuard(t)
}

func (p *place) typeOf(e ast.Expr) types.Type { return p.t.pass.TypesInfo.TypeOf(e) }

// isGuard reports whether values of type t have a method Release that ends them.
func (p *place) isGuard(t types.Type) bool {
	return t != nil && protocol.GuardOf(t) != nil && protocol.IsOpaque(t)
}

// deferFor releases by defer what acquire assigns to guard. The function may
// use the variable for nothing but releases after which it returns at once.
// Where it defers something else behind the acquisition there must be none of
// these either, for what is deferred would run before the guard is released.
func (p *place) deferFor(acquire *ast.AssignStmt, guard *ast.Ident, body *ast.BlockStmt) []*change {
	v := p.object(guard)
	if v == nil || !within(body, v.Pos()) {
		return nil // a result, which the caller gets, or a variable of others
	}
	edits := []edit{p.insertAfter(acquire, "defer "+guard.Name+".Release()")}
	ok := true
	eachList(body, func(list []ast.Stmt, last bool) {
		for i, s := range list {
			if receiver := releasedBy(s); receiver == nil || p.object(receiver) != v {
				continue
			}
			e, alone := p.remove(s)
			if _, deferred := s.(*ast.DeferStmt); deferred || !alone || p.commented(s) || !p.returnsNext(list, i, last) {
				ok = false
			}
			edits = append(edits, e)
		}
	})
	releases := len(edits) - 1
	uses := 0
	ast.Inspect(body, func(n ast.Node) bool {
		if id, isIdent := n.(*ast.Ident); isIdent && p.t.pass.TypesInfo.Uses[id] == v && !blankUse(body, id) {
			uses++
		}
		return true
	})
	if !ok || uses != releases+p.assigned(acquire, guard) || releases > 0 && defersBehind(body, acquire.End()) {
		return nil
	}
	message := "release " + guard.Name + " by defer"
	return []*change{p.change(message, edits...)}
}

// assigned is 1 if s uses an existing variable for guard, and 0 if it declares
// a new one.
func (p *place) assigned(s *ast.AssignStmt, guard *ast.Ident) int {
	if s.Tok == token.DEFINE && p.t.pass.TypesInfo.Defs[guard] != nil {
		return 0
	}
	return 1
}

func (p *place) object(id *ast.Ident) types.Object { return p.t.pass.TypesInfo.ObjectOf(id) }

// blankUse reports whether id is used in an assignment to the blank
// identifier, which only keeps the compiler content.
func blankUse(body *ast.BlockStmt, id *ast.Ident) bool {
	blank := false
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.AssignStmt); ok && len(s.Lhs) == 1 && len(s.Rhs) == 1 && s.Rhs[0] == id {
			lhs, ok := s.Lhs[0].(*ast.Ident)
			blank = blank || ok && lhs.Name == "_"
		}
		return !blank
	})
	return blank
}

// eachList calls f for each list of statements of body that belongs to the
// function itself, not to a literal in it; last says that the function
// returns at the end of the list.
func eachList(body *ast.BlockStmt, f func(list []ast.Stmt, last bool)) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			f(n.List, n == body)
		case *ast.CaseClause:
			f(n.Body, false)
		case *ast.CommClause:
			f(n.Body, false)
		}
		return true
	})
}

// within reports whether pos is inside of body, which the parameters and
// results of its function are not.
func within(body *ast.BlockStmt, pos token.Pos) bool { return body.Pos() < pos && pos < body.End() }

// defersBehind reports whether n, a part of a function, holds a defer statement
// of that function behind pos.
func defersBehind(n ast.Node, pos token.Pos) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = found || n.Pos() >= pos
		}
		return !found
	})
	return found
}

// returnsNext reports whether the function returns right after statement i of
// list, and computes nothing before it does.
func (p *place) returnsNext(list []ast.Stmt, i int, last bool) bool {
	if i+1 == len(list) {
		return last
	}
	ret, ok := list[i+1].(*ast.ReturnStmt)
	if !ok {
		return false
	}
	for _, e := range ret.Results {
		if tv := p.t.pass.TypesInfo.Types[e]; tv.Value != nil || tv.IsNil() {
			continue
		}
		if _, ok := ast.Unparen(e).(*ast.Ident); !ok {
			return false
		}
	}
	return true
}

// releasedBy returns the variable that s releases, as a call or by defer.
func releasedBy(s ast.Stmt) *ast.Ident {
	var call *ast.CallExpr
	switch s := s.(type) {
	case *ast.ExprStmt:
		call, _ = ast.Unparen(s.X).(*ast.CallExpr)
	case *ast.DeferStmt:
		call = s.Call
	}
	if call == nil || len(call.Args) > 0 {
		return nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Release" {
		return nil
	}
	id, _ := sel.X.(*ast.Ident)
	return id
}
