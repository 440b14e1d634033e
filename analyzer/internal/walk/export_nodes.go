package walk

import (
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// successors lists, by event id, the kept events that come next.
func successors(events, kept []*event, index map[*event]int) [][]int {
	words := (len(kept) + 63) / 64
	sets := make([][]uint64, len(events))
	for i := range sets {
		sets[i] = make([]uint64, words)
	}
	queued := make([]bool, len(events))
	var work []*event
	for i := range events {
		work = append(work, events[i])
		queued[events[i].id] = true
	}
	for len(work) > 0 {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		queued[e.id] = false
		if e.kind == evMisuse {
			continue
		}
		changed := false
		for _, n := range e.succs {
			if i, ok := index[n]; ok {
				if sets[e.id][i/64]&(1<<(i%64)) == 0 {
					sets[e.id][i/64] |= 1 << (i % 64)
					changed = true
				}
				continue
			}
			for k, bits := range sets[n.id] {
				if bits&^sets[e.id][k] != 0 {
					sets[e.id][k] |= bits
					changed = true
				}
			}
		}
		if _, stop := index[e]; changed && !stop {
			for _, p := range e.preds {
				if !queued[p.id] {
					queued[p.id] = true
					work = append(work, p)
				}
			}
		}
	}
	out := make([][]int, len(events))
	fill := func(e *event) {
		for i := range kept {
			if sets[e.id][i/64]&(1<<(i%64)) != 0 {
				out[e.id] = append(out[e.id], i)
			}
		}
	}
	fill(events[0])
	for _, e := range kept {
		fill(e)
	}
	return out
}

// node translates a kept event.
func (s *summarizer) node(e *event) facts.Node {
	s.objs, s.exit = make(map[sym.Value]int), nil
	s.held.begin()
	if e.exit != nil {
		return s.exitNode(e.exit)
	}
	op := e.op
	n := facts.Node{Kind: op.node, Guard: op.guard, State: op.state, Allow: op.allow, Check: op.check, Text: op.text, Blocks: op.blocks, Chain: op.chain, Outcome: op.outcome}
	if op.node == facts.NodeAcquire {
		n.Reg = s.reg(op.reg)
		n.Text = ""
		if len(op.args) > 0 {
			s.held.lock(op.args[0], n.Reg)
		}
	}
	if op.node == facts.NodeCall {
		n.Reg = -1
		if s.needs[op.reg] {
			n.Reg = s.call(op.reg)
		}
	}
	args := op.args
	if op.node == facts.NodeAssume && s.coarse && computed(args[0]) {
		// How far the recursion goes through a slice is not told: any of its
		// elements may be left out.
		n = facts.Node{Kind: facts.NodeEscape}
		args = sliced(args[0])
	}
	for _, v := range args {
		n.Args = append(n.Args, s.value(v, 0))
	}
	s.contents(&n, op.mem)
	if op.node == facts.NodeCall {
		s.standing(&n, op.mem)
	}
	return n
}

// standing adds to the call n what conditions find behind the inputs while it
// runs: a depth that was counted up, a flag that was set, a guard that is kept.
func (s *summarizer) standing(n *facts.Node, mem []storeRecord) {
	for _, st := range mem {
		if st.obj.Kind == sym.Obj || st.obj.Kind == sym.Global || !fromInputs(st.obj, 0) {
			continue
		}
		switch v := s.value(st.val, 0); v.Kind {
		case facts.Any, facts.NilVal, facts.NonNilAny, facts.BoolVal, facts.NumVal, facts.StringVal, facts.TermVal, facts.RegVal:
			n.Stores = append(n.Stores, facts.Store{Addr: s.value(st.obj, 0), Path: st.path, Val: v})
		}
	}
}

func (s *summarizer) reg(g sym.Value) int {
	i, ok := s.regs[g]
	if !ok {
		i = len(s.regs)
		s.regs[g] = i
	}
	return i
}

// need notes the results of calls that the kept event e says something of, and
// the guards that it hands to the caller.
func (s *summarizer) need(e *event) {
	seen := make(map[sym.Value]bool)
	var visit func(v sym.Value)
	visit = func(v sym.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if v.Kind == sym.Result {
			s.needs[v] = true
		}
		for _, a := range v.Args {
			visit(a)
		}
	}
	if e.op != nil {
		for _, v := range e.op.args {
			visit(v)
		}
		for _, st := range e.op.mem {
			visit(st.val)
		}
	}
	if e.exit != nil {
		for _, v := range e.exit.results {
			visit(v)
		}
		for _, st := range e.exit.stores {
			visit(st.obj)
			visit(st.val)
		}
	}
}

func (s *summarizer) call(result sym.Value) int {
	i, ok := s.gave[result]
	if !ok {
		i = len(s.gave)
		s.gave[result] = i
	}
	return i
}

func (s *summarizer) exitNode(x *exitRecord) facts.Node {
	n := facts.Node{Kind: facts.NodeExit, Outcome: x.outcome}
	s.exit = x
	s.held.leave(x.locked)
	if x.outcome == facts.Returns {
		for _, v := range x.results {
			n.Results = append(n.Results, s.value(v, 0))
		}
	}
	// Stores behind inputs first; those in fresh objects follow as far as they
	// can be reached.
	for _, st := range x.stores {
		if st.obj.Kind == sym.Obj || !fromInputs(st.obj, 0) || st.obj.Kind == sym.Global && st.val.Kind != sym.Const {
			continue
		}
		n.Stores = append(n.Stores, facts.Store{Addr: s.value(st.obj, 0), Path: st.path, Val: s.value(st.val, 0)})
	}
	s.contents(&n, x.stores)
	for _, g := range x.leaked {
		if s.leftHeld[g] && (!s.calls || s.idle[g]) {
			continue // nor is it told that the lock was taken
		}
		n.Leaked = append(n.Leaked, s.reg(g))
	}
	return n
}

// contents adds to n what is in the fresh objects that it mentions.
func (s *summarizer) contents(n *facts.Node, stores []storeRecord) {
	done := make(map[sym.Value]bool)
	for again := len(stores) > 0; again; {
		again = false
		for _, st := range stores {
			if st.obj.Kind != sym.Obj {
				continue
			}
			i, reached := s.objs[st.obj]
			addr := facts.Value{Kind: facts.ObjVal, N: i}
			if reg, ok := s.held.mentioned(st.obj); ok {
				addr, reached = facts.Value{Kind: facts.HeldVal, N: reg}, true
			}
			if !reached || done[st.obj] {
				continue
			}
			done[st.obj] = true
			again = true
			for _, cell := range stores {
				if cell.obj == st.obj {
					n.Stores = append(n.Stores, facts.Store{Addr: addr, Path: cell.path, Val: s.value(cell.val, 0)})
				}
			}
		}
	}
}
