package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A claim says why a send happens at most once for each channel: whoever makes
// the claim first is the only one.
type claim struct {
	v    *types.Var // the flag, sync.Once or container
	test flagValue  // of a flag: what held before
}

// claims lists why the send at the end of path, a way through the syntax of
// the declaration d, happens at most once. The channel is place, a field that
// stands behind base, or an element of one.
func (p *Package) claims(d *declInfo, path []ast.Node, place chanPlace, base ast.Expr) []claim {
	w := &claimWalk{p: p, d: d, place: place, base: types.ExprString(base), owner: p.typeOf(base), root: rootIdent(base)}
	for i := len(path) - 1; i > 0; i-- {
		child := path[i]
		switch parent := path[i-1].(type) {
		case *ast.BlockStmt:
			w.list(parent.List, child)
		case *ast.CaseClause:
			w.list(parent.Body, child)
		case *ast.CommClause:
			w.list(parent.Body, child)
		case *ast.IfStmt:
			if child == parent.Body {
				w.tests = append(w.tests, p.implied(parent.Cond, true)...)
			} else if child == parent.Else {
				w.tests = append(w.tests, p.implied(parent.Cond, false)...)
			}
		case *ast.ForStmt:
			return w.found()
		case *ast.RangeStmt:
			if !w.ranges(parent) {
				return w.found()
			}
		case *ast.FuncLit:
			if i < 2 || !w.once(path[i-2], parent) {
				return w.found()
			}
		}
	}
	return w.found()
}

func rootIdent(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return nil
		}
	}
}

type claimWalk struct {
	p     *Package
	d     *declInfo
	place chanPlace
	base  string
	owner types.Type
	root  *ast.Ident // the variable that leads to the channel
	tests []flagTest
	set   []flagValue
	taken []*types.Var // containers that the channel, or what holds it, is taken out of
	onces []*types.Var
}

// found lists the claims: the tests that something on the way makes fail from
// then on, and what the channel was taken out of.
func (w *claimWalk) found() []claim {
	var out []claim
	for _, t := range w.tests {
		if t.base != w.base && t.base != "" {
			continue // the flag of something else
		}
		ok := t.claims
		for _, s := range w.set {
			ok = ok || t.unset(s)
		}
		if ok {
			f := t.flagValue
			f.base = ""
			out = append(out, claim{f.v, f})
		}
	}
	for _, v := range append(w.taken, w.onces...) {
		out = append(out, claim{v: v})
	}
	return out
}

// list looks at the statements around child.
func (w *claimWalk) list(stmts []ast.Stmt, child ast.Node) {
	before := true
	for _, s := range stmts {
		if s == child {
			before = false
			continue
		}
		w.set = append(w.set, w.p.sets(s)...)
		w.takes(s)
		guard, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		if before && guard.Else == nil && w.p.leavesBlock(guard.Body) {
			w.tests = append(w.tests, w.p.implied(guard.Cond, false)...)
		}
		if m := w.p.mentioned(guard.Cond); m != nil {
			// if m[k] == x { delete(m, k) }
			for _, s := range guard.Body.List {
				if v := w.p.takenFrom(s); v != nil && m[v] {
					w.takes(s)
				}
			}
		}
	}
}

// leavesBlock reports whether the block ends in a jump.
func (p *Package) leavesBlock(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.CONTINUE || s.Tok == token.BREAK
	}
	return false
}

// mentioned is the set of the fields and variables in e.
func (p *Package) mentioned(e ast.Expr) map[*types.Var]bool {
	var out map[*types.Var]bool
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := p.in.Info.Uses[id].(*types.Var); ok {
				if out == nil {
					out = make(map[*types.Var]bool)
				}
				out[v.Origin()] = true
			}
		}
		return true
	})
	return out
}

// takes notes the container that s takes the channel out of, or what holds it.
func (w *claimWalk) takes(s ast.Stmt) {
	v := w.p.takenFrom(s)
	if v == nil {
		v = w.takenBy(s)
	}
	if v != nil && (w.place == chanPlace{v, true} || types.Identical(elemType(v.Type()), w.owner)) {
		w.taken = append(w.taken, v)
	}
}

