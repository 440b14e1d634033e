package walk

import (
	"fmt"
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A summarizer projects the events of a walk to a summary.
type summarizer struct {
	*walker
	calls bool // some input function is called, so that live guards matter there
	keep  map[sym.Value]bool
	idle  map[sym.Value]bool // locks during which no input function is called
	regs  map[sym.Value]int
	gave  map[sym.Value]int  // numbers of the results of calls
	needs map[sym.Value]bool // the results that something needs
	objs  map[sym.Value]int
	exit  *exitRecord
}

const maxSummaryEvents = 4096

// summary is what callers need to know of the function.
func (w *walker) summary() *facts.Summary {
	if w.root {
		return &facts.Summary{}
	}
	s := &summarizer{walker: w, keep: make(map[sym.Value]bool), idle: make(map[sym.Value]bool), regs: make(map[sym.Value]int), gave: make(map[sym.Value]int), needs: make(map[sym.Value]bool)}
	s.survey()
	if s.calls {
		s.findIdle()
	}
	var kept []*event
	exits := 0
	for _, e := range w.events {
		if s.kept(e) {
			kept = append(kept, e)
			s.need(e)
			if e.kind == evExit {
				exits++
			}
		}
	}
	if len(kept) > maxSummaryEvents {
		return &facts.Summary{Opaque: true}
	}
	index := make(map[*event]int, len(kept))
	nodes := make([]facts.Node, len(kept))
	for i, e := range kept {
		index[e] = i
		nodes[i] = s.node(e)
	}
	next := successors(w.events, kept, index)
	for i, e := range kept {
		if e.exit == nil {
			nodes[i].Next = next[e.id]
		}
	}
	sum := &facts.Summary{Nodes: nodes, Start: next[w.entry.id]}
	sum.Minimize()
	if w.holds() {
		sum.Shrink()
	}
	if exits == 0 {
		sum.Diverges = true
	}
	return sum
}

// survey decides which guards and operations callers can notice.
func (s *summarizer) survey() {
	for _, e := range s.events {
		if e.kind == evAcquire && s.maybe[e.guard] {
			s.keep[e.guard] = true
		}
		if e.op != nil && (e.op.node == facts.NodeCall || e.op.node == facts.NodeElsewhere) {
			s.calls = true
		}
		if e.exit != nil && e.gor == 0 {
			for _, g := range e.exit.live {
				s.keep[g] = !s.leftHeld[g]
			}
			// A guard that was released may be released again by whoever gets it.
			for _, v := range e.exit.results {
				s.keepIn(v)
			}
			for _, st := range e.exit.stores {
				s.keepIn(st.val)
			}
		}
	}
}

// keepIn keeps the guards that are part of v.
func (s *summarizer) keepIn(v sym.Value) {
	switch v.Kind {
	case sym.Guard:
		if _, held := s.leftHeld[v]; !held {
			s.keep[v] = true
		}
	case sym.Struct, sym.Iface, sym.Func:
		for _, a := range v.Args {
			s.keepIn(a)
		}
	}
}

// findIdle looks for the locks that are held at no call of an input function.
func (s *summarizer) findIdle() {
	acquires := make(map[sym.Value][]*event)
	for _, e := range s.events {
		if e.kind == evAcquire && s.kinds[e.guard] != nil {
			acquires[e.guard] = append(acquires[e.guard], e)
		}
	}
	for g, from := range acquires {
		seen := make(map[*event]bool)
		work := from
		busy := false
		for len(work) > 0 && !busy {
			e := work[len(work)-1]
			work = work[:len(work)-1]
			if seen[e] || e.guard == g && (e.kind == evRelease || e.kind == evEscape) {
				continue
			}
			seen[e] = true
			busy = e.op != nil && (e.op.node == facts.NodeCall || e.op.node == facts.NodeElsewhere)
			work = append(work, e.succs...)
		}
		s.idle[g] = !busy
	}
}

func (s *summarizer) kept(e *event) bool {
	if e.exit != nil && e.gor == 0 {
		return true
	}
	op := e.op
	if op == nil {
		return false
	}
	switch op.node {
	case facts.NodeAssume:
		return !s.coarse || !computed(op.args[0]) || len(sliced(op.args[0])) > 0
	case facts.NodeAcquire:
		return s.calls && !s.idle[op.reg] || s.keep[op.reg]
	case facts.NodeRelease:
		g := op.args[0]
		return g.Kind != sym.Guard || s.calls && !s.idle[g] || s.keep[g]
	case facts.NodeEscape:
		g := op.args[0]
		return g.Kind != sym.Guard || s.keep[g] || s.calls && s.kinds[g] != nil && !s.idle[g]
	case facts.NodeSuspend, facts.NodeResume, facts.NodeSanction, facts.NodeUnsanction:
		return s.calls || len(s.keep) > 0 || s.releasesInput()
	}
	return true
}

// computed reports whether v does arithmetic.
func computed(v sym.Value) bool {
	if v.Kind == sym.Term && v.Str != sym.OpNot && v.Str != sym.OpEq && v.Str != sym.OpLess && v.Str != sym.OpHas {
		return true
	}
	return slices.ContainsFunc(v.Args, computed)
}

// sliced lists the slices whose lengths v computes with.
func sliced(v sym.Value) []sym.Value {
	if v.Kind == sym.Term && v.Str == sym.OpLen && v.Args[0].Kind != sym.Const {
		return []sym.Value{container(v.Args[0])}
	}
	var out []sym.Value
	for _, a := range v.Args {
		out = append(out, sliced(a)...)
	}
	return out
}

func (s *summarizer) releasesInput() bool {
	for _, e := range s.events {
		if e.op != nil && e.op.node == facts.NodeRelease && e.op.args[0].Kind != sym.Guard {
			return true
		}
	}
	return false
}

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
	if e.exit != nil {
		return s.exitNode(e.exit)
	}
	op := e.op
	n := facts.Node{Kind: op.node, Guard: op.guard, State: op.state, Allow: op.allow, Check: op.check, Text: op.text, Blocks: op.blocks, Chain: op.chain, Outcome: op.outcome}
	if op.node == facts.NodeAcquire {
		n.Reg = s.reg(op.reg)
		n.Text = ""
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
	return n
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
		n.Leaked = append(n.Leaked, s.reg(g))
	}
	return n
}

