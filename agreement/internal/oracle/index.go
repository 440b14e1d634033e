package oracle

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"

	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// An Index answers questions about the source of a batch by file and line,
// which is all that a recorded frame knows.
type Index struct {
	fset  *token.FileSet
	files map[string]*file
}

type file struct {
	pkg    *packages.Package
	byLine []*ast.FuncDecl  // the declaration around each line
	lits   []*ast.BlockStmt // bodies of literals and of ranges over functions
	loops  map[int]bool     // offsets of the latter
	calls  map[int][]*ast.CallExpr
	ops    map[int][]ast.Stmt // simple statements by their first line
}

// NewIndex indexes the packages of a batch.
func NewIndex(pkgs []*packages.Package) *Index {
	x := &Index{files: make(map[string]*file)}
	for _, p := range pkgs {
		x.fset = p.Fset
		for _, f := range p.Syntax {
			x.files[filepath.Base(p.Fset.Position(f.FileStart).Filename)] = x.index(p, f)
		}
	}
	return x
}

func (x *Index) line(p token.Pos) int { return x.fset.Position(p).Line }

func (x *Index) index(p *packages.Package, f *ast.File) *file {
	out := &file{pkg: p, byLine: make([]*ast.FuncDecl, x.line(f.FileEnd)+1), calls: make(map[int][]*ast.CallExpr), ops: make(map[int][]ast.Stmt), loops: make(map[int]bool)}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			for l := x.line(n.Pos()); l <= x.line(n.End()); l++ {
				out.byLine[l] = n
			}
		case *ast.FuncLit:
			out.lits = append(out.lits, n.Body)
		case *ast.RangeStmt:
			if _, ok := typeOf(out, n.X).(*types.Signature); ok {
				out.lits = append(out.lits, n.Body)
				out.loops[p.Fset.Position(n.Body.Lbrace).Offset] = true
			}
		case *ast.CallExpr:
			out.calls[x.line(n.Pos())] = append(out.calls[x.line(n.Pos())], n)
		case *ast.ExprStmt, *ast.AssignStmt:
			s := n.(ast.Stmt)
			out.ops[x.line(s.Pos())] = append(out.ops[x.line(s.Pos())], s)
		}
		return true
	})
	return out
}

// decl is the declared function that fr runs in, in a literal of it or not.
func (x *Index) decl(fr event.Frame) *ast.FuncDecl {
	f := x.files[fr.File]
	if f == nil {
		return nil
	}
	if fr.Line < len(f.byLine) {
		return f.byLine[fr.Line]
	}
	return nil
}

// Func names the declared function around a line.
func (x *Index) Func(file string, line int) string {
	if d := x.decl(event.Frame{File: file, Line: line}); d != nil {
		return d.Name.Name
	}
	return ""
}

// commLines returns the lines of the communications of a select statement at
// the line of fr: a report on one of them says the same.
func (x *Index) commLines(fr event.Frame) (lines []int) {
	f, d := x.files[fr.File], x.decl(fr)
	if f == nil || d == nil {
		return nil
	}
	ast.Inspect(d, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectStmt); ok && x.line(s.Pos()) == fr.Line {
			for _, c := range s.Body.List {
				lines = append(lines, x.line(c.Pos()))
			}
		}
		return true
	})
	return lines
}

// inLit reports whether fr runs in a function literal, or in the body of a
// range over a function, which the compiler makes one of. Where the
// recorder does not say, the line on which a literal opens belongs to the
// function around it.
func (x *Index) inLit(fr event.Frame) bool {
	f := x.files[fr.File]
	if f == nil {
		return false
	}
	for _, l := range f.lits {
		if fr.Body > 0 && x.fset.Position(l.Lbrace).Offset == fr.Body ||
			fr.Body == 0 && x.line(l.Lbrace) < fr.Line && fr.Line <= x.line(l.Rbrace) {
			return true
		}
	}
	return false
}

// home is the depth of the frame whose function holds what the innermost
// frame acquires: the body of a range over a function is no function of its
// own.
func (x *Index) home(frames []event.Frame) int {
	at := len(frames) - 1
	for j := at; j >= 0; j-- {
		fr := frames[at]
		if f := x.files[fr.File]; f == nil || !f.loops[fr.Body] {
			break
		}
		if j < at && x.decl(frames[j]) == x.decl(fr) {
			at = j
		}
	}
	return at
}

// inLoop reports whether the line of fr lies in a loop.
func (x *Index) inLoop(fr event.Frame) bool {
	d := x.decl(fr)
	if d == nil {
		return false
	}
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.ForStmt:
			body = n.Body
		case *ast.RangeStmt:
			body = n.Body
		default:
			return true
		}
		found = found || x.line(body.Lbrace) < fr.Line && fr.Line < x.line(body.Rbrace)
		return true
	})
	return found
}

