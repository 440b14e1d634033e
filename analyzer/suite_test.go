package analyzer_test

import (
	"fmt"
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

// TestVerdicts compares what the checks report on the packages of testdata/src
// with what the comments there expect. These packages belong to the module of
// this test, so they use the real runtimectx.
func TestVerdicts(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	src := filepath.Join(root, "testdata", "src")
	dirs, err := os.ReadDir(src)
	if err != nil {
		t.Fatal(err)
	}

	var complaints collected
	results := analysistest.Run(&complaints, root, all, "./testdata/src/...")

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
			if p := pkg.Fset.Position(d.Pos); p.Column == 1 {
				complaints.Errorf("%v: reported at the first column of the line: %s", p, d.Message)
			}
		}
	}
	for _, dir := range dirs {
		t.Run(dir.Name(), func(t *testing.T) {
			if !analyzed[dir.Name()] {
				t.Error("no package of this directory was analyzed")
			}
			for _, c := range complaints {
				if topic(src, c) == dir.Name() {
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
