package walk

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// discardUnlock notes the lock that the call at instr takes and that the function it
// returns, of which nothing is made, would release: it is lost, unless it is released
// in another way.
func (w *walker) discardUnlock(st *state, result sym.Value, instr ssa.CallInstruction, s site) {
	if st.ghost != nil || st.supposed || result == nil || w.releasedWithout(instr) {
		return
	}
	results := []sym.Value{result}
	if result.Kind == sym.Tuple {
		results = result.Args
	}
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || a.during != any(instr) || !a.live() || a.escaped || a.gor != st.gor.id {
			continue
		}
		for _, v := range results {
			if !w.unlocksByCall(st, v, a) {
				continue
			}
			text := fmt.Sprintf("the function that %s returns to %[2]s what it locks is discarded: nothing can %[2]s it", s.name, cmp.Or(a.kind.Undo, "unlock"))
			if _, ok := instr.(*ssa.Defer); ok {
				text += fmt.Sprintf(" (defer %s()() would)", s.name)
			}
			if w.discarded == nil {
				w.discarded = make(map[sym.Value]string)
			}
			w.discarded[g] = text
		}
	}
}

// releasedWithout reports whether a function that neither takes a lock that the
// callee of instr takes, nor calls that, releases it: the lock may be left for it.
func (w *walker) releasedWithout(instr ssa.CallInstruction) bool {
	callee := instr.Common().StaticCallee()
	if callee == nil {
		return false
	}
	for _, v := range w.lockedIn(w.ownFunction(callee)) {
		for _, fn := range w.touch.all {
			if fn.Parent() == nil && w.unlocks(fn).vars[v] && w.onlyReleases(fn, v) && !callsStatically(fn, callee) {
				return true
			}
		}
	}
	return false
}

// lockedIn lists the fields and package-level variables whose locks fn takes itself.
func (w *walker) lockedIn(fn *ssa.Function) []types.Object {
	var out []types.Object
	if fn == nil {
		return nil
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			if !ok || c.Common().IsInvoke() || len(c.Common().Args) == 0 {
				continue
			}
			if row := w.row(calledObject(c.Common())); row != nil && row.Guard != nil && row.Guard.Object && row.Op != protocol.Unlock {
				if v := lockVar(c.Common().Args[0]); v != nil {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// callsStatically reports whether fn, or a literal in it, calls callee.
func callsStatically(fn, callee *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if c, ok := instr.(ssa.CallInstruction); ok && c.Common().StaticCallee() == callee {
				return true
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return callsStatically(lit, callee) })
}

// unlocksByCall reports whether v is a function that releases the lock of a.
func (w *walker) unlocksByCall(st *state, v sym.Value, a *acq) bool {
	switch v.Kind {
	case sym.Func:
		return v.Fn.Parent() != nil && a.variable != nil && w.unlocks(v.Fn).vars[a.variable]
	case sym.SumFunc:
		seen := newSet()
		defer seen.free()
		if st.reach(seen, v); !leadsTo(seen, a.object) {
			return false
		}
		if obj := w.declaredByKey(v.Str); obj != nil {
			row := w.row(obj)
			return row != nil && row.Op == protocol.Unlock
		}
		return releasesLock(w.literalSummary(v.Str))
	}
	return false
}
