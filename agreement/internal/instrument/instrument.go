// Package instrument rewrites a generated package so that it records what it
// does. Every line keeps its number, and no branch is added: the rewritten
// program takes the paths of the original.
package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"
)

const (
	module   = "github.com/ctxvet/ctxvet/"
	execRoot = module + "agreement/internal/exec/"
)

// replaced maps the imports of the original to what records.
var replaced = map[string]string{
	module + "runtimectx":               execRoot + "runtimectx",
	module + "agreement/internal/probe": execRoot + "probe",
}

// blocking lists the functions outside the program that can block, by
// qualified name.
var blocking = map[string]bool{
	"time.Sleep":             true,
	"(*sync.WaitGroup).Wait": true,
	"(*sync.Cond).Wait":      true,
	"os.ReadFile":            true,
	"(*testing.common).Run":  true,
}

// quits lists the functions that end the process.
var quits = map[string]bool{"os.Exit": true, "log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true}

// An edit replaces the source bytes from pos to end.
type edit struct {
	pos, end int
	text     string
	seq      int
}

type rewriter struct {
	pkg   *packages.Package
	file  *ast.File
	tf    *token.File
	name  string
	edits []edit
	stack []ast.Node
	steps bool
}

// File rewrites the only file of pkg, whose text is src. With steps set,
// every statement is recorded too.
func File(pkg *packages.Package, src string, steps bool) string {
	f := pkg.Syntax[0]
	r := &rewriter{pkg: pkg, file: f, tf: pkg.Fset.File(f.FileStart), name: pkg.GoFiles[0], steps: steps}
	r.insert(f.Name.End(), fmt.Sprintf("; import rec %q", execRoot+"trace"))
	ast.Inspect(f, r.visit)
	return r.apply(src) + "\nvar _ = rec.Fn\n"
}

func (r *rewriter) offset(p token.Pos) int { return r.tf.Offset(p) }

func (r *rewriter) line(p token.Pos) int { return r.tf.Line(p) }

func (r *rewriter) insert(at token.Pos, text string) { r.replace(at, at, text) }

func (r *rewriter) replace(pos, end token.Pos, text string) {
	r.edits = append(r.edits, edit{r.offset(pos), r.offset(end), text, len(r.edits)})
}

func (r *rewriter) apply(src string) string {
	sort.SliceStable(r.edits, func(i, j int) bool {
		a, b := r.edits[i], r.edits[j]
		if a.pos != b.pos {
			return a.pos < b.pos
		}
		return a.seq < b.seq
	})
	var b strings.Builder
	at := 0
	for _, e := range r.edits {
		b.WriteString(src[at:e.pos])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(src[at:])
	return b.String()
}

func (r *rewriter) visit(n ast.Node) bool {
	if n == nil {
		r.stack = r.stack[:len(r.stack)-1]
		return true
	}
	r.stack = append(r.stack, n)
	r.step(n)
	switch n := n.(type) {
	case *ast.ImportSpec:
		path := strings.Trim(n.Path.Value, `"`)
		if to, ok := replaced[path]; ok {
			r.replace(n.Path.Pos(), n.Path.End(), fmt.Sprintf("%q", to))
		}
	case *ast.FuncDecl:
		r.entry(n.Body)
	case *ast.FuncLit:
		r.entry(n.Body)
	case *ast.ForStmt:
		r.insert(n.Body.Lbrace+1, " rec.Turn();")
		r.turns(n, n.Body)
	case *ast.BranchStmt:
		if n.Tok == token.GOTO {
			r.insert(n.Pos(), "rec.Turn(); ")
		}
	case *ast.RangeStmt:
		r.rangeStmt(n)
		r.turns(n, n.Body)
	case *ast.DeferStmt:
		r.deferStmt(n)
	case *ast.GoStmt:
		r.insert(n.Call.Pos(), fmt.Sprintf("rec.Go%d(rec.Spawn(), ", len(n.Call.Args)))
		r.commaArgs(n.Call)
	case *ast.ReturnStmt:
		r.returnStmt(n)
	case *ast.AssignStmt:
		r.assign(n)
	case *ast.CallExpr:
		r.call(n)
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && !r.inSelect() {
			r.insert(n.X.Pos(), `rec.Blk("receive", `)
			r.insert(n.X.End(), ")")
		}
	case *ast.SendStmt:
		if !r.inSelect() {
			r.insert(n.Chan.Pos(), `rec.Blk("send", `)
			r.insert(n.Chan.End(), ")")
		}
	case *ast.SelectStmt:
		if !hasDefault(n) {
			r.insert(n.Pos(), `rec.Block("select"); `)
		}
	}
	return true
}

// entry numbers the activations of a function body.
func (r *rewriter) entry(body *ast.BlockStmt) {
	if body != nil {
		r.insert(body.Lbrace+1, fmt.Sprintf(" rec.Fn(%d);", r.offset(body.Lbrace)))
	}
}

func (r *rewriter) rangeStmt(n *ast.RangeStmt) {
	switch r.pkg.TypesInfo.TypeOf(n.X).Underlying().(type) {
	case *types.Chan:
		r.insert(n.X.Pos(), `rec.Blk("range", `)
		r.insert(n.X.End(), ")")
	case *types.Signature:
		r.entry(n.Body)
	}
}

// inSelect reports whether the operation is the communication of a select
// clause, which does not block by itself.
func (r *rewriter) inSelect() bool {
	for i := len(r.stack) - 2; i >= 0; i-- {
		switch n := r.stack[i].(type) {
		case *ast.CommClause:
			return n.Comm != nil && n.Comm.Pos() <= r.stack[i+1].Pos() && r.stack[i+1].End() <= n.Comm.End()
		case *ast.BlockStmt:
			return false
		}
	}
	return false
}

func hasDefault(n *ast.SelectStmt) bool {
	for _, c := range n.Body.List {
		if c.(*ast.CommClause).Comm == nil {
			return true
		}
	}
	return false
}

// commaArgs turns f(a, b), written after "wrap(", into f, a, b).
func (r *rewriter) commaArgs(call *ast.CallExpr) {
	comma := ""
	if len(call.Args) > 0 {
		comma = ", "
	}
	r.replace(call.Lparen, call.Lparen+1, comma)
}

// deferStmt gives deferred calls the line of their defer statement. Function
// literals stay as they are, because recover works in them only when they
// are deferred directly; the lines inside them tell enough.
func (r *rewriter) deferStmt(n *ast.DeferStmt) {
	if _, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
		return
	}
	if name, ok := r.outside(n.Call); ok && (blocking[name] || quits[name]) {
		r.insert(n.Call.Pos(), fmt.Sprintf("rec.D0(%d, func() { ", r.line(n.Pos())))
		r.insert(n.Call.End(), " })")
		return
	}
	sig, ok := r.pkg.TypesInfo.TypeOf(n.Call.Fun).Underlying().(*types.Signature)
	if ok && sig.Variadic() && sig.Params().Len() == 1 && !n.Call.Ellipsis.IsValid() && r.builtin(n.Call) == "" {
		r.insert(n.Call.Pos(), fmt.Sprintf("rec.DV(%d, ", r.line(n.Pos())))
		r.insert(n.Call.Fun.End(), ")")
		return
	}
	if !ok || sig.Results().Len() > 0 || sig.Variadic() || len(n.Call.Args) > 3 || r.builtin(n.Call) != "" || r.recovers(n.Call) {
		return
	}
	r.insert(n.Call.Pos(), fmt.Sprintf("rec.D%d(%d, ", len(n.Call.Args), r.line(n.Pos())))
	r.commaArgs(n.Call)
}

// recovers reports whether the function called is one of this package that
// calls recover itself.
func (r *rewriter) recovers(call *ast.CallExpr) bool {
	obj := r.callee(call)
	found := false
	for _, d := range r.file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || obj == nil || r.pkg.TypesInfo.Defs[fd.Name] != obj {
			continue
		}
		ast.Inspect(fd, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok && r.builtin(c) == "recover" {
				found = true
			}
			return true
		})
	}
	return found
}

