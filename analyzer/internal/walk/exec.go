package walk

import (
	"container/heap"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// An outcome is how one path through a function ended.
type outcome struct {
	st     *state
	kind   facts.Outcome
	result sym.Value // of a return: nil, one value, or a tuple
	pos    token.Pos
}

// A task is a block to enter in a state.
type task struct {
	block *ssa.BasicBlock
	st    *state
	order int
	seq   int
}

type tasks []task

func (t tasks) Len() int { return len(t) }
func (t tasks) Less(i, j int) bool {
	if t[i].order != t[j].order {
		return t[i].order < t[j].order
	}
	return t[i].seq < t[j].seq
}
func (t tasks) Swap(i, j int) { t[i], t[j] = t[j], t[i] }
func (t *tasks) Push(x any)   { *t = append(*t, x.(task)) }
func (t *tasks) Pop() any {
	old := *t
	x := old[len(old)-1]
	*t = old[:len(old)-1]
	return x
}

// An activation runs one function from one entry state.
type activation struct {
	*walker
	info   *fnInfo
	queue  tasks
	seq    int
	joins  map[*ssa.BasicBlock]map[string]*event
	widths map[*ssa.BasicBlock]*widening
	outs   []outcome
	ends   map[string]*event
}

// run executes fn from st, whose frame is that of fn, and returns how its paths
// end: at most once per distinct state and result.
func (w *walker) run(fn *ssa.Function, st *state) []outcome {
	if fn.Blocks == nil {
		return nil
	}
	a := &activation{
		walker: w,
		info:   w.info(fn),
		joins:  make(map[*ssa.BasicBlock]map[string]*event),
		ends:   make(map[string]*event),
	}
	a.enter(nil, fn.Blocks[0], st)
	for len(a.queue) > 0 && !w.over {
		t := heap.Pop(&a.queue).(task)
		a.execBlock(t.block, t.st)
	}
	if w.over {
		return nil
	}
	return a.outs
}

// enter queues block to for st, unless an equal state went there before.
func (a *activation) enter(from, to *ssa.BasicBlock, st *state) {
	f := a.info.flow
	back := from != nil && f.IsBackEdge(from, to)
	if from != nil {
		a.phis(from, to, st)
	}
	if len(to.Preds) > 1 {
		seen := a.joins[to]
		if seen == nil {
			seen = make(map[string]*event)
			a.joins[to] = seen
		}
		if back {
			a.widen(to, st, len(seen))
		}
		if back {
			a.loseElements(st)
		}
		live := a.info.liveIn(to)
		key := a.key(st, live)
		st.frame.env = st.frame.env.only(live)
		if back {
			a.turnLeaks(st)
		}
		if e := seen[key]; e != nil {
			link(st.at, e)
			return
		}
		if len(seen) >= a.bounds.states {
			a.dropped = true
			return
		}
		e := a.newEvent(evJoin, token.NoPos)
		a.emit(st, e)
		seen[key] = e
	}
	a.seq++
	heap.Push(&a.queue, task{to, st, f.Order(to), a.seq})
}

// phis evaluates the phis of block to for the edge that comes from from.
func (a *activation) phis(from, to *ssa.BasicBlock, st *state) {
	pred := -1
	for i, p := range to.Preds {
		if p == from {
			pred = i
			break
		}
	}
	type assignment struct {
		phi *ssa.Phi
		val sym.Value
	}
	var as []assignment
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		if _, relevant := a.info.index[phi]; relevant && pred >= 0 {
			as = append(as, assignment{phi, st.facts.Eval(a.space, a.val(st, phi.Edges[pred]))})
		}
	}
	for _, x := range as {
		a.info.set(st.frame, x.phi, x.val)
	}
}

// execBlock runs the instructions of b. An instruction can split the path.
func (a *activation) execBlock(b *ssa.BasicBlock, st *state) {
	type resume struct {
		st *state
		i  int
	}
	stack := []resume{{st, 0}}
	for len(stack) > 0 {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		st, i := r.st, r.i
		for ; i < len(b.Instrs); i++ {
			a.steps++
			if a.steps > a.limit {
				a.over = true
				return
			}
			next, done := a.instr(b, b.Instrs[i], st)
			if done {
				break
			}
			if len(next) != 1 {
				next = a.mergeSplits(b.Instrs[i], next)
			}
			if len(next) == 0 {
				break
			}
			for _, n := range next[1:] {
				stack = append(stack, resume{n, i + 1})
			}
			st = next[0]
		}
	}
}

// mergeSplits keeps one of each set of equal states after instr.
func (a *activation) mergeSplits(instr ssa.Instruction, sts []*state) []*state {
	if len(sts) < 2 {
		return sts
	}
	seen := make(map[string]*event)
	var out []*state
	for _, st := range sts {
		key := a.key(st, a.info.liveAfter(instr))
		if e := seen[key]; e != nil {
			link(st.at, e)
			continue
		}
		e := a.newEvent(evJoin, token.NoPos)
		a.emit(st, e)
		seen[key] = e
		out = append(out, st)
	}
	if len(out) > a.bounds.states {
		a.dropped = true
		out = out[:a.bounds.states]
	}
	return out
}

// adopt makes the guards that a function literal returns those of its caller:
// the call is where they come from.
func (a *activation) adopt(st *state, result sym.Value) {
	f := st.frame
	if result == nil || f.call.instr == nil {
		return
	}
	seen := newSet()
	defer seen.free()
	st.reach(seen, result)
	for _, g := range sortedKeys(st.acqs) {
		x := st.acqs[g]
		if !seen.has(g) || x.nest < f.nest || x.gor != st.gor.id || x.input {
			continue
		}
		st.update(g, func(x *acq) {
			x.pos, x.name, x.via, x.nest = f.call.pos, "", f.call.name, f.nest-1
			x.discarded = unused(f.call.instr, 0)
			if f.call.instr.Parent() == f.parent.fn {
				x.inLoop = f.parent.info.flow.InLoop(f.call.instr.Block())
			}
		})
	}
	vs := []sym.Value{result}
	if result.Kind == sym.Tuple {
		vs = result.Args
	}
	a.nameResults(st, f.call.instr, vs, func(x *acq) bool { return seen.has(x.value) && x.via == f.call.name && x.pos == f.call.pos })
}

// finish ends the activation on one path.
func (a *activation) finish(st *state, kind facts.Outcome, result sym.Value, pos token.Pos) {
	f := st.frame
	if f.parent != nil {
		a.adopt(st, result)
		a.exitLeaks(st, kind, result, pos)
		caller := *f.parent
		roots := f.roots
		st.frame = &caller
		caller.env = caller.env.clone()
		saved := caller.roots
		caller.roots = roots
		key := string(rune(kind)) + a.key(st, nil, result)
		caller.roots = saved
		if e := a.ends[key]; e != nil {
			link(st.at, e)
			return
		}
		if len(a.ends) >= a.bounds.states {
			a.dropped = true
			return
		}
		e := a.newEvent(evJoin, token.NoPos)
		a.emit(st, e)
		a.ends[key] = e
	}
	a.outs = append(a.outs, outcome{st, kind, result, pos})
}
