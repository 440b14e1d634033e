package walk

import (
	"go/token"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// onceOnly finds the branches on what memory behind a parameter holds that
// nothing else in the function, and nothing that it calls, can ask again. What
// such a branch decides need not be remembered, so that a function with many of
// them costs no more per branch than one with a few.
func onceOnly(in *fnInfo) map[ssa.Value]bool {
	type load struct {
		root  *ssa.Parameter
		shape string
	}
	count := make(map[load]int)
	first := make(map[load]ssa.Value)
	for _, b := range in.fn.Blocks {
		for _, instr := range b.Instrs {
			u, ok := instr.(*ssa.UnOp)
			if !ok || u.Op != token.MUL {
				continue
			}
			root, shape := shapeOf(u.X)
			if root == nil {
				continue
			}
			l := load{root, shape}
			count[l]++
			first[l] = u
		}
	}
	private := make(map[*ssa.Parameter]bool)
	out := make(map[ssa.Value]bool)
	for l, v := range first {
		u := v.(*ssa.UnOp)
		if count[l] > 1 || len(*u.Referrers()) != 1 || in.flow.InLoop(u.Block()) {
			continue
		}
		p, known := private[l.root]
		if !known {
			p = onlyRead(l.root, 0)
			private[l.root] = p
		}
		if _, decides := (*u.Referrers())[0].(*ssa.If); decides && p {
			out[v] = true
		}
	}
	return out
}

// shapeOf writes the address v as a parameter and a path of constants.
func shapeOf(v ssa.Value) (*ssa.Parameter, string) {
	switch x := v.(type) {
	case *ssa.Parameter:
		return x, ""
	case *ssa.FieldAddr:
		root, s := shapeOf(x.X)
		return root, s + sym.FieldPath(x.Field)
	case *ssa.IndexAddr:
		root, s := shapeOf(x.X)
		if c, ok := x.Index.(*ssa.Const); ok && c.Value != nil {
			return root, s + "[" + strconv.FormatInt(c.Int64(), 10) + "]"
		}
		return nil, ""
	case *ssa.UnOp:
		if x.Op == token.MUL {
			root, s := shapeOf(x.X)
			return root, s + "*"
		}
	}
	return nil, ""
}

// onlyRead reports whether v, and all that is reached through it, is only read
// in this function and handed to nobody.
func onlyRead(v ssa.Value, depth int) bool {
	if v.Referrers() == nil || depth > 6 {
		return false
	}
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef, *ssa.If, *ssa.BinOp:
		case *ssa.FieldAddr:
			if !onlyRead(r, depth+1) {
				return false
			}
		case *ssa.IndexAddr:
			if !onlyRead(r, depth+1) {
				return false
			}
		case *ssa.UnOp:
			if r.Op == token.MUL && !onlyRead(r, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
