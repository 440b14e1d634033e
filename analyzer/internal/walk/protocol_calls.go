package walk

import (
	"fmt"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// protocolCall makes a call of a guarded API.
func (w *walker) protocolCall(st *state, c callee, row *protocol.Func, obj *types.Func) []outcome {
	s := c.site
	if !protocol.IsImplementation(obj.Pkg().Path()) && row.Op != protocol.Wait {
		w.blockOf(st, c, obj)
	}
	recvLess := c.args
	var recv sym.Value
	if row.Method && len(c.args) > 0 {
		recv, recvLess = c.args[0], c.args[1:]
	}
	arg := func(i int) sym.Value {
		if i >= 0 && i < len(recvLess) {
			return recvLess[i]
		}
		return nil
	}
	name := ""
	if c.instr != nil && c.at == nil {
		name = w.sites.variable(c.instr, row.Result)
	}
	switch row.Op {
	case protocol.Acquire:
		return returned(w.acquire(st, s, row.Guard, w.allow(st, row, arg), c.place(), 0, name))
	case protocol.TryAcquire:
		return returned(w.tryAcquire(st, s, row.Guard, w.allow(st, row, arg), c.place(), name))
	case protocol.Release:
		return one(w.release(st, s, recv, row.Guard))
	case protocol.EnterClosure:
		return w.enterClosure(st, c, row, arg(row.Arg), w.allow(st, row, arg))
	case protocol.ExitClosure:
		return w.exitClosure(st, c, arg(row.Arg))
	case protocol.BlockInPlace:
		return w.blockInPlace(st, c, arg(row.Arg))
	case protocol.BlockOn:
		return w.blockOn(st, c, recv, arg(row.Arg))
	case protocol.EnterBlocking:
		return w.enterBlocking(st, c, row)
	case protocol.TryBlocking:
		return returned(w.tryBlocking(st))
	case protocol.QueryState:
		return returned(w.queryState(st))
	case protocol.IsEntered, protocol.AllowsBlock:
		i := 0
		if row.Op == protocol.AllowsBlock {
			i = 1
		}
		if recv != nil && recv.Kind == sym.Struct {
			return returned([]made{{st, recv.Args[i]}})
		}
		return w.unknownResult(st, c)
	case protocol.Current:
		return returned([]made{{st, w.current(st, c)}})
	case protocol.WithCurrent:
		return w.withCurrent(st, c, arg(row.Arg))
	case protocol.RunHere:
		return w.runClosure(st, c, arg(row.Arg), nil)
	case protocol.Make:
		return returned(w.makes(st, c, row, name))
	case protocol.OnLoop:
		return w.handler(st, c, row, arg(row.Arg))
	case protocol.Lock, protocol.TryLock, protocol.LockOrError, protocol.Unlock, protocol.SharedView, protocol.NewWaiter, protocol.Wait:
		return w.lockCall(st, c, row, recv, arg, obj)
	}
	return w.unknownResult(st, c)
}

func (w *walker) allow(st *state, row *protocol.Func, arg func(int) sym.Value) facts.Tri {
	if row.Opts < 0 {
		return facts.Unknown
	}
	return w.allowOption(st, arg(row.Opts), row)
}

// runClosure calls fn once, here, with the state as it is.
func (w *walker) runClosure(st *state, c callee, fn sym.Value, args []sym.Value) []outcome {
	if fn == nil {
		return one(st)
	}
	body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn, args: args}
	if c.common == nil {
		body.instr = nil
	}
	if fn.Kind == sym.Func && args == nil {
		body.args = w.unknownArgs(st, c, fn.Fn)
	}
	return w.call(st, body)
}

// enterClosure runs fn entered, and releases afterwards however fn ends.
func (w *walker) enterClosure(st *state, c callee, row *protocol.Func, fn sym.Value, allow facts.Tri) []outcome {
	var outs []outcome
	ghost := st.ghost != nil
	for _, m := range w.acquire(st, c.site, row.Guard, allow, c.place(), 1, "") {
		g := m.val
		if m.st.ghost != nil && !ghost {
			outs = append(outs, one(m.st)...) // refused: fn does not run
			continue
		}
		m.st.update(g, func(a *acq) { a.pseudo = true })
		for _, o := range w.runClosure(m.st, c, fn, []sym.Value{w.space.Token()}) {
			o.st = w.closeRegion(o.st, c.site, g)
			if o.st != nil {
				o.result = nil
				outs = append(outs, o)
			}
		}
	}
	return outs
}

