package analyzer_test

import (
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/ctxvet/ctxvet/analyzer"
)

// all runs every check on a package as one analyzer, so that a comment in
// testdata states everything that is reported on its line, and that the
// packages are loaded once.
var all = &analysis.Analyzer{
	Name:     "all",
	Doc:      "run all checks",
	Requires: requirements(),
	Run: func(pass *analysis.Pass) (any, error) {
		for _, a := range analyzer.Analyzers {
			p := *pass
			p.Analyzer = a
			if _, err := a.Run(&p); err != nil {
				return nil, fmt.Errorf("%s: %w", a.Name, err)
			}
		}
		return nil, nil
	},
}

func requirements() []*analysis.Analyzer {
	var required []*analysis.Analyzer
	for _, a := range analyzer.Analyzers {
		for _, r := range a.Requires {
			if !slices.Contains(required, r) {
				required = append(required, r)
			}
		}
	}
	return required
}

// collected keeps what analysistest complains about.
type collected []string

func (c *collected) Errorf(format string, args ...any) {
	*c = append(*c, fmt.Sprintf(format, args...))
}

// flagged holds the directories of testdata/src whose comments expect what is
// reported when a flag is set, and the check, the flag and its value.
var flagged = map[string][3]string{
	"categories": {"blockingcall", "categories", "+lock,+log,+filemeta,+cpu,-file"},
	"stored":     {"guardmisuse", "stored", "true"},
}

// TestVerdicts compares what the checks report on the packages of testdata/src
// with what the comments there expect. These packages belong to the module of
// this test, so they use the real runtimectx.
func TestVerdicts(t *testing.T) {
	dirs, err := os.ReadDir(filepath.Join("..", "testdata", "src"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, dir := range dirs {
		if _, ok := flagged[dir.Name()]; !ok {
			names = append(names, dir.Name())
		}
	}
	compare(t, names)
}

// TestVerdictsWithFlags does the same for the packages that need a flag.
func TestVerdictsWithFlags(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(flagged)) {
		check, flag, value := flagged[name][0], flagged[name][1], flagged[name][2]
		i := slices.IndexFunc(analyzer.Analyzers, func(a *analysis.Analyzer) bool { return a.Name == check })
		f := analyzer.Analyzers[i].Flags.Lookup(flag)
		before := f.Value.String()
		if err := f.Value.Set(value); err != nil {
			t.Fatal(err)
		}
		compare(t, []string{name})
		if err := f.Value.Set(before); err != nil {
			t.Fatal(err)
		}
	}
}

// compare loads the named directories of testdata/src with all packages below
// them, together, and compares each in a test of its own.
func compare(t *testing.T, names []string) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	src := filepath.Join(root, "testdata", "src")
	var patterns []string
	for _, name := range names {
		patterns = append(patterns, "./testdata/src/"+name+"/...")
	}
	var complaints collected
	results := analysistest.Run(&complaints, root, all, patterns...)

	analyzed := make(map[string]bool)
	for _, r := range results {
		pkg := r.Action.Package
		for _, e := range pkg.Errors {
			complaints.Errorf("%v", e)
		}
		for _, file := range pkg.GoFiles {
			analyzed[topic(src, file)] = true
		}
		for _, d := range r.Diagnostics {
			p := pkg.Fset.Position(d.Pos)
			if p.Column == 1 {
				complaints.Errorf("%v: reported at the first column of the line: %s", p, d.Message)
			}
			if topic(src, p.Filename) == "columns" {
				compareColumn(&complaints, p)
			}
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			if !analyzed[name] {
				t.Error("no package of this directory was analyzed")
			}
			for _, c := range complaints {
				if topic(src, c) == name {
					t.Error(c)
				}
			}
		})
	}
	for _, c := range complaints {
		if topic(src, c) == "" {
			t.Error(c)
		}
	}
}

// compareColumn compares the column of p with the mark on the line below it.
// What indents the two lines does not count, and a mark right behind the
// slashes stands for the start of the line.
func compareColumn(t analysistest.Testing, p token.Position) {
	text, err := os.ReadFile(p.Filename)
	if err != nil {
		t.Errorf("%v: %v", p, err)
		return
	}
	lines := strings.Split(string(text), "\n")
	line := lines[p.Line-1]
	column := p.Column - 1 - (len(line) - len(strings.TrimLeft(line, "\t")))
	want := strings.IndexByte(strings.TrimLeft(lines[p.Line], "\t"), '^')
	if want == len("//") {
		want = 0
	}
	if column != want {
		t.Errorf("%v: reported %d bytes into the line, the mark is at %d", p, column, want)
	}
}

// topic returns the name of the directory in src that a text begins with a
// file of, or "".
func topic(src, text string) string {
	rest, ok := strings.CutPrefix(text, src+string(filepath.Separator))
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, string(filepath.Separator))
	return name
}
