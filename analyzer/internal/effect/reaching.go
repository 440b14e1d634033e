package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An assignment gives a variable that is assigned several times a value.
type assignment struct {
	pos, end token.Pos // of the statement
	init     ast.Expr  // nil for an operation such as x++
	index    int       // which of init's results, or -1
	ranged   bool      // init is ranged over, the variable is an element
	// around are the nodes around the statement that decide whether it runs,
	// outermost first.
	around []ast.Node
}

// assignments holds what a declaration says of its variables that are assigned
// more than once.
type assignments struct {
	of   map[*types.Var][]assignment
	lits []*ast.FuncLit
}

// maxAssignments bounds how many assignments of a variable are told apart.
const maxAssignments = 4

// reaching returns the assignments to v, a variable or parameter of d, of which
// one may be the last before use, and whether there may be none. It goes by the
// structure of the code alone: a statement in a list around use came before
// it, one in a branch may have, unless the branch leaves. The third result is
// false if that is not enough.
func (p *Package) reaching(d *declInfo, v *types.Var, use token.Pos) (as []assignment, initial, ok bool) {
	info := p.local(d, v)
	if info == nil || info.taken || info.assigned > maxAssignments {
		return nil, false, false
	}
	if d.assigns == nil {
		d.assigns = p.gatherAssignments(d)
	}
	all := d.assigns.of[v]
	if len(all) != info.assigned {
		return nil, false, false
	}
	initial = true
	var surely token.Pos // where the last one is that came before use in any case
	for _, a := range all {
		if a.init == nil || d.assigns.apart(a.pos, use) {
			return nil, false, false
		}
		in := 0 // how many of the nodes around it are around use, too
		for in < len(a.around) && a.around[in].Pos() <= use && use < a.around[in].End() {
			in++
		}
		switch {
		case a.end > use:
			if !loops(a.around[:in], v) {
				continue
			}
		case in == len(a.around):
			initial, surely = false, max(surely, a.pos)
		case slices.ContainsFunc(a.around[in:], p.leavesBehind):
			continue
		}
		as = append(as, a)
	}
	as = slices.DeleteFunc(as, func(a assignment) bool { return a.pos < surely })
	return as, initial, true
}

// apart reports whether a function literal is around one of two places only.
func (s *assignments) apart(a, b token.Pos) bool {
	return slices.ContainsFunc(s.lits, func(lit *ast.FuncLit) bool {
		return (lit.Pos() <= a && a < lit.End()) != (lit.Pos() <= b && b < lit.End())
	})
}

// loops reports whether one of the nodes around is a loop in which v lives on
// from turn to turn.
func loops(around []ast.Node, v *types.Var) bool {
	return slices.ContainsFunc(around, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			return v.Pos() < n.Body.Pos()
		case *ast.RangeStmt:
			return v.Pos() < n.Body.Pos()
		}
		return false
	})
}

// gatherAssignments finds the assignments of those variables of d that are
// assigned more than once, or are parameters, and hold functions or interfaces.
func (p *Package) gatherAssignments(d *declInfo) *assignments {
	out := &assignments{of: make(map[*types.Var][]assignment)}
	w := &varWalk{info: p.in.Info}
	var around []ast.Node // nil where a node decides nothing
	w.each = func(stmt ast.Node, v *types.Var, init ast.Expr, index int, ranged bool) {
		info := d.vars[v]
		if info == nil || info.assigned > maxAssignments || isConcrete(v.Type()) || isError(v.Type()) {
			return
		}
		a := assignment{pos: stmt.Pos(), end: stmt.End(), init: init, index: index, ranged: ranged}
		if ranged {
			a.end = init.End()
		}
		for _, n := range around {
			if n != nil {
				a.around = append(a.around, n)
			}
		}
		if r, ok := stmt.(*ast.RangeStmt); ok {
			a.around = append(a.around, r.Body)
		}
		out.of[v] = append(out.of[v], a)
	}
	ast.Inspect(d.root, func(n ast.Node) bool {
		if n == nil {
			around = around[:len(around)-1]
			return true
		}
		w.visit(n)
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.ForStmt, *ast.RangeStmt:
			around = append(around, n)
		case *ast.FuncLit:
			out.lits = append(out.lits, n)
			around = append(around, nil)
		default:
			around = append(around, nil)
		}
		return true
	})
	return out
}

// leavesBehind reports whether control leaves the function, or never comes back,
// at the end of the list of statements that n is.
func (p *Package) leavesBehind(n ast.Node) bool {
	var list []ast.Stmt
	switch n := n.(type) {
	case *ast.BlockStmt:
		list = n.List
	case *ast.CaseClause:
		list = n.Body
	case *ast.CommClause:
		list = n.Body
	}
	if len(list) == 0 {
		return false
	}
	last := list[len(list)-1]
	if _, jumps := last.(*ast.BranchStmt); jumps {
		return false
	}
	return !p.completes(last, "")
}
