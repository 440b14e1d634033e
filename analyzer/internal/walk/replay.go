package walk

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A replayer executes a summary on the state of a caller.
type replayer struct {
	*walker
	c    callee
	sum  *facts.Summary
	key  string
	args []sym.Value // the parameters' values, receiver first
	free []sym.Value // the free variables' values
	// ghosted is a state that became a ghost in this call.
	ghosted *state
}

// A replayed path: the caller's state and what the summary's names stand for.
type replayState struct {
	st   *state
	node int
	regs map[int]sym.Value
	// ended says how a callback that did not return ended.
	ended facts.Outcome
	// unwound says that a callback of the callee did not return.
	unwound bool
	objs    map[int]sym.Value // what one node allocates
}

// replay executes sum, whose function is called key, as a call by st.
func (w *walker) replay(st *state, c callee, sum *facts.Summary, key string, args, free []sym.Value) []outcome {
	if len(sum.Nodes) == 0 {
		if sum.Diverges {
			return nil
		}
		return w.unknownResult(st, c)
	}
	r := &replayer{walker: w, c: c, sum: sum, key: key, args: args, free: free}
	var outs []outcome
	seen := make(map[int]map[string]*event)
	var work []replayState
	push := func(st *state, node int, regs map[int]sym.Value, unwound bool) {
		set := seen[node]
		if set == nil {
			set = make(map[string]*event)
			seen[node] = set
		}
		extra := append(append(st.frame.env.values(), args...), free...)
		for i := 0; i <= sum.Registers(); i++ {
			extra = append(extra, regs[i])
		}
		k := w.key(st, nil, extra...)
		if e := set[k]; e != nil {
			link(st.at, e)
			return
		}
		if len(set) >= maxStatesPerBlock {
			return
		}
		e := w.newEvent(evJoin, token.NoPos)
		w.emit(st, e)
		set[k] = e
		work = append(work, replayState{st: st, node: node, regs: regs, unwound: unwound})
	}
	for i, n := range sum.Start {
		s := st
		if i < len(sum.Start)-1 {
			s = st.clone()
		}
		push(s, n, nil, false)
	}
	for len(work) > 0 && !w.over {
		x := work[0]
		work = work[1:]
		x.objs = make(map[int]sym.Value)
		w.steps++
		if w.steps > maxSteps {
			w.over = true
			return nil
		}
		n := &sum.Nodes[x.node]
		if n.Kind == facts.NodeExit {
			if o, ok := r.exit(x, n); ok {
				outs = append(outs, o)
			}
			continue
		}
		next, ends := r.step(x, n)
		outs = append(outs, ends...)
		for _, y := range next {
			for _, m := range n.Next {
				if to := &sum.Nodes[m]; to.Kind == facts.NodeUnwound && n.Kind == facts.NodeCall {
					if y.ended != to.Outcome {
						continue
					}
				} else if y.ended != 0 {
					continue
				}
				push(y.st.clone(), m, y.regs, y.unwound || x.unwound || y.ended != 0)
			}
		}
	}
	if len(outs) == 0 && r.ghosted != nil {
		// The callee goes on to a misuse of its own, which ends every path in
		// it; what becomes of the guard that the ghost is about shows after it.
		return w.unknownResult(r.ghosted, c)
	}
	return outs
}

// at identifies a value that node n of the callee makes in this call.
type replayPlace struct {
	place any
	key   string
	node  int
	obj   int
}

func (r *replayer) site(n *facts.Node) site {
	s := r.c.site
	s.chain = n.Chain
	if len(r.c.through) > 0 {
		s.chain = slices.Concat(r.c.through, n.Chain)
	}
	return s
}

