package walk

import (
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// release releases guard value v.
func (w *walker) release(st *state, s site, v sym.Value, k *protocol.Guard) *state {
	v = st.facts.Eval(w.space, v)
	switch v.Kind {
	case sym.Guard:
		return w.releaseOwn(st, s, v)
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		if fromInputs(v, 0) {
			return w.releaseInput(st, s, v, k)
		}
	case sym.Term: // what an interface of the caller's holds
		if strings.HasPrefix(v.Str, opAs) && fromInputs(v, 0) {
			return w.releaseInput(st, s, v, k)
		}
	}
	// One of several guards, or one that nobody can name.
	w.escape(st, v)
	return st
}

func (w *walker) releaseOwn(st *state, s site, g sym.Value) *state {
	a := st.acqs[g]
	if a == nil { // a guard that a ghost took, or one whose fate is settled
		st.leave(g)
		return st
	}
	if st.ghost != nil {
		e := w.newEvent(evRelease, s.pos)
		e.guard = g
		e.text = releasedText(a)
		w.emit(st, e)
		st.update(g, func(a *acq) { a.released = s.pos })
		st.leave(g)
		if st.ghost.settled(st) {
			return nil
		}
		return st
	}
	if a.maybe && a.released.IsValid() && st.gor.id == 0 {
		w.emitOp(st, &traceOp{node: facts.NodeRelease, args: []sym.Value{g}})
		return st
	}
	judge := !st.unwinding() && !a.escaped
	switch {
	case a.gor != st.gor.id:
		st.update(g, func(a *acq) { a.handed = true })
		w.handed[g] = true
		if a.kind.Anywhere {
			return st
		}
		if judge {
			w.misuse(st, s, "guardmisuse", w.foreignText(st, a, s), nil, a)
		}
		return w.end(st, judge)
	case a.released.IsValid():
		if a.kind.Again {
			return st
		}
		if judge {
			w.misuse(st, s, "guardmisuse", w.againText(a, s), nil, a)
		}
		return w.end(st, judge)
	}
	if a.kind.Exclusive && slices.ContainsFunc(st.gor.susp, func(r region) bool { return r.guard == g }) {
		if judge {
			w.misuse(st, s, "guardmisuse", w.suspendedText(a, s), nil, a)
			return w.end(st, true)
		}
		if st.unwinding() {
			return st
		}
	}
	var conflicts []sym.Value
	if a.kind.Ordered {
		conflicts = w.conflicts(st, g)
	}
	w.letGo(st, g, s)
	if len(conflicts) > 0 && judge {
		w.outOfOrder(st, s, a, conflicts)
		return w.end(st, true)
	}
	return st
}

// conflicts lists the guards acquired after g that are surely still live.
func (w *walker) conflicts(st *state, g sym.Value) []sym.Value {
	var out []sym.Value
	for _, h := range st.above(g) {
		if a := st.acqs[h]; a != nil && !a.escaped && !a.released.IsValid() && a.kind.Protocol == st.acqs[g].kind.Protocol {
			out = append(out, h)
		}
	}
	return out
}

// letGo does to the state what releasing g does, misuse or not.
func (w *walker) letGo(st *state, g sym.Value, s site) {
	a := st.acqs[g]
	e := w.newEvent(evRelease, s.pos)
	e.guard = g
	e.text = releasedText(a)
	e.unwinding = st.unwinding()
	if st.gor.id == 0 && st.ghost == nil {
		e.op = &traceOp{node: facts.NodeRelease, args: []sym.Value{g}}
	}
	w.emit(st, e)
	st.update(g, func(a *acq) { a.released = s.pos })
	st.leave(g)
	if a.kind.Ordered {
		st.dropFromStack(g)
	}
}

// leave ends what guard g made of the region at hand.
func (st *state) leave(g sym.Value) {
	if st.gor.cur.kind == guardRegion && st.gor.cur.guard == g {
		st.gor.cur = region{kind: noRegion}
		if a := st.acqs[g]; a != nil && a.lent {
			st.gor.cur.kind = baseRegion
		}
	}
	if st.gor.cur.denied == g {
		st.gor.cur.denied = nil
	}
}

// releaseInput releases a guard that came from the caller.
func (w *walker) releaseInput(st *state, s site, v sym.Value, k *protocol.Guard) *state {
	if st.ghost != nil {
		return st
	}
	judge := !st.unwinding() && !st.sharedInput(v)
	if st.gor.id != 0 && st.acqs[v] == nil {
		return w.releaseElsewhere(st, s, v, k, judge)
	}
	if a := st.acqs[v]; a != nil {
		if k.Again {
			return st
		}
		if judge {
			w.misuse(st, s, "guardmisuse", w.againText(a, s), nil, a)
		}
		return w.end(st, judge)
	}
	st.setAcq(&acq{value: v, kind: k, pos: s.pos, name: w.releasedName(v, s), gor: st.gor.id, released: s.pos, input: true})
	var above []sym.Value
	if k.Ordered {
		for _, h := range st.gor.stack {
			if a := st.acqs[h]; a != nil && !a.escaped && a.kind.Protocol == k.Protocol {
				above = append(above, h)
			}
		}
	}
	if len(above) > 0 && judge {
		w.outOfOrder(st, s, st.acqs[v], above)
		return w.end(st, true)
	}
	w.emitOp(st, &traceOp{node: facts.NodeRelease, guard: k.Type, args: []sym.Value{v}, chain: w.hop(s, "")})
	if k.Ordered && st.gor.handle == facts.Yes {
		st.gor.handle = facts.Unknown // it may have been this one's
	}
	if k.Exclusive && st.gor.cur.kind == baseRegion {
		st.gor.base, st.gor.allow = facts.No, facts.No
	}
	return st
}

// releaseElsewhere releases a guard that came from the caller on a goroutine that
// this function started. Whatever the caller, that is not where it was acquired:
// so the release is wrong by itself, and the caller's guard is not a leak. What
// is found in memory may have been put there meanwhile, and is not judged.
func (w *walker) releaseElsewhere(st *state, s site, v sym.Value, k *protocol.Guard, judge bool) *state {
	w.handed[v] = true
	if !passedByValue(v) {
		return st
	}
	a := &acq{value: v, kind: k, pos: s.pos, name: w.releasedName(v, s), gor: 0, released: s.pos, input: true}
	st.setAcq(a)
	if judge {
		w.misuse(st, s, "guardmisuse", w.foreignText(st, a, s), nil, a)
	}
	return w.end(st, judge)
}

// passedByValue reports whether v is an argument or a part of one.
func passedByValue(v sym.Value) bool {
	for v.Kind == sym.Fld {
		v = v.Args[0]
	}
	return v.Kind == sym.Param
}

// touched forgets that the guards behind pointers from outside were released,
// because a function that only the caller knows may have put others there.
func (st *state) touched() {
	for _, g := range sortedKeys(st.acqs) {
		if st.acqs[g].input && g.Kind == sym.Sel {
			delete(st.ownAcqs(), g)
		}
	}
}

// sharedInput reports whether unknown code can get at the input v, and so may
// have put another guard there.
func (st *state) sharedInput(v sym.Value) bool {
	for v.Kind == sym.Sel || v.Kind == sym.Addr || v.Kind == sym.Fld || v.Kind == sym.Term {
		if len(v.Args) == 0 {
			return false
		}
		path := v.Str
		if v.Kind == sym.Term {
			path = ""
		}
		v = v.Args[0]
		if root, at := sym.SplitAddr(v); st.mem[root] != nil && st.mem[root].reaches(at+path) {
			return true
		}
	}
	return false
}

// releasedName is what the source calls the input v that is released at s.
func (w *walker) releasedName(v sym.Value, s site) string {
	if name := w.inputName(v); name != "" && len(s.chain) > 0 {
		return name
	}
	return s.receiver()
}

// receiver is what stands before .Release in the source.
func (s site) receiver() string {
	if n := len(s.name) - len(".Release"); n > 0 && s.name[n:] == ".Release" {
		return s.name[:n]
	}
	return s.name
}

// end decides how a path goes on after an operation that did not do what it
// should: not at all, or as a ghost.
func (w *walker) end(st *state, judged bool) *state {
	if !judged {
		return st
	}
	if st.ghost != nil {
		return st
	}
	return nil
}
