package nogotest

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// A driver runs analyzers over packages whose imports it has run over before.
type driver struct {
	analyzers []*analysis.Analyzer
	files     map[string][]byte // facts files by import path
	found     []string          // "file:line:column: message"
}

// loadPackages returns the packages that patterns name in dir and all that
// they import, imports first.
func loadPackages(dir string, patterns ...string) ([]*packages.Package, error) {
	roots, err := packages.Load(&packages.Config{
		Dir: dir,
		Mode: packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedExportFile | packages.NeedTypesSizes,
	}, patterns...)
	if err != nil {
		return nil, err
	}
	var order []*packages.Package
	var errs []error
	packages.Visit(roots, nil, func(p *packages.Package) {
		order = append(order, p)
		for _, e := range p.Errors {
			errs = append(errs, e)
		}
	})
	return order, errors.Join(errs...)
}

// isStandard reports whether a package belongs to the standard library: the
// first element of its path has no dot, and it is not of the test's module.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != "m"
}

// run analyzes one package, reports for it if it is one of the roots, and
// keeps its facts file. The standard library is not analyzed at all.
func (d *driver) run(p *packages.Package, isRoot bool) error {
	if isStandard(p.PkgPath) {
		return nil
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.CompiledGoFiles {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	info := &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	config := types.Config{Importer: exportData(fset, p), Sizes: p.TypesSizes, GoVersion: "go1.26"}
	pkg, err := config.Check(p.PkgPath, fset, files, info)
	if err != nil {
		return err
	}
	facts, err := d.readFacts(p)
	if err != nil {
		return err
	}
	u := &unit{fset: fset, files: files, pkg: pkg, info: info, sizes: p.TypesSizes, facts: facts, actions: make(map[*analysis.Analyzer]*action)}
	for _, a := range d.analyzers {
		act, err := u.run(a)
		if err != nil {
			return err
		}
		for _, diag := range act.diagnostics {
			// Some drivers drop a diagnostic whose category is no check's name.
			if diag.Category != a.Name {
				return fmt.Errorf("%s: a diagnostic of %s has the category %q", fset.Position(diag.Pos), a, diag.Category)
			}
			if isRoot {
				d.found = append(d.found, fmt.Sprintf("%s: %s", fset.Position(diag.Pos), diag.Message))
			}
		}
	}
	d.files[p.PkgPath], err = facts.encode()
	return err
}

// exportData imports what the compiler wrote for the imports of p.
func exportData(fset *token.FileSet, p *packages.Package) types.Importer {
	files := make(map[string]string)
	packages.Visit([]*packages.Package{p}, nil, func(q *packages.Package) { files[q.PkgPath] = q.ExportFile })
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		file, ok := files[path]
		if !ok || file == "" {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(file)
	})
}

// A factSet holds the package facts of a package and of what it imports. The
// checks have no other kind.
type factSet map[factKey]analysis.Fact

type factKey struct {
	pkg  string
	kind reflect.Type
}

// A factRecord is one fact in a file.
type factRecord struct {
	Pkg  string
	Fact analysis.Fact
}

// readFacts merges the facts files of the direct imports of p.
func (d *driver) readFacts(p *packages.Package) (factSet, error) {
	set := make(factSet)
	for _, imp := range p.Imports {
		data, ok := d.files[imp.PkgPath]
		if !ok {
			continue // the standard library has none
		}
		var records []factRecord
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&records); err != nil {
			return nil, fmt.Errorf("facts of %s: %v", imp.PkgPath, err)
		}
		for _, r := range records {
			set[factKey{r.Pkg, reflect.TypeOf(r.Fact)}] = r.Fact
		}
	}
	return set, nil
}

func (s factSet) encode() ([]byte, error) {
	var records []factRecord
	for key, fact := range s {
		records = append(records, factRecord{key.pkg, fact})
	}
	slices.SortFunc(records, func(a, b factRecord) int { return strings.Compare(a.Pkg, b.Pkg) })
	var out bytes.Buffer
	err := gob.NewEncoder(&out).Encode(records)
	return out.Bytes(), err
}

// A unit is one package while it is analyzed.
type unit struct {
	fset    *token.FileSet
	files   []*ast.File
	pkg     *types.Package
	info    *types.Info
	sizes   types.Sizes
	facts   factSet
	actions map[*analysis.Analyzer]*action
}

type action struct {
	result      any
	diagnostics []analysis.Diagnostic
}

// run runs an analyzer, once, after those that it requires.
func (u *unit) run(a *analysis.Analyzer) (*action, error) {
	if act, ok := u.actions[a]; ok {
		return act, nil
	}
	act := new(action)
	u.actions[a] = act
	results := make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		r, err := u.run(req)
		if err != nil {
			return nil, err
		}
		results[req] = r.result
	}
	for _, f := range a.FactTypes {
		gob.Register(f)
	}
	// Module, ReadFile, OtherFiles and IgnoredFiles are unset.
	pass := &analysis.Pass{
		Analyzer:   a,
		Fset:       u.fset,
		Files:      u.files,
		Pkg:        u.pkg,
		TypesInfo:  u.info,
		TypesSizes: u.sizes,
		ResultOf:   results,
		Report:     func(d analysis.Diagnostic) { act.diagnostics = append(act.diagnostics, d) },
		ImportPackageFact: func(pkg *types.Package, fact analysis.Fact) bool {
			stored, ok := u.facts[factKey{pkg.Path(), reflect.TypeOf(fact)}]
			if ok {
				reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(stored).Elem())
			}
			return ok
		},
		ExportPackageFact: func(fact analysis.Fact) {
			u.facts[factKey{u.pkg.Path(), reflect.TypeOf(fact)}] = fact
		},
		ImportObjectFact: func(types.Object, analysis.Fact) bool { panic("the checks have no facts of objects") },
		ExportObjectFact: func(types.Object, analysis.Fact) { panic("the checks have no facts of objects") },
		AllPackageFacts:  func() []analysis.PackageFact { return nil },
		AllObjectFacts:   func() []analysis.ObjectFact { return nil },
	}
	var err error
	act.result, err = a.Run(pass)
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %v", a, u.pkg.Path(), err)
	}
	return act, nil
}
