package walk

import (
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// What the walk knows of locks ends where an object may go by another name, or
// where the name of an object comes to stand for another.

// loseAliases gives up the locks that obj, of which no lock is known, may be
// another name of.
func (w *walker) loseAliases(st *state, k *protocol.Guard, obj sym.Value) {
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object != nil && a.kind.Protocol == k.Protocol && !a.input && !a.released.IsValid() && mayAlias(a.object, obj) {
			w.escape(st, g)
		}
	}
}

// mayAlias reports whether two addresses that differ may be of one object.
func mayAlias(x, y sym.Value) bool {
	ox, px := sym.SplitAddr(x)
	oy, py := sym.SplitAddr(y)
	if ox == oy {
		return false // two parts of one object
	}
	// What was allocated on this path is none of what was there before.
	if ox.Kind == sym.Obj && (oy.Kind == sym.Obj || fromInputs(oy, 0)) || oy.Kind == sym.Obj && fromInputs(ox, 0) {
		return false
	}
	if ox.Kind == sym.Global && oy.Kind == sym.Global {
		return false
	}
	if len(px) > 0 && len(py) > 0 && px[strings.LastIndexByte(px, '.'):] != py[strings.LastIndexByte(py, '.'):] {
		return false // different fields
	}
	return true
}

// forgetUnlocked forgets which locks are known to be free, because code that
// nobody follows may have locked them.
func (st *state) forgetUnlocked() {
	for _, g := range sortedKeys(st.acqs) {
		if a := st.acqs[g]; a.object != nil && a.released.IsValid() {
			if a.input || a.restores {
				st.update(g, func(a *acq) { a.stale = true })
			} else {
				delete(st.ownAcqs(), g)
			}
		}
	}
}

// loseTrackOf gives up what is known of the locks whose address is made of v,
// which now stands for another value too.
func (w *walker) loseTrackOf(st *state, v sym.Value) {
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || !contains(a.object, v) {
			continue
		}
		if a.released.IsValid() {
			delete(st.ownAcqs(), g)
		} else {
			w.escapeGuard(st, g)
		}
	}
}

// equated gives up the locks behind two pointers that turn out to be the same:
// each of them goes by another name too.
func (w *walker) equated(st *state, cond sym.Value, truth bool) {
	for cond.Kind == sym.Term && cond.Str == sym.OpNot {
		cond, truth = cond.Args[0], !truth
	}
	if !truth || cond.Kind != sym.Term || cond.Str != sym.OpEq {
		return
	}
	for _, v := range cond.Args {
		if v.Kind == sym.Const {
			return
		}
	}
	for _, v := range cond.Args {
		w.loseTrackOf(st, v)
	}
}

// loseElements gives up what is known, at the end of a loop's turn, of the locks
// of things that the turn computed: the next turn may compute the same again.
func (w *walker) loseElements(st *state) {
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || !computedAddr(a.object) {
			continue
		}
		if a.released.IsValid() {
			delete(st.ownAcqs(), g)
		} else if !a.escaped {
			w.escapeGuard(st, g)
		}
	}
}

// computedAddr reports whether an address does not stand for one place.
func computedAddr(v sym.Value) bool {
	switch v.Kind {
	case sym.Atom, sym.Term:
		return true
	}
	return slices.ContainsFunc(v.Args, computedAddr)
}

func contains(x, v sym.Value) bool {
	return x == v || slices.ContainsFunc(x.Args, func(y sym.Value) bool { return contains(y, v) })
}
