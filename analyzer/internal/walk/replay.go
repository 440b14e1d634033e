package walk

import (
	"go/token"
	"maps"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
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
	// The answers to a question for the enter state at the callee's entry.
	entered, allowed sym.Value
	lent             bool         // what is known of the state was lent before
	lefts            map[int]bool // which keys of results the summary asks for; see asksLeft
}

// A replayed path: the caller's state and what the summary's names stand for.
type replayState struct {
	st   *state
	node int
	regs map[int]sym.Value
	// results holds the results of the functions that the callee called.
	results map[int]sym.Value
	// ended says how a callback that did not return ended.
	ended facts.Outcome
	// unwound says that a callback of the callee did not return.
	unwound bool
	asked   bool              // the callee asked for the enter state
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
	r := &replayer{walker: w, c: c, sum: sum, key: key, args: args, free: free, lent: st.gor.lent}
	r.entered, r.allowed = w.answersTo(st)
	var outs []outcome
	seen := make(map[int]map[string]*event)
	var work []replayState
	joins := sum.Joins()
	var extra []sym.Value
	push := func(st *state, node int, regs, results map[int]sym.Value, unwound, asked, split bool) {
		if !joins[node] && !split {
			work = append(work, replayState{st: st, node: node, regs: regs, results: results, unwound: unwound, asked: asked})
			return
		}
		set := seen[node]
		if set == nil {
			set = make(map[string]*event)
			seen[node] = set
		}
		extra = append(st.frame.env.appendValues(extra[:0]), args...)
		extra = append(extra, free...)
		for i := 0; i <= sum.Registers(); i++ {
			extra = append(extra, regs[i])
		}
		for _, i := range slices.Sorted(maps.Keys(results)) {
			extra = append(extra, w.space.Int(int64(i)), results[i])
		}
		if asked {
			extra = append(extra, w.space.Bool(true))
		}
		k := w.key(st, nil, extra...)
		if e := set[k]; e != nil {
			link(st.at, e)
			return
		}
		if len(set) >= w.bounds.states {
			w.dropped = true
			return
		}
		e := w.newEvent(evJoin, token.NoPos)
		w.emit(st, e)
		set[k] = e
		work = append(work, replayState{st: st, node: node, regs: regs, results: results, unwound: unwound, asked: asked})
	}
	for i, n := range sum.Start {
		s := st
		if i < len(sum.Start)-1 {
			s = st.clone()
		}
		push(s, n, nil, nil, false, false, false)
	}
	for len(work) > 0 && !w.over {
		x := work[0]
		work = work[1:]
		x.objs = make(map[int]sym.Value)
		w.steps++
		if w.steps > w.limit {
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
		asked := x.asked || r.asks(n)
		for _, y := range next {
			for _, m := range n.Next {
				if to := &sum.Nodes[m]; to.Kind == facts.NodeUnwound && n.Kind == facts.NodeCall {
					if y.ended != to.Outcome {
						continue
					}
				} else if y.ended != 0 {
					continue
				}
				results := y.results
				if results == nil {
					results = x.results
				}
				st := y.st
				if len(next) > 1 || len(n.Next) > 1 {
					st = st.clone()
				}
				push(st, m, y.regs, results, y.unwound || x.unwound || y.ended != 0, asked, len(next) > 1)
			}
		}
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
		if n.State == facts.No {
			if k != nil && k.Object {
				v, k = r.lockOf(v, k)
			}
			r.perhapsReleased(st, k, v)
			return same(st), nil
		}
		if a := r.kinds[v]; a != nil {
			return same(r.unlock(st, s, a.kind, a.object)), nil
		}
		if k != nil && k.Object && v.Kind != sym.Guard {
			obj, k := r.lockOf(v, k)
			if behindNil(obj) {
				return nil, nil
			}
			r.unsure = r.sum.DecidesByMemory()
			st = r.unlock(st, s, k, obj)
			r.unsure = false
			return same(st), nil
		}
		if a := st.acqs[v]; a != nil {
			k = a.kind
		}
		if k == nil {
			return same(st), nil
		}
		r.leftInTheWay(x, v)
		return same(r.release(st, s, v, k)), nil
	case facts.NodeRequire:
		var obj sym.Value
		if len(n.Args) > 0 {
			obj = r.value(x, n.Args[0])
		}
		return same(r.requireNode(st, n, s, obj)), nil
	case facts.NodeAssumeState:
		return same(r.assumeState(st, n)), nil
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
		blocks := slices.Clone(n.Blocks)
		for i := range blocks {
			for _, hop := range slices.Backward(r.c.through) {
				blocks[i].Chain = facts.Extend(hop.Name, blocks[i].Chain)
			}
		}
		if n.State == facts.Yes {
			r.waitDuring(st, r.c.site, blocks, r.c.place())
		} else {
			r.blockDuring(st, r.c.site, blocks, r.c.place())
		}
		return same(st), nil
	case facts.NodeEscape:
		for _, v := range n.Args {
			r.escape(st, r.value(x, v))
		}
		return same(st), nil
	case facts.NodeElsewhere:
		r.fill(x, n)
		body := callee{site: s, at: replayPlace{r.c.place(), r.key, nodeIndex(r.sum, n), 0}, fn: r.value(x, n.Args[0]), loop: n.Text, value: n.Args[0].Kind != facts.ClosureVal}
		for _, v := range n.Args[1:] {
			body.args = append(body.args, r.value(x, v))
		}
		c := r.c
		if n.Check != "" {
			body.loop = ""
			rule := &directive.Rule{Run: directive.Verb(n.Check), Of: n.Text}
			return same(r.apart(st, c.instruction(), callee{site: s, instr: c.instr, at: body.at}, body, rule)), nil
		}
		return same(r.spawn(st, c, body)...), nil
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
	allow := n.Allow
	var opts sym.Value
	if len(n.Args) > 0 {
		opts = r.value(x, n.Args[0])
		allow = r.allowValue(x.st, opts)
	}
	at := replayPlace{r.c.place(), r.key, n.Reg, 0}
	if k.Object {
		return r.lockNode(x, n, s, k, at)
	}
	if old := x.regs[n.Reg]; old != nil && r.leaks(n.Reg) {
		// The turn of the callee's loop before this one left its guard behind.
		r.calleeLeaked(x.st, old)
	}
	var out []replayState
	ms := r.acquireAsked(x.st, s, k, allow, at)
	r.noteOptions(ms, opts)
	for _, m := range ms {
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

// acquireAsked is acquire where the callee may have asked for the state before.
func (r *replayer) acquireAsked(st *state, s site, k *protocol.Guard, allow facts.Tri, at any) []made {
	if st.gor.lent && st.onBase() && k.Exclusive && st.ghost == nil {
		if in, _ := st.told(); in != facts.No {
			return nil
		}
		return r.take(st, s, k, allow, at, 0, "")
	}
	return r.acquire(st, s, k, allow, at, 0, "")
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
	return r.allowOption(st, opts, protocol.Options())
}

// requireNode judges a demand of the callee on the enter state.
func (r *replayer) requireNode(st *state, n *facts.Node, s site, obj sym.Value) *state {
	if st.ghost != nil {
		return st
	}
	if n.Guard != "" {
		return r.requireUnlocked(st, n, s, obj)
	}
	in, allow := st.entered()
	if n.Allow == facts.Yes {
		switch {
		case in == facts.Yes && allow == facts.No:
			r.misuse(st, s, "exitstate", r.denied(st, s), nil, nil)
			return r.end(st, true)
		case in == facts.Unknown || in == facts.Yes && allow == facts.Unknown:
			if !r.requireAllowed(st, s, n.State) {
				return nil
			}
		}
		return st
	}
	if in == facts.Unknown {
		if !r.require(st, s, n.State, n.Check, "") {
			return nil
		}
		return st
	}
	if in == n.State {
		return st
	}
	switch n.Check {
	case "nestedenter":
		r.nested(st, s)
	case "exitstate":
		r.misuse(st, s, "exitstate", r.needsEntered(st, s), nil, nil)
	case "blockingcall":
		where := r.baseText(st)
		if st.gor.cur.kind == guardRegion {
			where = "inside " + r.regionText(st)
		}
		r.refused(st, s, s.name+" asks to block ("+r.chainText(s.chain)+") "+where)
	}
	return r.end(st, true)
}
