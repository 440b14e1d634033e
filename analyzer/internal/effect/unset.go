package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// untouched reports whether nothing that stands before the call s, in its
// declaration, may set the field of the variable that s passes as arg. Functions
// that are not known here, such as options, are taken to leave it alone unless a
// literal of the package sets it.
func (p *Package) untouched(s *site, arg ast.Expr, field *types.Var) bool {
	if v := p.named(arg); s.kind != siteCall || s.decl.root == nil || v == nil || !hasField(v.Type(), field) {
		return false
	}
	setters := p.settersOf(field)
	if setters[nil] {
		return false
	}
	untouched := true
	ast.Inspect(s.decl.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
			// What stands behind the call may come before it, too.
			if n.Pos() < s.pos && s.pos < n.End() {
				untouched = false
			}
		case *ast.LabeledStmt:
			untouched = false
		case *ast.SelectorExpr:
			if n.Pos() >= s.call.Pos() {
				return true
			}
			switch obj := p.in.Info.Uses[n.Sel].(type) {
			case *types.Var:
				untouched = untouched && obj != field
			case *types.Func:
				untouched = untouched && !setters[obj.Origin()]
			}
		case *ast.Ident:
			if fn, ok := p.in.Info.Uses[n].(*types.Func); ok && n.Pos() < s.call.Pos() {
				untouched = untouched && !setters[fn.Origin()]
			}
		}
		return untouched
	})
	return untouched
}

// hasField reports whether t is a struct with the field, or a pointer to one, and
// not one that embeds such a struct.
func hasField(t types.Type, field *types.Var) bool {
	s, ok := deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Origin() == field.Origin() {
			return true
		}
	}
	return false
}

// isNew reports whether the variable is a new object.
func (p *Package) isNew(info *varInfo) bool {
	if info == nil || info.assigned == 0 {
		return true // var v T
	}
	if info.assigned != 1 || info.init == nil || info.index >= 0 || info.ranged {
		return false
	}
	switch init := ast.Unparen(info.init).(type) {
	case *ast.CallExpr:
		return isBuiltin(p.in.Info, init.Fun, "new")
	case *ast.UnaryExpr:
		_, ok := ast.Unparen(init.X).(*ast.CompositeLit)
		return ok && init.Op == token.AND
	case *ast.CompositeLit:
		return true
	}
	return false
}

// madeWithout reports whether the variable is a new object for which cond, about
// its field, does not hold.
func (p *Package) madeWithout(info *varInfo, cond *condition) bool {
	if !p.isNew(info) {
		return false
	}
	if info == nil || info.assigned == 0 {
		return true
	}
	init := ast.Unparen(info.init)
	if u, ok := init.(*ast.UnaryExpr); ok {
		init = ast.Unparen(u.X)
	}
	if init, ok := init.(*ast.CompositeLit); ok {
		for _, elt := range init.Elts {
			kv, ok := elt.(*ast.KeyValueExpr)
			if !ok {
				return false
			}
			key, ok := kv.Key.(*ast.Ident)
			if !ok {
				return false
			}
			if p.in.Info.Uses[key] == cond.field && (cond.kind != hasElements || !p.isEmpty(kv.Value)) {
				return false
			}
		}
	}
	return true
}

// isEmpty reports whether e makes a map or slice without elements.
func (p *Package) isEmpty(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) == 0
	case *ast.CallExpr:
		if !isBuiltin(p.in.Info, e.Fun, "make") {
			return false
		}
		if _, ok := p.typeOf(e).Underlying().(*types.Map); ok || len(e.Args) < 2 {
			return ok
		}
		n, ok := constantInt(p.in.Info, e.Args[1])
		return ok && n == 0
	}
	return p.in.Info.Types[e].IsNil()
}

// settersOf is the set of the functions of this package that set field, take its
// address or mention a function that does; nil stands for literals that set it, or
// take parameters and mention one that does.
func (p *Package) settersOf(field *types.Var) map[*types.Func]bool {
	if p.setters == nil {
		p.setters = make(map[*types.Var]map[*types.Func]bool)
		p.mentions = make(map[*types.Func][]mention)
		for _, f := range p.in.Files {
			for _, d := range f.Decls {
				var fn *types.Func
				if d, ok := d.(*ast.FuncDecl); ok {
					fn, _ = p.in.Info.Defs[d.Name].(*types.Func)
				}
				w := &setterWalk{p: p, fn: fn}
				ast.Inspect(d, w.visit)
			}
		}
		p.setterDone = make(map[*types.Var]bool)
	}
	field = field.Origin()
	set := p.setters[field]
	if p.setterDone[field] || len(set) == 0 {
		return set
	}
	p.setterDone[field] = true
	work := slices.Collect(maps.Keys(set))
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, m := range p.mentions[fn] {
			if !set[m.by] {
				set[m.by] = true
				work = append(work, m.by)
			}
			set[nil] = set[nil] || m.inOption
		}
	}
	return set
}

// A mention says that the function by mentions another one; inOption, that it
// does in a literal that takes parameters.
type mention struct {
	by       *types.Func
	inOption bool
}

// A setterWalk gathers who sets fields, and who mentions whom, in one
// declaration.
type setterWalk struct {
	p        *Package
	fn       *types.Func // nil outside of functions
	literals int         // how many are around
	options  int         // those of them that take parameters
}

func (w *setterWalk) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		inner := *w
		inner.literals++
		if n.Type.Params.NumFields() > 0 {
			inner.options++
		}
		ast.Inspect(n.Body, inner.visit)
		return false
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			w.sets(lhs)
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			w.sets(n.X)
		}
	case *ast.Ident:
		if fn, ok := w.p.in.Info.Uses[n].(*types.Func); ok && fn.Pkg() == w.p.in.Pkg {
			w.p.mentions[fn.Origin()] = append(w.p.mentions[fn.Origin()], mention{w.fn, w.options > 0})
		}
	}
	return true
}

// sets notes that e, or what it is an element of, is set.
func (w *setterWalk) sets(e ast.Expr) {
	if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		e = index.X
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return
	}
	v, ok := w.p.in.Info.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() {
		return
	}
	v = v.Origin()
	if w.p.setters[v] == nil {
		w.p.setters[v] = make(map[*types.Func]bool)
	}
	by := w.fn
	if w.literals > 0 {
		by = nil
	}
	w.p.setters[v][by] = true
}