// viaParameter reports whether the line of fr calls something that a
// parameter of its function supplies.
func (x *Index) viaParameter(fr event.Frame) bool {
	f, d := x.files[fr.File], x.decl(fr)
	if f == nil || d == nil {
		return false
	}
	for _, c := range f.calls[fr.Line] {
		fun := ast.Unparen(c.Fun)
		if s, ok := fun.(*ast.SelectorExpr); ok {
			if _, isIface := typeOf(f, s.X).(*types.Interface); !isIface {
				continue
			}
			fun = s.X
		}
		id, ok := fun.(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := f.pkg.TypesInfo.Uses[id].(*types.Var)
		if ok && isParameter(f, d, v) {
			return true
		}
	}
	return false
}

func typeOf(f *file, e ast.Expr) types.Type {
	if t := f.pkg.TypesInfo.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return nil
}

// isParameter reports whether v is a parameter of d or of a literal in it.
func isParameter(f *file, d *ast.FuncDecl, v *types.Var) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		ft, ok := n.(*ast.FuncType)
		if !ok || ft.Params == nil {
			return true
		}
		for _, field := range ft.Params.List {
			for _, name := range field.Names {
				if f.pkg.TypesInfo.Defs[name] == v {
					found = true
				}
			}
		}
		return true
	})
	return found
}

// discarded reports whether the acquire at fr throws its guard away in its
// own statement.
func (x *Index) discarded(fr event.Frame) bool {
	f := x.files[fr.File]
	if f == nil {
		return false
	}
	for _, s := range f.ops[fr.Line] {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if c, ok := s.X.(*ast.CallExpr); ok && returnsValue(f, c) {
				return true
			}
		case *ast.AssignStmt:
			if id, ok := s.Lhs[0].(*ast.Ident); ok && id.Name == "_" {
				return true
			}
		}
	}
	return false
}

func returnsValue(f *file, c *ast.CallExpr) bool {
	switch t := f.pkg.TypesInfo.TypeOf(c).(type) {
	case nil:
		return false
	case *types.Tuple:
		return t.Len() > 0
	}
	return true
}

// assigned is the variable that the first value of the statement at fr is
// assigned to, or nil.
func (x *Index) assigned(fr event.Frame) types.Object {
	f := x.files[fr.File]
	if f == nil {
		return nil
	}
	for _, s := range f.ops[fr.Line] {
		if a, ok := s.(*ast.AssignStmt); ok {
			if id, ok := a.Lhs[0].(*ast.Ident); ok && id.Name != "_" {
				if o := f.pkg.TypesInfo.Defs[id]; o != nil {
					return o
				}
				return f.pkg.TypesInfo.Uses[id]
			}
		}
	}
	return nil
}

// deferrer is the depth of the frame that deferred the innermost function of
// frames, -1 when it cannot be told. While a panic is in flight the frames
// that it leaves stand between the two.
func (x *Index) deferrer(frames []event.Frame) int {
	last := len(frames) - 1
	if last < 1 {
		return -1
	}
	own := x.decl(frames[last])
	for j := last - 1; j >= 0; j-- {
		d := x.decl(frames[j])
		if x.inLit(frames[last]) {
			if d == own {
				return j
			}
			continue
		}
		if d != nil && own != nil && defers(d, own.Name.Name) {
			return j
		}
	}
	return -1
}

// defers reports whether d has a defer statement that calls name.
func defers(d *ast.FuncDecl, name string) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		if s, ok := n.(*ast.DeferStmt); ok {
			if id, ok := ast.Unparen(s.Call.Fun).(*ast.Ident); ok && id.Name == name {
				found = true
			}
		}
		return true
	})
	return found
}

// doubtful reports whether a fact may mean nothing to the frame at depth d: it is
// the answer to a question that the frame did not ask, or that was asked in vain.
func (x *Index) doubtful(s source, d int) bool { return x.inVain(s) || x.askedBelow(s, d) }

// askedBelow reports whether a fact is the answer to a question that a callee of
// the frame at depth d asked. Whether it is one that the frame can tell from the
// callee's results is not seen here.
func (x *Index) askedBelow(s source, d int) bool {
	if !s.told {
		return false
	}
	for i := d + 1; i < len(s.asker); i++ {
		if i > 0 && !x.inLit(s.asker[i]) {
			return true
		}
	}
	return false
}

// inVain reports whether a fact is known only because the state was asked
// for, and nothing was made to depend on the answer: then a report that
// rests on it is as good as none.
func (x *Index) inVain(s source) bool {
	if !s.asked || len(s.frames) == 0 {
		return false
	}
	fr := s.frames[len(s.frames)-1]
	d := x.decl(fr)
	if d == nil {
		return false
	}
	vain := true
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			if x.line(n.Pos()) == fr.Line && (does(n.Body.List) || does(elseList(n.Else))) {
				vain = false
			}
		case *ast.CaseClause:
			if x.line(n.Pos()) == fr.Line && does(n.Body) {
				vain = false
			}
		}
		return true
	})
	return vain
}

// does reports whether statements do more than go on elsewhere in a loop.
func does(list []ast.Stmt) bool {
	for _, s := range list {
		waits := true // a select statement
		switch s := s.(type) {
		case *ast.BranchStmt, *ast.EmptyStmt:
		case *ast.SelectStmt:
			for _, c := range s.Body.List {
				if c := c.(*ast.CommClause); does(c.Body) {
					return true
				} else if c.Comm == nil {
					waits = false
				}
			}
			if waits {
				return true
			}
		case *ast.AssignStmt:
			if id, ok := s.Lhs[0].(*ast.Ident); !ok || id.Name != "_" {
				return true
			}
		default:
			return true
		}
	}
	return false
}

func elseList(s ast.Stmt) []ast.Stmt {
	switch s := s.(type) {
	case nil:
		return nil
	case *ast.BlockStmt:
		return s.List
	}
	return []ast.Stmt{s}
}
