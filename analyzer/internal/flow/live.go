package flow

import (
	"cmp"
	"math/bits"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// liveness numbers the values of a function and holds the values live at the
// entry of each block. Blocks are named by order, values by number.
type liveness struct {
	in     *Info
	values []ssa.Value
	number map[ssa.Value]int32
	defs   []definition // by value

	entry     [][]chunk // by block
	phiUses   [][]int32 // by block: operands of successors' phis on the edges there
	recovered []int32   // values the Recover block wants from elsewhere

	tails map[int32]*tail // by block, see liveAfter
	cache answers
}

// A definition says where a value comes into being.
type definition struct {
	block int32 // -1 for parameters, free variables and unreachable code
	pos   int32 // index in the block
	phi   bool
}

// A use is one place that wants a value: an instruction of the block, or the
// end of it for an operand of a phi further on.
type use struct{ value, block int32 }

// A chunk is the part of a set of values that falls into one machine word.
// Sets are filled by rising number and are mostly sparse with dense runs,
// which suits a sorted list of chunks better than one flat set per block.
type chunk struct {
	word int32
	bits uint64
}

func newLiveness(in *Info) *liveness {
	l := &liveness{
		in:      in,
		number:  make(map[ssa.Value]int32),
		entry:   make([][]chunk, len(in.blocks)),
		phiUses: make([][]int32, len(in.blocks)),
		tails:   make(map[int32]*tail),
	}
	l.define()
	l.propagate(l.uses())
	return l
}

// define numbers the values in order of definition.
func (l *liveness) define() {
	add := func(v ssa.Value, d definition) {
		l.number[v] = int32(len(l.values))
		l.values = append(l.values, v)
		l.defs = append(l.defs, d)
	}
	for _, p := range l.in.fn.Params {
		add(p, definition{block: -1})
	}
	for _, v := range l.in.fn.FreeVars {
		add(v, definition{block: -1})
	}
	for _, b := range l.in.fn.Blocks {
		for i, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				_, phi := instr.(*ssa.Phi)
				add(v, definition{block: l.in.order[b.Index], pos: int32(i), phi: phi})
			}
		}
	}
}

// uses returns every use in reachable code, by rising value, and fills phiUses.
func (l *liveness) uses() []use {
	var all []use
	var buf []int32
	for i, b := range l.in.blocks {
		for _, instr := range b.Instrs {
			phi, ok := instr.(*ssa.Phi)
			if !ok {
				buf = l.operands(buf[:0], instr)
				for _, v := range buf {
					all = append(all, use{v, int32(i)})
				}
				continue
			}
			for e, x := range phi.Edges {
				v, ok := l.number[x]
				if !ok || e >= len(b.Preds) {
					continue
				}
				if p := l.in.order[b.Preds[e].Index]; p >= 0 {
					l.phiUses[p] = append(l.phiUses[p], v)
					all = append(all, use{v, p})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b use) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.block, b.block))
	})
	return slices.Compact(all)
}

// operands appends to buf the values that instr uses where it stands.
func (l *liveness) operands(buf []int32, instr ssa.Instruction) []int32 {
	switch instr.(type) {
	case *ssa.Phi: // used at the end of the predecessors
		return buf
	case *ssa.DebugRef: // executes nothing
		return buf
	}
	var room [8]*ssa.Value
	for _, op := range instr.Operands(room[:0]) {
		if *op == nil {
			continue
		}
		if v, ok := l.number[*op]; ok {
			buf = append(buf, v)
		}
	}
	return buf
}

// propagate carries each value from its uses back to its definition and notes
// it on the way: one step per block and value live there (Boissinot et al.,
// "Computing Liveness Sets for SSA-Form Programs", 2011). Values come by rising
// number, so the sets end up sorted and the last member tells whether a block
// has been seen.
func (l *liveness) propagate(all []use) {
	rec := l.in.node(l.in.fn.Recover)
	var stack []int32
	for len(all) > 0 {
		v := all[0].value
		stack = stack[:0]
		for len(all) > 0 && all[0].value == v {
			stack = append(stack, all[0].block)
			all = all[1:]
		}
		def := l.defs[v]
		for len(stack) > 0 {
			b := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if b == def.block && !def.phi || l.last(b) == v {
				continue
			}
			l.note(b, v)
			if b == def.block {
				continue
			}
			for _, p := range l.in.blocks[b].Preds {
				if o := l.in.order[p.Index]; o >= 0 {
					stack = append(stack, o)
				}
			}
		}
		if rec >= 0 && def.block != rec && l.last(rec) == v {
			l.recovered = append(l.recovered, v)
			l.spread(v)
		}
	}
}

// spread notes v, which the Recover block uses, in every block whose entry its
// definition precedes.
func (l *liveness) spread(v int32) {
	def := l.defs[v]
	for b := range int32(l.in.recoverAt) {
		if l.last(b) != v && (b != def.block || def.phi) && l.defined(v, b) {
			l.note(b, v)
		}
	}
}

// defined reports whether control that gets to the end of b has passed the
// definition of v.
func (l *liveness) defined(v, b int32) bool {
	d := l.defs[v].block
	return d < 0 || d == b || l.in.blocks[d].Dominates(l.in.blocks[b])
}

// note adds v, which must exceed all members, to the set of b.
func (l *liveness) note(b, v int32) {
	set, word, bit := l.entry[b], v/64, uint64(1)<<(v%64)
	if k := len(set); k > 0 && set[k-1].word == word {
		set[k-1].bits |= bit
		return
	}
	l.entry[b] = append(set, chunk{word, bit})
}

// last returns the greatest member of the set of b, or -1.
func (l *liveness) last(b int32) int32 {
	set := l.entry[b]
	if len(set) == 0 {
		return -1
	}
	c := set[len(set)-1]
	return c.word*64 + int32(bits.Len64(c.bits)) - 1
}

// members returns the set of b in order.
func (l *liveness) members(b int32) []int32 {
	var vs []int32
	for _, c := range l.entry[b] {
		for rest := c.bits; rest != 0; rest &= rest - 1 {
			vs = append(vs, c.word*64+int32(bits.TrailingZeros64(rest)))
		}
	}
	return vs
}

func (l *liveness) liveIn(b int32) []ssa.Value {
	key := question{block: b, pos: -1}
	if vs, ok := l.cache.get(key); ok {
		return vs
	}
	return l.cache.put(key, l.named(l.members(b)))
}

// named turns numbers into values.
func (l *liveness) named(vs []int32) []ssa.Value {
	if len(vs) == 0 {
		return nil
	}
	out := make([]ssa.Value, len(vs))
	for i, v := range vs {
		out[i] = l.values[v]
	}
	return out
}
