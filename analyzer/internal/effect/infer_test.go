package effect

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
)

// std imports the standard library for all tests.
var (
	stdFset     = token.NewFileSet()
	stdImporter = importer.ForCompiler(stdFset, "source", nil)
)

// load type-checks the files of one package and infers its effects.
func load(t testing.TB, in Input, files ...string) *Package {
	t.Helper()
	in.Fset = stdFset
	for i, src := range files {
		f, err := parser.ParseFile(in.Fset, "f"+string(rune('a'+i))+".go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		in.Files = append(in.Files, f)
	}
	return check(t, in, "example.com/p")
}

// extraPackages are importable in tests, besides those that have source.
var extraPackages = make(map[string]*types.Package)

type testImporter struct{}

func (testImporter) Import(path string) (*types.Package, error) {
	if p := extraPackages[path]; p != nil {
		return p, nil
	}
	return stdImporter.Import(path)
}

// check type-checks in.Files as the package of that path and infers its
// effects.
func check(t testing.TB, in Input, path string) *Package {
	t.Helper()
	in.Info = &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue),
		Defs:       make(map[*ast.Ident]types.Object),
		Uses:       make(map[*ast.Ident]types.Object),
		Implicits:  make(map[ast.Node]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Instances:  make(map[*ast.Ident]types.Instance),
	}
	conf := types.Config{Importer: testImporter{}}
	pkg, err := conf.Check(path, in.Fset, in.Files, in.Info)
	if err != nil {
		t.Fatal(err)
	}
	in.Pkg = pkg
	return Infer(in)
}

// receiverAndName returns the name by which lookup finds fn.
func receiverAndName(fn *types.Func) string {
	return strings.NewReplacer("(*", "", ")", "").Replace(catalogue.Name(fn))
}

// spec returns the effect of the function of that name (F or T.M) as text.
func spec(t testing.TB, p *Package, name string) string {
	t.Helper()
	e := p.Of(lookup(t, p, name))
	if e == nil {
		return ""
	}
	return catalogue.FormatSpec(e)
}

func lookup(t testing.TB, p *Package, name string) *types.Func {
	t.Helper()
	base, method, isMethod := strings.Cut(name, ".")
	obj := p.in.Pkg.Scope().Lookup(base)
	if obj == nil {
		t.Fatalf("no %s in the source", base)
	}
	if !isMethod {
		return obj.(*types.Func)
	}
	m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, p.in.Pkg, method)
	fn, ok := m.(*types.Func)
	if !ok {
		t.Fatalf("no method %s in the source", name)
	}
	return fn
}

func TestInfer(t *testing.T) {
	for _, test := range inferTests {
		t.Run(test.name, func(t *testing.T) {
			p := load(t, Input{}, "package p\n"+test.src)
			if got := spec(t, p, "F"); got != test.want {
				t.Errorf("effect of F = %q, want %q", got, test.want)
			}
		})
	}
}
