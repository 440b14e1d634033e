package walk

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// decide notes that d decides the next branch from b on, if it fits what it
// decides on and comes before end. A branch that changes nothing was not
// built.
func (p *pairing) decide(d decision, end token.Pos, b *ssa.BasicBlock, fits func(ssa.Value) bool) (t, f *ssa.BasicBlock) {
	i := p.branch(b, end)
	if i == nil || !fits(i.Cond) {
		return b, b
	}
	p.at[i] = d
	return i.Block().Succs[0], i.Block().Succs[1]
}

// fits reports whether v can be the value of the condition e.
func (p *pairing) fits(v ssa.Value, e ast.Expr) bool {
	name := ""
	if id, ok := e.(*ast.Ident); ok {
		name = id.Name
	}
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return p.holds(name, v.Name())
	case *ssa.Phi:
		return p.holds(name, v.Comment) || name != "" && (v.Comment == "&&" || v.Comment == "||")
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		switch x := v.X.(type) {
		case *ssa.FreeVar:
			return p.holds(name, x.Name())
		case *ssa.Alloc:
			return p.holds(name, x.Comment)
		}
	}
	pos := v.Pos()
	if t := tuple(v); t != nil {
		pos = t.Pos()
	}
	if !pos.IsValid() {
		return name != ""
	}
	if e.Pos() <= pos && pos < e.End() {
		return true
	}
	return p.computedAt(name, pos, 0)
}

// computedAt reports whether the variable name can have a value that was
// computed at pos, by its own assignments or by those of the variables that it
// was assigned from.
func (p *pairing) computedAt(name string, pos token.Pos, depth int) bool {
	for _, s := range p.assigned[name] {
		if s.Pos() <= pos && pos < s.End() {
			return true
		}
		a, ok := s.(*ast.AssignStmt)
		if !ok || depth > 2 {
			continue
		}
		for _, r := range a.Rhs {
			if id, ok := ast.Unparen(r).(*ast.Ident); ok && id.Name != name && p.computedAt(id.Name, pos, depth+1) {
				return true
			}
		}
	}
	return false
}

// holds reports whether the variable name can have the value of another one.
func (p *pairing) holds(name, other string) bool {
	if name == other {
		return true
	}
	found := false
	for _, s := range p.assigned[name] {
		ast.Inspect(s, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == other {
				found = true
			}
			return !found
		})
	}
	return found
}

// tuple is what v is a component of, or nil.
func tuple(v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.Extract); ok {
		return x.Tuple
	}
	return nil
}

// unwritten reports whether the source does not write the comparison v.
func unwritten(v ssa.Value) bool {
	_, ok := v.(*ssa.BinOp)
	return ok && !v.Pos().IsValid()
}

// assignments notes where variables get their values: that tells which
// variable a computed value can be.
func (p *pairing) assignments(n ast.Node) {
	note := func(e ast.Expr, in ast.Node) {
		if id, ok := e.(*ast.Ident); ok {
			p.assigned[id.Name] = append(p.assigned[id.Name], in)
		}
	}
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				note(l, n)
			}
		case *ast.ValueSpec:
			for _, l := range n.Names {
				note(l, n)
			}
		}
		return true
	})
}
