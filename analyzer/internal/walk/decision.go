package walk

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A decision is where the source decides a branch, and what it means for the
// reader when the branch is taken and when it is not.
type decision struct {
	pos     token.Pos
	yes, no string
}

func condition(pos token.Pos) decision {
	return decision{pos, "the condition holds", "the condition does not hold"}
}

func choice(pos token.Pos) decision {
	return decision{pos, "this case is taken", "this case is not taken"}
}

func turn(pos token.Pos) decision {
	return decision{pos, "the loop takes a turn", "the loop ends"}
}

// decision finds where the source decides i.
//
// go/ssa keeps no position of a branch. That of the value decided on is the
// right one only where the condition itself computes it; a variable was
// computed anywhere. So the source and the blocks of a function are walked in
// step, once, when a branch of it is first asked for.
func (s *sites) decision(i *ssa.If) decision {
	fn := i.Parent()
	at, ok := s.decides[fn]
	if !ok {
		at = s.pair(fn)
		s.decides[fn] = at
	}
	if d, ok := at[i]; ok {
		return d
	}
	switch c := i.Cond.(type) {
	case *ssa.BinOp, *ssa.Call:
		return condition(c.Pos())
	}
	return decision{}
}
