package fixes

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

const runtimectx = "github.com/ctxvet/ctxvet/runtimectx"

// blockInPlace puts the statement at the place into a BlockInPlace, where every
// finding that is reported there says that this is accepted.
func (p *place) blockInPlace(f findings.Finding) []*change {
	for _, other := range p.t.found {
		if other.Check == f.Check && other.Pos == f.Pos && !other.InPlace {
			return nil
		}
	}
	stmt, _ := p.stmt()
	pkg := p.importName(runtimectx)
	if stmt == nil || pkg == "" || !p.movable(stmt) {
		return nil
	}
	var declare string
	inner := p.source(stmt)
	switch s := stmt.(type) {
	case *ast.ExprStmt, *ast.SendStmt:
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			var ok bool
			if declare, ok = p.declarations(s); !ok {
				return nil
			}
			at := p.offset(s.TokPos) - p.offset(s.Pos())
			inner = inner[:at] + "=" + inner[at+len(":="):]
		}
	default:
		return nil // it declares, returns or branches
	}
	wrapped, ok := p.wrap(stmt, pkg+"BlockInPlace", inner)
	if !ok {
		return nil
	}
	if declare != "" {
		indent, alone := p.indent(stmt)
		if !alone {
			return nil
		}
		wrapped = strings.ReplaceAll(declare, "\n", "\n"+indent) + wrapped
	}
	return []*change{p.change("say that this blocks, with BlockInPlace", p.replace(stmt, wrapped))}
}

// wrap returns a call of function with a literal that holds the statement.
func (p *place) wrap(stmt ast.Stmt, function, inner string) (string, bool) {
	if !strings.Contains(inner, "\n") {
		return fmt.Sprintf("%s(func() { %s })", function, inner), true
	}
	indent, alone := p.indent(stmt)
	if !alone || strings.Contains(inner, "`") {
		return "", false // more lines than the indentation can be changed of
	}
	inner = strings.ReplaceAll(inner, "\n", "\n\t")
	return fmt.Sprintf("%s(func() {\n%s\t%s\n%s})", function, indent, inner, indent), true
}

// movable reports whether stmt means the same in a function of its own, and
// outside of the region: there recover gives nil, and runtimectx may give
// other answers.
func (p *place) movable(stmt ast.Stmt) bool {
	ok := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		if id, isIdent := n.(*ast.Ident); isIdent {
			switch obj := p.t.pass.TypesInfo.Uses[id].(type) {
			case *types.Builtin:
				ok = ok && obj.Name() != "recover"
			case *types.Func:
				ok = ok && (obj.Pkg() == nil || obj.Pkg().Path() != runtimectx)
			}
		}
		return ok
	})
	return ok
}

// importName returns how the file qualifies the names of a package, with the
// dot, or "" if it does not import it by a usable name.
func (p *place) importName(path string) string {
	for _, spec := range p.file.Imports {
		if importPath(spec) != path {
			continue
		}
		if name := p.t.pass.TypesInfo.PkgNameOf(spec); name != nil && name.Name() != "_" && name.Name() != "." {
			return name.Name() + "."
		}
	}
	return ""
}

// declarations returns a declaration for each variable that s defines, each on
// a line. It is false where a type cannot be written in the file, or the right
// side means something else by the name of such a variable, which would be
// hidden when the variable is declared before.
func (p *place) declarations(s *ast.AssignStmt) (string, bool) {
	ok := true
	qualifier := func(pkg *types.Package) string {
		if pkg == p.t.pass.Pkg {
			return ""
		}
		name := p.importName(pkg.Path())
		ok = ok && name != ""
		return strings.TrimSuffix(name, ".")
	}
	var out strings.Builder
	for _, lhs := range s.Lhs {
		id, isIdent := lhs.(*ast.Ident)
		if !isIdent {
			return "", false
		}
		if id.Name == "_" {
			continue
		}
		v := p.t.pass.TypesInfo.Defs[id]
		if v == nil {
			continue // an older one, which the literal assigns to as well
		}
		ok = ok && !p.mentions(s.Rhs, id.Name)
		fmt.Fprintf(&out, "var %s %s\n", id.Name, types.TypeString(v.Type(), qualifier))
	}
	return out.String(), ok
}

// mentions reports whether one of exprs uses something that name alone stands
// for, so not a field or a method.
func (p *place) mentions(exprs []ast.Expr, name string) bool {
	found := false
	for _, e := range exprs {
		ast.Inspect(e, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == name {
				obj := p.t.pass.TypesInfo.Uses[id]
				found = found || obj != nil && obj.Parent() != nil
			}
			return !found
		})
	}
	return found
}
