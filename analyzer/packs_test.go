package analyzer_test

import (
	"os"
	"path/filepath"
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
		switch dir.Name() {
		case "go.opentelemetry.io", "golang.org":
			continue
		}
		t.Run(dir.Name(), func(t *testing.T) {
			analysistest.Run(t, root, all, dir.Name()+"/...")
		})
	}
}
