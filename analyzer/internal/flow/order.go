package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// number walks the graph depth first from the entry, then from the Recover
// block, and puts the blocks of each walk in reverse postorder. The walk keeps
// its own stack, because generated code nests deeper than a goroutine's should.
func (in *Info) number() {
	n := len(in.fn.Blocks)
	in.order = make([]int32, n)
	for i := range in.order {
		in.order[i] = -1
	}
	in.enter = make([]int32, n)
	in.leave = make([]int32, n)
	in.blocks = make([]*ssa.BasicBlock, 0, n)

	clock := int32(0)
	tick := func() int32 { clock++; return clock } // times start at 1: 0 is "not yet"
	type frame struct {
		b    *ssa.BasicBlock
		left int // successors not yet tried
	}
	var stack []frame
	push := func(b *ssa.BasicBlock) {
		in.enter[b.Index] = tick()
		stack = append(stack, frame{b, len(b.Succs)})
	}
	walk := func(root *ssa.BasicBlock) {
		first := len(in.blocks)
		push(root)
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.left == 0 {
				in.leave[top.b.Index] = tick()
				in.blocks = append(in.blocks, top.b)
				stack = stack[:len(stack)-1]
				continue
			}
			// The last successor first: what finishes last comes first in
			// reverse postorder, so a loop's body precedes what follows it.
			top.left--
			if s := top.b.Succs[top.left]; in.enter[s.Index] == 0 {
				push(s)
			}
		}
		slices.Reverse(in.blocks[first:])
	}

	walk(in.fn.Blocks[0])
	in.recoverAt = len(in.blocks)
	if r := in.fn.Recover; r != nil && in.enter[r.Index] == 0 {
		walk(r)
	}
	for i, b := range in.blocks {
		in.order[b.Index] = int32(i)
	}
}

// encloses reports whether a is b or an ancestor of b in the depth-first walk.
// When the walk looks at an edge out of b, the blocks on its stack are exactly
// these, so they are the targets of back edges.
func (in *Info) encloses(a, b *ssa.BasicBlock) bool {
	return in.enter[a.Index] <= in.enter[b.Index] && in.leave[b.Index] <= in.leave[a.Index]
}

// components finds the strongly connected components by Kosaraju's algorithm:
// taken by falling time of completion, what still reaches a block backwards is
// its component.
func (in *Info) components() {
	n := len(in.blocks)
	in.comp = make([]int32, n)
	for i := range in.comp {
		in.comp[i] = -1
	}
	var stack []int32
	for i := range n {
		// The blocks of the Recover walk completed last, so they come first.
		root := int32((in.recoverAt + i) % n)
		if in.comp[root] >= 0 {
			continue
		}
		in.comp[root] = root
		stack = append(stack[:0], root)
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, p := range in.blocks[at].Preds {
				if o := in.order[p.Index]; o >= 0 && in.comp[o] < 0 {
					in.comp[o] = root
					stack = append(stack, o)
				}
			}
		}
	}
}

// loops fills head and loop. A component has a cycle if and only if one of its
// edges stays inside it.
func (in *Info) loops() {
	n := len(in.blocks)
	in.head = make([]bool, n)
	in.loop = make([]bool, n)
	cyclic := make([]bool, n)
	for i, b := range in.blocks {
		for _, s := range b.Succs {
			o := in.order[s.Index]
			if in.encloses(s, b) {
				in.head[o] = true
			}
			if in.comp[o] == in.comp[i] {
				cyclic[in.comp[i]] = true
			}
		}
	}
	for i := range in.loop {
		in.loop[i] = cyclic[in.comp[i]]
	}
}
