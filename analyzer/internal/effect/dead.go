package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/noreturn"
)

// Code that nothing reaches has no effects: what stands after a return, an
// endless loop or a call that never returns, and what a constant condition
// excludes. The rules are those of terminating statements in the language
// specification, with calls that never return and constants taken into account.

// list walks the statements of a block in order, and those that are not reached
// on behalf of no function.
func (c *collector) list(stmts []ast.Stmt) {
	live, dead := c.node, false
	for i, s := range stmts {
		if undo := c.closing(s); undo != nil {
			defer undo()
		}
		if _, ok := s.(*ast.LabeledStmt); ok {
			c.node, dead = live, false // a goto may lead here
		}
		c.walk(s)
		if dead || i == len(stmts)-1 {
			continue
		}
		if !c.p.completes(s, "") {
			c.node, dead = c.newNode(), true
		} else {
			c.startPart(c.after(s))
		}
	}
	c.node = live
}

// excluded walks n, which nothing reaches.
func (c *collector) excluded(n ast.Node) {
	live := c.node
	c.node = c.newNode()
	c.walk(n)
	c.node = live
}

// ifStmt walks an if statement whose condition is the constant holds.
func (c *collector) ifStmt(s *ast.IfStmt, holds bool) {
	if s.Init != nil {
		c.walk(s.Init)
	}
	if holds {
		c.walk(s.Body)
	} else {
		c.excluded(s.Body)
	}
	if s.Else != nil {
		if holds {
			c.excluded(s.Else)
		} else {
			c.walk(s.Else)
		}
	}
}

// constant is the value of condition e, if it is constant.
func (p *Package) constant(e ast.Expr) (value, known bool) {
	v := p.in.Info.Types[e].Value
	if v == nil || v.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(v), true
}

// completes reports whether execution can go on after s, which has the label
// given.
func (p *Package) completes(s ast.Stmt, label string) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return false
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		return !ok || p.mayReturn(call)
	case *ast.BlockStmt:
		return p.completesList(s.List)
	case *ast.LabeledStmt:
		return p.completes(s.Stmt, s.Label.Name)
	case *ast.IfStmt:
		if holds, known := p.constant(s.Cond); known {
			if holds {
				return p.completes(s.Body, "")
			}
			return s.Else == nil || p.completes(s.Else, "")
		}
		return s.Else == nil || p.completes(s.Body, "") || p.completes(s.Else, "")
	case *ast.ForStmt:
		if s.Cond != nil {
			if holds, known := p.constant(s.Cond); !known || !holds {
				return true
			}
		}
		return breaks(s.Body, label, true)
	case *ast.SwitchStmt:
		return p.clausesComplete(s.Body, label, false)
	case *ast.TypeSwitchStmt:
		return p.clausesComplete(s.Body, label, false)
	case *ast.SelectStmt:
		return p.clausesComplete(s.Body, label, true)
	}
	return true
}

func (p *Package) completesList(stmts []ast.Stmt) bool {
	if len(stmts) == 0 {
		return true
	}
	ended := false
	for _, s := range stmts[:len(stmts)-1] {
		switch s.(type) {
		case *ast.LabeledStmt:
			ended = false // a goto may lead here
		case *ast.ExprStmt:
			ended = ended || !p.completes(s, "")
		}
	}
	last := stmts[len(stmts)-1]
	if _, ok := last.(*ast.LabeledStmt); ok {
		ended = false
	}
	return !ended && p.completes(last, "")
}

// clausesComplete is completes for a switch or select with the clauses of body.
func (p *Package) clausesComplete(body *ast.BlockStmt, label string, isSelect bool) bool {
	always := isSelect // one clause is always executed
	for _, clause := range body.List {
		var stmts []ast.Stmt
		switch clause := clause.(type) {
		case *ast.CaseClause:
			always = always || clause.List == nil
			stmts = clause.Body
			if n := len(stmts); n > 0 && isFallthrough(stmts[n-1]) {
				continue
			}
		case *ast.CommClause:
			stmts = clause.Body
		}
		if p.completesList(stmts) {
			return true
		}
	}
	return !always || breaks(body, label, true)
}

func isFallthrough(s ast.Stmt) bool {
	b, ok := s.(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}

// breaks reports whether n holds a break out of the statement around it, which
// has the label given. Where plain holds, a break without label is one.
func breaks(n ast.Node, label string, plain bool) bool {
	found := false
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			if x.Tok == token.BREAK {
				found = found || x.Label == nil && plain || x.Label != nil && x.Label.Name == label
			}
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if x != n && plain {
				found = found || label != "" && breaks(x, label, false)
				return false
			}
		}
		return !found
	})
	return found
}

// mayReturn reports whether call can return, as far as is known.
func (p *Package) mayReturn(call *ast.CallExpr) bool {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := p.in.Info.Uses[id].(*types.Builtin); ok {
			return b.Name() != "panic"
		}
	}
	s := &site{call: call}
	c := &collector{p: p}
	if !c.setCallee(s) || s.callee == nil {
		return true
	}
	if noreturn.Of(s.callee) != noreturn.Returns {
		return false
	}
	if s.callee.Pkg() != p.in.Pkg {
		return p.in.Ends == nil || !p.in.Ends(s.callee)
	}
	return !p.diverges(s.callee)
}

// Ends reports whether fn, of this package, is not seen to return, unless a
// deferred call recovers a panic.
func (p *Package) Ends(fn *types.Func) bool {
	body := p.bodies()[fn]
	if body == nil || p.completesList(body.List) {
		return false
	}
	returns := false
	ast.Inspect(body, func(x ast.Node) bool {
		switch x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			returns = true
		}
		return !returns
	})
	return !returns
}

// diverges reports whether fn, of this package, surely never returns: it has no
// return statement, execution cannot get to its end, and no deferred call can
// recover a panic.
func (p *Package) diverges(fn *types.Func) bool {
	if d, ok := p.divergent[fn]; ok {
		return d
	}
	if p.divergent == nil {
		p.divergent = make(map[*types.Func]bool)
	}
	p.divergent[fn] = false // should it call itself
	if !p.Ends(fn) {
		return false
	}
	d := true
	ast.Inspect(p.bodies()[fn], func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			d = d && !p.mayRecover(x.Call)
		case *ast.LabeledStmt:
			d = false // a goto may get around what ends it
		}
		return d
	})
	p.divergent[fn] = d
	return d
}

// mayRecover reports whether a deferred call may recover a panic: only what is
// deferred itself can.
func (p *Package) mayRecover(call *ast.CallExpr) bool {
	lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	if !ok {
		s := &site{call: call}
		c := &collector{p: p}
		if !c.setCallee(s) || s.callee == nil || s.callee.Pkg() == nil {
			return true
		}
		return !catalogue.IsStd(s.callee.Pkg().Path())
	}
	found := false
	ast.Inspect(lit.Body, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok {
			b, ok := p.in.Info.Uses[id].(*types.Builtin)
			found = found || ok && b.Name() == "recover"
		}
		return !found
	})
	return found
}
