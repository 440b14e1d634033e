// Package flow computes control-flow and liveness facts about one function in
// SSA form: a block order, its loops, which values are still wanted at a
// point, and which branches decide whether a block runs.
//
// Every answer depends on the function alone and comes in a fixed order, so
// what is built upon it is deterministic. Time and space grow with the size
// of the function plus the size of the answers.
package flow

import "golang.org/x/tools/go/ssa"

// Info holds the facts about one function. Liveness and control dependence
// are computed when first asked for, so an Info must not be used by several
// goroutines at once. Slices it returns are shared: do not modify them.
//
// A block that belongs to another function, or that cannot be reached, has no
// facts: Order is -1, predicates are false and sets are empty.
type Info struct {
	fn *ssa.Function

	blocks    []*ssa.BasicBlock // reachable blocks in reverse postorder
	recoverAt int               // order of the first block reachable only from fn.Recover; len(blocks) if none

	// By ssa block index.
	order        []int32 // -1 when unreachable
	enter, leave []int32 // times of the depth-first walk

	// By order.
	comp []int32 // strongly connected component, named by the order of its first block
	head []bool  // target of a back edge
	loop []bool  // on a cycle

	live *liveness // nil until asked for
	deps [][]*ssa.BasicBlock
}

// Of computes the facts about fn, which must have a body. For a function
// without one, the result is empty.
func Of(fn *ssa.Function) *Info {
	in := &Info{fn: fn}
	if len(fn.Blocks) == 0 {
		return in
	}
	in.number()
	in.components()
	in.loops()
	return in
}

// node returns the order of b, or -1 if b is not a reachable block of the
// function.
func (in *Info) node(b *ssa.BasicBlock) int32 {
	if b == nil || b.Index < 0 || b.Index >= len(in.order) || in.fn.Blocks[b.Index] != b {
		return -1
	}
	return in.order[b.Index]
}

// Order returns the index of b in reverse postorder over the reachable blocks,
// or -1 if b is unreachable. Where the choice is free, the first successor of
// a block (the true branch, the loop body) precedes the second. The Recover
// block has no predecessors yet is reachable, and is numbered last.
func (in *Info) Order(b *ssa.BasicBlock) int { return int(in.node(b)) }

// IsBackEdge reports whether from→to is an edge that closes a cycle of the
// depth-first walk behind [Info.Order]: to is from itself or one of its
// ancestors in that walk. Every cycle has a back edge, in irreducible graphs
// too.
func (in *Info) IsBackEdge(from, to *ssa.BasicBlock) bool {
	if in.node(from) < 0 || in.node(to) < 0 || !in.encloses(to, from) {
		return false
	}
	for _, s := range from.Succs {
		if s == to {
			return true
		}
	}
	return false
}

// IsLoopHead reports whether a back edge leads to b.
func (in *Info) IsLoopHead(b *ssa.BasicBlock) bool {
	n := in.node(b)
	return n >= 0 && in.head[n]
}

// InLoop reports whether b lies on a cycle.
func (in *Info) InLoop(b *ssa.BasicBlock) bool {
	n := in.node(b)
	return n >= 0 && in.loop[n]
}

// LiveIn returns the values live at the entry of b once its phis have been
// evaluated, in order of definition: parameters, free variables, then
// instructions by block and position. Constants, globals, functions and
// builtins are never included.
//
// A phi of b is live if b or a later block uses it. An operand of a phi is
// used at the end of the predecessor it comes from, not in the phi's block.
// References for debuggers are not uses. Values that the Recover block uses
// are live wherever they are defined, since any call may lead there.
func (in *Info) LiveIn(b *ssa.BasicBlock) []ssa.Value {
	n := in.node(b)
	if n < 0 {
		return nil
	}
	return in.liveness().liveIn(n)
}

// LiveAfter returns the values live just after instr, in the order of
// [Info.LiveIn]: those used by a later instruction of the block, by a phi of
// a successor on an edge from this block, or by a block further on. The phis
// of a block are evaluated together, so after each of them is LiveIn.
func (in *Info) LiveAfter(instr ssa.Instruction) []ssa.Value {
	if instr == nil {
		return nil
	}
	b := instr.Block()
	n := in.node(b)
	if n < 0 {
		return nil
	}
	if _, ok := instr.(*ssa.Phi); ok {
		return in.liveness().liveIn(n)
	}
	return in.liveness().liveAfter(n, instr)
}

// ControlDeps returns the branch blocks that b directly depends upon, in
// order: those with an edge after which b is certain to run and another after
// which it is not. A block that decides whether it runs again, such as the
// head of a loop with a condition, depends upon itself.
//
// Every block without successors leads to one common exit. A loop that never
// ends is taken to leave for that exit just before its head (the first block
// in order), as if it had a condition; that branch is not in the source and
// is never returned.
func (in *Info) ControlDeps(b *ssa.BasicBlock) []*ssa.BasicBlock {
	n := in.node(b)
	if n < 0 {
		return nil
	}
	if in.deps == nil {
		in.deps = controlDeps(in)
	}
	return in.deps[n]
}

func (in *Info) liveness() *liveness {
	if in.live == nil {
		in.live = newLiveness(in)
	}
	return in.live
}
