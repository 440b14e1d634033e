package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// locksWith reports whether the package uses the channel in field, of empty structs,
// as a lock that some of its functions take and others give back: all sends wait for
// a place, all receives are statements of their own but not of a loop's body, and some
// function does both, one after the other.
func (p *Package) locksWith(field *types.Var, c *fieldChan) bool {
	ch, ok := field.Type().Underlying().(*types.Chan)
	if !ok || c.fillers > 0 {
		return false
	}
	if elem, ok := ch.Elem().Underlying().(*types.Struct); !ok || elem.NumFields() > 0 {
		return false
	}
	use := &lockUse{p: p, field: field.Origin()}
	for _, d := range p.decls {
		if c.sent[d.root] || c.received[d.root] {
			use.walk(d.root)
		}
	}
	if use.other {
		return false
	}
	for d := range c.received {
		if fn, ok := d.(*ast.FuncDecl); ok && c.sent[d] {
			w := &batonWalk{p: p, root: fn, takes: true, in: use.is}
			if w.stmt(fn.Body, &holding{}); !w.lost {
				return true
			}
		}
	}
	return false
}

// A lockUse looks for operations on a channel that no lock needs.
type lockUse struct {
	p     *Package
	field *types.Var
	other bool
}

func (u *lockUse) is(e ast.Expr) bool {
	f := u.p.chanField(e)
	return f != nil && f.Origin() == u.field
}

func (u *lockUse) walk(n ast.Node) {
	fine := make(map[ast.Node]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			u.turns(n.Body)
		case *ast.RangeStmt:
			u.other = u.other || u.is(n.X)
			u.turns(n.Body)
		case *ast.SelectStmt:
			u.choice(n)
		case *ast.ExprStmt:
			fine[ast.Unparen(n.X)] = true
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && u.is(n.X) && !fine[n] {
				u.other = true
			}
		}
		return !u.other
	})
}

// turns looks at the body of a loop: each turn of it may wait for something.
func (u *lockUse) turns(body *ast.BlockStmt) {
	for _, s := range body.List {
		if from := receivedFrom(s); from != nil && u.is(from) {
			u.other = true
		}
	}
}

// choice looks at a select. A lock is not given back there, and what need not be
// sent is a signal.
func (u *lockUse) choice(s *ast.SelectStmt) {
	sends, otherwise := false, false
	for _, clause := range s.Body.List {
		comm := clause.(*ast.CommClause).Comm
		if send, ok := comm.(*ast.SendStmt); ok {
			sends = sends || u.is(send.Chan)
		}
		otherwise = otherwise || comm == nil
		if from := receivedFrom(comm); from != nil && u.is(from) {
			u.other = true
		}
	}
	u.other = u.other || sends && otherwise
}
