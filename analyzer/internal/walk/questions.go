package walk

import (
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// What asks for the enter state, and conditions on the answers.

// tryBlocking is TryEnterBlockingRegion.
func (w *walker) tryBlocking(st *state) []made {
	yes := func(st *state) made { return made{st, w.space.Tuple(w.space.Token(), w.space.Bool(true))} }
	no := func(st *state) made { return made{st, w.space.Tuple(w.space.Nil(), w.space.Bool(false))} }
	switch in, _ := st.asks(); in {
	case facts.Yes:
		return []made{no(st)}
	case facts.No:
		return []made{yes(st)}
	}
	var out []made
	other := st.clone()
	if other = w.narrow(other, facts.Yes, facts.Unknown); other != nil {
		out = append(out, no(other))
	}
	if st = w.narrow(st, facts.No, facts.Unknown); st != nil {
		out = append(out, yes(st))
	}
	return out
}

// queryState is CurrentEnterContext: a pair of booleans.
func (w *walker) queryState(st *state) []made {
	st.gor.lent = false // the function is judged by the answer from now on
	in, allow := w.answersTo(st)
	if st.gor.cur.kind == guardRegion && st.gor.cur.allow == facts.Unknown {
		if w.questioned == nil {
			w.questioned = make(map[sym.Value]bool)
		}
		w.questioned[st.gor.cur.guard] = true // the answer may decide what comes
	}
	return []made{{st, w.space.Struct([]sym.Value{w.heldAnswer(in), w.heldAnswer(allow)})}}
}

// heldAnswer is the answer v, which the function holds from now on: what proves the
// caller's state later decides it.
func (w *walker) heldAnswer(v sym.Value) sym.Value {
	w.queried = w.queried || v.Kind == sym.Term
	return v
}

// answersTo is what CurrentEnterContext would say. What depends on the caller is
// for a later condition to ask: see narrowBy.
func (w *walker) answersTo(st *state) (entered, allowed sym.Value) {
	in, allow := st.told()
	truth := func(t facts.Tri, unknown string) sym.Value {
		switch {
		case t != facts.Unknown:
			return w.space.Bool(t == facts.Yes)
		case st.onBase():
			return w.space.Term(unknown)
		}
		return w.space.Fresh()
	}
	if in == facts.Unknown && allow == facts.Yes && st.onBase() {
		// BlockInPlace returned: the caller allows it, or is not entered.
		return w.space.Term(termEntered), w.space.Term(termEntered)
	}
	return truth(in, termEntered), truth(allow, termAllowed)
}

// The conditions that ask for the state in which the caller was at entry; see
// also termCurrent.
const (
	termEntered = "entered"
	termAllowed = "allowed"
)

// narrowBy takes over into the state what a condition on it decided.
func (w *walker) narrowBy(st *state, cond sym.Value, truth bool) *state {
	if cond.Kind != sym.Term || !st.onBase() || st.ghost != nil {
		return st
	}
	switch {
	case cond.Str == sym.OpNot:
		return w.narrowBy(st, cond.Args[0], !truth)
	case cond.Str == termEntered && truth:
		return w.narrow(st, facts.Yes, facts.Unknown)
	case cond.Str == termEntered:
		return w.narrow(st, facts.No, facts.Unknown)
	case cond.Str == termAllowed && truth:
		return w.narrow(st, facts.Yes, facts.Yes)
	case cond.Str == termAllowed && st.gor.base == facts.Yes:
		return w.narrow(st, facts.Yes, facts.No)
	case cond.Str == termAllowed && st.gor.base == facts.Unknown && st.gor.allow != facts.No:
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: facts.No, args: []sym.Value{cond}})
		st.gor.allow = facts.No // if it is entered at all
	case cond.Str == termCurrent && truth:
		st.gor.handle = facts.Yes
	case cond.Str == termCurrent && st.gor.why == "":
		if st = w.narrow(st, facts.No, facts.Unknown); st != nil {
			st.gor.handle = facts.No // a goroutine that is entered has one
		}
	}
	return st
}
