// Package static runs the ctxvet analyzers over generated packages, in this
// process. What the packages import is loaded once and shared by all batches.
package static

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/packages"
)

// imports lists what generated packages may import.
var imports = []string{
	"context", "errors", "iter", "log", "os", "runtime", "sync", "testing", "time",
	"github.com/ctxvet/ctxvet/runtimectx",
	"github.com/ctxvet/ctxvet/agreement/internal/probe",
}

// A Loader type-checks generated packages against dependencies that it holds.
type Loader struct {
	Fset *token.FileSet
	deps map[string]*packages.Package
}

// NewLoader loads the dependencies from source. dir is a directory of the
// ctxvet module.
func NewLoader(dir string) (*Loader, error) {
	fset := token.NewFileSet()
	cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Fset: fset}
	pkgs, err := packages.Load(cfg, imports...)
	if err != nil {
		return nil, fmt.Errorf("loading what generated programs import: %w", err)
	}
	l := &Loader{Fset: fset, deps: make(map[string]*packages.Package)}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			err = fmt.Errorf("loading what generated programs import: %s: %v", p.PkgPath, e)
		}
		l.deps[p.PkgPath] = p
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// A Source is one generated package: a single file.
type Source struct {
	Path string // import path
	File string // base name, unique in its batch
	Text string
}

// Check parses and type-checks the packages of one batch, dependencies before
// dependants.
func (l *Loader) Check(sources []Source) ([]*packages.Package, error) {
	batch := make(map[string]*packages.Package)
	var out []*packages.Package
	for _, s := range sources {
		p, err := l.check(s, batch)
		if err != nil {
			return nil, err
		}
		batch[s.Path] = p
		out = append(out, p)
	}
	return out, nil
}

func (l *Loader) check(s Source, batch map[string]*packages.Package) (*packages.Package, error) {
	file, err := parser.ParseFile(l.Fset, s.File, s.Text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("generated package %s: %w", s.Path, err)
	}
	p := &packages.Package{
		ID: s.Path, PkgPath: s.Path, Name: file.Name.Name,
		GoFiles: []string{s.File}, CompiledGoFiles: []string{s.File},
		Fset: l.Fset, Syntax: []*ast.File{file},
		Imports:    make(map[string]*packages.Package),
		TypesSizes: types.SizesFor("gc", "amd64"),
		TypesInfo: &types.Info{
			Types:        make(map[ast.Expr]types.TypeAndValue),
			Defs:         make(map[*ast.Ident]types.Object),
			Uses:         make(map[*ast.Ident]types.Object),
			Implicits:    make(map[ast.Node]types.Object),
			Instances:    make(map[*ast.Ident]types.Instance),
			Selections:   make(map[*ast.SelectorExpr]*types.Selection),
			Scopes:       make(map[ast.Node]*types.Scope),
			FileVersions: make(map[*ast.File]string),
		},
	}
	conf := types.Config{
		Sizes:     p.TypesSizes,
		GoVersion: "go1.26",
		Importer: importerFunc(func(path string) (*types.Package, error) {
			dep := batch[path]
			if dep == nil {
				dep = l.deps[path]
			}
			if dep == nil {
				return nil, fmt.Errorf("%q is not among what generated programs may import", path)
			}
			p.Imports[path] = dep
			return dep.Types, nil
		}),
	}
	p.Types, err = conf.Check(s.Path, l.Fset, p.Syntax, p.TypesInfo)
	if err != nil {
		return nil, fmt.Errorf("generated package %s: %w", s.Path, err)
	}
	return p, nil
}

// Importer finds the packages of a batch and what they may import.
func (l *Loader) Importer(batch []*packages.Package) types.Importer {
	return importerFunc(func(path string) (*types.Package, error) {
		for _, p := range batch {
			if p.PkgPath == path {
				return p.Types, nil
			}
		}
		if p := l.deps[path]; p != nil {
			return p.Types, nil
		}
		return nil, fmt.Errorf("%q is not among what generated programs may import", path)
	})
}

// Forget lets go of the positions of a batch.
func (l *Loader) Forget(pkgs []*packages.Package) {
	for _, p := range pkgs {
		for _, f := range p.Syntax {
			l.Fset.RemoveFile(l.Fset.File(f.FileStart))
		}
	}
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
