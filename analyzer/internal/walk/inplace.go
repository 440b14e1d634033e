package walk

import (
	"go/token"

	"github.com/ctxvet/ctxvet/facts"
)

// notePlace records for the operation at pos whether BlockInPlace would be
// accepted in st, which a suggested fix has to know of every path that gets
// there. An option that is not known counts as a refusal.
func (w *walker) notePlace(st *state, pos token.Pos) {
	if st.ghost != nil {
		return
	}
	in, allow := st.entered()
	accepted := in == facts.No || in == facts.Yes && allow == facts.Yes
	before, seen := w.inPlace[pos]
	if w.inPlace == nil {
		w.inPlace = make(map[token.Pos]bool)
	}
	w.inPlace[pos] = accepted && (before || !seen)
}
