package walk

import (
	"cmp"
	"fmt"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// discardUnlock reports the lock that the call at instr takes and that only the
// function it returns, of which nothing is made, can release.
func (w *walker) discardUnlock(st *state, result sym.Value, instr ssa.CallInstruction, s site) {
	if st.ghost != nil || st.supposed || result == nil {
		return
	}
	results := []sym.Value{result}
	if result.Kind == sym.Tuple {
		results = result.Args
	}
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || a.during != any(instr) || !a.live() || a.escaped || a.reported || a.gor != st.gor.id || w.declaresGuard(a.kind) {
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
			e := w.newEvent(evLeak, s.pos)
			e.guard = g
			w.emit(st, e)
			p := w.pendingFor("leakedguard", s.pos, "", text)
			p.certain = true
			p.about = append(p.about, g)
			p.places = append(p.places, place{event: e})
			st.update(g, func(a *acq) { a.reported, a.escaped = true, true })
		}
	}
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
