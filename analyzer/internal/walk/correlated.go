package walk

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// correlated adds the branches outside of the slice that test what the slice
// knows: they say something about the conditions inside of it.
func (s *slicer) correlated() {
	for _, b := range s.in.fn.Blocks {
		i, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || s.in.branch[b] {
			continue
		}
		if s.known(i.Cond, 3) || s.asked(i.Cond, 6) {
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

// asked reports whether v, the condition of a branch, is made of an answer to a
// question for the enter state, by way of functions whose results tell what they are
// given. Who decides by it is judged by the answer.
func (s *slicer) asked(v ssa.Value, depth int) bool {
	if depth == 0 {
		return false
	}
	any := func(vs ...ssa.Value) bool {
		return slices.ContainsFunc(vs, func(v ssa.Value) bool { return s.asked(v, depth-1) })
	}
	switch v := v.(type) {
	case *ssa.BinOp:
		return any(v.X, v.Y)
	case *ssa.UnOp:
		return v.Op != token.MUL && any(v.X)
	case *ssa.MakeInterface:
		return any(v.X)
	case *ssa.Extract:
		return any(v.Tuple)
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil && funcObject(fn) != nil {
			if row := s.row(funcObject(fn)); row != nil {
				return row.Op == protocol.IsEntered || row.Op == protocol.AllowsBlock
			}
		}
		return (pureResult(&v.Call) != nil || s.answersCall(&v.Call)) && any(v.Call.Args...)
	}
	return false
}
