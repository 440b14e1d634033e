package effect

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"
)

// benchPackages are real packages of different kinds: much I/O, much
// computation, many small functions.
var benchPackages = []string{"database/sql", "go/types", "text/template", "net/textproto"}

// benchSource loads the packages with their syntax, under paths that are not
// the standard library's, so that they are inferred as users' code is.
func benchSource(b *testing.B) []*packages.Package {
	b.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedDeps}, benchPackages...)
	if err != nil {
		b.Fatal(err)
	}
	return pkgs
}

func newInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
}

type loadedImporter map[string]*packages.Package

func (m loadedImporter) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil && p.Types != nil {
		return p.Types, nil
	}
	return stdImporter.Import(path)
}

func typeCheck(b *testing.B, pkg *packages.Package) (*types.Package, *types.Info) {
	info := newInfo()
	conf := types.Config{Importer: loadedImporter(pkg.Imports)}
	p, err := conf.Check("example.com/"+pkg.PkgPath, pkg.Fset, pkg.Syntax, info)
	if err != nil {
		b.Fatal(err)
	}
	return p, info
}

// BenchmarkTypeCheck is the measure for BenchmarkInfer.
func BenchmarkTypeCheck(b *testing.B) {
	for _, pkg := range benchSource(b) {
		b.Run(pkg.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				typeCheck(b, pkg)
			}
		})
	}
}

func BenchmarkInfer(b *testing.B) {
	for _, pkg := range benchSource(b) {
		p, info := typeCheck(b, pkg)
		in := Input{Fset: pkg.Fset, Files: pkg.Syntax, Pkg: p, Info: info}
		b.Run(pkg.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Infer(in)
			}
		})
	}
}

// TestCostIsLinear makes sure that ten times the code takes about ten times
// the work, in shapes that tempt an analysis to do more. Allocations stand for
// work: unlike time, they are the same on a busy machine.
func TestCostIsLinear(t *testing.T) {
	for name, shape := range map[string]func(*strings.Builder, int){
		"calls in a row": func(b *strings.Builder, n int) {
			b.WriteString("func F(f func()) {\n")
			for range n {
				b.WriteString("run(f); run(func() { time.Sleep(1) })\n")
			}
			b.WriteString("}\nfunc run(f func()) { f() }\n")
		},
		"chain of functions": func(b *strings.Builder, n int) {
			for i := range n {
				fmt.Fprintf(b, "func f%d(f func()) { f%d(f); f() }\n", i, i+1)
			}
			fmt.Fprintf(b, "func f%d(f func()) { time.Sleep(1); f0(f) }\n", n)
		},
		"wrappers of wrappers": func(b *strings.Builder, n int) {
			b.WriteString("type T struct { a, b io.Reader }\nfunc (t T) Read(b []byte) (int, error) { t.a.Read(b); return t.b.Read(b) }\n")
			b.WriteString("func w(a, b io.Reader) T { return T{a, b} }\nfunc F(r0 io.Reader) {\n")
			for i := range n {
				fmt.Fprintf(b, "r%d := w(r%d, r%d); r%d.Read(nil)\n", i+1, i, i, i+1)
			}
			b.WriteString("}\n")
		},
		"results of results": func(b *strings.Builder, n int) {
			for i := range n {
				fmt.Fprintf(b, "func f%d(c bool) func() { if c { return f%d(c) }; if !c { return f%d(c) }; return f%d(!c) }\n", i, (i+1)%n, (i+2)%n, (i+3)%n)
				fmt.Fprintf(b, "func F%d() { f%d(true)() }\n", i, i)
			}
		},
		"branches that send": func(b *strings.Builder, n int) {
			b.WriteString("func F(c bool) { ch := make(chan int, 9)\n")
			for range n {
				b.WriteString("if c { ch <- 1 } else { ch <- 2 }\n")
			}
			b.WriteString("}\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) float64 {
				var b strings.Builder
				b.WriteString("package p\nimport (\"time\"; \"io\")\nvar _ = time.Now; var _ io.Reader\n")
				shape(&b, n)
				p := load(t, Input{}, b.String())
				return testing.AllocsPerRun(1, func() { Infer(p.in) })
			}
			if small, large := cost(100), cost(1000); large > 15*small {
				t.Errorf("100 take %.0f allocations, 1000 take %.0f", small, large)
			}
		})
	}
}

// TestNestedLoops makes sure that channels in deeply nested loops, which are
// followed several times per loop, stay cheap.
func TestNestedLoops(t *testing.T) {
	const depth = 40
	src := "package p\nfunc F() { ch := make(chan int, 9)\n" + strings.Repeat("for range 2 {\n", depth) + "ch <- 1\n" + strings.Repeat("}\n", depth) + "}\n"
	start := time.Now()
	p := load(t, Input{}, src)
	if got, want := spec(t, p, "F"), "chan:channel+send"; got != want {
		t.Errorf("effect of F = %q, want %q", got, want)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("%d nested loops take %v", depth, d)
	}
}
