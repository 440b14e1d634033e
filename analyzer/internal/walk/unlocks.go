package walk

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// An unlockSet says which locks calling a function of this package may release.
type unlockSet struct {
	any  bool                  // there is one
	vars map[types.Object]bool // the fields and package-level variables among them
}

// unlocks is what calling fn, or what fn calls in this package, may release,
// whoever acquired it. A nil fn is no function of this package.
func (p *Package) unlocks(fn *ssa.Function) *unlockSet {
	if p.unlockSets == nil {
		p.findUnlocks()
	}
	if s := p.unlockSets[fn]; s != nil {
		return s
	}
	return &unlockSet{}
}

// findUnlocks looks for the releases in all functions, and hands them on to who
// calls these, or holds their literals.
func (p *Package) findUnlocks() {
	p.unlockSets = make(map[*ssa.Function]*unlockSet)
	callers := make(map[*ssa.Function][]*ssa.Function)
	for _, fn := range p.touch.all {
		s := &unlockSet{}
		p.unlockSets[fn] = s
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if c, ok := instr.(ssa.CallInstruction); ok {
					if callee := p.noteUnlock(s, c.Common()); callee != nil {
						callers[callee] = append(callers[callee], fn)
					}
				}
			}
		}
		for _, lit := range fn.AnonFuncs {
			callers[lit] = append(callers[lit], fn)
		}
	}
	work := make([]*ssa.Function, 0, len(p.touch.all))
	queued := make(map[*ssa.Function]bool)
	push := func(fn *ssa.Function) {
		if p.unlockSets[fn].any && !queued[fn] {
			queued[fn] = true
			work = append(work, fn)
		}
	}
	for _, fn := range p.touch.all {
		push(fn)
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		queued[fn] = false
		for _, caller := range callers[fn] {
			if p.unlockSets[caller].add(p.unlockSets[fn]) {
				push(caller)
			}
		}
	}
}

// add reports whether s grew.
func (s *unlockSet) add(t *unlockSet) bool {
	grew := t.any && !s.any
	s.any = s.any || t.any
	if n := len(s.vars); len(t.vars) > 0 {
		if s.vars == nil {
			s.vars = make(map[types.Object]bool)
		}
		maps.Copy(s.vars, t.vars)
		grew = grew || len(s.vars) > n
	}
	return grew
}

// noteUnlock adds to s what the call c releases itself, and returns the function
// of this package that it calls, if it calls one.
func (p *Package) noteUnlock(s *unlockSet, c *ssa.CallCommon) *ssa.Function {
	var obj *types.Func
	callee := c.StaticCallee()
	switch {
	case c.IsInvoke():
		obj = c.Method
	case callee != nil:
		obj = funcObject(callee)
	}
	if row := p.row(obj); row != nil {
		if row.Op == protocol.Unlock {
			s.any = true
			if !c.IsInvoke() && len(c.Args) > 0 {
				if v := lockVar(c.Args[0]); v != nil {
					s.add(&unlockSet{vars: map[types.Object]bool{v: true}})
				}
			}
		}
		return nil
	}
	if callee == nil {
		return nil
	}
	if fn := p.ownFunction(callee); fn != nil {
		return fn
	}
	s.any = s.any || obj != nil && releasesLock(p.imported(obj))
	return nil
}

// releasesLock reports whether a function of which sum tells releases a lock that
// its caller holds.
func releasesLock(sum *facts.Summary) bool {
	if sum == nil {
		return false
	}
	for i := range sum.Nodes {
		if n := &sum.Nodes[i]; n.Kind == facts.NodeRelease && n.Args[0].Kind != facts.RegVal {
			return true
		}
	}
	return sum.Opaque
}
