package analyzer_test

import (
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

func TestAnalyzersAreValid(t *testing.T) {
	if err := analysis.Validate(analyzer.Analyzers); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range analyzer.Analyzers {
		names = append(names, a.Name)
	}
	if !slices.Equal(names, findings.Checks) {
		t.Errorf("the analyzers are %v, but ignore comments know %v", names, findings.Checks)
	}
}
