package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A chanRef names a channel: a variable, or a field of the struct that the
// variable is or points to.
type chanRef struct {
	v     *types.Var
	field *types.Var
}

// chanRef returns what e refers to.
func (p *Package) chanRef(e ast.Expr) (chanRef, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := p.in.Info.Uses[e].(*types.Var)
		return chanRef{v: v}, ok && (v.Kind() == types.LocalVar || v.Kind() == types.ParamVar)
	case *ast.SelectorExpr:
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok {
			break
		}
		v, ok := p.in.Info.Uses[id].(*types.Var)
		if !ok || v.Kind() == types.PackageVar || v.IsField() {
			break
		}
		field, ok := p.in.Info.Uses[e.Sel].(*types.Var)
		return chanRef{v, field}, ok && field.IsField()
	}
	return chanRef{}, false
}

// made returns the call of make that is the only source of the channel, nil
// if there is no such call.
func (p *Package) made(d *declInfo, ch chanRef) *ast.CallExpr {
	info := p.local(d, ch.v)
	if ch.field == nil {
		init, ok := info.single()
		if !ok {
			return nil
		}
		return p.makeCall(init)
	}
	if info != nil && (info.assigned > 1 || info.passed) {
		return nil
	}
	var sources []ast.Expr
	if init, ok := info.single(); ok {
		if e, found := fieldInit(p.in.Info, init, ch.field); found {
			sources = append(sources, e)
		}
	}
	ast.Inspect(d.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if have, ok := p.chanRef(lhs); ok && have == ch {
					sources = append(sources, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.UnaryExpr:
			if have, ok := p.chanRef(n.X); ok && have == ch && n.Op == token.AND {
				sources = append(sources, n) // whoever has the address assigns
			}
		}
		return true
	})
	if len(sources) != 1 {
		return nil
	}
	return p.makeCall(sources[0])
}

// makeCall returns e if it is a call of make with a size.
func (p *Package) makeCall(e ast.Expr) *ast.CallExpr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !isBuiltin(p.in.Info, call.Fun, "make") {
		return nil
	}
	return call
}
