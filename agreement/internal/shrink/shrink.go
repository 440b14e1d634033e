// Package shrink proposes smaller variants of a generated case: statements
// taken away, blocks put in place of the statement around them, conditions
// and calls made simpler. It knows syntax only; whether a variant still
// compiles, and still shows what is looked for, is for the caller to find
// out.
package shrink

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
)

const header = "package p\n\n"

// Variants returns the distinct variants of the declarations in text that
// parse, smallest first.
func Variants(text string) []string {
	fset := token.NewFileSet()
	src := header + text
	file, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	v := &variants{fset: fset, src: src, seen: map[string]bool{text: true}}
	for _, d := range file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && len(file.Decls) > 1 {
			v.cut(fd.Pos(), fd.End(), "")
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			v.variables(n)
			if !strings.HasPrefix(n.Name.Name, "Test") {
				v.params(n.Type)
			}
		case *ast.BlockStmt:
			v.list(n.List)
		case *ast.CaseClause:
			v.list(n.Body)
		case *ast.CommClause:
			v.list(n.Body)
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				v.cut(n.Pos(), n.End(), v.text(n.X))
				v.cut(n.Pos(), n.End(), v.text(n.Y))
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				v.cut(n.Pos(), n.End(), v.text(n.X))
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && strings.HasPrefix(id.Name, "dep") {
				v.cut(n.Pos(), n.End(), n.Sel.Name)
			}
		case *ast.FuncLit:
			v.params(n.Type)
		case *ast.CallExpr:
			v.call(n)
		}
		return true
	})
	return v.out
}

type variants struct {
	fset *token.FileSet
	src  string
	seen map[string]bool
	out  []string
}

func (v *variants) offset(p token.Pos) int { return v.fset.Position(p).Offset }

func (v *variants) text(n ast.Node) string { return v.src[v.offset(n.Pos()):v.offset(n.End())] }

// cut proposes the source with one piece replaced.
func (v *variants) cut(pos, end token.Pos, by string) {
	v.propose(v.src[:v.offset(pos)] + by + v.src[v.offset(end):])
}

func (v *variants) propose(src string) {
	out, err := format.Source([]byte(src))
	if err != nil || hangs(src) || emptyAsk.Match(out) {
		return
	}
	text := strings.TrimPrefix(string(out), header)
	// Blank lines are left where statements were.
	for strings.Contains(text, "\n\n") {
		text = strings.ReplaceAll(text, "\n\n", "\n")
	}
	text = strings.ReplaceAll(text, "}\nfunc", "}\n\nfunc")
	if v.seen[text] || strings.TrimSpace(text) == "" {
		return
	}
	v.seen[text] = true
	v.out = append(v.out, text)
}

// params proposes the function type without one of its parameters.
func (v *variants) params(t *ast.FuncType) {
	for i, f := range t.Params.List {
		if i+1 < len(t.Params.List) {
			v.cut(f.Pos(), t.Params.List[i+1].Pos(), "")
		} else {
			v.cut(f.Pos(), f.End(), "")
		}
	}
}

// waits finds what a program waits for, and ends what ends the waiting. A
// variant with one and not the other would hang.
var (
	waits = regexp.MustCompile(`<-(done\d+)|(wg\d+)\.Wait\(\)`)
	// Asking for the state and not looking at the answer proves nothing.
	emptyAsk = regexp.MustCompile(`IsEntered\(\) \{\s*\}`)
	ends     = regexp.MustCompile(`close\((done\d+)\)|(wg\d+)\.Done\(\)`)
)

func hangs(src string) bool {
	ended := make(map[string]bool)
	for _, m := range ends.FindAllStringSubmatch(src, -1) {
		ended[m[1]+m[2]] = true
	}
	for _, m := range waits.FindAllStringSubmatch(src, -1) {
		if !ended[m[1]+m[2]] {
			return true
		}
	}
	return false
}

// list proposes a list of statements with some taken away or unwrapped.
func (v *variants) list(list []ast.Stmt) {
	n := len(list)
	for size := n; size >= 1; size /= 2 {
		for i := 0; i+size <= n; i += size {
			v.cut(list[i].Pos(), list[i+size-1].End(), "")
		}
	}
	for _, s := range list {
		v.unwrap(s)
	}
}

func (v *variants) inner(s ast.Stmt, b *ast.BlockStmt) {
	if b != nil && len(b.List) > 0 {
		v.cut(s.Pos(), s.End(), v.src[v.offset(b.Lbrace)+1:v.offset(b.Rbrace)])
	}
}

