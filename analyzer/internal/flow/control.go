package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An exitGraph is the function's graph made fit for post-dominance, with the
// blocks by order, then a gate before each loop that nothing leaves, then one
// exit. All edges into the head of such a loop go to its gate, which leads to
// the head or to the exit. Gating the head, not some block inside, keeps every
// iteration whole: what the body always runs depends upon nothing within it.
type exitGraph struct {
	blocks int32 // nodes below are blocks, from here to exit are gates
	exit   int32
	succs  [][]int32
	preds  [][]int32
}

func newExitGraph(in *Info) *exitGraph {
	n := int32(len(in.blocks))

	// A component that no edge leaves is a block that ends the function or a
	// loop that never ends.
	leaves := make([]bool, n)
	for i, b := range in.blocks {
		for _, s := range b.Succs {
			if in.comp[in.order[s.Index]] != in.comp[i] {
				leaves[in.comp[i]] = true
			}
		}
	}
	enter := make([]int32, n) // where an edge to the block goes
	gated := []int32{}
	for i := range n {
		enter[i] = i
		if in.comp[i] == i && in.loop[i] && !leaves[i] {
			enter[i] = n + int32(len(gated))
			gated = append(gated, i)
		}
	}

	g := &exitGraph{blocks: n, exit: n + int32(len(gated))}
	g.succs = make([][]int32, g.exit+1)
	for i, b := range in.blocks {
		for _, s := range b.Succs {
			g.succs[i] = append(g.succs[i], enter[in.order[s.Index]])
		}
		if len(b.Succs) == 0 {
			g.succs[i] = []int32{g.exit}
		}
	}
	for i, h := range gated {
		g.succs[n+int32(i)] = []int32{h, g.exit}
	}
	g.preds = make([][]int32, g.exit+1)
	for i, ss := range g.succs {
		for _, s := range ss {
			g.preds[s] = append(g.preds[s], int32(i))
		}
	}
	return g
}

// backward returns the nodes in postorder of a walk from the exit against the
// edges. Every node reaches the exit, so all are there.
func (g *exitGraph) backward() []int32 {
	type frame struct {
		node int32
		next int
	}
	seen := make([]bool, g.exit+1)
	seen[g.exit] = true
	stack := []frame{{g.exit, 0}}
	var post []int32
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(g.preds[top.node]) {
			post = append(post, top.node)
			stack = stack[:len(stack)-1]
			continue
		}
		p := g.preds[top.node][top.next]
		top.next++
		if !seen[p] {
			seen[p] = true
			stack = append(stack, frame{p, 0})
		}
	}
	return post
}

// postDominators returns the immediate post-dominator of each node, that of
// the exit being itself, by the algorithm of Cooper, Harvey and Kennedy, "A
// Simple, Fast Dominance Algorithm" (2001), run on the reversed graph.
func (g *exitGraph) postDominators() []int32 {
	post := g.backward()
	rank := make([]int32, g.exit+1)
	for i, n := range post {
		rank[n] = int32(i)
	}
	idom := make([]int32, g.exit+1)
	for i := range idom {
		idom[i] = -1
	}
	idom[g.exit] = g.exit
	for changed := true; changed; {
		changed = false
		for i := len(post) - 2; i >= 0; i-- { // the exit is last, and done
			n := post[i]
			d := int32(-1)
			for _, s := range g.succs[n] {
				switch {
				case idom[s] < 0: // not met yet in the first round
				case d < 0:
					d = s
				default:
					d = meet(idom, rank, d, s)
				}
			}
			if idom[n] != d {
				idom[n] = d
				changed = true
			}
		}
	}
	return idom
}

// meet returns the closest common ancestor of a and b in the tree built so far.
func meet(idom, rank []int32, a, b int32) int32 {
	for a != b {
		for rank[a] < rank[b] {
			a = idom[a]
		}
		for rank[b] < rank[a] {
			b = idom[b]
		}
	}
	return a
}

// controlDeps returns, by order, the blocks that each block is directly control
// dependent upon. For an edge a→s these are the post-dominators of s below that
// of a (Ferrante, Ottenstein and Warren, "The Program Dependence Graph and Its
// Use in Optimization", 1987).
func controlDeps(in *Info) [][]*ssa.BasicBlock {
	g := newExitGraph(in)
	idom := g.postDominators()
	on := make([][]int32, g.exit+1)
	for a := range g.exit {
		for _, s := range g.succs[a] {
			for n := s; n != idom[a]; n = idom[n] {
				if k := len(on[n]); k > 0 && on[n][k-1] == a {
					break // another edge of a came this way, and went on
				}
				on[n] = append(on[n], a)
			}
		}
	}

	deps := make([][]*ssa.BasicBlock, g.blocks)
	for n := range deps {
		// A gate is no branch of the program. What depends upon it runs when
		// the loop is entered, and so depends upon what the gate depends upon.
		// A gate depends upon no gate but itself: an endless loop that nothing
		// leaves leads to no other.
		var real []int32
		for _, a := range on[n] {
			if a < g.blocks {
				real = append(real, a)
				continue
			}
			for _, outer := range on[a] {
				if outer < g.blocks {
					real = append(real, outer)
				}
			}
		}
		slices.Sort(real)
		for _, a := range slices.Compact(real) {
			deps[n] = append(deps[n], in.blocks[a])
		}
	}
	return deps
}
