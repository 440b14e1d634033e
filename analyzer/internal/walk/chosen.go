package walk

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// chosen reports whether v is a number or string that the paths of the function
// choose among few: constants, what is added to them step by step outside of a
// loop, and what other functions chose so. Such a result says how the function
// ended: how many guards came back, or in which mode. What is computed otherwise
// says nothing that a caller could decide by, and would only keep paths apart.
func (s *slicer) chosen(v ssa.Value, seen map[ssa.Value]bool) bool {
	if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&(types.IsInteger|types.IsString) == 0 {
		return false
	}
	if seen[v] {
		return true
	}
	seen[v] = true
	if instr, ok := v.(ssa.Instruction); ok && s.in.flow.InLoop(instr.Block()) {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Phi:
		for _, e := range v.Edges {
			if !s.chosen(e, seen) {
				return false
			}
		}
		return true
	case *ssa.BinOp:
		return (v.Op == token.ADD || v.Op == token.SUB || v.Op == token.OR) && s.chosen(v.X, seen) && s.chosen(v.Y, seen)
	case *ssa.ChangeType:
		return s.chosen(v.X, seen)
	case *ssa.Convert:
		return s.chosen(v.X, seen)
	case *ssa.UnOp:
		return v.Op == token.MUL && s.chosenVariable(v.X, seen)
	case *ssa.Call:
		return s.touch.call(&v.Call) && calledObject(&v.Call) != nil
	case *ssa.Extract:
		c, ok := v.Tuple.(*ssa.Call)
		return ok && s.touch.call(&c.Call) && calledObject(&c.Call) != nil
	}
	return false
}

// chosenVariable reports whether the variable at addr, a named result of a
// function that defers say, holds nothing but values that are chosen.
func (s *slicer) chosenVariable(addr ssa.Value, seen map[ssa.Value]bool) bool {
	at, ok := addr.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, r := range *at.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr != addr || s.in.flow.InLoop(r.Block()) || !s.chosen(r.Val, seen) {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}
