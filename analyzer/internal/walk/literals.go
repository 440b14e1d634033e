package walk

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/facts"
)

// ofLiteral is the summary of a function literal.
func (p *Package) ofLiteral(fn *ssa.Function) *facts.Summary {
	if _, ok := p.sums[fn]; !ok {
		p.sums[fn] = &facts.Summary{Opaque: true} // in case it meets itself
		p.sums[fn] = p.Function(fn, false).Summary
	}
	return p.sums[fn]
}

// literalName names a function literal within its package.
func literalName(fn *ssa.Function) string {
	if p := fn.Parent(); p != nil {
		i := slices.Index(p.AnonFuncs, fn)
		return fmt.Sprintf("%s$%d", literalName(p), i+1)
	}
	if obj := funcObject(fn); obj != nil {
		return facts.FuncKey(obj)
	}
	return fn.Name()
}

// Literals lists the function literals that summaries of this package name.
func (p *Package) Literals() map[string]*facts.Summary {
	out := make(map[string]*facts.Summary, len(p.lits))
	for _, fn := range p.lits {
		out[literalName(fn)] = p.sums[fn]
	}
	return out
}
