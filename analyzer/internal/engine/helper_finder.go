package engine

import (
	"go/ast"
	"go/types"
	"iter"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/walk"
)

// Bounds on the length of helpers, in statements. Nobody who writes more calls it
// one, and nobody who uses it relies on what it does in each case.
const (
	maxMaker   = 3  // where it makes or finds a value
	maxHelper  = 10 // where it decides a condition, or may end
	maxRunner  = 80 // where it runs a callback
	maxChooser = 16 // where callers decide whether it blocks
)

// A helperFinder picks the helpers among the functions of a package, by their
// types and their syntax.
type helperFinder struct {
	pass     *analysis.Pass
	known    *imports
	effects  *effect.Package
	releases map[string]bool      // names of methods through which an interface can reach a guard
	ends     map[*types.Func]bool // functions that may never come back
	chooses  map[*types.Func]bool // functions that may block, which callers decide
	bodies   map[*types.Func]*ast.BlockStmt
}

// wanted has the helpers that other packages can name, those that they use, and
// the methods of the values that they make.
func (h *helperFinder) wanted() map[*types.Func]bool {
	wanted := make(map[*types.Func]bool)
	var want func(fn *types.Func)
	want = func(fn *types.Func) {
		body := h.bodies[fn]
		if body == nil || wanted[fn] {
			return
		}
		wanted[fn] = true
		ast.Inspect(body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			switch used := h.pass.TypesInfo.Uses[id].(type) {
			case *types.Func:
				want(used.Origin())
			case *types.TypeName:
				// A value of it can be returned, behind an interface too.
				if named, ok := used.Type().(*types.Named); ok && used.Pkg() == h.pass.Pkg && !used.Exported() {
					for m := range named.Methods() {
						if m.Exported() {
							want(m)
						}
					}
				}
			}
			return true
		})
	}
	for fn := range h.bodies {
		if visible(fn) {
			want(fn)
		}
	}
	return wanted
}

// visible reports whether other packages can name fn.
func visible(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Exported()
}

// helps reports whether a caller may have to know more of fn than its effect.
func (h *helperFinder) helps(fn *types.Func, body *ast.BlockStmt) bool {
	sig := fn.Signature()
	if h.ends[fn] || h.chooses[fn] {
		return true
	}
	results := sig.Results()
	if recv := sig.Recv(); recv != nil && h.takes(recv.Type(), results) {
		return length(body) <= maxRunner
	}
	for v := range sig.Params().Variables() {
		if h.takes(v.Type(), results) {
			return length(body) <= maxRunner
		}
	}
	most := 0
	for v := range results.Variables() {
		if _, ok := types.Unalias(v.Type()).(*types.TypeParam); ok || h.mayHold(v.Type()) {
			most = max(most, maxMaker)
			continue
		}
		switch t := v.Type().Underlying().(type) {
		case *types.Signature:
			most = maxHelper
		case *types.Basic:
			if t.Info()&(types.IsBoolean|types.IsInteger) != 0 {
				most = maxHelper
			}
		case *types.Struct, *types.Pointer:
			most = max(most, maxMaker)
		case *types.Interface:
			if types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
				most = maxHelper
			}
		}
	}
	n := length(body)
	switch {
	case n <= most && straight(body), n <= maxMaker && h.sets(fn, body):
		return true
	case n > maxHelper:
		return false
	}
	return walk.Filters(sig) || h.recovers(body) || h.runsKept(body)
}

// sets reports whether fn is a method that sets a flag, counts, or collects: all it
// does is to assign fields of its receiver, perhaps under a condition.
func (h *helperFinder) sets(fn *types.Func, body *ast.BlockStmt) bool {
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	ok, found := true, false
	assigns := func(lhs ast.Expr) {
		sel, isSel := ast.Unparen(lhs).(*ast.SelectorExpr)
		if !isSel {
			ok = false
			return
		}
		id, isVar := ast.Unparen(sel.X).(*ast.Ident)
		found = found || isVar && h.pass.TypesInfo.Uses[id] == types.Object(recv)
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				assigns(lhs)
			}
		case *ast.IncDecStmt:
			assigns(n.X)
		case *ast.CallExpr:
			_, builtin := calleeOf(h.pass.TypesInfo, n).(*types.Builtin)
			ok = ok && builtin
		case *ast.BlockStmt, *ast.IfStmt, *ast.ReturnStmt, ast.Expr, nil:
		default:
			ok = false
		}
		return ok
	})
	return ok && found
}

