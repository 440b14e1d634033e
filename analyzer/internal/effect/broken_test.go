package effect

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// TestBroken infers effects of code that does not type-check, or not as it
// stands: nothing may panic, whatever is asked.
func TestBroken(t *testing.T) {
	for _, src := range []string{
		`func F() { undefined() }`,
		`func F() { undefined.Method(undefined) }`,
		`func F() { for x := range undefined { x() } }`,
		`func F() { ch := make(chan int, undefined); ch <- 1; for range undefined { ch <- 1 } }`,
		`func F() { ch := make(chan int, 2); for _, x := range undefined { ch <- x } }`,
		`func F() { undefined <- 1; <-undefined; select { case <-undefined: case undefined <- 1: } }`,
		`func F() { select { case x: } }`,
		`func F(f undefined) { f(); f.Do(); go f(); defer f() }`,
		`func F[T undefined](t T) { t.Do(); F[undefined](t) }`,
		`func (r undefined) F() { r.x.y() }`,
		`func (r *T[U]) F() { r.x.y() }`,
		`func F() { var x undefined = g(); x() ; y := undefined{a: func() {}}; y.a() }; func g() {}`,
		`func F() { f := func(x int, y ...undefined) {}; f(); f(1, 2, 3); f(g()...) }; func g() (int, int)`,
		`func F() { g(1)(2)(3) }; func g(f func()) func() { return f }`,
		`func F() (a, b int) { return }; func G() { x, y := F(), F(); x(); _ = y }`,
		`func F() { return func() {}, 1 }`,
		`func F() { (func(int))(nil)(); (*T).M(); T.M(nil); [3]func(){}[0]() }; type T struct{}; func (T) M() {}`,
		`var x = func() { x() }; var y, z = x; func F() { y(); z() }`,
		`type T struct { *T }; func F(t T) { t.Do(); var i interface{ Do() } = t; i.Do() }`,
		`type I interface { I; Do() }; func F(i I) { i.Do() }`,
		`func F() { goto L; L: for { break L; continue M } }`,
		`func F() { for i := 0; i < 3; i++ { switch { case undefined: fallthrough; default: } } }`,
		`import "os"; func F() { os.Pipe(1); os.Undefined(); a, b := os.Stdin; a.Read(b) }`,
		`import "nowhere"; func F() { nowhere.F(func() { nowhere.G() }) }`,
		`func F() { a.b.c <- 1; x.ch <- 2 }`,
		`func _() { <-c }; func init() { <-c }; var c chan int; func init() { c <- 1 }`,
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "f.go", "package p\n"+src, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		info := &types.Info{
			Types:      make(map[ast.Expr]types.TypeAndValue),
			Defs:       make(map[*ast.Ident]types.Object),
			Uses:       make(map[*ast.Ident]types.Object),
			Implicits:  make(map[ast.Node]types.Object),
			Selections: make(map[*ast.SelectorExpr]*types.Selection),
			Instances:  make(map[*ast.Ident]types.Instance),
		}
		conf := types.Config{Importer: testImporter{}, Error: func(error) {}}
		pkg, _ := conf.Check("example.com/p", fset, []*ast.File{f}, info)
		p := Infer(Input{Fset: fset, Files: []*ast.File{f}, Pkg: pkg, Info: info})
		for fn := range p.funcs {
			p.Of(fn)
			p.ForFunc(fn)
		}
		for pos := f.FileStart; pos <= f.FileEnd; pos++ {
			p.At(pos)
		}
		for _, tv := range info.Types {
			if tv.Type != nil {
				p.ForMethod(tv.Type, "Do")
			}
		}
	}
}