// contents adds to n what is in the fresh objects that it mentions.
func (s *summarizer) contents(n *facts.Node, stores []storeRecord) {
	done := make(map[int]bool)
	for again := len(stores) > 0; again; {
		again = false
		for _, st := range stores {
			if st.obj.Kind != sym.Obj {
				continue
			}
			i, reached := s.objs[st.obj]
			if !reached || done[i] {
				continue
			}
			done[i] = true
			again = true
			for _, cell := range stores {
				if cell.obj == st.obj {
					n.Stores = append(n.Stores, facts.Store{Addr: facts.Value{Kind: facts.ObjVal, N: i}, Path: cell.path, Val: s.value(cell.val, 0)})
				}
			}
		}
	}
}

// value translates v; what callers cannot know is Any.
func (s *summarizer) value(v sym.Value, depth int) facts.Value {
	if v == nil || depth > 6 {
		return facts.Value{}
	}
	args := func(kind facts.ValueKind, str string) facts.Value {
		out := facts.Value{Kind: kind, Str: str}
		for _, a := range v.Args {
			out.Args = append(out.Args, s.value(a, depth+1))
		}
		return out
	}
	switch v.Kind { // with what surrender lets escape
	case sym.Const:
		return constValue(v.Const)
	case sym.Zero:
		return facts.Value{Kind: facts.ZeroGuard}
	case sym.Atom:
		if v.NonNil {
			return facts.Value{Kind: facts.NonNilAny}
		}
	case sym.Param:
		return facts.Value{Kind: facts.ParamVal, N: v.ID}
	case sym.FreeVar:
		return facts.Value{Kind: facts.FreeVarVal, N: v.ID}
	case sym.Global:
		return facts.Value{Kind: facts.GlobalVal, Str: v.Str}
	case sym.Sel, sym.Fld:
		if !fromInputs(v, 0) {
			return facts.Value{}
		}
		if v.Kind == sym.Sel {
			return args(facts.SelVal, v.Str)
		}
		return args(facts.FldVal, v.Str)
	case sym.Addr:
		return args(facts.AddrVal, v.Str)
	case sym.Obj:
		if s.exit != nil && slices.Contains(s.exit.unknown, v) {
			return facts.Value{Kind: facts.NonNilAny}
		}
		i, ok := s.objs[v]
		if !ok {
			i = len(s.objs)
			s.objs[v] = i
		}
		return facts.Value{Kind: facts.ObjVal, N: i}
	case sym.Guard:
		if i, ok := s.regs[v]; ok {
			return facts.Value{Kind: facts.RegVal, N: i}
		}
		if s.keep[v] {
			return facts.Value{Kind: facts.RegVal, N: s.reg(v)}
		}
		return facts.Value{Kind: facts.ZeroGuard}
	case sym.Result:
		return facts.Value{Kind: facts.CallVal, N: s.call(v)}
	case sym.Token:
		return facts.Value{Kind: facts.TokenVal}
	case sym.Struct:
		return args(facts.StructVal, "")
	case sym.Func:
		return args(facts.ClosureVal, s.funcKey(v.Fn))
	case sym.SumFunc:
		return args(facts.ClosureVal, v.Str)
	case sym.Slice:
		out := args(facts.SliceVal, v.Str)
		out.N = v.ID
		return out
	case sym.Iface:
		if name := typeName(v.Type); name != "" {
			return args(facts.IfaceVal, name)
		}
		return facts.Value{Kind: facts.NonNilAny}
	case sym.Term:
		if fromInputs(v, 0) || v.Str == termEntered || v.Str == termAllowed {
			return args(facts.TermVal, v.Str)
		}
	}
	return facts.Value{}
}

