package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A varInfo says how a variable gets its value.
type varInfo struct {
	assigned int       // how often, not counting a declaration without a value
	init     ast.Expr  // of the last assignment seen
	index    int       // which of init's results, or -1
	ranged   bool      // init is ranged over, the variable is an element
	taken    bool      // its address is taken
	passed   bool      // and not only to return it
	last     token.Pos // of its last assignment
	// fields of it that are assigned, in part or whole, other than nil.
	fields map[*types.Var]bool
}

// single returns the expression whose value v always has, once it has one.
func (i *varInfo) single() (init ast.Expr, ok bool) {
	if i == nil || i.assigned != 1 || i.taken || i.init == nil {
		return nil, false
	}
	return i.init, true
}

// local returns what is known about a variable of the declaration decl, nil
// if it is never assigned there.
func (p *Package) local(decl *declInfo, v *types.Var) *varInfo {
	if decl.vars == nil {
		decl.vars = make(map[*types.Var]*varInfo)
		w := &varWalk{info: p.in.Info, vars: decl.vars}
		ast.Inspect(decl.root, w.visit)
	}
	return decl.vars[v]
}

// global returns what is known about a package variable of this package
// which nothing outside can assign.
func (p *Package) global(v *types.Var) *varInfo {
	if v.Exported() || p.assigned[v] {
		return nil
	}
	if p.globals == nil {
		p.globals = make(map[*types.Var]*varInfo)
		w := &varWalk{info: p.in.Info, vars: p.globals}
		for _, d := range p.decls {
			decl, ok := d.root.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range decl.Specs {
				w.visit(spec)
			}
		}
	}
	return p.globals[v]
}

// assigns notes the package variables and parameters that are assigned or
// whose addresses are taken, so that their initial values say nothing.
func (p *Package) assigns(e ast.Expr) {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return
	}
	if v, ok := p.in.Info.Uses[id].(*types.Var); ok && (v.Kind() == types.PackageVar || v.Kind() == types.ParamVar || v.Kind() == types.RecvVar) {
		if p.assigned == nil {
			p.assigned = make(map[*types.Var]bool)
		}
		p.assigned[v] = true
	}
}

// A varWalk gathers the assignments to variables.
type varWalk struct {
	info *types.Info
	vars map[*types.Var]*varInfo
	// returned holds the expressions that are returned as they are.
	returned map[ast.Expr]bool
	// each, if not nil, is told of every assignment instead, which stmt makes.
	each func(stmt ast.Node, v *types.Var, init ast.Expr, index int, ranged bool)
	stmt ast.Node
}

func (w *varWalk) visit(n ast.Node) bool {
	w.stmt = n
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			w.assign(n.Lhs[0], nil, -1, false)
			return true
		}
		for i, lhs := range n.Lhs {
			if len(n.Rhs) == len(n.Lhs) {
				w.assign(lhs, n.Rhs[i], -1, false)
			} else if len(n.Rhs) == 1 {
				w.assign(lhs, n.Rhs[0], i, false)
			}
		}
	case *ast.IncDecStmt:
		w.assign(n.X, nil, -1, false)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) == len(n.Names) {
				w.assign(name, n.Values[i], -1, false)
			} else if len(n.Values) == 1 {
				w.assign(name, n.Values[0], i, false)
			}
		}
	case *ast.RangeStmt:
		if n.Key != nil {
			w.assign(n.Key, nil, -1, false)
		}
		if n.Value != nil {
			w.assign(n.Value, n.X, -1, true)
		}
	case *ast.ReturnStmt:
		for _, res := range n.Results {
			if w.returned == nil {
				w.returned = make(map[ast.Expr]bool)
			}
			w.returned[res] = true
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND && w.each == nil {
			if v := w.variable(n.X); v != nil {
				info := w.at(v)
				info.taken = true
				info.passed = info.passed || !w.returned[n]
			}
		}
	}
	return true
}

func (w *varWalk) assign(lhs, init ast.Expr, index int, ranged bool) {
	if w.each != nil {
		if v := w.variable(lhs); v != nil {
			w.each(w.stmt, v, init, index, ranged)
		}
		return
	}
	if init == nil || !w.info.Types[init].IsNil() {
		w.assignField(lhs)
	}
	if v := w.variable(lhs); v != nil {
		info := w.at(v)
		info.assigned++
		info.last = max(info.last, lhs.Pos())
		info.init, info.index, info.ranged = init, index, ranged
	}
}

// assignField notes the field of a variable that lhs stands in.
func (w *varWalk) assignField(lhs ast.Expr) {
	for {
		sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
		if !ok {
			return
		}
		if v := w.variable(sel.X); v != nil {
			if field, ok := w.info.Uses[sel.Sel].(*types.Var); ok && field.IsField() {
				info := w.at(v)
				if info.fields == nil {
					info.fields = make(map[*types.Var]bool)
				}
				info.fields[field.Origin()] = true
			}
			return
		}
		lhs = sel.X
	}
}

func (w *varWalk) at(v *types.Var) *varInfo {
	info := w.vars[v]
	if info == nil {
		info = &varInfo{index: -1}
		w.vars[v] = info
	}
	return info
}

// variable returns the variable that e names, if w gathers it.
func (w *varWalk) variable(e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, _ := w.info.ObjectOf(id).(*types.Var)
	return v
}