// step executes one node. Paths that end in it, other than by returning, are
// in ends.
func (r *replayer) step(x replayState, n *facts.Node) (next []replayState, ends []outcome) {
	st := x.st
	s := r.site(n)
	same := func(sts ...*state) []replayState {
		var out []replayState
		for _, st := range sts {
			if st != nil {
				out = append(out, replayState{st: st, regs: x.regs})
			}
		}
		return out
	}
	switch n.Kind {
	case facts.NodeAcquire:
		return r.acquireNode(x, n, s), nil
	case facts.NodeRelease:
		v := r.value(x, n.Args[0])
		k := protocol.GuardNamed(n.Guard)
		if a := st.acqs[v]; a != nil {
			k = a.kind
		}
		if k == nil {
			return same(st), nil
		}
		return same(r.release(st, s, v, k)), nil
	case facts.NodeRequire:
		ghost := st.ghost != nil
		st = r.requireNode(st, n, s)
		if st != nil && st.ghost != nil && !ghost {
			r.ghosted = st.clone()
		}
		return same(st), nil
	case facts.NodeAssumeState:
		return same(r.narrow(st, n.State, n.Allow)), nil
	case facts.NodeAssume:
		return same(r.assumeNode(x, n)), nil
	case facts.NodeSuspend:
		r.suspend(st)
		return same(st), nil
	case facts.NodeResume:
		return same(r.resume(st, s)), nil
	case facts.NodeSanction:
		r.emitOp(st, &traceOp{node: facts.NodeSanction})
		st.gor.sanction = append(st.gor.sanction, st.gor.cur)
		return same(st), nil
	case facts.NodeUnsanction:
		r.emitOp(st, &traceOp{node: facts.NodeUnsanction})
		if k := len(st.gor.sanction); k > 0 {
			st.gor.sanction = st.gor.sanction[: k-1 : k-1]
		}
		return same(st), nil
	case facts.NodeCall:
		return r.callNode(x, n, s)
	case facts.NodeBlock:
		r.block(st, r.c.site, n.Blocks)
		return same(st), nil
	case facts.NodeEscape:
		for _, v := range n.Args {
			r.escape(st, r.value(x, v))
		}
		return same(st), nil
	case facts.NodeElsewhere:
		body := callee{site: s, at: replayPlace{r.c.place(), r.key, nodeIndex(r.sum, n), 0}, fn: r.value(x, n.Args[0])}
		c := r.c
		return same(r.spawn(st, c, body)), nil
	case facts.NodeRecover:
		return r.recoverNode(x, n), nil
	}
	return same(st), nil
}

func nodeIndex(sum *facts.Summary, n *facts.Node) int {
	for i := range sum.Nodes {
		if &sum.Nodes[i] == n {
			return i
		}
	}
	return -1
}

func (r *replayer) acquireNode(x replayState, n *facts.Node, s site) []replayState {
	k := protocol.GuardNamed(n.Guard)
	if k == nil {
		return nil
	}
	name := ""
	if r.c.instr != nil && r.c.at == nil {
		name = r.sites.variable(r.c.instr)
	}
	if i := strings.IndexByte(name, ','); i >= 0 {
		name = ""
	}
	allow := n.Allow
	if len(n.Args) > 0 {
		allow = r.allowValue(x.st, r.value(x, n.Args[0]))
	}
	at := replayPlace{r.c.place(), r.key, n.Reg, 0}
	if old := x.regs[n.Reg]; old != nil && r.leaks(n.Reg) {
		// The turn of the callee's loop before this one left its guard behind.
		x.st.update(old, func(a *acq) {
			if a.live() {
				a.leaked, a.reported = true, true
			}
		})
	}
	var out []replayState
	for _, m := range r.acquire(x.st, s, k, allow, at, 0, name) {
		regs := make(map[int]sym.Value, len(x.regs)+1)
		for i, v := range x.regs {
			regs[i] = v
		}
		regs[n.Reg] = m.val
		if n.State == facts.Yes {
			m.st.update(m.val, func(a *acq) { a.pseudo = true })
		}
		out = append(out, replayState{st: m.st, regs: regs})
	}
	return out
}

// leaks reports whether the callee is known to leak the guard in reg.
func (r *replayer) leaks(reg int) bool {
	for i := range r.sum.Nodes {
		if slices.Contains(r.sum.Nodes[i].Leaked, reg) {
			return true
		}
	}
	return false
}

func (r *replayer) allowValue(st *state, opts sym.Value) facts.Tri {
	for _, p := range protocol.All {
		return r.allowOption(st, opts, p.Options())
	}
	return facts.Unknown
}

