package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// Of the functions that need a walk, some deal with guards, in their own body or
// in what they call. The others can only end the path of one that does: they
// panic, or run what they are given. In code that locks, they are the most, so
// they get less care there; one that outgrows it is left to the effect engine, as
// are the functions that need no walk.

// findDealing finds the functions of the package that deal with guards, and hands
// that on to who calls these, passes them on, or holds their literals.
func (t *touching) findDealing(importedMethod map[string]bool) {
	t.deals = make(map[*ssa.Function]bool)
	users := make(map[*ssa.Function][]*ssa.Function)
	invokers := make(map[string][]*ssa.Function)
	var work []*ssa.Function
	push := func(fn *ssa.Function) {
		if !t.deals[fn] {
			t.deals[fn] = true
			work = append(work, fn)
		}
	}
	for _, fn := range t.all {
		if t.handlesGuards(fn) || t.p.running(fn) != nil {
			push(fn)
		}
		for _, lit := range fn.AnonFuncs {
			users[lit] = append(users[lit], fn)
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if _, rule := t.p.declaredUse(instr); rule != nil {
					push(fn)
				}
				if c, ok := instr.(ssa.CallInstruction); ok {
					if obj := calledObject(c.Common()); t.p.passesDeclared(obj) || obj != nil && t.p.row(obj) != nil {
						push(fn)
					}
					if c.Common().IsInvoke() {
						name := c.Common().Method.Name()
						invokers[name] = append(invokers[name], fn)
					}
				}
				for _, op := range instr.Operands(nil) {
					callee, ok := (*op).(*ssa.Function)
					if !ok {
						continue
					}
					if own := t.p.ownFunction(origin(callee)); own != nil {
						users[own] = append(users[own], fn)
					} else if obj := funcObject(callee); obj != nil && t.dealsAbroad(obj) {
						push(fn)
					}
				}
			}
		}
	}
	for _, name := range protocol.MethodNames() {
		for _, fn := range invokers[name] {
			push(fn)
		}
	}
	for name, deals := range importedMethod {
		if !deals {
			continue
		}
		for _, fn := range invokers[name] {
			push(fn)
		}
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, user := range users[fn] {
			push(user)
		}
		if fn.Signature.Recv() != nil {
			for _, user := range invokers[fn.Name()] {
				push(user)
			}
		}
	}
}

// dealsAbroad reports whether obj, a function of another package, deals with guards.
func (t *touching) dealsAbroad(obj *types.Func) bool {
	if t.p.row(obj) != nil {
		return true
	}
	sum := t.p.imported(obj)
	return sum != nil && sum.Deals()
}

// idle reports whether none of the functions deals with guards.
func (p *Package) idle(fns ...*ssa.Function) bool {
	for _, fn := range fns {
		if p.touch.deals[fn] {
			return false
		}
	}
	return true
}

// leave has the effect engine speak for the functions, which do not deal with
// guards and have outgrown the walk.
func (p *Package) leave(fns []*ssa.Function) {
	for _, fn := range fns {
		delete(p.touch.fns, fn)
		delete(p.sums, fn)
		p.answers[fn] = nil
	}
}

// mayBlock reports whether the effect of fn has it block, whatever is passed: more
// than a summary tells that leaves out paths.
func (p *Package) mayBlock(fn *ssa.Function) bool {
	obj := funcObject(fn)
	if obj == nil {
		return false
	}
	e := p.cfg.Effects.Of(obj)
	return e != nil && len(e.Blocks) > 0
}

// unrolls reports whether the summaries of a recursive component that does nothing to
// guards grow with each round: each holds the one before, several times over.
func (p *Package) unrolls(sums map[*ssa.Function]*facts.Summary) bool {
	most := 4 * maxWords
	if p.coarse {
		most = maxWords / 2
	}
	for _, sum := range sums {
		if len(sum.Nodes) > most {
			return true
		}
	}
	return false
}

// maxWords bounds the nodes of a summary that does nothing to guards.
const maxWords = 64

// leaveWordy leaves those functions to the effect engine, where most functions are
// walked, whose summaries have much to say of what they run and when, and nothing of
// guards: each caller would follow all of that.
func (p *Package) leaveWordy(fns []*ssa.Function) {
	if p.bounds.idle == 1 {
		return
	}
	for _, fn := range fns {
		if s := p.sums[fn]; s != nil && len(s.Nodes) > maxWords && !s.Deals() {
			p.leave([]*ssa.Function{fn})
		}
	}
}

// outgrown reports whether the walk of one of the functions ended early.
func outgrown(sums map[*ssa.Function]*facts.Summary) bool {
	for _, sum := range sums {
		if sum.Opaque {
			return true
		}
	}
	return false
}
