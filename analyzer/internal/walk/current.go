package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// hasCurrent says whether the goroutine has a current handle.
func (st *state) hasCurrent() facts.Tri {
	for _, g := range st.gor.stack {
		if a := st.acqs[g]; a != nil && a.kind.Protocol != "runtimectx" {
			continue
		} else if a == nil || !a.escaped {
			return facts.Yes
		}
	}
	switch {
	case len(st.gor.stack) > 0 && st.gor.handle != facts.Yes:
		return facts.Unknown
	case st.gor.handle != facts.Unknown:
		return st.gor.handle
	case st.gor.base == facts.Yes && st.gor.why == "" && (st.onBase() || slices.ContainsFunc(st.gor.susp, region.isBase)):
		return facts.Yes // that region holds its handle, suspended or not
	}
	return facts.Unknown
}

// current is Current: a handle, or an error where there is none. That there is
// none proves more: a goroutine that is entered has one.
func (w *walker) current(st *state, c callee) []made {
	yes := func(st *state) made { return made{st, w.space.Tuple(w.handle(st, c.place()), w.space.Nil())} }
	no := func(st *state) made {
		return made{st, w.space.Tuple(w.space.Nil(), w.refusal(st, c.place(), "ErrNoCurrent"))}
	}
	switch st.hasCurrent() {
	case facts.Yes:
		return []made{yes(st)}
	case facts.No:
		return []made{no(st)}
	}
	var out []made
	if other := w.withoutHandle(st); other != nil {
		out = append(out, no(other))
	}
	w.needHandle(st)
	return append(out, yes(st))
}

// handle is the current handle, of which there is one.
func (w *walker) handle(st *state, at any) sym.Value {
	if n := len(st.gor.stack); n > 0 {
		if a := st.acqs[st.gor.stack[n-1]]; a != nil && a.handle != nil && !a.escaped {
			return a.handle
		}
	}
	return w.nonNil(st, at)
}

// setCurrent notes that the guards of ms made h the current handle.
func (w *walker) setCurrent(ms []made, row *protocol.Func, h sym.Value) []made {
	if h == nil || !row.Guard.Ordered {
		return ms
	}
	for _, m := range ms {
		g := m.val
		if g.Kind == sym.Tuple {
			g = g.Args[0]
		}
		if m.st.acqs[g] != nil {
			m.st.update(g, func(a *acq) { a.handle = h })
		}
	}
	return ms
}

// termCurrent is the condition that the caller has a current handle, where the
// callee set none.
const termCurrent = facts.TermCurrent

// needHandle has st go on with a current handle, on which the caller decides if
// it is the caller's.
func (w *walker) needHandle(st *state) {
	if st.callersHandle() {
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: facts.Yes, args: []sym.Value{w.space.Term(termCurrent)}})
	}
	st.gor.haveHandle()
}

// callersHandle reports whether the current handle, if any, is the caller's.
func (st *state) callersHandle() bool {
	return len(st.gor.stack) == 0 && st.gor.handle == facts.Unknown && st.gor.base == facts.Unknown && st.onBase() && st.gor.id == 0
}

// askCurrent is what the condition termCurrent of a callee says in st.
func (w *walker) askCurrent(st *state) sym.Value {
	switch has := st.hasCurrent(); {
	case has != facts.Unknown:
		return w.space.Bool(has == facts.Yes)
	case st.callersHandle():
		return w.space.Term(termCurrent)
	}
	return w.space.Fresh()
}

// haveHandle notes that there is a current handle, which is the caller's.
func (g *goroutine) haveHandle() {
	if len(g.stack) == 0 {
		g.handle = facts.Yes
	}
}

// withCurrent is WithCurrent: fn runs where Current has a handle.
func (w *walker) withCurrent(st *state, c callee, fn sym.Value) []outcome {
	var outs []outcome
	switch st.hasCurrent() {
	case facts.No:
		return []outcome{{st: st, kind: facts.Returns, result: w.refusal(st, c.place(), "ErrNoCurrent")}}
	case facts.Unknown:
		if other := w.withoutHandle(st); other != nil {
			outs = append(outs, outcome{st: other, kind: facts.Returns, result: w.refusal(other, c.place(), "ErrNoCurrent")})
		}
		w.needHandle(st)
	}
	for _, o := range w.runClosure(st, c, fn, []sym.Value{w.handle(st, c.place())}) {
		o.result = w.space.Nil()
		outs = append(outs, o)
	}
	return outs
}

// withoutHandle is a copy of st where there is no current handle, nil when that
// cannot be. A region that the source declares has none.
func (w *walker) withoutHandle(st *state) *state {
	if st.gor.why != "" {
		return st.clone()
	}
	st = st.clone()
	if st.callersHandle() {
		w.emitOp(st, &traceOp{node: facts.NodeAssume, state: facts.No, args: []sym.Value{w.space.Term(termCurrent)}})
	}
	st = w.narrow(st, facts.No, facts.Unknown)
	if st != nil {
		st.gor.lent = false // the function itself asked
		if len(st.gor.stack) == 0 {
			st.gor.handle = facts.No // and stays so until something is set
		}
	}
	return st
}

// lacksHandle reports whether the goroutine had no current handle where the region
// of the caller, if any, was suspended: one that is entered has a handle all the
// same. A region that the source declares has none.
func (g *goroutine) lacksHandle() bool { return g.handle == facts.No && g.why == "" }

// lackHandle has st go on as a callee does that found no current handle.
func (r *replayer) lackHandle(st *state) *state {
	lent := st.gor.base == facts.Unknown || st.gor.lent
	if st = r.withoutHandle(st); st != nil && lent && st.gor.base != facts.Unknown {
		st.gor.lent = true
	}
	return st
}