// takenBy is the container that a function of this package takes out what holds
// the channel, which s gets from it.
func (w *claimWalk) takenBy(s ast.Stmt) *types.Var {
	assign, ok := s.(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Rhs) != 1 || w.root == nil {
		return nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok || w.p.in.Info.Defs[id] != w.p.in.Info.Uses[w.root] {
		return nil
	}
	call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil
	}
	at := &site{call: call}
	if c := (&collector{p: w.p}); !c.setCallee(at) || at.callee == nil {
		return nil
	}
	body := w.p.bodies()[at.callee.Origin()]
	if body == nil {
		return nil
	}
	var out *types.Var
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(ast.Stmt); ok && out == nil {
			if v := w.p.takenFrom(s); v != nil && types.Identical(elemType(v.Type()), w.owner) {
				out = v
			}
		}
		return out == nil
	})
	return out
}

// takenFrom is the map or slice, in a field or package-level variable, that s
// takes something out of.
func (p *Package) takenFrom(s ast.Stmt) *types.Var {
	switch s := s.(type) {
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		if ok && len(call.Args) > 0 && (isBuiltin(p.in.Info, call.Fun, "delete") || isBuiltin(p.in.Info, call.Fun, "clear")) {
			return p.container(call.Args[0])
		}
	case *ast.DeferStmt:
		return p.takenFrom(&ast.ExprStmt{X: s.Call})
	case *ast.AssignStmt:
		if s.Tok != token.ASSIGN || len(s.Lhs) != len(s.Rhs) {
			return nil
		}
		for i, lhs := range s.Lhs {
			v := p.container(lhs)
			if v == nil {
				continue
			}
			switch rhs := ast.Unparen(s.Rhs[i]).(type) {
			case *ast.SliceExpr:
				if p.container(rhs.X) == v {
					return v
				}
			case *ast.CallExpr:
				if isBuiltin(p.in.Info, rhs.Fun, "make") {
					return v
				}
			default:
				if p.constantText(rhs) == "nil" {
					return v
				}
			}
		}
	}
	return nil
}

// container is the map or slice, in a field or package-level variable, that e
// names.
func (p *Package) container(e ast.Expr) *types.Var {
	f, ok := p.flag(e)
	if !ok || elemType(f.v.Type()) == nil {
		return nil
	}
	return f.v
}

func elemType(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Map:
		return t.Elem()
	case *types.Slice:
		return t.Elem()
	}
	return nil
}

// ranges reports whether each turn of the loop is about another channel.
func (w *claimWalk) ranges(loop *ast.RangeStmt) bool {
	if place, _, ok := w.p.elemPlace(w.d, loop.X); ok && place == w.place {
		return true
	}
	if w.root == nil {
		return false
	}
	switch coreType(w.p.typeOf(loop.X)).(type) {
	case *types.Map, *types.Slice, *types.Array:
	default:
		return false
	}
	v := w.p.in.Info.Uses[w.root]
	for _, e := range []ast.Expr{loop.Key, loop.Value} {
		if id, ok := e.(*ast.Ident); ok && v != nil && w.p.in.Info.Defs[id] == v {
			return true
		}
	}
	return false
}

// once reports whether the literal is what a sync.Once runs, and notes the Once.
func (w *claimWalk) once(call ast.Node, lit *ast.FuncLit) bool {
	c, ok := call.(*ast.CallExpr)
	if !ok || len(c.Args) != 1 || ast.Unparen(c.Args[0]) != lit {
		return ok && ast.Unparen(c.Fun) == lit // run at once
	}
	sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := w.p.in.Info.Uses[sel.Sel].(*types.Func)
	if !ok || !isOnceDo(fn) {
		return false
	}
	if f, ok := w.p.flag(sel.X); ok && f.base == w.base {
		w.onces = append(w.onces, f.v)
	}
	return true
}

func isOnceDo(fn *types.Func) bool { return fn.FullName() == "(*sync.Once).Do" }
