package analyzer_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// TestFixes compares the test package of the fixes, with all that are
// suggested applied, with its golden files. A finding without a fix leaves
// the code as it is.
func TestFixes(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "testdata", "src", "fixes")
	for _, name := range []string{"leak.go.golden", "release.go.golden", "block.go.golden"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	analysistest.RunWithSuggestedFixes(t, root, all, "./testdata/src/fixes")
}
