package engine

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/facts"
)

// sources reads the one-file packages of the test corpus, which are the seeds.
func sources(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash("../../../testdata/src/*/*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no test corpus: %v", err)
	}
	var out [][]byte
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, src)
	}
	return out
}

// mutate changes the statements of src as the bytes of how say: each three of
// them delete, repeat, swap, guard or loop one statement of one list.
func mutate(src []byte, how []byte) ([]byte, bool) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	var lists []*[]ast.Stmt
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			lists = append(lists, &n.List)
		case *ast.CaseClause:
			lists = append(lists, &n.Body)
		}
		return true
	})
	if len(lists) == 0 {
		return nil, false
	}
	for len(how) >= 3 {
		list := lists[int(how[0])*7%len(lists)]
		op, at := how[1], int(how[2])
		how = how[3:]
		if len(*list) == 0 {
			continue
		}
		at %= len(*list)
		s := (*list)[at]
		switch op % 5 {
		case 0:
			*list = append((*list)[:at:at], (*list)[at+1:]...)
		case 1:
			*list = append((*list)[:at+1:at+1], (*list)[at:]...)
		case 2:
			next := (at + 1) % len(*list)
			(*list)[at], (*list)[next] = (*list)[next], (*list)[at]
		case 3:
			cond := &ast.BinaryExpr{X: ast.NewIdent("h"), Op: token.NEQ, Y: ast.NewIdent("nil")}
			(*list)[at] = &ast.IfStmt{Cond: cond, Body: &ast.BlockStmt{List: []ast.Stmt{s}}}
		case 4:
			(*list)[at] = &ast.ForStmt{Body: &ast.BlockStmt{List: []ast.Stmt{s}}}
		}
	}
	file.Comments = nil
	var b bytes.Buffer
	if err := format.Node(&b, fset, file); err != nil {
		return nil, false
	}
	return b.Bytes(), true
}

// survives runs the engine over src, if it type-checks. What is asked of the
// engine is that it ends, does not panic, reports at places that exist, and
// says the same when it is asked again.
func survives(t testing.TB, src []byte) bool {
	t.Helper()
	pkgs, err := imported()
	if err != nil {
		t.Fatal(err)
	}
	first, ok := run1(t, src, pkgs)
	if !ok {
		return false
	}
	second, _ := run1(t, src, pkgs)
	if a, b := describe(first), describe(second); a != b {
		t.Fatalf("two runs differ:\n%s\n--\n%s\nover\n%s", a, b, src)
	}
	return true
}

func describe(res *findings.Result) string {
	var b bytes.Buffer
	for _, check := range []string{"nestedenter", "leakedguard", "releaseorder", "blockingcall", "guardmisuse", "exitstate"} {
		for _, f := range res.Of(check) {
			if !f.Pos.IsValid() {
				b.WriteString("invalid position: ")
			}
			b.WriteString(f.Message + "\n")
			for _, s := range f.Steps {
				b.WriteString("\t" + s.Text + "\n")
			}
		}
	}
	return b.String()
}

func run1(t testing.TB, src []byte, pkgs mapImporter) (*findings.Result, bool) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	pass, err := check(fset, file, pkgs)
	if err != nil {
		return nil, false
	}
	asHelpers(t, pass)
	return judged(t, pass), true
}

// asHelpers follows the package as one of which importers use the helpers.
func asHelpers(t testing.TB, pass *analysis.Pass) {
	t.Helper()
	known := newImports(pass)
	in := effect.Input{Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, Callee: known.effect, Protocol: protocolEffect}
	fact := &facts.Package{Summaries: make(map[string]*facts.Summary)}
	helperSummaries(pass, known, effect.Infer(in), fact)
	data, err := fact.GobEncode()
	if err == nil {
		err = new(facts.Package).GobDecode(data)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzEngine mutates the test corpus.
func FuzzEngine(f *testing.F) {
	seeds := sources(f)
	for i := range seeds {
		f.Add(i, []byte{})
		f.Add(i, []byte{1, 0, 1, 5, 1, 2, 9, 3, 0})
	}
	f.Fuzz(func(t *testing.T, seed int, how []byte) {
		if seed < 0 || len(how) > 30 {
			return
		}
		src, ok := mutate(seeds[seed%len(seeds)], how)
		if !ok {
			return
		}
		survives(t, src)
	})
}

// TestMutants is a seeded slice of FuzzEngine for every run of the tests.
func TestMutants(t *testing.T) {
	seeds := sources(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	ran := 0
	for range 150 {
		how := make([]byte, 3*(1+rnd.IntN(4)))
		for i := range how {
			how[i] = byte(rnd.Uint32())
		}
		if src, ok := mutate(seeds[rnd.IntN(len(seeds))], how); ok && survives(t, src) {
			ran++
		}
	}
	if ran < 15 {
		t.Errorf("only %d of the mutants type-check: the test has lost its object", ran)
	}
}