// requireNode judges a demand of the callee on the enter state.
func (r *replayer) requireNode(st *state, n *facts.Node, s site) *state {
	if st.ghost != nil {
		return st
	}
	in, allow := st.entered()
	if n.Allow == facts.Yes {
		switch {
		case in == facts.Yes && allow == facts.No:
			r.misuse(st, s, "exitstate", r.denied(st, s), nil, nil)
			return r.end(st, true)
		case in == facts.Unknown || in == facts.Yes && allow == facts.Unknown:
			if st.onBase() && st.gor.allow != facts.Yes {
				r.emitOp(st, &traceOp{node: facts.NodeRequire, state: n.State, allow: n.Allow, check: n.Check, chain: r.hop(s, "")})
				st.gor.allow = facts.Yes
			}
		}
		return st
	}
	if in == facts.Unknown {
		r.require(st, s, n.State, n.Check, "")
		return st
	}
	if in == n.State {
		return st
	}
	switch n.Check {
	case "nestedenter":
		r.nested(st, s)
	case "exitstate":
		r.misuse(st, s, "exitstate", r.needsEntered(s), nil, nil)
	case "blockingcall":
		where := r.baseText(st)
		if st.gor.cur.kind == guardRegion {
			where = "inside " + r.regionText(st)
		}
		r.refused(st, s, s.name+" asks to block ("+chainText(s.chain)+") "+where)
	}
	return r.end(st, true)
}

func (r *replayer) assumeNode(x replayState, n *facts.Node) *state {
	cond := r.value(x, n.Args[0])
	cond = x.st.facts.Eval(r.space, cond)
	known := cond.Kind == sym.Const
	st := r.assume(x.st, cond, n.State == facts.Yes)
	if st != nil && !known && fromInputs(cond, 0) {
		r.emitOp(st, &traceOp{node: facts.NodeAssume, state: n.State, args: []sym.Value{cond}})
	}
	return st
}

func (r *replayer) callNode(x replayState, n *facts.Node, s site) (next []replayState, ends []outcome) {
	args := make([]sym.Value, len(n.Args))
	for i, v := range n.Args {
		args[i] = x.st.facts.Eval(r.space, r.value(x, v))
	}
	c := callee{site: s, at: replayPlace{r.c.place(), r.key, nodeIndex(r.sum, n), 0}, instr: r.c.instr, repeated: true}
	// What the callee still needs must outlive the call.
	roots := x.st.frame.roots
	held := slices.Concat(roots, r.args, r.free)
	for reg := range r.sum.Registers() {
		if g := x.regs[reg]; g != nil {
			held = append(held, g)
		}
	}
	x.st.frame.roots = held
	defer func() {
		for i := range next {
			next[i].st.frame.roots = roots
		}
		for i := range ends {
			ends[i].st.frame.roots = roots
		}
	}()
	var outs []outcome
	if n.Text != "" {
		c.args = args
		outs = r.callMethodNamed(x.st, c, n.Text, r.staticType(n.Args[0]))
	} else {
		c.fn, c.args = args[0], args[1:]
		outs = r.call(x.st, c)
	}
	for _, o := range outs {
		if o.kind == facts.Returns {
			next = append(next, replayState{st: o.st, regs: x.regs})
			continue
		}
		if r.unwinds(n, o.kind) {
			next = append(next, replayState{st: o.st, regs: x.regs, ended: o.kind})
			continue
		}
		for _, g := range x.regs {
			o.st.update(g, func(a *acq) { a.panicked = true })
		}
		ends = append(ends, o)
	}
	return next, ends
}

// unwinds reports whether the callee does something when the call n ends so.
func (r *replayer) unwinds(n *facts.Node, kind facts.Outcome) bool {
	return slices.ContainsFunc(n.Next, func(m int) bool {
		return r.sum.Nodes[m].Kind == facts.NodeUnwound && r.sum.Nodes[m].Outcome == kind
	})
}

