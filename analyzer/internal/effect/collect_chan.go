package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// receive records a receive from ch, by what ch is.
func (c *collector) receive(pos token.Pos, ch ast.Expr, op string) {
	if c.isClosed(ch) {
		return
	}
	category := facts.Chan
	if c.p.isTimer(c.decl, ch, 0) {
		category = facts.Sleep
	}
	c.op(pos, category, op)
	if field := c.p.chanField(ch); field != nil && op == facts.OpReceive {
		c.p.fieldReceives = append(c.p.fieldReceives, fieldReceive{c.node, pos, field})
	}
}

func (c *collector) rangeStmt(r *ast.RangeStmt) {
	if r.Tok == token.ASSIGN {
		c.p.assigns(r.Key)
		c.p.assigns(r.Value)
	}
	switch coreType(c.p.typeOf(r.X)).(type) {
	case *types.Chan:
		c.receive(r.For, r.X, facts.OpRange)
	case *types.Signature:
		c.add(&site{kind: siteRange, pos: r.Range, fun: ast.Unparen(r.X)})
	}
}

// selectStmt records a select that can wait. Its cases' operations are no
// sites of their own, unless there is one case only: then go/ssa has nothing
// but that operation.
func (c *collector) selectStmt(s *ast.SelectStmt) {
	blocking, ready := true, c.design.pushing[s]
	for _, clause := range s.Body.List {
		clause, ok := clause.(*ast.CommClause)
		if !ok {
			continue
		}
		if clause.Comm == nil {
			blocking = false
		}
		if send, ok := clause.Comm.(*ast.SendStmt); ok && c.hasRoom(send) {
			ready = true
		}
		if from := receivedFrom(clause.Comm); from != nil && c.isClosed(from) {
			ready = true
		}
	}
	switch {
	case len(s.Body.List) == 0:
		c.op(s.Select, facts.Chan, facts.OpSelectEmpty)
	case len(s.Body.List) == 1 && blocking:
		c.walk(s.Body)
		return
	case blocking && !ready:
		c.op(s.Select, facts.Chan, facts.OpSelect)
	}
	for _, clause := range s.Body.List {
		clause, ok := clause.(*ast.CommClause)
		if !ok {
			continue
		}
		c.design.look(c.p.in.Info, clause.Body)
		c.operands(clause.Comm)
		c.list(clause.Body)
	}
}

// operands walks a communication without the communication itself.
func (c *collector) operands(comm ast.Stmt) {
	switch comm := comm.(type) {
	case *ast.SendStmt:
		c.walk(comm.Chan)
		c.walk(comm.Value)
	case *ast.ExprStmt:
		c.received(comm.X)
	case *ast.AssignStmt:
		for _, lhs := range comm.Lhs {
			c.walk(lhs)
		}
		for _, rhs := range comm.Rhs {
			c.received(rhs)
		}
	}
}

func (c *collector) received(e ast.Expr) {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok {
		c.walk(u.X)
	}
}
