package walk

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A range over a map takes no turn if the map is nil. How many it takes otherwise is
// not known.

// opRange is the term of an iteration over a map that is known to be nil, or is the
// caller's.
const opRange = "range"

// ranged is what next iterates over, if it is a map that can be told.
func (w *walker) ranged(st *state, next *ssa.Next) sym.Value {
	if it := w.val(st, next.Iter); !next.IsString && it.Kind == sym.Term && it.Str == opRange {
		return it.Args[0]
	}
	return nil
}

// takesTurn notes for callers that the branch at took a turn over a map of theirs.
func (w *walker) takesTurn(st *state, at *ssa.If) {
	next, ok := tuple(at.Cond).(*ssa.Next)
	if !ok {
		return
	}
	x := w.ranged(st, next)
	if x == nil {
		return
	}
	cond := w.space.Binary(token.EQL, x, w.space.Nil())
	if fs, ok := st.facts.Assume(w.space, cond, false); ok && cond.Kind == sym.Term {
		st.facts = fs
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: facts.No, args: []sym.Value{cond}})
	}
}
