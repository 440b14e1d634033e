package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// stride is how many instructions lie between two sets that a tail keeps. It
// bounds the work of one query, since blocks of straight-line code may hold
// hundreds of thousands of instructions.
const stride = 16

// A tail holds what queries inside one block share.
type tail struct {
	pos map[ssa.Instruction]int32

	// sets[k] is what is live after the instruction k strides from the end.
	// It grows towards the start of the block as queries ask for it.
	sets [][]int32
}

func (l *liveness) liveAfter(b int32, instr ssa.Instruction) []ssa.Value {
	t := l.tails[b]
	if t == nil {
		t = l.newTail(b)
		l.tails[b] = t
	}
	pos, ok := t.pos[instr]
	if !ok {
		return nil // an instruction that has been taken out of its block
	}
	key := question{block: b, pos: pos}
	if vs, ok := l.cache.get(key); ok {
		return vs
	}
	end := int32(len(l.in.blocks[b].Instrs)) - 1
	k := (end - pos) / stride
	for int32(len(t.sets)) <= k {
		n := int32(len(t.sets))
		t.sets = append(t.sets, l.before(b, t.sets[n-1], end-n*stride, end-(n-1)*stride))
	}
	return l.cache.put(key, l.named(l.before(b, t.sets[k], pos, end-k*stride)))
}

func (l *liveness) newTail(b int32) *tail {
	instrs := l.in.blocks[b].Instrs
	t := &tail{pos: make(map[ssa.Instruction]int32, len(instrs)), sets: [][]int32{l.liveOut(b)}}
	for i, instr := range instrs {
		t.pos[instr] = int32(i)
	}
	return t
}

// liveOut returns the values live at the end of b, in order.
func (l *liveness) liveOut(b int32) []int32 {
	var out []int32
	for _, succ := range l.in.blocks[b].Succs {
		s := l.in.order[succ.Index]
		for _, v := range l.members(s) {
			if l.defs[v].block != s { // a phi of s is born past the edge
				out = append(out, v)
			}
		}
	}
	out = append(out, l.phiUses[b]...)
	if int(b) < l.in.recoverAt {
		for _, v := range l.recovered {
			if l.defined(v, b) {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// before returns what is live after instruction lo of b, given what is live
// after instruction hi: that and the uses in between, less what is defined in
// between. In SSA form the order of those instructions does not matter.
func (l *liveness) before(b int32, after []int32, lo, hi int32) []int32 {
	var used []int32
	for _, instr := range l.in.blocks[b].Instrs[lo+1 : hi+1] {
		used = l.operands(used, instr)
	}
	slices.Sort(used)
	out := make([]int32, 0, len(after)+len(used))
	for len(after) > 0 || len(used) > 0 {
		var v int32
		if len(used) == 0 || len(after) > 0 && after[0] <= used[0] {
			v, after = after[0], after[1:]
		} else {
			v, used = used[0], used[1:]
		}
		if k := len(out); k > 0 && out[k-1] == v {
			continue
		}
		if d := l.defs[v]; d.block == b && lo < d.pos && d.pos <= hi {
			continue
		}
		out = append(out, v)
	}
	return out
}

// A question names a point in the function: the entry of a block (pos -1) or
// after one of its instructions.
type question struct{ block, pos int32 }

// answers remembers what has been asked, until it holds as many values as
// maxHeld. Beyond that answers are computed anew: a block may define thousands
// of values before it uses any, and keeping a set for each of its
// instructions would take quadratic space.
type answers struct {
	known map[question][]ssa.Value
	held  int
}

const maxHeld = 1 << 20

func (a *answers) get(q question) ([]ssa.Value, bool) {
	vs, ok := a.known[q]
	return vs, ok
}

func (a *answers) put(q question, vs []ssa.Value) []ssa.Value {
	if a.held+len(vs) > maxHeld {
		return vs
	}
	if a.known == nil {
		a.known = make(map[question][]ssa.Value)
	}
	a.known[q] = vs
	a.held += len(vs)
	return vs
}
