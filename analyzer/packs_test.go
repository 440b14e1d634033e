package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/ctxvet/ctxvet/analyzer"
)

// TestPacks compares what the checks report with all protocols in use on the
// packages of testdata/packs with what the comments there expect. That
// directory is a GOPATH: the other modules that the protocols speak of are
// there as stand-ins.
func TestPacks(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", "testdata", "packs"))
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := os.ReadDir(filepath.Join(root, "src"))
	if err != nil {
		t.Fatal(err)
	}
	protocols := analyzer.Analyzers[0].Flags.Lookup("protocols").Value
	if err := protocols.Set("all"); err != nil {
		t.Fatal(err)
	}
	defer protocols.Set("")
	for _, dir := range dirs {
		if strings.Contains(dir.Name(), ".") {
			continue // a module that some protocol speaks of
		}
		t.Run(dir.Name(), func(t *testing.T) {
			if dir.Name() == "jsloop" {
				t.Setenv("GOOS", "js")
				t.Setenv("GOARCH", "wasm")
			}
			analysistest.Run(t, root, all, dir.Name()+"/...")
		})
	}
}