// closeRegion is the closing half of EnterRuntime.
func (w *walker) closeRegion(st *state, s site, g sym.Value) *state {
	a := st.acqs[g]
	if a == nil || a.released.IsValid() {
		return st
	}
	conflicts := w.conflicts(st, g)
	w.letGo(st, g, s)
	if len(conflicts) == 0 || st.unwinding() || st.ghost != nil {
		return st
	}
	w.misuse(st, s, "releaseorder", fmt.Sprintf("%s ends its region before %s is released: release it before the closure returns",
		s.name, trimComma(w.guardText(st.acqs[conflicts[len(conflicts)-1]]))), conflicts, a)
	return w.end(st, true)
}

// exitClosure runs fn outside of the region the goroutine is in.
func (w *walker) exitClosure(st *state, c callee, fn sym.Value) []outcome {
	if st.ghost == nil {
		switch in, _ := st.entered(); in {
		case facts.No:
			w.misuse(st, c.site, "exitstate", w.needsEntered(st, c.site), nil, nil)
			return nil
		case facts.Unknown:
			w.require(st, c.site, facts.Yes, "exitstate", "")
		}
	}
	return w.outside(st, c, fn)
}

func (w *walker) needsEntered(st *state, s site) string {
	if len(s.chain) > 0 && st.gor.id != 0 && w.spawned[st.gor.id] == s.pos {
		return fmt.Sprintf("%s needs an entered goroutine (%s), but it runs on a goroutine of its own, which is not entered", s.name, chainText(s.chain))
	}
	if len(s.chain) > 0 {
		return fmt.Sprintf("%s needs an entered goroutine (%s), but it is not entered here", s.name, chainText(s.chain))
	}
	return s.name + " is called where the goroutine is not entered"
}

func (w *walker) outside(st *state, c callee, fn sym.Value) []outcome {
	w.suspend(st)
	var outs []outcome
	for _, o := range w.runClosure(st, c, fn, nil) {
		if o.st = w.resume(o.st, c.site); o.st != nil {
			o.result = nil
			outs = append(outs, o)
		}
	}
	return outs
}

// blockInPlace runs fn outside of a region that allows it, or as it is where
// the goroutine is not entered.
func (w *walker) blockInPlace(st *state, c callee, fn sym.Value) []outcome {
	if st.ghost != nil {
		return w.runClosure(st, c, fn, nil)
	}
	switch in, allow := st.entered(); {
	case in == facts.No:
		outs := w.runClosure(st, c, fn, nil)
		for i := range outs {
			outs[i].result = nil
		}
		return outs
	case in == facts.Yes && allow == facts.No:
		w.misuse(st, c.site, "exitstate", w.denied(st, c.site), nil, nil)
		return nil
	case allow != facts.Yes && st.onBase():
		// Entered or not, the closure runs outside of any region: only the
		// caller can tell whether that is allowed.
		w.emitOp(st, &traceOp{node: facts.NodeRequire, allow: facts.Yes, check: "exitstate", chain: w.hop(c.site, "")})
		st.gor.allow = facts.Yes
	}
	return w.outside(st, c, fn)
}

// denied says why BlockInPlace is refused.
func (w *walker) denied(st *state, s site) string {
	what := s.name
	if len(s.chain) > 0 {
		what += " needs BlockInPlace (" + chainText(s.chain) + ")"
	} else {
		what += " is called"
	}
	c := st.gor.cur
	if c.denied != nil {
		if a := st.acqs[c.denied]; a != nil {
			return fmt.Sprintf("%s where %s forbids it", what, w.guardText(a))
		}
	}
	if c.kind == guardRegion {
		return fmt.Sprintf("%s in the region entered at %s, which does not allow it: pass AllowBlockInPlace there", what, w.sites.line(st.acqs[c.guard].pos))
	}
	return what + " where the region does not allow it"
}

// blockOn runs fn, which may block in the current region.
func (w *walker) blockOn(st *state, c callee, recv, fn sym.Value) []outcome {
	if recv == w.space.Nil() && st.ghost == nil {
		// Where the goroutine is not entered, it did not ask: the nil is that of
		// a check against nil that decides nothing here.
		if in, _ := st.entered(); in == facts.Yes {
			w.refused(st, c.site, c.site.name+" is called on a nil guard: the goroutine was entered when it asked for one")
		}
		return nil
	}
	r := st.gor.cur
	if st.gor.id == 0 {
		w.emitOp(st, &traceOp{node: facts.NodeSanction})
	}
	st.gor.sanction = append(st.gor.sanction, r)
	var outs []outcome
	for _, o := range w.runClosure(st, c, fn, nil) {
		if n := len(o.st.gor.sanction); n > 0 {
			o.st.gor.sanction = o.st.gor.sanction[: n-1 : n-1]
		}
		w.emitOp(o.st, &traceOp{node: facts.NodeUnsanction})
		outs = append(outs, o)
	}
	return outs
}

