package engine

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/noreturn"
	"github.com/ctxvet/ctxvet/facts"
)

// findEnds finds the functions that may never come back: nothing in them returns,
// or they have no results and a statement that ends them for good, or calls
// another such function.
func (h *helperFinder) findEnds() {
	type candidate struct {
		fn    *types.Func
		calls []*types.Func
	}
	var candidates []candidate
	for fn, decl := range withBodies(h.pass) {
		if h.effects.Ends(fn) {
			h.ends[fn] = true
			continue
		}
		if decl.Type.Results.NumFields() > 0 || length(decl.Body) > maxHelper {
			continue
		}
		c := candidate{fn: fn}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				switch callee := calleeOf(h.pass.TypesInfo, call).(type) {
				case *types.Builtin:
					if callee.Name() == "panic" {
						h.ends[fn] = true
					}
				case *types.Func:
					c.calls = append(c.calls, callee)
				}
			}
			return true
		})
		candidates = append(candidates, c)
	}
	for changed := true; changed; {
		changed = false
		for _, c := range candidates {
			if h.ends[c.fn] {
				continue
			}
			for _, callee := range c.calls {
				if h.mayEnd(callee) {
					h.ends[c.fn], changed = true, true
					break
				}
			}
		}
	}
}

func (h *helperFinder) mayEnd(fn *types.Func) bool {
	fn = fn.Origin()
	if fn.Pkg() == h.pass.Pkg && !noreturn.MayEnd(fn) {
		return h.ends[fn]
	}
	if noreturn.Of(fn) != noreturn.Returns || noreturn.MayEnd(fn) {
		return true
	}
	if fn.Pkg() == nil {
		return false
	}
	s := h.known.summary(fn.Pkg(), facts.FuncKey(fn))
	return s != nil && !s.Inert() && s.Ends()
}