func constValue(c constant.Value) facts.Value {
	if c == nil {
		return facts.Value{Kind: facts.NilVal}
	}
	switch c.Kind() {
	case constant.Bool:
		return facts.Value{Kind: facts.BoolVal, Str: c.ExactString()}
	case constant.String:
		if s := constant.StringVal(c); len(s) <= 64 {
			return facts.Value{Kind: facts.StringVal, Str: s}
		}
	case constant.Int:
		return facts.Value{Kind: facts.NumVal, Str: c.ExactString()}
	}
	return facts.Value{}
}

// funcKey names a function for callers: a declared one by its package and
// name, a literal by its place in one.
func (s *summarizer) funcKey(fn *ssa.Function) string {
	if obj := funcObject(fn); obj != nil && obj.Pkg() != nil {
		return "func:" + obj.Pkg().Path() + "|" + facts.FuncKey(obj)
	}
	key := "lit:" + s.cfg.SSA.Pkg.Path() + "|" + literalName(fn)
	s.lits[key] = fn
	s.ofLiteral(fn)
	return key
}

// ofLiteral is the summary of a function literal.
func (p *Package) ofLiteral(fn *ssa.Function) *facts.Summary {
	if _, ok := p.sums[fn]; !ok {
		p.sums[fn] = &facts.Summary{Opaque: true} // in case it meets itself
		p.sums[fn] = p.Function(fn, false).Summary
	}
	return p.sums[fn]
}

// literalName names a function literal within its package.
func literalName(fn *ssa.Function) string {
	if p := fn.Parent(); p != nil {
		i := slices.Index(p.AnonFuncs, fn)
		return fmt.Sprintf("%s$%d", literalName(p), i+1)
	}
	if obj := funcObject(fn); obj != nil {
		return facts.FuncKey(obj)
	}
	return fn.Name()
}

// Literals lists the function literals that summaries of this package name.
func (p *Package) Literals() map[string]*facts.Summary {
	out := make(map[string]*facts.Summary, len(p.lits))
	for _, fn := range p.lits {
		out[literalName(fn)] = p.sums[fn]
	}
	return out
}
