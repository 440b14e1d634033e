package walk

import (
	"bytes"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/facts"
)

// rounds bounds the fixpoint over a recursive component of n functions. One that
// has not settled by then unrolls a recursion on the value of a parameter: it is
// done again without the conditions on values that were computed from
// parameters. Should that not settle either, its summaries tell of the paths
// that recurse no deeper, which is silent about the rest.
func rounds(n int) int { return min(3+n, 10) }

// All walks the touching functions among fns, callees before callers, and then
// the function literals that run at a time nobody knows. It returns what they
// misuse.
func (p *Package) All(fns []*ssa.Function, isRoot func(*ssa.Function) bool) []findings.Finding {
	var found []findings.Finding
	var later []*ssa.Function
	for _, scc := range p.components(fns) {
		fs, ls := p.component(scc, isRoot)
		p.settle(scc)
		found = append(found, fs...)
		later = append(later, ls...)
	}
	for _, fn := range fns {
		if fn.Synthetic != "" && fn.Name() == "init" {
			later = append(later, p.inVariables(fn)...)
		}
	}
	done := make(map[*ssa.Function]bool)
	for {
		if len(later) == 0 {
			if later = p.judgeAdrift(done); len(later) == 0 {
				break
			}
		}
		lit := later[0]
		later = later[1:]
		if done[lit] {
			continue
		}
		done[lit] = true
		w := p.Function(lit, false)
		p.settle([]*ssa.Function{lit})
		found = append(found, w.Findings...)
		later = append(later, w.Later...)
	}
	return found
}

// Summary is the summary of a walked function, or nil.
func (p *Package) Summary(fn *ssa.Function) *facts.Summary { return p.sums[fn] }

// NeverBlocks reports whether fn was found to do nothing that its caller has to know,
// whatever its effect says: the conditions under which it blocks do not hold.
func (p *Package) NeverBlocks(fn *ssa.Function) bool {
	if s := p.sums[fn]; s == nil || !s.Trivial() {
		return false
	}
	_, said := p.cfg.Declared.Blocks(funcObject(fn))
	return !said
}

// component walks the functions of one recursive component to a fixpoint.
func (p *Package) component(scc []*ssa.Function, isRoot func(*ssa.Function) bool) ([]findings.Finding, []*ssa.Function) {
	encode := func(fn *ssa.Function) []byte {
		if s := p.sums[fn]; s != nil {
			return facts.AppendSummary(nil, s)
		}
		return nil
	}
	begin, budget := p.spent, p.bounds.component+len(scc)*p.bounds.member
	idle := p.idle(scc...)
	if idle {
		budget /= p.bounds.idle
	}
	recursive := len(scc) > 1 || p.callsItself(scc[0])
	if p.cfg.Brief && recursive || idle && p.bounds.idle > 1 && (recursive || tooLong(scc[0])) {
		p.leave(scc)
		return nil, nil
	}
	for round := 0; ; round++ {
		var found []findings.Finding
		var later []*ssa.Function
		changed, exhausted, partial := false, false, false
		next := make(map[*ssa.Function]*facts.Summary, len(scc))
		for _, fn := range scc {
			w := p.Function(fn, isRoot(fn))
			found = append(found, w.Findings...)
			later = append(later, w.Later...)
			p.forgetConstants(fn, w.Summary)
			next[fn] = w.Summary
			partial = partial || w.Dropped && (p.cfg.Brief || p.mayBlock(fn))
		}
		for _, fn := range scc {
			if !recursive {
				p.sums[fn] = next[fn]
				continue
			}
			before := encode(fn)
			p.sums[fn] = next[fn]
			changed = changed || !bytes.Equal(before, encode(fn))
		}
		tired := exhausted || recursive && changed && p.spent-begin > budget
		if idle && (tired || partial || outgrown(next) || recursive && p.unrolls(next)) {
			p.leave(scc)
			p.coarse = false
			return found, later
		}
		if tired {
			p.coarse = false
			return p.unsettled(scc, isRoot)
		}
		if !recursive || !changed || round == 3*rounds(len(scc)) {
			p.coarse = false
			p.leaveWordy(scc)
			return found, later
		}
		if round == rounds(len(scc)) {
			p.coarse = true
			for _, fn := range scc {
				delete(p.sums, fn)
			}
		}
	}
}

// unsettled judges the functions of a component whose summaries did not settle
// within its budget. They are unknown to each other then, as to all others: what a
// round found that knew a part of them may be wrong.
func (p *Package) unsettled(scc []*ssa.Function, isRoot func(*ssa.Function) bool) ([]findings.Finding, []*ssa.Function) {
	for _, fn := range scc {
		p.sums[fn] = &facts.Summary{Opaque: true}
	}
	var found []findings.Finding
	var later []*ssa.Function
	for _, fn := range scc {
		w := p.Function(fn, isRoot(fn))
		found = append(found, w.Findings...)
		later = append(later, w.Later...)
	}
	return found, later
}

func (p *Package) callsItself(fn *ssa.Function) bool {
	for _, callee := range p.callees(fn) {
		if callee == fn {
			return true
		}
	}
	return false
}

// callees lists the touching functions of the package that fn and its literals
// can call or pass on, in order of the source.
func (p *Package) callees(fn *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	seen := make(map[*ssa.Function]bool)
	add := func(f *ssa.Function) {
		if f = p.ownFunction(f); f != nil && f.Parent() == nil && p.touch.fns[f] && !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(nil) {
					if f, ok := (*op).(*ssa.Function); ok {
						add(f)
					}
				}
				if c, ok := instr.(ssa.CallInstruction); ok && c.Common().IsInvoke() {
					for _, m := range p.methodsNamed(c.Common().Method.Name()) {
						add(m)
					}
				}
			}
		}
		for _, a := range fn.AnonFuncs {
			visit(a)
		}
	}
	visit(fn)
	return out
}

// methodsNamed lists the touching methods of that name.
func (p *Package) methodsNamed(name string) []*ssa.Function {
	if !p.touch.methods[name] {
		return nil
	}
	var out []*ssa.Function
	for _, fn := range p.touch.all {
		if fn.Signature.Recv() != nil && fn.Name() == name && p.touch.fns[fn] {
			out = append(out, fn)
		}
	}
	return out
}

// components lists the strongly connected components of the touching functions,
// callees first (Tarjan, Depth-first search and linear graph algorithms, 1972).
func (p *Package) components(fns []*ssa.Function) [][]*ssa.Function {
	var (
		out     [][]*ssa.Function
		stack   []*ssa.Function
		index   = make(map[*ssa.Function]int)
		low     = make(map[*ssa.Function]int)
		onStack = make(map[*ssa.Function]bool)
	)
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		index[fn] = len(index) + 1
		low[fn] = index[fn]
		stack = append(stack, fn)
		onStack[fn] = true
		for _, callee := range p.callees(fn) {
			if index[callee] == 0 {
				visit(callee)
				low[fn] = min(low[fn], low[callee])
			} else if onStack[callee] {
				low[fn] = min(low[fn], index[callee])
			}
		}
		if low[fn] != index[fn] {
			return
		}
		var scc []*ssa.Function
		for {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			onStack[top] = false
			scc = append(scc, top)
			if top == fn {
				break
			}
		}
		out = append(out, scc)
	}
	for _, fn := range fns {
		if p.touch.fns[fn] && index[fn] == 0 {
			visit(fn)
		}
	}
	return out
}

// maxIdle bounds the length of a function, in instructions, that does not deal
// with guards and is followed all the same where most functions need it.
const maxIdle = 256

func tooLong(fn *ssa.Function) bool {
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n > maxIdle
}
