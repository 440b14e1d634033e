package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// What stands under a condition on a bool parameter, such as a flush in
//
//	func (c *conn) send(p []byte, flush bool) {
//		c.buf = append(c.buf, p...)
//		if flush {
//			c.flush()
//		}
//	}
//
// is a part of the function: a call in the package that passes the constant
// which excludes the part does not have its effect. A part is a node like that
// of a literal that its function calls, without parameters of its own.

// So is what a method does only if some field of its receiver is set, such as
// ending what ran before in a Reset that the constructor calls too.

// A condition is that a parameter has the value truth; or, if field is set,
// that this field of the receiver is not its zero value.
type condition struct {
	param *types.Var
	truth bool
	field *types.Var
}

// part walks body as what happens if cond holds; cond may be nil.
func (c *collector) part(cond *condition, body func()) {
	outer := c.node
	c.startPart(cond)
	body()
	c.node = outer
}

// startPart makes what is walked next a part of the present node.
func (c *collector) startPart(cond *condition) {
	if cond == nil {
		return
	}
	n := c.newNode()
	n.part = true
	c.add(&site{kind: sitePart, part: n, when: cond})
	c.node.parts = true
	c.node = n
}

// condition is what e having the value truth says of a parameter; nil if nothing.
func (c *collector) condition(e ast.Expr, truth bool) *condition {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.p.in.Info.Uses[e].(*types.Var); ok && v.Kind() == types.ParamVar && isBool(v.Type()) {
			return &condition{param: v, truth: truth}
		}
	case *ast.SelectorExpr:
		if truth && isBool(c.p.typeOf(e)) {
			return c.setField(e)
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return c.condition(e.X, !truth)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND && truth || e.Op == token.LOR && !truth {
			if cond := c.condition(e.X, truth); cond != nil {
				return cond
			}
			return c.condition(e.Y, truth)
		}
		if (e.Op == token.NEQ) == truth && (e.Op == token.NEQ || e.Op == token.EQL) && c.p.in.Info.Types[e.Y].IsNil() {
			return c.setField(e.X)
		}
	}
	return nil
}

// setField is the condition that e, a field of the receiver, is set; nil if it
// is something else.
func (c *collector) setField(e ast.Expr) *condition {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return nil
	}
	recv, ok := c.p.in.Info.Uses[id].(*types.Var)
	if !ok || recv.Kind() != types.RecvVar {
		return nil
	}
	field, ok := c.p.in.Info.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() || field.Exported() || field.Pkg() != c.p.in.Pkg {
		return nil
	}
	return &condition{param: recv, field: field}
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// ifParts walks s, where its condition tells of a parameter.
func (c *collector) ifParts(s *ast.IfStmt) bool {
	yes, no := c.condition(s.Cond, true), c.condition(s.Cond, false)
	if yes == nil && no == nil {
		return false
	}
	if s.Init != nil {
		c.walk(s.Init)
	}
	c.walk(s.Cond)
	c.part(yes, func() { c.walk(s.Body) })
	if s.Else != nil {
		c.part(no, func() { c.walk(s.Else) })
	}
	return true
}

// after is what holds behind s, an if statement that does not let execution
// pass in one of its cases.
func (c *collector) after(s ast.Stmt) *condition {
	i, ok := s.(*ast.IfStmt)
	if !ok || i.Else != nil || c.p.completes(i.Body, "") {
		return nil
	}
	return c.condition(i.Cond, false)
}

// gatherRest gives the nodes that have parts one more, of all the other sites,
// so that the effect of some of a node's parts is that of so many nodes.
func (p *Package) gatherRest() {
	for _, n := range p.nodes {
		if !n.parts {
			continue
		}
		rest := &node{decl: n.decl, parent: n, part: true}
		sites := []*site{{kind: sitePart, decl: n.decl, part: rest}}
		for _, s := range n.sites {
			if s.kind == sitePart {
				sites = append(sites, s)
			} else {
				rest.sites = append(rest.sites, s)
			}
		}
		n.sites = sites
		p.nodes = append(p.nodes, rest)
	}
}

// excludes reports whether what is passed in f makes cond false.
func (e *evaluator) excludes(f *frame, cond *condition) bool {
	if cond == nil || e.p.assigned[cond.param] {
		return false
	}
	owner, i, ok := f.find(cond.param)
	if cond.field != nil {
		return ok && i == facts.Receiver && owner.site != nil && !owner.bound && e.p.unsetAt(owner.site, cond.field)
	}
	if !ok || i == facts.Receiver || owner.site == nil || owner.site.call == nil {
		return false
	}
	s := owner.site
	i += s.shift
	if len(s.call.Args) != len(owner.node.params)+s.shift || i >= len(s.call.Args) {
		return false
	}
	passed, known := e.p.constant(s.call.Args[i])
	return known && passed != cond.truth
}

// excludesAny reports whether what is passed in f excludes some part of n.
func (e *evaluator) excludesAny(n *node, f *frame) bool {
	for _, s := range n.sites {
		if s.kind == sitePart && (e.excludes(f, s.when) || s.part.parts && e.excludesAny(s.part, f)) {
			return true
		}
	}
	return false
}

// function is the node of the body that n is a part of, or n itself.
func (n *node) function() *node {
	for n.part {
		n = n.parent
	}
	return n
}
