package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// A collector gathers the sites of one declaration, in one pass over its
// syntax. Calls that cannot matter, which are most, leave nothing behind.
type collector struct {
	p      *Package
	decl   *declInfo
	node   *node // whose body is being walked
	design chanDesign
}

func (p *Package) collectFile(f *ast.File) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			p.collectFunc(d)
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				decl := &declInfo{root: d}
				p.decls = append(p.decls, decl)
				c := &collector{p: p, decl: decl}
				c.node = c.newNode()
				c.walk(d)
			}
		}
	}
}

func (p *Package) collectFunc(d *ast.FuncDecl) {
	fn, ok := p.in.Info.Defs[d.Name].(*types.Func)
	if !ok || d.Body == nil {
		return
	}
	decl := &declInfo{root: d}
	p.decls = append(p.decls, decl)
	c := &collector{p: p, decl: decl}
	n := c.newNode()
	n.fn = fn
	n.setParams(fn.Signature())
	n.recv = fn.Signature().Recv()
	c.node = n
	p.funcs[fn] = n
	c.walk(d.Body)
}

func (c *collector) newNode() *node {
	n := &node{decl: c.decl, parent: c.node}
	c.p.nodes = append(c.p.nodes, n)
	return n
}

func (n *node) setParams(sig *types.Signature) {
	params := sig.Params()
	for i := range params.Len() {
		v := params.At(i)
		n.params = append(n.params, v)
		n.takesFunc = n.takesFunc || isFuncs(v.Type())
		n.keeps = n.keeps || sig.Results().Len() > 0 && types.IsInterface(v.Type())
	}
	n.decl.takesFunc = n.decl.takesFunc || n.takesFunc
}

// isFuncs reports whether t is a function type or a slice of one.
func isFuncs(t types.Type) bool {
	u := t.Underlying()
	if s, ok := u.(*types.Slice); ok {
		u = s.Elem().Underlying()
	}
	_, ok := u.(*types.Signature)
	return ok
}

func (c *collector) walk(n ast.Node) {
	if n != nil {
		ast.Inspect(n, c.visit)
	}
}

// walkExpr is walk for an expression that there need not be.
func (c *collector) walkExpr(e ast.Expr) {
	if e != nil {
		c.walk(e)
	}
}

func (c *collector) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		c.funcLit(n)
		return false
	case *ast.CallExpr:
		c.call(n, siteCall, n.Lparen)
		return false
	case *ast.GoStmt:
		c.call(n.Call, siteGo, n.Go)
		return false
	case *ast.DeferStmt:
		c.call(n.Call, siteDefer, n.Defer)
		return false
	case *ast.SendStmt:
		if !c.design.latest[n] && !c.hasRoom(n) && !c.givesBack(n) {
			c.op(n.Arrow, facts.Chan, facts.OpSend)
			if _, _, kept := c.p.chanPlace(c.decl, n.Chan); kept {
				c.p.fieldSends = append(c.p.fieldSends, fieldSend{c.node, n, c.design.last[n]})
			}
		}
	case *ast.BlockStmt:
		c.design.look(c.p.in.Info, n.List)
		c.list(n.List)
		return false
	case *ast.CommClause:
		c.design.look(c.p.in.Info, n.Body)
		c.walk(n.Comm)
		c.list(n.Body)
		return false
	case *ast.CaseClause:
		c.design.look(c.p.in.Info, n.Body)
		for _, e := range n.List {
			c.walk(e)
		}
		c.list(n.Body)
		return false
	case *ast.IfStmt:
		c.design.stops(n)
		c.design.counts(c.p.in.Info, n.Cond, n.Body)
		if holds, known := c.p.constant(n.Cond); known {
			c.ifStmt(n, holds)
			return false
		}
		return !c.ifParts(n)
	case *ast.ForStmt:
		c.design.pushes(n)
		c.design.counts(c.p.in.Info, n.Cond, n.Body)
		if holds, known := c.p.constant(n.Cond); n.Cond != nil && known && !holds {
			if n.Init != nil {
				c.walk(n.Init)
			}
			c.excluded(n.Body)
			return false
		}
	case *ast.BinaryExpr:
		if holds, known := c.p.constant(n.X); known && (n.Op == token.LAND && !holds || n.Op == token.LOR && holds) {
			c.excluded(n.Y)
			return false
		}
		if n.Op == token.LAND || n.Op == token.LOR {
			c.walk(n.X)
			c.part(c.condition(n.X, n.Op == token.LAND), func() { c.walk(n.Y) })
			return false
		}
	case *ast.UnaryExpr:
		switch n.Op {
		case token.ARROW:
			if !c.design.late[n] {
				c.receive(n.OpPos, n.X, facts.OpReceive)
			}
		case token.AND:
			c.p.assigns(n.X)
		}
	case *ast.AssignStmt:
		if n.Tok == token.ASSIGN || n.Tok == token.DEFINE && len(n.Lhs) > 1 {
			for _, lhs := range n.Lhs {
				c.p.assigns(lhs)
			}
		}
	case *ast.RangeStmt:
		c.rangeStmt(n)
		if cond := c.elements(n.X); cond != nil {
			c.walkExpr(n.Key)
			c.walkExpr(n.Value)
			c.walk(n.X)
			c.part(cond, func() { c.walk(n.Body) })
			return false
		}
	case *ast.SelectStmt:
		c.selectStmt(n)
		return false
	case *ast.ReturnStmt:
		fn := c.node.function()
		fn.rets = append(fn.rets, n)
	}
	return true
}