// recovers reports whether body calls recover, or a literal in it does.
func (h *helperFinder) recovers(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "recover" {
			_, builtin := h.pass.TypesInfo.Uses[id].(*types.Builtin)
			found = found || builtin
		}
		return !found
	})
	return found
}

// runsKept reports whether body calls what a field holds: a callback, or the
// release of what may be a guard.
func (h *helperFinder) runsKept(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch used := h.pass.TypesInfo.Uses[sel.Sel].(type) {
		case *types.Var:
			found = used.IsField()
		case *types.Func:
			if _, ok := ast.Unparen(sel.X).(*ast.SelectorExpr); ok && h.releases[used.Name()] {
				recv := used.Signature().Recv()
				found = recv != nil && types.IsInterface(recv.Type())
			}
		}
		return !found
	})
	return found
}

// takes reports whether a parameter of type t may be a callback, or a guard.
func (h *helperFinder) takes(t types.Type, results *types.Tuple) bool {
	if s, ok := t.(*types.Slice); ok {
		t = s.Elem() // perhaps a variadic parameter
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if param, ok := types.Unalias(t).(*types.TypeParam); ok {
		for v := range results.Variables() {
			if mentions(v.Type(), param) {
				return true
			}
		}
	}
	_, callback := t.Underlying().(*types.Signature)
	return callback || h.mayHold(t)
}

// mayHold reports whether t is an interface through which a guard can be released,
// and nothing else done.
func (h *helperFinder) mayHold(t types.Type) bool {
	u, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range u.Methods() {
		if !h.releases[m.Name()] {
			return false
		}
	}
	return u.NumMethods() > 0
}

func mentions(t types.Type, param *types.TypeParam) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return t == param
	case *types.Pointer:
		return mentions(t.Elem(), param)
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			if mentions(arg, param) {
				return true
			}
		}
	}
	return false
}

// straight reports whether body has no loops and starts nothing.
func straight(body *ast.BlockStmt) bool {
	ok := true
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.GoStmt, *ast.DeferStmt, *ast.FuncLit, *ast.SelectStmt:
			ok = false
		}
		return ok
	})
	return ok
}

// length is the number of statements in body, up to a bit more than maxRunner.
func length(body *ast.BlockStmt) int {
	n := 0
	ast.Inspect(body, func(node ast.Node) bool {
		if _, ok := node.(ast.Stmt); ok {
			if _, block := node.(*ast.BlockStmt); !block {
				n++
			}
		}
		return n <= maxRunner
	})
	return n
}

// calleeOf is the function, method or builtin that call surely calls, or nil.
func calleeOf(info *types.Info, call *ast.CallExpr) types.Object {
	fun := ast.Unparen(call.Fun)
	switch f := fun.(type) {
	case *ast.IndexExpr:
		fun = f.X
	case *ast.IndexListExpr:
		fun = f.X
	}
	switch f := fun.(type) {
	case *ast.Ident:
		return info.Uses[f]
	case *ast.SelectorExpr:
		return info.Uses[f.Sel]
	}
	return nil
}

// withBodies yields the functions and methods of the package's source that have a
// body, in order.
func withBodies(pass *analysis.Pass) iter.Seq2[*types.Func, *ast.FuncDecl] {
	return func(yield func(*types.Func, *ast.FuncDecl) bool) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				decl, ok := d.(*ast.FuncDecl)
				if !ok || decl.Body == nil {
					continue
				}
				if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok && !yield(fn, decl) {
					return
				}
			}
		}
	}
}