// callMethodNamed calls a method of an interface value that the callee got.
// When the callee is generic, t is the type that its parameter stands for.
func (w *walker) callMethodNamed(st *state, c callee, name string, t types.Type) []outcome {
	recv := c.args[0]
	if recv.Kind != sym.Iface && t != nil {
		if m := methodNamed(t, w.cfg.SSA.Pkg, name); m != nil {
			return w.callOn(st, c, t, recv, m)
		}
	}
	if recv.Kind == sym.Iface {
		if m := methodNamed(recv.Type, w.cfg.SSA.Pkg, name); m != nil {
			return w.callOn(st, c, recv.Type, recv.Args[0], m)
		}
	}
	switch recv.Kind {
	case sym.Param, sym.FreeVar, sym.Sel, sym.Fld:
		if st.ghost == nil {
			w.emitOp(st, &traceOp{node: facts.NodeCall, text: name, args: c.args, chain: w.hop(c.site, "")})
		}
	}
	return one(st)
}

// staticType is the type of the argument that v stands for, if it is concrete.
func (r *replayer) staticType(v facts.Value) types.Type {
	if v.Kind != facts.ParamVal || r.c.common == nil || r.c.common.IsInvoke() || v.N >= len(r.c.common.Args) || len(r.c.common.Args) != len(r.args) {
		return nil
	}
	t := r.c.common.Args[v.N].Type()
	if _, param := types.Unalias(t).(*types.TypeParam); param || types.IsInterface(t) {
		return nil
	}
	return t
}

func (r *replayer) recoverNode(x replayState, n *facts.Node) []replayState {
	st := x.st
	k := len(st.unwinds) - 1
	inFlight := r.c.deferred && k >= 0 && st.unwinds[k].outcome == facts.Panics
	if inFlight != (n.State == facts.Yes) {
		return nil
	}
	if inFlight {
		st.unwinds = append(st.unwinds[:k:k], st.unwinds[k])
		st.unwinds[k].recovered = true
	}
	return []replayState{{st: st, regs: x.regs}}
}

// exit ends the call as node n says.
func (r *replayer) exit(x replayState, n *facts.Node) (outcome, bool) {
	st := x.st
	for _, s := range n.Stores {
		obj := r.value(x, s.Addr)
		r.store(st, r.space.Addr(obj, s.Path), r.value(x, s.Val))
	}
	vs := make([]sym.Value, len(n.Results))
	for i, v := range n.Results {
		vs[i] = st.facts.Eval(r.space, r.result(x, v, i))
	}
	// What the callee leaks was reported there. One of its registers that some
	// exit leaks and this one does not hand over is leaked as well.
	handed := make(map[sym.Value]bool)
	for _, v := range vs {
		st.reach(handed, v)
	}
	r.reachRoots(st, handed)
	for reg := range r.sum.Registers() {
		g := x.regs[reg]
		if g == nil || !r.leaks(reg) || handed[g] && !slices.Contains(n.Leaked, reg) {
			continue
		}
		st.update(g, func(a *acq) {
			if a.live() {
				a.leaked, a.reported = true, true
			}
		})
	}
	o := outcome{st: st, kind: n.Outcome, result: r.bundle(vs), pos: r.c.site.pos}
	if len(vs) == 0 {
		o.result = r.ident(st, sym.Atom, r.c.place(), 4)
	}
	if n.Outcome == facts.Panics {
		for _, g := range x.regs {
			st.update(g, func(a *acq) { a.panicked = true })
		}
	}
	if k := len(st.unwinds) - 1; x.unwound && k >= 0 && n.Outcome == facts.Returns {
		st.unwinds = st.unwinds[:k:k] // the callee recovered it
	} else if n.Outcome != facts.Returns && !x.unwound {
		st.unwinds = append(st.unwinds, unwind{outcome: n.Outcome, pos: r.c.site.pos})
	}
	if n.Outcome != facts.Returns {
		o.result = nil
	}
	return o, true
}

// result is the value of result i.
func (r *replayer) result(x replayState, v facts.Value, i int) sym.Value {
	switch v.Kind {
	case facts.Any:
		return r.ident(x.st, sym.Atom, r.c.place(), 100+i)
	case facts.NonNilAny:
		return r.nonNil(x.st, replayPlace{r.c.place(), r.key, -1, i})
	}
	return r.value(x, v)
}

