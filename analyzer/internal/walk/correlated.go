package walk

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// correlated adds the branches outside of the slice that test what the slice
// knows: they say something about the conditions inside of it.
func (s *slicer) correlated() {
	for _, b := range s.in.fn.Blocks {
		i, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || s.in.branch[b] {
			continue
		}
		if s.known(i.Cond, 3) {
			s.in.branch[b] = true
			s.value(i.Cond)
			s.drain()
		}
	}
}

// known reports whether v is computed from relevant values alone.
func (s *slicer) known(v ssa.Value, depth int) bool {
	if _, ok := s.in.index[v]; ok {
		return true
	}
	if depth == 0 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.BinOp:
		return s.known(v.X, depth-1) && s.known(v.Y, depth-1)
	case *ssa.UnOp:
		return s.known(v.X, depth-1) && (v.Op != token.MUL || s.roots[rootOf(v.X)])
	case *ssa.FieldAddr:
		return s.known(v.X, depth-1)
	}
	return false
}
