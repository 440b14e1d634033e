package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Many function literals go where nobody follows them: into a struct that is
// registered somewhere, a table, an http.Handler. Those that no walk has run are
// judged on their own, in an unknown state, as a named function would be. What is
// only called, or not used at all, is not among them, nor is what no path gets to.

// judgeAdrift lists the function literals that are still to be judged so. They lie in
// functions that were walked; what is done says which literals were, on their own.
func (p *Package) judgeAdrift(done map[*ssa.Function]bool) []*ssa.Function {
	var out []*ssa.Function
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		for _, lit := range fn.AnonFuncs {
			switch {
			case !p.touch.fns[lit] || lit.Synthetic != "":
			case p.ran[lit] || done[lit]:
				visit(lit)
			case p.made[lit] && (p.adrift[lit] || p.drifts(lit)):
				out = append(out, lit)
			}
		}
	}
	for _, fn := range p.touch.all {
		if fn.Parent() == nil {
			visit(fn)
		}
	}
	slices.SortFunc(out, func(a, b *ssa.Function) int { return int(a.Pos() - b.Pos()) })
	return out
}

// literalsIn finds the instructions of fn that use one of its function literals as a
// value.
func literalsIn(fn *ssa.Function) map[ssa.Instruction]*ssa.Function {
	if len(fn.AnonFuncs) == 0 {
		return nil
	}
	out := make(map[ssa.Instruction]*ssa.Function)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				if lit, ok := (*op).(*ssa.Function); ok && lit.Parent() == fn {
					out[instr] = lit
				}
			}
		}
	}
	return out
}

// drifts reports whether the value of lit goes somewhere.
func (p *Package) drifts(lit *ssa.Function) bool {
	d := drift{p: p, seen: make(map[ssa.Value]bool)}
	for _, b := range lit.Parent().Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				if *op == ssa.Value(lit) && d.by(instr, lit) {
					return true
				}
			}
		}
	}
	return false
}

// A drift follows a value, and what holds it, through a function.
type drift struct {
	p    *Package
	seen map[ssa.Value]bool
	// element says that the value was in a container, of whose elements nobody
	// knows which one is called.
	element bool
}

// goes reports whether v leaves the function.
func (d *drift) goes(v ssa.Value) bool {
	if d.seen[v] || v.Referrers() == nil {
		return false
	}
	d.seen[v] = true
	return slices.ContainsFunc(*v.Referrers(), func(r ssa.Instruction) bool { return d.by(r, v) })
}

// by reports whether v leaves the function by instr.
func (d *drift) by(instr ssa.Instruction, v ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.Store:
		return instr.Val == v && d.into(instr.Addr)
	case *ssa.MapUpdate:
		return (instr.Value == v || instr.Key == v) && d.into(instr.Map)
	case *ssa.Send:
		return instr.X == v
	case *ssa.Select:
		return slices.ContainsFunc(instr.States, func(s *ssa.SelectState) bool { return s.Send == v })
	case *ssa.Return, *ssa.Panic:
		return true
	case *ssa.BinOp, *ssa.If, *ssa.DebugRef:
		return false
	case *ssa.Range, *ssa.Lookup, *ssa.Index, *ssa.IndexAddr:
		d.element = true
		return d.goes(instr.(ssa.Value))
	case ssa.CallInstruction:
		return d.call(instr, v)
	case ssa.Value:
		return holdsFunc(instr.Type()) && d.goes(instr)
	}
	return false
}

// into reports whether what is stored at addr leaves the function.
func (d *drift) into(addr ssa.Value) bool {
	switch root := rootOf(addr).(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return d.goes(root)
	}
	return true
}

// call reports whether v leaves the function as an argument of c. What is called by a
// func value or an interface, and what has a summary, the walk has seen to.
func (d *drift) call(c ssa.CallInstruction, v ssa.Value) bool {
	com := c.Common()
	if com.Value == v {
		return com.IsInvoke() || d.element
	}
	if !slices.Contains(com.Args, v) {
		return false
	}
	if b, ok := com.Value.(*ssa.Builtin); ok {
		return b.Name() == "append" && c.Value() != nil && d.goes(c.Value())
	}
	obj := calledObject(com)
	if obj == nil || com.IsInvoke() || d.p.row(obj) != nil {
		return false
	}
	if fn := d.p.ownObject(obj.Origin()); fn != nil {
		return !d.p.touch.fns[fn]
	}
	return d.p.imported(obj.Origin()).Inert()
}

// holdsFunc reports whether a value of type t can hold or lead to a function.
func holdsFunc(t types.Type) bool {
	if _, tuple := t.(*types.Tuple); tuple {
		return true
	}
	_, basic := t.Underlying().(*types.Basic)
	return !basic
}
