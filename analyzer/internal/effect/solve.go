package effect

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// solve computes the effects of all nodes: the least solution of "a node's
// effect holds that of each of its sites". Effects are sets that only grow,
// so the order of work affects the time and not the result.
func (p *Package) solve() {
	switch {
	case p.in.Roots != nil:
		p.fix(p.in.Roots)
	case p.in.Declared != nil:
		p.fix(p.declaredFunc)
	}
	order := p.calleesFirst()
	for _, n := range order {
		p.keptParams(n)
		n.dirty = true
	}
	for again := true; again; {
		again = false
		for _, n := range order {
			if !n.dirty {
				continue
			}
			n.dirty = false
			s := &growSink{node: n}
			e := &evaluator{p: p, user: n, sink: s}
			for _, site := range n.sites {
				e.evalSite(site)
			}
			if !s.grown {
				continue
			}
			for _, user := range n.users {
				user.dirty = true
				again = true
			}
		}
	}
	p.findChains()
}

// calleesFirst returns the nodes with sites so that most stand behind those
// they call, which leaves little to repeat.
func (p *Package) calleesFirst() []*node {
	inside := make(map[*node][]*node)
	for _, n := range p.nodes {
		if n.parent != nil && len(n.sites) > 0 {
			inside[n.parent] = append(inside[n.parent], n)
		}
	}
	order := make([]*node, 0, len(p.nodes))
	var visit func(*node)
	visit = func(n *node) {
		if n.visited {
			return
		}
		n.visited = true
		for _, lit := range inside[n] {
			visit(lit)
		}
		for _, s := range n.sites {
			if callee := p.funcs[s.callee]; callee != nil {
				visit(callee)
			}
		}
		if len(n.sites) > 0 || n.takesFunc {
			order = append(order, n)
		}
	}
	for _, n := range p.nodes {
		visit(n)
	}
	return order
}

// A growSink adds to its node's effect.
type growSink struct {
	node  *node
	grown bool
}

func (s *growSink) block(c facts.Category, _ *hop, _ []string, _ *node) {
	if bit := catMask(1) << c; s.node.mask&bit == 0 && !s.node.fixed {
		s.node.mask |= bit
		s.grown = true
	}
}

func (s *growSink) term(t term) {
	if t.param != nil && !s.node.owns(t.param) {
		return
	}
	if s.node.addTerm(t) {
		s.grown = true
	}
}

func (s *growSink) use(v *types.Var, u facts.Use) {
	if s.node.owns(v) && s.node.addUse(v, u) {
		s.grown = true
	}
}

// keptParams notes the function parameters that n's declaration stores,
// returns or passes to what is no call: every mention but calling, passing to
// a call, and comparing.
func (p *Package) keptParams(n *node) {
	if n.fn == nil || !n.decl.takesFunc {
		return
	}
	w := &keptWalk{p: p, root: n}
	ast.Inspect(n.decl.root, w.visit)
}

// A keptWalk walks a declaration and knows the nodes above the present one.
type keptWalk struct {
	p     *Package
	root  *node
	stack []ast.Node
}

func (w *keptWalk) visit(x ast.Node) bool {
	if x == nil {
		w.stack = w.stack[:len(w.stack)-1]
		return true
	}
	if id, ok := x.(*ast.Ident); ok {
		if v, ok := w.p.in.Info.Uses[id].(*types.Var); ok && v.Kind() == types.ParamVar && isFuncs(v.Type()) && w.keeps(id) {
			w.owner(v).addUse(v, facts.UseStored)
		}
	}
	w.stack = append(w.stack, x)
	return true
}

// keeps reports whether the mention of a function at the top of the stack
// keeps it.
func (w *keptWalk) keeps(mention ast.Expr) bool {
	for i := len(w.stack) - 1; i >= 0; i-- {
		switch parent := w.stack[i].(type) {
		case *ast.ParenExpr:
			mention = parent
		case *ast.CallExpr:
			if ast.Unparen(parent.Fun) == mention {
				return false
			}
			tv := w.p.in.Info.Types[parent.Fun]
			if !tv.IsType() {
				return tv.IsBuiltin() || !passedAsFunc(tv.Type, parent, mention)
			}
			mention = parent // a conversion is another mention
		case *ast.BinaryExpr, *ast.IndexExpr, *ast.SliceExpr, *ast.SelectorExpr, *ast.RangeStmt:
			return false
		case *ast.AssignStmt:
			for _, rhs := range parent.Rhs {
				if ast.Unparen(rhs) == mention {
					return true
				}
			}
			return false
		default:
			return true
		}
	}
	return false
}

// passedAsFunc reports whether call, of a function of type t, passes the
// mention to a parameter that is a function, and not hidden in an interface.
func passedAsFunc(t types.Type, call *ast.CallExpr, mention ast.Expr) bool {
	sig, ok := coreType(t).(*types.Signature)
	if !ok {
		return false
	}
	last := sig.Params().Len() - 1
	for i, arg := range call.Args {
		if ast.Unparen(arg) == ast.Unparen(mention) && last >= 0 {
			return isFuncs(sig.Params().At(min(i, last)).Type())
		}
	}
	return true // in another operand
}

// owner returns the node that has parameter v.
func (w *keptWalk) owner(v *types.Var) *node {
	for _, n := range w.p.nodes {
		if n.decl != w.root.decl {
			continue
		}
		for _, own := range n.params {
			if own == v {
				return n
			}
		}
	}
	return w.root
}

// returned returns the functions that n may return.
func (p *Package) returned(n *node) []*value {
	if n.returnsDone {
		return n.returns
	}
	n.returnsDone = true
	for _, ret := range n.rets {
		for _, res := range ret.Results {
			if !isFuncs(p.typeOf(res)) {
				continue
			}
			if v := p.resolve(n.decl, res, 0); v.known() {
				n.returns = append(n.returns, v)
			}
		}
	}
	return n.returns
}