// unwrap proposes the bodies of s in its place.
func (v *variants) unwrap(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		v.inner(s, s)
	case *ast.IfStmt:
		v.inner(s, s.Body)
		if b, ok := s.Else.(*ast.BlockStmt); ok {
			v.inner(s, b)
			v.cut(s.Body.End(), s.End(), "")
		}
	case *ast.ForStmt:
		v.inner(s, s.Body)
	case *ast.RangeStmt:
		v.inner(s, s.Body)
	case *ast.LabeledStmt:
		v.cut(s.Pos(), s.End(), v.text(s.Stmt))
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			v.clause(s, c.(*ast.CaseClause).Body)
			v.cut(c.Pos(), c.End(), "")
		}
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			v.clause(s, c.(*ast.CommClause).Body)
			v.cut(c.Pos(), c.End(), "")
		}
	case *ast.ExprStmt:
		if c, ok := s.X.(*ast.CallExpr); ok {
			v.unwrapCall(s, c)
		}
	case *ast.DeferStmt:
		v.unwrapCall(s, s.Call)
		v.cut(s.Defer, s.Call.Pos(), "")
	case *ast.GoStmt:
		v.unwrapCall(s, s.Call)
	}
}

func (v *variants) clause(s ast.Stmt, body []ast.Stmt) {
	if len(body) > 0 {
		v.cut(s.Pos(), s.End(), v.src[v.offset(body[0].Pos()):v.offset(body[len(body)-1].End())])
	}
}

// unwrapCall proposes the body of a literal that is called, or passed, in
// place of the call.
func (v *variants) unwrapCall(s ast.Stmt, c *ast.CallExpr) {
	if lit, ok := c.Fun.(*ast.FuncLit); ok {
		v.inner(s, lit.Body)
	}
	for _, a := range c.Args {
		if lit, ok := a.(*ast.FuncLit); ok {
			v.inner(s, lit.Body)
			v.cut(lit.Body.Lbrace+1, lit.Body.Rbrace, "")
		}
	}
}

// call proposes simpler calls with the same meaning.
func (v *variants) call(c *ast.CallExpr) {
	name := v.text(c.Fun)
	name = name[strings.LastIndexByte(name, '.')+1:]
	switch name {
	case "RelE", "RelS", "RelAny":
		if len(c.Args) == 1 {
			v.cut(c.Pos(), c.End(), v.text(c.Args[0])+".Release()")
		}
	case "AcqE":
		v.cut(c.Pos(), c.End(), "runtimectx.Enter(H)")
	case "AcqS":
		v.cut(c.Pos(), c.End(), "runtimectx.SetCurrent(H)")
	case "Enter":
		if len(c.Args) == 2 {
			v.cut(c.Args[0].End(), c.Args[1].End(), "")
		}
	}
}

// variables proposes the function without all the simple statements that
// mention a local variable.
func (v *variants) variables(fd *ast.FuncDecl) {
	names := make(map[string]bool)
	var order []string
	ast.Inspect(fd, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
			for _, l := range a.Lhs {
				if id, ok := l.(*ast.Ident); ok && !names[id.Name] {
					names[id.Name] = true
					order = append(order, id.Name)
				}
			}
		}
		if s, ok := n.(*ast.ValueSpec); ok {
			for _, id := range s.Names {
				names[id.Name] = true
				order = append(order, id.Name)
			}
		}
		return true
	})
	for _, name := range order {
		v.without(fd, name)
	}
}

func (v *variants) without(fd *ast.FuncDecl, name string) {
	type span struct{ pos, end int }
	var spans []span
	ast.Inspect(fd, func(n ast.Node) bool {
		s, ok := n.(ast.Stmt)
		if !ok {
			return true
		}
		switch s := s.(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.DeferStmt, *ast.DeclStmt, *ast.GoStmt, *ast.IncDecStmt:
			if mentions(s, name) && !hasLiteral(s) {
				spans = append(spans, span{v.offset(s.Pos()), v.offset(s.End())})
				return false
			}
		case *ast.IfStmt:
			if mentions(s.Cond, name) {
				spans = append(spans, span{v.offset(s.Pos()), v.offset(s.End())})
				return false
			}
		}
		return true
	})
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(v.src[at:s.pos])
		at = s.end
	}
	b.WriteString(v.src[at:])
	v.propose(b.String())
}

func mentions(n ast.Node, name string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			found = true
		}
		return !found
	})
	return found
}

func hasLiteral(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			found = true
		}
		return !found
	})
	return found
}