func (r *rewriter) callee(call *ast.CallExpr) types.Object {
	fun := ast.Unparen(call.Fun)
	if ix, ok := fun.(*ast.IndexExpr); ok {
		fun = ix.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		return r.pkg.TypesInfo.Uses[fun]
	case *ast.SelectorExpr:
		return r.pkg.TypesInfo.Uses[fun.Sel]
	}
	return nil
}

// outside returns the qualified name of a called function of another package.
func (r *rewriter) outside(call *ast.CallExpr) (string, bool) {
	f, ok := r.callee(call).(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg() == r.pkg.Types {
		return "", false
	}
	return f.FullName(), true
}

func (r *rewriter) builtin(call *ast.CallExpr) string {
	if b, ok := r.callee(call).(*types.Builtin); ok {
		return b.Name()
	}
	return ""
}

func (r *rewriter) call(n *ast.CallExpr) {
	switch r.builtin(n) {
	case "recover":
		r.insert(n.Pos(), "rec.Recover(")
		r.insert(n.End(), ")")
		return
	case "panic":
		if _, ok := r.parent().(*ast.ExprStmt); ok {
			r.insert(n.Pos(), "rec.Panicking(); ")
		}
		return
	}
	name, ok := r.outside(n)
	if !ok {
		return
	}
	switch {
	case quits[name]:
		r.insert(n.Pos(), "rec.Quit(); ")
	case blocking[name]:
		if _, isGo := r.parent().(*ast.GoStmt); isGo {
			return
		}
		r.insert(n.Fun.Pos(), fmt.Sprintf("rec.Blk(%q, ", name))
		r.insert(n.Fun.End(), ")")
	}
}

func (r *rewriter) parent() ast.Node {
	if len(r.stack) < 2 {
		return nil
	}
	return r.stack[len(r.stack)-2]
}
