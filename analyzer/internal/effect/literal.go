package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
)

// fieldValues returns the fields that lit sets, if it is a struct literal, and
// what it sets them to.
func (p *Package) fieldValues(lit *ast.CompositeLit) iter.Seq2[*types.Var, ast.Expr] {
	return func(yield func(*types.Var, ast.Expr) bool) {
		s, ok := deref(p.typeOf(lit)).Underlying().(*types.Struct)
		if !ok {
			return
		}
		for i, elt := range lit.Elts {
			var field *types.Var
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
				if id, ok := kv.Key.(*ast.Ident); ok {
					field, _ = p.in.Info.Uses[id].(*types.Var)
				}
			} else if i < s.NumFields() {
				field = s.Field(i)
			}
			if field != nil && !yield(field, elt) {
				return
			}
		}
	}
}

// fieldInit returns what a struct literal e, or the one e points to, gives
// the field.
func fieldInit(info *types.Info, e ast.Expr, field *types.Var) (ast.Expr, bool) {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Key.(*ast.Ident); ok && info.Uses[id] == field {
			return kv.Value, true
		}
	}
	return nil, false
}