// refused records that asking to block is punished in an entered region.
func (w *walker) refused(st *state, s site, text string) {
	c := st.gor.cur
	var conflicts []sym.Value
	var about *acq
	if c.kind == guardRegion {
		if about = st.acqs[c.guard]; about != nil && !about.pseudo {
			conflicts = []sym.Value{c.guard}
		}
	}
	p := len(w.findings)
	w.misuse(st, s, "blockingcall", text+"; category "+facts.RuntimeCtx.String(), conflicts, about)
	if len(w.findings) > p {
		f := &w.findings[p].finding
		f.Categories = append(f.Categories, blockingCategory(f.Message))
	}
}

// enterBlocking is EnterBlockingRegion.
func (w *walker) enterBlocking(st *state, c callee, row *protocol.Func) []outcome {
	if st.ghost == nil {
		switch in, _ := st.entered(); in {
		case facts.Yes:
			where := w.baseText(st)
			if st.gor.cur.kind == guardRegion {
				where = "inside " + w.regionText(st)
			}
			what := c.site.name
			if len(c.site.chain) > 0 {
				what += " (" + chainText(c.site.chain) + ")"
			}
			w.refused(st, c.site, what+" asks to block "+where)
			if st.ghost == nil {
				return nil
			}
		case facts.Unknown:
			w.require(st, c.site, facts.No, "blockingcall", "")
		}
	}
	return returned([]made{{st, w.space.Token()}})
}

// tryBlocking is TryEnterBlockingRegion.
func (w *walker) tryBlocking(st *state) []made {
	yes := func(st *state) made { return made{st, w.space.Tuple(w.space.Token(), w.space.Bool(true))} }
	no := func(st *state) made { return made{st, w.space.Tuple(w.space.Nil(), w.space.Bool(false))} }
	switch in, _ := st.entered(); in {
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
	pair := func(st *state, in, allow bool) made {
		return made{st, w.space.Struct([]sym.Value{w.space.Bool(in), w.space.Bool(allow)})}
	}
	in, allow := st.entered()
	switch {
	case in == facts.No:
		return []made{pair(st, false, false)}
	case in == facts.Yes && allow != facts.Unknown:
		return []made{pair(st, true, allow == facts.Yes)}
	}
	// The answer is for a later condition to ask: see narrowBy.
	entered, allowed := w.space.Term(termEntered), w.space.Term(termAllowed)
	if !st.onBase() {
		entered, allowed = w.space.Fresh(), w.space.Fresh()
	}
	if in == facts.Yes {
		entered = w.space.Bool(true)
	}
	return []made{{st, w.space.Struct([]sym.Value{entered, allowed})}}
}

// The conditions that ask for the state in which the caller was at entry.
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
	}
	return st
}

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
	case len(st.gor.stack) > 0:
		return facts.Unknown
	case st.gor.empty:
		return facts.No
	case st.gor.base == facts.Yes && st.onBase():
		return facts.Yes
	}
	return facts.Unknown
}

func (w *walker) current(st *state, c callee) sym.Value {
	switch st.hasCurrent() {
	case facts.Yes:
		return w.space.Tuple(w.nonNil(st, c.place()), w.space.Nil())
	case facts.No:
		return w.space.Tuple(w.space.Nil(), w.nonNil(st, c.place()))
	}
	return w.ident(st, sym.Atom, c.place(), 4)
}

func (w *walker) withCurrent(st *state, c callee, fn sym.Value) []outcome {
	has := st.hasCurrent()
	var outs []outcome
	if has != facts.Yes {
		other := st
		if has == facts.Unknown {
			other = st.clone()
		}
		outs = append(outs, outcome{st: other, kind: facts.Returns, result: w.nonNil(other, c.place())})
		if has == facts.No {
			return outs
		}
	}
	for _, o := range w.runClosure(st, c, fn, nil) {
		o.result = w.space.Nil()
		outs = append(outs, o)
	}
	return outs
}
