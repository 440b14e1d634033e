package effect

import (
	"go/token"
	"slices"

	"github.com/ctxvet/ctxvet/facts"
)

// maxTerms bounds the terms of an exported effect. A function that calls so
// many different methods of its parameters is no helper that blocks by what
// it is given.
const maxTerms = 24

// export returns the effect of n in the form that callers elsewhere read.
func (p *Package) export(n *node) *facts.Effect {
	if e := n.exported; e != nil {
		return e
	}
	e := &facts.Effect{}
	n.exported = e
	p.exportInto(e, n, n)
	if n.fn != nil {
		e.Wraps = p.wraps(n.fn, 0)
		if results := n.fn.Signature().Results(); results.Len() > 0 {
			result := &facts.Effect{}
			for _, v := range p.returned(n) {
				switch {
				case v.lit != nil:
					p.exportInto(result, v.lit, n)
				case v.fn != nil:
					result.Blocks = append(result.Blocks, p.valueBlocks(v, nil)...)
				case v.param != nil:
					if _, i, ok := (&frame{node: n}).find(v.param); ok {
						result.Terms = append(result.Terms, facts.Term{Param: i, Inner: v.inner})
					}
				}
			}
			e.Result = result
		}
	}
	e.Normalize()
	if len(e.Terms) > maxTerms {
		e.Terms = slices.Clone(e.Terms[:maxTerms])
	}
	return e
}

// exportInto adds the effect of body to e, in terms of n's parameters.
func (p *Package) exportInto(e *facts.Effect, body, n *node) {
	for c, w := range body.best {
		if w != nil {
			e.Blocks = append(e.Blocks, facts.Block{Category: facts.Category(c), Chain: w.chain})
		}
	}
	f := &frame{node: n}
	for _, t := range body.terms {
		if t.method != "" && !token.IsExported(t.method) {
			continue // types elsewhere cannot have it
		}
		out := facts.Term{Inner: t.inner, Method: t.method}
		var ok bool
		if t.tparam != nil {
			out.TypeParam = true
			_, out.Param, ok = f.findType(t.tparam)
		} else {
			_, out.Param, ok = f.find(t.param)
		}
		if !ok {
			continue
		}
		e.Terms = append(e.Terms, out)
		if t.param != nil && t.method == "" && !t.inner && body == n {
			addUse(e, out.Param, facts.UseHere)
		}
	}
	if body != n {
		return
	}
	for _, u := range body.uses {
		if _, i, ok := f.find(u.param); ok {
			addUse(e, i, u.use)
		}
	}
}

func addUse(e *facts.Effect, param int, u facts.Use) {
	if param < 0 {
		return
	}
	for len(e.Uses) <= param {
		e.Uses = append(e.Uses, 0)
	}
	e.Uses[param] |= u
}