// value translates a summary's value.
func (r *replayer) value(x replayState, v facts.Value) sym.Value {
	s := r.space
	arg := func(i int) sym.Value { return r.value(x, v.Args[i]) }
	switch v.Kind {
	case facts.NilVal:
		return s.Nil()
	case facts.ZeroGuard:
		return s.Zero()
	case facts.BoolVal:
		return s.Bool(v.Str == "true")
	case facts.NumVal:
		return s.Const(constant.ToInt(constant.MakeFromLiteral(v.Str, token.INT, 0)))
	case facts.StringVal:
		return s.Const(constant.MakeString(v.Str))
	case facts.ParamVal:
		if v.N < len(r.args) {
			return r.args[v.N]
		}
	case facts.FreeVarVal:
		if v.N < len(r.free) {
			return r.free[v.N]
		}
	case facts.GlobalVal:
		return s.Global(v.Str)
	case facts.SelVal:
		p := arg(0)
		o, path := sym.SplitAddr(p)
		if o.Kind == sym.Zero || p.Kind == sym.Const {
			break
		}
		t := r.loadUntyped(x.st, o, path+v.Str)
		return x.st.facts.Eval(s, t)
	case facts.FldVal:
		return s.Fld(arg(0), v.Str)
	case facts.AddrVal:
		return s.Addr(arg(0), v.Str)
	case facts.ObjVal:
		if o := x.objs[v.N]; o != nil {
			return o
		}
		o := r.ident(x.st, sym.Obj, replayPlace{r.c.place(), r.key, -2, v.N}, 0)
		x.objs[v.N] = o
		x.st.setMem(o, &object{zero: true})
		return o
	case facts.RegVal:
		if g := x.regs[v.N]; g != nil {
			return g
		}
		return s.Zero()
	case facts.TokenVal:
		return s.Token()
	case facts.StructVal:
		fs := make([]sym.Value, len(v.Args))
		for i := range fs {
			fs[i] = arg(i)
		}
		return s.Struct(fs)
	case facts.TermVal:
		return r.term(x, v)
	case facts.ClosureVal:
		bs := make([]sym.Value, len(v.Args))
		for i := range bs {
			bs[i] = arg(i)
		}
		return r.closure(v.Str, bs)
	case facts.SliceVal:
		return s.Slice(arg(0))
	case facts.IfaceVal:
		if t := r.typeNamed(v.Str); t != nil {
			return s.Iface(t, arg(0))
		}
	case facts.NonNilAny:
		return r.nonNil(x.st, replayPlace{r.c.place(), r.key, -3, 0})
	}
	return r.ident(x.st, sym.Atom, replayPlace{r.c.place(), r.key, -4, v.N}, 6)
}

func (r *replayer) term(x replayState, v facts.Value) sym.Value {
	s := r.space
	vs := make([]sym.Value, len(v.Args))
	for i := range vs {
		vs[i] = x.st.facts.Eval(s, r.value(x, v.Args[i]))
	}
	switch {
	case v.Str == sym.OpNot && len(vs) == 1:
		return s.Not(vs[0])
	case len(vs) == 2 && v.Str == sym.OpEq:
		return s.Binary(token.EQL, vs[0], vs[1])
	case len(vs) == 2 && v.Str == sym.OpLess:
		return s.Binary(token.LSS, vs[0], vs[1])
	case len(vs) == 2 && v.Str == sym.OpAdd:
		return s.Binary(token.ADD, vs[0], vs[1])
	}
	return s.Term(v.Str, vs...)
}

// loadUntyped is load where the type is not at hand: what is missing is zero.
func (w *walker) loadUntyped(st *state, o sym.Value, path string) sym.Value {
	obj := st.mem[o]
	if obj != nil && obj.zero && obj.unknown == nil {
		for p := path; ; {
			if v, ok := obj.cells[p]; ok {
				return w.space.Fld(v, path[len(p):])
			}
			i := strings.LastIndexByte(p, '.')
			if i < 0 {
				break
			}
			p = p[:i]
		}
		if t := w.cellType(o, path); t != nil {
			return w.zeroOf(t, 0)
		}
		return w.space.Zero()
	}
	return w.cell(st, o, path, emptyStruct, 9)
}
