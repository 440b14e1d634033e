package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isOwner reports whether e is the variable whose field the channel is.
func (w *roomWalk) isOwner(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && w.ch.field != nil && w.p.in.Info.Uses[id] == w.ch.v
}

// leavesAlone reports whether call, which may be given the struct whose field
// the channel is, cannot send into it: it does not get to see the field.
func (w *roomWalk) leavesAlone(call *ast.CallExpr) bool {
	if w.ch.field == nil || w.ch.field.Exported() {
		return false
	}
	fn := w.staticCallee(call)
	if fn == nil || isInterfaceMethod(fn) {
		return false
	}
	return !w.p.mayTouch(fn, w.ch.field, maxTouch)
}

// maxTouch is how many calls deep it is searched who touches a field.
const maxTouch = 3

// mayTouch reports whether fn, or what it calls, may mention field, which is
// not exported.
func (p *Package) mayTouch(fn *types.Func, field *types.Var, depth int) bool {
	if fn.Pkg() != p.in.Pkg {
		return false
	}
	body := p.bodies()[fn]
	if body == nil || depth == 0 {
		return true
	}
	touched := false
	ast.Inspect(body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || touched {
			return !touched
		}
		switch obj := p.in.Info.Uses[id].(type) {
		case *types.Var:
			touched = obj.Origin() == field.Origin()
		case *types.Func:
			touched = obj.Origin() != fn && p.mayTouch(obj.Origin(), field, depth-1)
		}
		return !touched
	})
	return touched
}

// bodies returns the bodies of the package's functions.
func (p *Package) bodies() map[*types.Func]*ast.BlockStmt {
	if p.bodyOf != nil {
		return p.bodyOf
	}
	p.bodyOf = make(map[*types.Func]*ast.BlockStmt)
	for _, f := range p.in.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
				if fn, ok := p.in.Info.Defs[d.Name].(*types.Func); ok {
					p.bodyOf[fn] = d.Body
				}
			}
		}
	}
	return p.bodyOf
}

func (w *roomWalk) staticCallee(call *ast.CallExpr) *types.Func {
	s := &site{call: call}
	c := &collector{p: w.p}
	if !c.setCallee(s) {
		return nil
	}
	return s.callee
}

// onlyReceives reports whether fn, a function of the package, does no more with
// the channel that is its parameter i than to receive from it, close it, or measure
// it.
func (p *Package) onlyReceives(fn *types.Func, i, depth int) bool {
	if fn == nil || fn.Pkg() != p.in.Pkg || depth == 0 || i >= fn.Signature().Params().Len() || fn.Signature().Variadic() {
		return false
	}
	body := p.bodies()[fn.Origin()]
	if body == nil {
		return false
	}
	v := fn.Origin().Signature().Params().At(i)
	uses := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && p.in.Info.Uses[id] == v
	}
	fine, all := 0, 0
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if p.in.Info.Uses[n] == v {
				all++
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && uses(n.X) {
				fine++
			}
		case *ast.RangeStmt:
			if uses(n.X) {
				fine++
			}
		case *ast.CallExpr:
			for k, arg := range n.Args {
				if !uses(arg) {
					continue
				}
				if isBuiltin(p.in.Info, n.Fun, "close") || isBuiltin(p.in.Info, n.Fun, "len") || isBuiltin(p.in.Info, n.Fun, "cap") {
					fine++
				} else if s := (&site{call: n}); (&collector{p: p}).setCallee(s) && s.callee != nil && p.onlyReceives(s.callee, k, depth-1) {
					fine++
				}
			}
		}
		return true
	})
	return fine == all
}
