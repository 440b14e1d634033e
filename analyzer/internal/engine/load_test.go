package engine

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

// imported loads the packages that generated sources import, once.
var imported = sync.OnceValues(func() (map[string]*types.Package, error) {
	cfg := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}
	pkgs, err := packages.Load(cfg, "github.com/ctxvet/ctxvet/runtimectx", "time", "os", "errors", "testing", "fmt", "context", "slices", "runtime/pprof")
	if err != nil {
		return nil, err
	}
	m := make(map[string]*types.Package)
	packages.Visit(pkgs, nil, func(p *packages.Package) { m[p.PkgPath] = p.Types })
	return m, nil
})

type mapImporter map[string]*types.Package

func (m mapImporter) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// checked type-checks src as package p and returns a pass over it.
func checked(t testing.TB, src string) *analysis.Pass {
	t.Helper()
	pkgs, err := imported()
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	pass, err := check(fset, file, pkgs)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return pass
}

func check(fset *token.FileSet, file *ast.File, pkgs map[string]*types.Package) (*analysis.Pass, error) {
	info := &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
	conf := types.Config{Importer: mapImporter(pkgs), Sizes: types.SizesFor("gc", "amd64"), GoVersion: "go1.26"}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{file}, info)
	if err != nil {
		return nil, err
	}
	return &analysis.Pass{
		Analyzer:          Analyzer,
		Fset:              fset,
		Files:             []*ast.File{file},
		Pkg:               pkg,
		TypesInfo:         info,
		TypesSizes:        conf.Sizes,
		Report:            func(analysis.Diagnostic) {},
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
	}, nil
}

// judged runs the engine over pass.
func judged(t testing.TB, pass *analysis.Pass) *findings.Result {
	t.Helper()
	res, err := Analyzer.Run(pass)
	if err != nil {
		t.Fatal(err)
	}
	return res.(*findings.Result)
}
