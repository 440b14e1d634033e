package engine

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// findChoosers finds the functions that may block, where callers decide by what they
// pass whether they do: a parameter, or a field of one, is part of a condition, or it
// is passed on to such a function.
func (h *helperFinder) findChoosers() {
	callers := make(map[*types.Func][]*types.Func) // of functions of this package
	var work []*types.Func
	choose := func(fn *types.Func) {
		if !h.chooses[fn] {
			h.chooses[fn] = true
			work = append(work, fn)
		}
	}
	for fn, decl := range withBodies(h.pass) {
		if e := h.effects.Of(fn); e == nil || len(e.Blocks) == 0 || length(decl.Body) > maxChooser {
			continue
		}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.GoStmt:
				return false
			case *ast.IfStmt:
				if h.asksParam(n.Cond) {
					choose(fn)
				}
			case *ast.ForStmt:
				if n.Cond != nil && h.asksParam(n.Cond) {
					choose(fn)
				}
			case *ast.SwitchStmt:
				if n.Tag != nil && h.asksParam(n.Tag) {
					choose(fn)
				}
			case *ast.CaseClause:
				for _, e := range n.List {
					if h.asksParam(e) {
						choose(fn)
					}
				}
			case *ast.RangeStmt:
				if _, ok := h.pass.TypesInfo.TypeOf(n.X).Underlying().(*types.Chan); !ok && h.asksParam(n.X) {
					choose(fn)
				}
			case *ast.CallExpr:
				callee, ok := calleeOf(h.pass.TypesInfo, n).(*types.Func)
				switch {
				case !ok:
				case callee.Pkg() == h.pass.Pkg:
					callers[callee.Origin()] = append(callers[callee.Origin()], fn)
				case h.choosesElsewhere(callee):
					choose(fn)
				}
			}
			return true
		})
	}
	for len(work) > 0 {
		fn := work[0]
		work = work[1:]
		for _, caller := range callers[fn] {
			choose(caller)
		}
	}
}

// choosesElsewhere reports whether fn, of another package, has a summary that says
// when it blocks.
func (h *helperFinder) choosesElsewhere(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	s := h.known.summary(fn.Pkg(), facts.FuncKey(fn.Origin()))
	if s == nil {
		return false
	}
	for i := range s.Nodes {
		if s.Nodes[i].Kind == facts.NodeBlock {
			return true
		}
	}
	return false
}

// asksParam reports whether cond mentions a parameter that is a flag, a number or a
// string, or may be nil, or a field of one.
func (h *helperFinder) asksParam(cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			// What a call makes of it says little, but for its length.
			b, builtin := calleeOf(h.pass.TypesInfo, n).(*types.Builtin)
			return builtin && b.Name() == "len"
		case *ast.SelectorExpr:
			found = found || h.isParam(n.X, true)
			return false
		case *ast.Ident:
			found = found || h.isParam(n, false)
		}
		return !found
	})
	return found
}

func (h *helperFinder) isParam(e ast.Expr, receiver bool) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := h.pass.TypesInfo.Uses[id].(*types.Var)
	return ok && (v.Kind() == types.ParamVar || receiver && v.Kind() == types.RecvVar)
}
