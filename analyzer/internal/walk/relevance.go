package walk

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/flow"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// A fnInfo says which part of a function can matter to the walk: a slice of
// the function on its guard operations, calls that matter, and exits. Branches
// outside of the slice decide nothing, and values outside are unknown.
type fnInfo struct {
	fn       *ssa.Function
	flow     *flow.Info
	values   []ssa.Value
	index    map[ssa.Value]int
	relevant map[ssa.Instruction]bool
	branch   map[*ssa.BasicBlock]bool
	live     map[*ssa.BasicBlock][]int
	after    map[ssa.Instruction][]int
	once     map[ssa.Value]bool // conditions that nothing else can ask again
	plain    bool               // followed for its results alone
	counts   map[string]bool    // fields that hold what is computed, see counts
	// makes has the instructions that use a function literal as a value.
	makes map[ssa.Instruction]*ssa.Function
}

func (p *Package) info(fn *ssa.Function) *fnInfo {
	if in := p.infos[fn]; in != nil {
		return in
	}
	in := &fnInfo{
		fn:       fn,
		flow:     flow.Of(fn),
		index:    make(map[ssa.Value]int),
		relevant: make(map[ssa.Instruction]bool),
		branch:   make(map[*ssa.BasicBlock]bool),
		live:     make(map[*ssa.BasicBlock][]int),
		after:    make(map[ssa.Instruction][]int),
	}
	in.counts = counts(fn)
	in.makes = literalsIn(fn)
	in.plain = !p.touch.fns[fn] && fn.Parent() == nil
	p.infos[fn] = in
	s := &slicer{Package: p, in: in, blocks: make(map[*ssa.BasicBlock]bool), roots: make(map[ssa.Value]bool), stores: make(map[ssa.Value][]ssa.Instruction)}
	s.run()
	return in
}

func (in *fnInfo) set(f *frame, v ssa.Value, val sym.Value) {
	if i, ok := in.index[v]; ok {
		f.env.set(i, val)
	}
}

// liveIn lists the indices of relevant values that are live at b's entry.
func (in *fnInfo) liveIn(b *ssa.BasicBlock) []int {
	if l, ok := in.live[b]; ok {
		return l
	}
	l := in.indices(in.flow.LiveIn(b))
	in.live[b] = l
	return l
}

// liveAfter lists those that are live just after instr.
func (in *fnInfo) liveAfter(instr ssa.Instruction) []int {
	if l, ok := in.after[instr]; ok {
		return l
	}
	l := in.indices(in.flow.LiveAfter(instr))
	in.after[instr] = l
	return l
}

func (in *fnInfo) indices(vs []ssa.Value) []int {
	l := []int{}
	for _, v := range vs {
		if i, ok := in.index[v]; ok {
			l = append(l, i)
		}
	}
	slices.Sort(l)
	return l
}
