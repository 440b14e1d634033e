package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// unsetAt reports whether the receiver of the call s was made by the same
// function, and nothing that stands before the call sets its field. Functions
// that are not known here, such as options, are taken to leave it alone unless
// a literal of the package sets it.
func (p *Package) unsetAt(s *site, field *types.Var) bool {
	if s.kind != siteCall || s.recv == nil {
		return false
	}
	id, ok := ast.Unparen(s.recv).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := p.in.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar || !p.madeUnset(p.local(s.decl, v), field) {
		return false
	}
	setters := p.settersOf(field)
	if setters[nil] || s.decl.root == nil {
		return false
	}
	unset := true
	ast.Inspect(s.decl.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
			// What stands behind the call may come before it, too.
			if n.Pos() < s.pos && s.pos < n.End() {
				unset = false
			}
		case *ast.LabeledStmt:
			unset = false
		case *ast.SelectorExpr:
			if n.Pos() >= s.call.Pos() {
				return true
			}
			switch obj := p.in.Info.Uses[n.Sel].(type) {
			case *types.Var:
				unset = unset && obj != field
			case *types.Func:
				unset = unset && !setters[obj.Origin()]
			}
		case *ast.Ident:
			if fn, ok := p.in.Info.Uses[n].(*types.Func); ok && n.Pos() < s.call.Pos() {
				unset = unset && !setters[fn.Origin()]
			}
		}
		return unset
	})
	return unset
}

// madeUnset reports whether the variable is a new object whose field is zero.
func (p *Package) madeUnset(info *varInfo, field *types.Var) bool {
	if info == nil || info.assigned == 0 {
		return true // var v T
	}
	if info.assigned != 1 || info.init == nil || info.index >= 0 || info.ranged {
		return false
	}
	init := ast.Unparen(info.init)
	if u, ok := init.(*ast.UnaryExpr); ok && u.Op == token.AND {
		init = ast.Unparen(u.X)
	}
	switch init := init.(type) {
	case *ast.CallExpr:
		return isBuiltin(p.in.Info, init.Fun, "new")
	case *ast.CompositeLit:
		for _, elt := range init.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				return false
			}
			if key, ok := kv.Key.(*ast.Ident); !ok || p.in.Info.Uses[key] == field {
				return false
			}
		}
		return true
	}
	return false
}

// settersOf is the set of the functions of this package that set field, or take
// its address; nil stands for literals.
func (p *Package) settersOf(field *types.Var) map[*types.Func]bool {
	if p.setters == nil {
		p.setters = make(map[*types.Var]map[*types.Func]bool)
		for _, f := range p.in.Files {
			for _, d := range f.Decls {
				var fn *types.Func
				if d, ok := d.(*ast.FuncDecl); ok {
					fn, _ = p.in.Info.Defs[d.Name].(*types.Func)
				}
				ast.Inspect(d, p.noteSetters(fn))
			}
		}
	}
	return p.setters[field]
}

func (p *Package) noteSetters(fn *types.Func) func(ast.Node) bool {
	note := func(e ast.Expr) {
		sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
		if !ok {
			return
		}
		if v, ok := p.in.Info.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
			if p.setters[v] == nil {
				p.setters[v] = make(map[*types.Func]bool)
			}
			p.setters[v][fn] = true
		}
	}
	return func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if fn != nil {
				ast.Inspect(n.Body, p.noteSetters(nil))
				return false
			}
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				note(lhs)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				note(n.X)
			}
		}
		return true
	}
}
