package walk

import (
	"fmt"
	"go/types"
	"slices"

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
	if row.Declared {
		return w.declaredRow(st, c, row, recv, recvLess, obj, name)
	}
	switch row.Op {
	case protocol.Acquire:
		ms := w.acquire(st, s, row.Guard, w.allow(st, row, arg), c.place(), 0, name)
		w.noteOptions(ms, arg(row.Opts))
		return returned(w.setCurrent(ms, row, arg(0)))
	case protocol.TryAcquire:
		ms := w.tryAcquire(st, s, row.Guard, w.allow(st, row, arg), c.place(), name)
		w.noteOptions(ms, arg(row.Opts))
		return returned(w.setCurrent(ms, row, arg(0)))
	case protocol.Release:
		return one(w.release(st, s, recv, row.Guard))
	case protocol.EnterClosure:
		return w.enterClosure(st, c, row, arg)
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
		return returned(w.current(st, c))
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

// noteOptions has the summary tell which options of the caller decide what the
// region of an acquired guard allows.
func (w *walker) noteOptions(ms []made, opts sym.Value) {
	if opts == nil || opts.Kind == sym.Const || !fromInputs(opts, 0) {
		return
	}
	for _, m := range ms {
		g := m.val
		if g.Kind == sym.Tuple {
			g = g.Args[0]
		}
		if a := m.st.acqs[g]; a != nil && a.event != nil && a.event.op != nil {
			a.event.op.args = []sym.Value{opts}
		}
	}
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
func (w *walker) enterClosure(st *state, c callee, row *protocol.Func, arg func(int) sym.Value) []outcome {
	var outs []outcome
	ghost := st.ghost != nil
	fn := arg(row.Arg)
	ms := w.acquire(st, c.site, row.Guard, w.allow(st, row, arg), c.place(), 1, "")
	w.noteOptions(ms, arg(row.Opts))
	for _, m := range w.setCurrent(ms, row, arg(0)) {
		g := m.val
		if m.st.ghost != nil && !ghost {
			// Refused, so fn does not run, and does not end the goroutine. What it
			// would release counts as released, since the region around is not
			// what leaks.
			inFlight := slices.Clip(m.st.unwinds)
			for _, o := range w.runClosure(m.st, c, fn, []sym.Value{w.space.Token()}) {
				o.st.unwinds = inFlight
				outs = append(outs, one(o.st)...)
			}
			continue
		}
		m.st.update(g, func(a *acq) { a.pseudo = true })
		for _, o := range w.runClosure(m.st, c, fn, []sym.Value{w.space.TokenOf(g)}) {
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
	if a == nil {
		st.leave(g)
	}
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
			if !w.require(st, c.site, facts.Yes, "exitstate", "") {
				return nil
			}
		}
	}
	return w.outside(st, c, fn)
}

func (w *walker) needsEntered(st *state, s site) string {
	if len(s.chain) > 0 && st.gor.id != 0 && w.spawned[st.gor.id] == s.pos {
		return fmt.Sprintf("%s needs an entered goroutine (%s), but it runs on a goroutine of its own, which is not entered", s.name, w.chainText(s.chain))
	}
	if len(s.chain) > 0 {
		return fmt.Sprintf("%s needs an entered goroutine (%s), but it is not entered here", s.name, w.chainText(s.chain))
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
		if !w.requireAllowed(st, c.site, facts.Unknown) {
			return nil
		}
	case allow == facts.Unknown:
		w.requireOption(st, c.site)
	}
	return w.outside(st, c, fn)
}

// denied says why BlockInPlace is refused.
func (w *walker) denied(st *state, s site) string {
	what := s.name
	if len(s.chain) > 0 {
		what += " needs BlockInPlace (" + w.chainText(s.chain) + ")"
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

// blockOn runs fn, which may block in the current region; with the token of
// EnterRuntime only in the region that it came with.
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
	if recv != nil && recv.Kind == sym.Token && len(recv.Args) > 0 {
		r = region{kind: guardRegion, guard: recv.Args[0]}
	}
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
				what += " (" + w.chainText(c.site.chain) + ")"
			}
			w.refused(st, c.site, what+" asks to block "+where)
			if st.ghost == nil {
				return nil
			}
		case facts.Unknown:
			if !w.require(st, c.site, facts.No, "blockingcall", "") {
				return nil
			}
		}
	}
	return returned([]made{{st, w.space.Token()}})
}
