package blockingcall

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/engine"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

// Analyzer is the blockingcall check; see the package documentation.
var Analyzer = &analysis.Analyzer{
	Name:     "blockingcall",
	Doc:      doc,
	URL:      "https://github.com/ctxvet/ctxvet/blob/main/docs/checks/blockingcall.md",
	Requires: []*analysis.Analyzer{engine.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	for _, f := range pass.ResultOf[engine.Analyzer].(*findings.Result).Of("blockingcall") {
		findings.Report(pass, f)
	}
	return nil, nil
}
