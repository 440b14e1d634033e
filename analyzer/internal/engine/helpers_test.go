package engine

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestWhereHelpersStand puts the helpers of testdata/src/unguarded, which stand in
// packages that cannot reach a guarded API, into the package that uses them: its
// functions get the verdicts that the comments there expect.
func TestWhereHelpersStand(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "src", "unguarded", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	uses := read("unguarded.go")
	want := wanted(t, uses)
	if len(want) < 15 {
		t.Fatalf("only %d functions are expected to have findings", len(want))
	}

	// The functions of package more have names of package plain.
	more := regexp.MustCompile(`func (\w+)`).ReplaceAllString(read("more/more.go"), "func more$1")
	body := func(src string) string {
		_, src, _ = strings.Cut(src, "\npackage ")
		if _, rest, ok := strings.Cut(src, "\n)\n"); ok && strings.Contains(src, "\nimport (") {
			return rest
		}
		_, src, _ = strings.Cut(src, "\nimport ")
		_, src, _ = strings.Cut(src, "\n")
		return src
	}
	src := "package p\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"fmt\"\n\t\"os\"\n\t\"runtime/pprof\"\n\t\"slices\"\n\n\t\"github.com/ctxvet/ctxvet/runtimectx\"\n)\n"
	src += body(uses) + body(read("plain/plain.go")) + body(more)
	src = strings.ReplaceAll(strings.ReplaceAll(src, "plain.", ""), "more.", "more")

	pass := checked(t, src)
	found, _ := judge(pass)
	got := make(map[string][]string)
	for _, f := range found {
		if f.Check == "blockingcall" {
			continue // the check leaves out writes to standard error, which are logs
		}
		for _, d := range pass.Files[0].Decls {
			if d.Pos() <= f.Pos && f.Pos < d.End() {
				name := d.(*ast.FuncDecl).Name.Name
				got[name] = append(got[name], f.Check)
			}
		}
	}
	for name, checks := range want {
		if !slices.Equal(got[name], checks) {
			t.Errorf("%s has findings of %v here, and of %v where its helpers are imported", name, got[name], checks)
		}
		delete(got, name)
	}
	for name, checks := range got {
		t.Errorf("%s has findings of %v here, and none where its helpers are imported", name, checks)
	}
}

// wanted lists the checks that the comments in src expect, by function.
func wanted(t *testing.T, src string) map[string][]string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "src.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	check := regexp.MustCompile(`\\\[(\w+)\\\]\$`)
	want := make(map[string][]string)
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		for _, g := range file.Comments {
			if fn.Pos() <= g.Pos() && g.Pos() < fn.End() && strings.HasPrefix(g.Text(), "want ") {
				for _, m := range check.FindAllStringSubmatch(g.Text(), -1) {
					want[fn.Name.Name] = append(want[fn.Name.Name], m[1])
				}
			}
		}
	}
	return want
}