func (c *collector) funcLit(lit *ast.FuncLit) {
	outer := c.node
	n := c.newNode()
	n.lit = lit
	if sig, ok := c.p.typeOf(lit).(*types.Signature); ok {
		n.setParams(sig)
	}
	c.p.lits[lit] = n
	c.node = n
	c.walk(lit.Body)
	c.node = outer
}

func (c *collector) add(s *site) {
	s.decl = c.decl
	c.node.sites = append(c.node.sites, s)
}

// op records a channel operation.
func (c *collector) op(pos token.Pos, category facts.Category, op string) {
	c.add(&site{kind: siteOp, pos: pos, category: category, op: op})
}

// call records a call whose effect may matter, and what its operands do.
func (c *collector) call(call *ast.CallExpr, kind siteKind, pos token.Pos) {
	s := &site{kind: kind, pos: pos, call: call}
	isCall := c.setCallee(s)
	switch fun := s.fun.(type) {
	case *ast.Ident:
	case *ast.SelectorExpr:
		c.walk(fun.X)
	default:
		c.walk(fun)
	}
	for _, arg := range call.Args {
		c.walk(arg)
	}
	if isCall && c.matters(s) {
		c.add(s)
	}
}

// setCallee fills in what s calls; false if s is no call of a function.
func (c *collector) setCallee(s *site) bool {
	info := c.p.in.Info
	s.fun = ast.Unparen(s.call.Fun)
	switch index := s.fun.(type) { // instantiation
	case *ast.IndexExpr:
		if _, ok := info.Types[index.X].Type.(*types.Signature); ok {
			s.fun = ast.Unparen(index.X)
		}
	case *ast.IndexListExpr:
		s.fun = ast.Unparen(index.X)
	}
	switch fun := s.fun.(type) {
	case *ast.FuncLit:
		return true
	case *ast.Ident:
		return c.setObject(s, info.Uses[fun])
	case *ast.SelectorExpr:
		sel, ok := info.Selections[fun]
		if !ok {
			return c.setObject(s, info.Uses[fun.Sel])
		}
		switch sel.Kind() {
		case types.MethodVal:
			s.recv = fun.X
			return c.setObject(s, sel.Obj())
		case types.MethodExpr:
			if len(s.call.Args) == 0 {
				return false
			}
			s.recv = s.call.Args[0]
			s.shift = 1
			return c.setObject(s, sel.Obj())
		}
		return true // a field that holds a function
	}
	tv := info.Types[s.call.Fun]
	return !tv.IsType() && !tv.IsBuiltin()
}

func (c *collector) setObject(s *site, obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.Func:
		s.callee = obj.Origin()
		return true
	case *types.Var:
		return true
	}
	return false // a type, a builtin, or code that does not type-check
}

// matters reports whether the call at s can contribute to its node's effect.
func (c *collector) matters(s *site) bool {
	p := c.p
	if s.callee == nil {
		return true
	}
	if isInterfaceMethod(s.callee) {
		return !neverBlocks(s.callee) || p.takesFunc(s)
	}
	if s.callee.Pkg() == p.in.Pkg {
		p.noteLimit(s)
		return true
	}
	if c.tries(s.callee, s.call) {
		return false
	}
	switch e := p.callee(s.callee); {
	case e == nothing:
		p.noteLimit(s)
		return false
	case e == unknown:
		return p.takesFunc(s)
	case len(e.Blocks) > 0:
		return true
	case s.recv != nil:
		return true
	}
	// A function such as fmt.Sprintf matters by its arguments alone.
	for _, arg := range s.call.Args {
		if p.matters(arg) {
			return true
		}
	}
	return false
}

// takesFunc reports whether s passes an argument of function type.
func (p *Package) takesFunc(s *site) bool {
	for _, arg := range s.call.Args {
		if isFuncs(p.typeOf(arg)) {
			return true
		}
	}
	return false
}

// coreType returns the type that all types of t's type set share underneath,
// or t's underlying type.
func coreType(t types.Type) types.Type {
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return t.Underlying()
	}
	iface, ok := tp.Constraint().Underlying().(*types.Interface)
	if !ok || iface.NumEmbeddeds() != 1 {
		return t.Underlying()
	}
	embedded := iface.EmbeddedType(0)
	if u, ok := embedded.(*types.Union); ok && u.Len() > 0 {
		embedded = u.Term(0).Type()
	}
	return embedded.Underlying()
}

// neverBlocks reports whether m, an interface's method, is one of those that
// every implementation keeps short, so that terms for it would be noise.
func neverBlocks(m *types.Func) bool {
	if m.Pkg() == nil {
		return true // error.Error
	}
	switch m.Pkg().Path() {
	case "context", "reflect", "go/types":
		return true
	case "go/ast":
		return m.Name() != "Visit"
	}
	return false
}
