// Package fixes suggests how to remove a finding by a change of the source.
//
// A suggestion is made of the syntax around the finding alone, by a few rules
// that keep values and control flow as they are. Whether it is right is not
// left to these rules: the changed package is type-checked and analyzed anew,
// and a suggestion is made only if the finding is gone, no new one is there,
// and gofmt has nothing to say that it had not said before.
package fixes

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

// maxTrials bounds how many changes are tried in one package. A package with
// so many findings gets more suggestions when the first are applied.
const maxTrials = 64

// A Judge analyzes a package and returns what it finds.
type Judge func(pass *analysis.Pass) []findings.Finding

// Attach adds to each of found, what judge finds in the package of pass, the
// fix that is suggested for it, if there is one.
func Attach(pass *analysis.Pass, found []findings.Finding, judge Judge) {
	if len(found) == 0 {
		return
	}
	t := &trier{pass: pass, judge: judge, found: found, left: maxTrials, texts: make(map[*ast.File][]byte)}
	if !t.prepare() {
		return
	}
	for i := range found {
		for _, c := range t.candidates(found[i]) {
			if t.left == 0 {
				return
			}
			t.left--
			if t.holds(c, i) {
				found[i].Fixes = []analysis.SuggestedFix{c.suggested()}
				break
			}
		}
	}
}

// A trier tries changes of one package.
type trier struct {
	pass    *analysis.Pass
	judge   Judge
	found   []findings.Finding
	left    int
	texts   map[*ast.File][]byte
	imports map[string]*types.Package
}

// prepare collects what the package imports. It is false for a package that
// cannot be changed and checked here, because it uses cgo.
func (t *trier) prepare() bool {
	t.imports = map[string]*types.Package{"unsafe": types.Unsafe}
	for _, file := range t.pass.Files {
		for _, spec := range file.Imports {
			path := importPath(spec)
			if path == "C" {
				return false
			}
			if name := t.pass.TypesInfo.PkgNameOf(spec); name != nil {
				t.imports[path] = name.Imported()
			}
		}
	}
	return true
}

// candidates returns the changes that could remove f, the best first.
func (t *trier) candidates(f findings.Finding) []*change {
	if f.OptIn {
		return nil // it takes a redesign
	}
	p := t.placeOf(f.Pos)
	if p == nil {
		return nil
	}
	switch f.Check {
	case "leakedguard":
		return p.deferRelease()
	case "releaseorder":
		return p.exchangeReleases()
	case "guardmisuse":
		return p.removeRelease()
	case "blockingcall":
		return p.blockInPlace(f)
	}
	return nil
}

// A place is where a finding is, with the syntax around it.
type place struct {
	t    *trier
	file *ast.File
	tf   *token.File
	text []byte
	path []ast.Node // from the innermost node that starts at the finding
}

// placeOf returns nil where no change is possible: in generated code, and in
// a file that cannot be read or is not what was parsed.
func (t *trier) placeOf(pos token.Pos) *place {
	for _, file := range t.pass.Files {
		if !(file.FileStart <= pos && pos < file.FileEnd) {
			continue
		}
		text, ok := t.texts[file]
		if !ok {
			if !ast.IsGenerated(file) {
				text = t.read(file)
			}
			t.texts[file] = text
		}
		if text == nil {
			return nil
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		return &place{t: t, file: file, tf: t.pass.Fset.File(pos), text: text, path: path}
	}
	return nil
}

func (t *trier) read(file *ast.File) []byte {
	readFile := t.pass.ReadFile
	if readFile == nil {
		readFile = os.ReadFile // some drivers offer nothing, and run where the files are
	}
	tf := t.pass.Fset.File(file.FileStart)
	text, err := readFile(tf.Name())
	if err != nil || len(text) != tf.Size() {
		return nil
	}
	return text
}

// holds reports whether change c removes finding i and nothing else changes.
func (t *trier) holds(c *change, i int) bool {
	text := c.apply()
	if formatted(c.place.text) && !formatted(text) {
		return false
	}
	fset := t.pass.Fset
	changed, err := parser.ParseFile(fset, c.place.tf.Name(), text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	files := slices.Clone(t.pass.Files)
	files[slices.Index(files, c.place.file)] = changed
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
	config := types.Config{
		Importer:  importerFunc(t.imported),
		Sizes:     t.pass.TypesSizes,
		GoVersion: t.pass.Pkg.GoVersion(),
	}
	pkg, err := config.Check(t.pass.Pkg.Path(), fset, files, info)
	if err != nil {
		return false
	}
	pass := *t.pass
	pass.Files, pass.Pkg, pass.TypesInfo = files, pkg, info
	pass.Report = func(analysis.Diagnostic) {}
	pass.ExportPackageFact = func(analysis.Fact) {}
	pass.ExportObjectFact = func(types.Object, analysis.Fact) {}

	before := make(map[string]int)
	for j, f := range t.found {
		if j != i {
			before[signature(f)]++
		}
	}
	for _, f := range t.judge(&pass) {
		if before[signature(f)]--; before[signature(f)] < 0 {
			return false // still there, or new
		}
	}
	return true
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func (t *trier) imported(path string) (*types.Package, error) {
	if pkg := t.imports[path]; pkg != nil {
		return pkg, nil
	}
	return nil, os.ErrNotExist
}

func formatted(text []byte) bool {
	out, err := format.Source(text)
	return err == nil && bytes.Equal(out, text)
}

var digits = regexp.MustCompile(`[0-9]+`)

// signature identifies a finding wherever the lines have moved.
func signature(f findings.Finding) string {
	return f.Check + ": " + digits.ReplaceAllString(f.Message, "0")
}
