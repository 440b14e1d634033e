package walk

import (
	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// Function literals that are called at a time nobody knows are judged on their
// own, in an unknown state.

// judgeLater has the function literals to which v leads judged on their own:
// they leave the function, and who calls them is not known.
func (w *walker) judgeLater(st *state, v sym.Value) {
	seen := newSet()
	defer seen.free()
	st.reach(seen, v)
	for _, x := range seen.sorted() {
		if x.Kind == sym.Func && x.Fn.Parent() != nil {
			w.later = append(w.later, x.Fn)
		}
	}
}

// runsLater is how a summary says that a function literal runs in an unknown state.
const runsLater = directive.Verb("later")

// tellLater has the summary tell of the function literals to which v leads, which is
// put where nobody follows it, and that call what the caller gave: an executor wraps
// each job in what it does around all of them.
func (w *walker) tellLater(st *state, s site, v sym.Value) {
	if st.ghost != nil || st.gor.id != 0 {
		return
	}
	seen := newSet()
	defer seen.free()
	st.reach(seen, v)
	for _, x := range seen.sorted() {
		if x.Kind == sym.Func && x.Fn.Parent() != nil && w.touch.fns[x.Fn] && w.holdsInputFunc(st, x) {
			w.emitOp(st, &traceOp{node: facts.NodeElsewhere, check: string(runsLater), args: []sym.Value{x}, mem: records(st), chain: w.hop(s, "")})
		}
	}
}

// holdsInputFunc reports whether the literal fn captures a function that is a
// parameter.
func (w *walker) holdsInputFunc(st *state, fn sym.Value) bool {
	seen := newSet()
	defer seen.free()
	for _, b := range fn.Args {
		st.reach(seen, b)
	}
	for _, v := range seen.sorted() {
		if v.Kind == sym.Param && v.ID < len(w.fn.Params) && isFuncType(w.fn.Params[v.ID].Type()) {
			return true
		}
	}
	return false
}

// inVariables lists the function literals that the initializer of the package
// leaves in its variables. Those that it gives to a call are not among them.
func (p *Package) inVariables(init *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	for _, b := range init.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				lit, ok := (*op).(*ssa.Function)
				if ok && lit.Parent() == init && p.touch.fns[lit] && landsBy(instr, lit, make(map[ssa.Value]bool)) {
					out = append(out, lit)
				}
			}
		}
	}
	return out
}

// landsBy reports whether instr brings v into a package-level variable.
func landsBy(instr ssa.Instruction, v ssa.Value, seen map[ssa.Value]bool) bool {
	switch instr := instr.(type) {
	case *ssa.Store:
		if instr.Val != v {
			return false
		}
		root := rootOf(instr.Addr)
		if _, ok := root.(*ssa.Global); ok {
			return true
		}
		return lands(root, seen)
	case *ssa.MapUpdate:
		return instr.Value == v && lands(instr.Map, seen)
	case *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.Slice, *ssa.Phi:
		return lands(instr.(ssa.Value), seen)
	case *ssa.UnOp:
		return lands(instr, seen) // a composite that is copied
	}
	return false
}

// lands reports whether v, or what is stored behind it, gets into a
// package-level variable.
func lands(v ssa.Value, seen map[ssa.Value]bool) bool {
	if v == nil || seen[v] || v.Referrers() == nil {
		return false
	}
	seen[v] = true
	for _, r := range *v.Referrers() {
		if landsBy(r, v, seen) {
			return true
		}
	}
	return false
}
