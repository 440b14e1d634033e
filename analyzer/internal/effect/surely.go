package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// SurelyBlocks returns the place where fn, a function of this package, blocks
// whatever happens, and what blocks there: a sleep, an empty select, or the call
// of a function that surely does. Nothing may decide whether it is reached.
func (p *Package) SurelyBlocks(fn *types.Func) (pos token.Pos, what string, ok bool) {
	s := &sureWalk{p: p, seen: make(map[*types.Func]bool)}
	return s.function(fn.Origin())
}

type sureWalk struct {
	p    *Package
	seen map[*types.Func]bool
}

func (s *sureWalk) function(fn *types.Func) (token.Pos, string, bool) {
	body := s.p.bodies()[fn]
	if body == nil || s.seen[fn] {
		return token.NoPos, "", false
	}
	s.seen[fn] = true
	return s.list(body.List)
}

// list looks for what blocks in statements that run one after the other.
func (s *sureWalk) list(stmts []ast.Stmt) (token.Pos, string, bool) {
	for _, stmt := range stmts {
		if pos, what, ok := s.stmt(stmt); ok {
			return pos, what, true
		}
		if leaves(stmt) || !s.p.completes(stmt, "") {
			break // what comes next may not be reached
		}
	}
	return token.NoPos, "", false
}

func (s *sureWalk) stmt(stmt ast.Stmt) (token.Pos, string, bool) {
	switch stmt := stmt.(type) {
	case *ast.SelectStmt:
		if len(stmt.Body.List) == 0 {
			return stmt.Select, "waits in an empty select", true
		}
	case *ast.BlockStmt:
		return s.list(stmt.List)
	case *ast.LabeledStmt:
		return s.stmt(stmt.Stmt)
	case *ast.ForStmt:
		if stmt.Init != nil {
			if pos, what, ok := s.stmt(stmt.Init); ok {
				return pos, what, true
			}
		}
		if stmt.Cond == nil {
			return s.list(stmt.Body.List)
		}
	case *ast.RangeStmt:
		if pos, what, ok := s.operations(stmt.X); ok {
			return pos, what, true
		}
		if positive(s.p.in.Info.Types[stmt.X].Value) {
			return s.list(stmt.Body.List)
		}
	case *ast.IfStmt:
		if stmt.Init != nil {
			if pos, what, ok := s.stmt(stmt.Init); ok {
				return pos, what, true
			}
		}
		if pos, what, ok := s.operations(stmt.Cond); ok {
			return pos, what, true
		}
		if stmt.Else != nil {
			if _, _, ok := s.stmt(stmt.Else); ok {
				return s.list(stmt.Body.List)
			}
		}
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.DeferStmt, *ast.DeclStmt, *ast.IncDecStmt:
		return s.operations(stmt)
	}
	return token.NoPos, "", false
}

// operations looks for what blocks among the operations of a simple statement.
func (s *sureWalk) operations(n ast.Node) (pos token.Pos, what string, found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			return n.Op != token.LAND && n.Op != token.LOR
		case *ast.UnaryExpr:
			if name := s.timer(n.X); n.Op == token.ARROW && name != "" {
				pos, what, found = n.OpPos, "waits for time."+name, true
			}
		case *ast.CallExpr:
			if lit, ok := ast.Unparen(n.Fun).(*ast.FuncLit); ok {
				if pos, what, found = s.list(lit.Body.List); found {
					return false
				}
			}
			if s.isTime(n, "Sleep") {
				pos, what, found = n.Pos(), "calls time.Sleep", true
				return false
			}
			site := &site{call: n}
			if c := (&collector{p: s.p}); c.setCallee(site) && site.callee != nil && site.callee.Pkg() == s.p.in.Pkg {
				if _, deeper, ok := s.function(site.callee); ok {
					pos, what, found = n.Pos(), "calls "+site.callee.Name()+", which "+deeper, true
				}
			}
		}
		return !found
	})
	return pos, what, found
}

// isTime reports whether call is one of the function of package time, for a
// constant time that is not over at once.
func (s *sureWalk) isTime(call *ast.CallExpr, name string) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	fn, ok := s.p.in.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.FullName() != "time."+name {
		return false
	}
	return positive(s.p.in.Info.Types[call.Args[0]].Value)
}

// timer is the function of package time that makes the channel x and sends to it
// later, "" if there is none.
func (s *sureWalk) timer(x ast.Expr) string {
	x = ast.Unparen(x)
	names := []string{"After", "Tick"}
	if sel, ok := x.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		x, names = ast.Unparen(sel.X), []string{"NewTimer", "NewTicker"}
	}
	if call, ok := x.(*ast.CallExpr); ok {
		for _, name := range names {
			if s.isTime(call, name) {
				return name
			}
		}
	}
	return ""
}

// positive reports whether v is a constant integer above zero.
func positive(v constant.Value) bool {
	return v != nil && v.Kind() == constant.Int && constant.Sign(v) > 0
}

// leaves reports whether stmt may leave the statements around it.
func leaves(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.LabeledStmt:
			found = true
		case *ast.CallExpr:
			if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && id.Name == "panic" {
				found = true
			}
		}
		return !found
	})
	return found
}
