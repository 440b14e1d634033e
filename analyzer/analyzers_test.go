package analyzer_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
)

func TestAnalyzersAreValid(t *testing.T) {
	if err := analysis.Validate(analyzer.Analyzers); err != nil {
		t.Fatal(err)
	}
	if n := len(analyzer.Analyzers); n != 6 {
		t.Fatalf("%d analyzers, want 6", n)
	}
}
