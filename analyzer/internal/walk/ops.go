package walk

import (
	"fmt"
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// The transitions of the guard state machine. Each takes one path and returns
// the paths on which the operation succeeds; where it misuses, the path goes on
// as a ghost (see pending) or ends.

// A made is a path with the value that an operation gave on it.
type made struct {
	st  *state
	val sym.Value
}

// require states that the operation at s needs the caller to be entered or not.
// It is for the caller to judge. It reports false if a callee was told
// otherwise: there is no such path on which the operation succeeds.
func (w *walker) require(st *state, s site, entered facts.Tri, check, text string) bool {
	if !st.onBase() || st.gor.base != facts.Unknown && !st.gor.lent || st.ghost != nil {
		return true
	}
	w.emitOp(st, &traceOp{node: facts.NodeRequire, state: entered, check: check, text: text, chain: w.hop(s, text)})
	if st.gor.lent && st.gor.base != entered || entered == facts.Yes && st.gor.lacksHandle() {
		w.endsForCaller(st, s.pos)
		return false
	}
	w.proven(st, entered)
	st.gor.proof = s.pos
	return true
}

// requireAllowed is require for BlockInPlace, which a region must allow.
func (w *walker) requireAllowed(st *state, s site, entered facts.Tri) bool {
	if !st.onBase() {
		w.requireOption(st, s)
		return true
	}
	if st.gor.allow == facts.Yes {
		return true
	}
	w.emitOp(st, &traceOp{node: facts.NodeRequire, state: entered, allow: facts.Yes, check: "exitstate", chain: w.hop(s, "")})
	if in, allow := st.told(); allow == facts.No {
		if in == facts.Unknown {
			// Accepted all the same: it is not entered, for which the caller
			// is to blame where that goes wrong.
			w.proven(st, facts.No)
			st.gor.lent = true
		}
		if in == facts.Yes { // it was asked before
			w.endsForCaller(st, s.pos)
			return false
		}
		return true
	}
	st.gor.allow = facts.Yes
	return true
}

// requireOption has the summary tell that the region at hand must allow
// BlockInPlace, if the options of the caller decide that.
func (w *walker) requireOption(st *state, s site) {
	c := &st.gor.cur
	if st.gor.id != 0 || c.kind != guardRegion || c.allow != facts.Unknown || w.questioned[c.guard] {
		return
	}
	a := st.acqs[c.guard]
	if a == nil || a.event == nil || a.event.op == nil || len(a.event.op.args) == 0 {
		return
	}
	w.emitOp(st, &traceOp{node: facts.NodeRequire, state: facts.Yes, allow: facts.Yes, check: "exitstate", region: c.guard, chain: w.hop(s, "")})
	c.allow = facts.Yes // it went well
}

// endsForCaller has the summary tell that the path ends by a misuse: what becomes
// of the caller's guards then is for the caller to see.
func (w *walker) endsForCaller(st *state, pos token.Pos) { w.endsLeaking(st, pos, nil) }

// endsLeaking is endsForCaller where the guards leaked are reported to be left
// behind.
func (w *walker) endsLeaking(st *state, pos token.Pos, leaked []sym.Value) {
	if st.gor.id != 0 {
		return
	}
	e := w.newEvent(evMisuse, pos)
	e.exit = &exitRecord{outcome: facts.Misuses}
	for _, g := range leaked {
		if a := st.acqs[g]; a != nil && a.gor == 0 && !a.maybe && !a.input && a.object == nil {
			e.exit.leaked = append(e.exit.leaked, g)
			e.exit.live = append(e.exit.live, g)
		}
	}
	w.emit(st, e)
}

// proven takes over that the caller is entered or not. What the function asked
// for before has that answer.
func (w *walker) proven(st *state, entered facts.Tri) {
	st.gor.base, st.gor.lent = entered, false
	if !w.queried {
		return
	}
	if s := w.assume(st, w.space.Term(termEntered), entered == facts.Yes); s != nil && entered == facts.No {
		w.assume(st, w.space.Term(termAllowed), false)
	}
}

// hop is the chain that a caller of this function sees for the operation at s.
func (w *walker) hop(s site, op string) []facts.Step {
	name := s.name
	if len(s.chain) == 0 && op != "" {
		name = op
	}
	chain := append([]facts.Step{{Name: name, Site: w.sites.at(s.pos)}}, s.chain...)
	if len(chain) > facts.MaxChain {
		chain = append(chain[:facts.MaxChain-1:facts.MaxChain-1], chain[len(chain)-1])
	}
	return chain
}

// narrow keeps st only where the caller is entered (and allows BlockInPlace) as
// said. It is a condition, not a demand.
func (w *walker) narrow(st *state, entered, allow facts.Tri) *state {
	in, al := st.told()
	if in != facts.Unknown && in != entered || in == facts.Unknown && allow == facts.Yes && al == facts.No || in == facts.Yes && allow != facts.Unknown && al != facts.Unknown && al != allow {
		return nil
	}
	if in == entered && (allow == facts.Unknown || al == allow) {
		return st
	}
	if entered == facts.Yes && st.onBase() && st.gor.lacksHandle() {
		return nil
	}
	if st.onBase() {
		w.emitOp(st, &traceOp{node: facts.NodeAssumeState, state: entered, allow: allow})
		w.proven(st, entered)
		if allow != facts.Unknown {
			st.gor.allow = allow
		}
		if entered == facts.No {
			st.gor.allow = facts.No
		}
	}
	return st
}

// asks is entered for an operation that asks for the state: the function itself
// is judged by the answer from now on.
func (st *state) asks() (in, allow facts.Tri) {
	st.gor.lent = false
	return st.entered()
}

// acquire takes a guard of kind k. reg tells acquisitions at one place apart.
func (w *walker) acquire(st *state, s site, k *protocol.Guard, allow facts.Tri, at any, reg int, name string) []made {
	if st.ghost != nil {
		g := w.ident(st, sym.Guard, at, reg)
		if st.acqs[g] != nil {
			g = w.ident(st, sym.Guard, at, -1-reg) // not the one that it took before
		}
		switch in, al := st.told(); { // a later question is answered by it
		case k.Denies && in != facts.No && al != facts.No:
			st.gor.cur.denied = g
		case k.Exclusive && in == facts.No:
			st.gor.cur = region{kind: guardRegion, guard: g, allow: allow}
		}
		return []made{{st, g}}
	}
	switch {
	case k.Exclusive:
		switch in, _ := st.entered(); in {
		case facts.Yes:
			w.nested(st, s)
			return w.ghostValue(st, w.ident(st, sym.Guard, at, reg))
		case facts.Unknown:
			if !w.require(st, s, facts.No, "nestedenter", "") {
				return nil
			}
		}
	case k.Denies:
		switch in, al := st.entered(); {
		case in == facts.No || al == facts.No:
			return []made{{st, w.space.Zero()}}
		case (in == facts.Unknown || al == facts.Unknown) && st.onBase():
			ms := w.take(st, s, k, allow, at, reg, name)
			for _, m := range ms {
				m.st.update(m.val, func(a *acq) { a.maybe = true })
				w.maybe[m.val] = true
			}
			return ms
		}
	}
	return w.take(st, s, k, allow, at, reg, name)
}

// take registers a guard that the state machine grants.
func (w *walker) take(st *state, s site, k *protocol.Guard, allow facts.Tri, at any, reg int, name string) []made {
	g := w.ident(st, sym.Guard, at, reg)
	if old := st.acqs[g]; old != nil && (old.live() || st.onStack(g)) {
		return nil // more turns of a loop than the walk tells apart
	}
	e := w.newEvent(evAcquire, s.pos)
	e.guard = g
	e.text = acquiredText(k, name)
	w.emit(st, e)
	if st.gor.id == 0 {
		e.op = &traceOp{node: facts.NodeAcquire, guard: k.Type, reg: g, allow: allow, chain: w.hop(s, "")}
	}
	a := &acq{value: g, kind: k, pos: s.pos, name: name, gor: st.gor.id, nest: st.frame.nest, event: e}
	a.lent = st.gor.lent && st.onBase()
	if s.instr != nil && s.instr.Parent() == st.frame.fn {
		a.inLoop = st.frame.info.flow.InLoop(s.instr.Block())
	}
	if len(s.chain) > 0 {
		a.via = s.name
	}
	st.setAcq(a)
	switch {
	case k.Exclusive:
		st.gor.cur = region{kind: guardRegion, guard: g, allow: allow}
		st.gor.stack = append(st.gor.stack, g)
	case k.Ordered:
		st.gor.stack = append(st.gor.stack, g)
	case k.Denies:
		st.gor.cur.denied = g
	}
	return []made{{st, g}}
}

// unused reports whether nothing uses result i of the call instr.
func unused(instr ssa.Instruction, i int) bool {
	v, ok := instr.(*ssa.Call)
	if !ok {
		return instr != nil // deferred, or started by go
	}
	for _, r := range *v.Referrers() {
		if x, ok := r.(*ssa.Extract); !ok || x.Index == i && len(*x.Referrers()) > 0 {
			return false
		}
	}
	return true
}

// acquiredText is the step of an acquire.
func acquiredText(k *protocol.Guard, name string) string {
	switch {
	case name == "":
		return "a " + k.Noun + " is " + k.Verb + " here"
	case k.Object:
		return name + " is " + k.Verb + " here"
	}
	return k.Noun + " " + name + " is " + k.Verb + " here"
}

func releasedText(a *acq) string {
	switch {
	case a.name == "":
		return "the " + a.kind.Noun + " " + a.kind.Verb + " before is " + a.kind.Unbalanced + " here"
	case a.object != nil:
		return a.name + " is " + a.kind.Unbalanced + " here"
	}
	return a.kind.Noun + " " + a.name + " is " + a.kind.Unbalanced + " here"
}

// tryAcquire is acquire with the outcome as an error value.
func (w *walker) tryAcquire(st *state, s site, k *protocol.Guard, allow facts.Tri, at any, name string) []made {
	fail := func(st *state) made {
		return made{st, w.space.Tuple(w.space.Zero(), w.refusal(st, at, "ErrNestedEnter"))}
	}
	if !k.Exclusive {
		return w.withNilError(w.acquire(st, s, k, allow, at, 0, name))
	}
	switch in, _ := st.asks(); in {
	case facts.Yes:
		return []made{fail(st)}
	case facts.No:
		return w.withNilError(w.take(st, s, k, allow, at, 0, name))
	}
	var out []made
	other := st.clone()
	if other = w.narrow(other, facts.Yes, facts.Unknown); other != nil {
		out = append(out, fail(other))
	}
	if st = w.narrow(st, facts.No, facts.Unknown); st != nil {
		out = append(out, w.withNilError(w.take(st, s, k, allow, at, 0, name))...)
	}
	return out
}

func (w *walker) withNilError(ms []made) []made {
	for i := range ms {
		ms[i].val = w.space.Tuple(ms[i].val, w.space.Nil())
	}
	return ms
}

// nonNil is an error value nobody knows more of than that it is one.
func (w *walker) nonNil(st *state, at any) sym.Value {
	k := identKey{sym.Atom, st.frame.id, at, -9, 0}
	v := w.idents[k]
	if v == nil {
		v = w.space.FreshNonNil()
		w.idents[k] = v
	}
	return v
}

func (w *walker) ghostValue(st *state, v sym.Value) []made {
	if st.ghost != nil {
		return []made{{st, v}}
	}
	return nil
}

// suspend begins what runs with the current region set aside.
func (w *walker) suspend(st *state) {
	w.emitOp(st, &traceOp{node: facts.NodeSuspend})
	st.gor.susp = append(st.gor.susp, st.gor.cur)
	st.gor.cur = region{kind: noRegion}
}

// resume ends it. What is left entered is punished unless the goroutine
// unwinds; nil means that the path ends.
func (w *walker) resume(st *state, s site) *state {
	n := len(st.gor.susp) - 1
	if n < 0 {
		return st
	}
	left := st.gor.cur
	w.emitOp(st, &traceOp{node: facts.NodeResume, chain: w.hop(s, "")})
	if left.kind == guardRegion && !st.wasEntered(st.gor.susp[n]) {
		// BlockInPlace where the goroutine was not entered: nothing was set
		// aside, so what the closure left stays. An entered caller is punished
		// when it replays the summary.
		st.gor.susp = st.gor.susp[:n:n]
		if st.gor.base == facts.Unknown {
			st.gor.base, st.gor.allow = facts.No, facts.No
		}
		return st
	}
	var leftAcq *acq
	if left.kind == guardRegion {
		leftAcq = st.acqs[left.guard]
		st.dropFromStack(left.guard)
	}
	st.gor.cur = st.gor.susp[n]
	st.gor.susp = st.gor.susp[:n:n]
	if leftAcq == nil || leftAcq.escaped {
		return st
	}
	if st.unwinding() || st.ghost != nil {
		if st.ghost == nil {
			st.update(left.guard, func(a *acq) { a.released = s.pos })
		}
		return st
	}
	w.misuse(st, s, "exitstate", fmt.Sprintf("the closure given to %s leaves the region of %s open: release it before the closure returns",
		s.name, w.guardText(leftAcq)), []sym.Value{left.guard}, leftAcq)
	return w.end(st, true)
}

// wasEntered reports whether suspended region r is surely one.
func (st *state) wasEntered(r region) bool {
	return r.kind == guardRegion || r.kind == baseRegion && st.gor.base == facts.Yes
}

// allowOption says what the options of an Enter allow.
func (w *walker) allowOption(st *state, opts sym.Value, row *protocol.Func) facts.Tri {
	if opts == nil || opts == w.space.Nil() {
		return facts.No
	}
	if opts.Kind == sym.Slice {
		o := st.mem[opts.Args[0]]
		if o == nil {
			return facts.Unknown
		}
		for _, p := range o.paths() {
			v := o.cells[p]
			if v.Kind != sym.Const || v.Const == nil {
				return facts.Unknown
			}
			if n, ok := constant.Int64Val(v.Const); ok && n == row.AllowValue {
				return facts.Yes
			}
		}
		return facts.No
	}
	return facts.Unknown
}
