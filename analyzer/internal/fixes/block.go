package fixes

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

const runtimectx = "github.com/ctxvet/ctxvet/runtimectx"

// blockInPlace puts the statement at the place into a BlockInPlace. That the
// region allows it shows when the change is analyzed.
func (p *place) blockInPlace() []*change {
	stmt, _ := p.stmt()
	pkg := p.importName(runtimectx)
	if stmt == nil || pkg == "" {
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
// a line. It is false where s also assigns to older ones, or a type cannot be
// written in the file.
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
		fmt.Fprintf(&out, "var %s %s\n", id.Name, types.TypeString(v.Type(), qualifier))
	}
	return out.String(), ok
}
