package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
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

// So is what a function does only if some parameter is not nil, what a method
// does only if some field of its receiver is set, such as ending what ran before
// in a Reset that the constructor calls too, and what it does with each element
// of such a field.

// A condition is that a parameter has the value truth; or, by kind, that it is
// something else of the parameter or of a field of it.
type condition struct {
	kind  conditionKind
	param *types.Var
	truth bool       // of isTrue and hasFlag
	field *types.Var // of the others
	flag  constant.Value
}

// A conditionKind says what a condition is about.
type conditionKind uint8

const (
	isTrue      conditionKind = iota // the parameter has the value truth
	isNotNil                         // the parameter is not nil
	isSet                            // the field is not its zero value
	hasElements                      // the field, a map or slice, is not empty
	hasFlag                          // whether the field has the flag set is truth
)

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
		if v := c.param(e); v != nil && isBool(v.Type()) {
			return &condition{param: v, truth: truth}
		}
	case *ast.CallExpr:
		return c.flagTest(e, truth)
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
			if v := c.param(e.X); v != nil {
				return &condition{kind: isNotNil, param: v}
			}
			return c.setField(e.X)
		}
	}
	return nil
}

// param is the parameter that e names, nil if it is something else.
func (c *collector) param(e ast.Expr) *types.Var {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		if v, ok := c.p.in.Info.Uses[id].(*types.Var); ok && v.Kind() == types.ParamVar {
			return v
		}
	}
	return nil
}

// elements is the condition that e, a map or slice in a field of the receiver,
// has elements; nil if it is something else.
func (c *collector) elements(e ast.Expr) *condition {
	switch c.p.typeOf(e).Underlying().(type) {
	case *types.Map, *types.Slice:
	default:
		return nil
	}
	cond := c.setField(e)
	if cond != nil {
		cond.kind = hasElements
	}
	return cond
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
	return &condition{kind: isSet, param: recv, field: field}
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

// function is the node of the body that n is a part of, or n itself.
func (n *node) function() *node {
	for n.part {
		n = n.parent
	}
	return n
}
