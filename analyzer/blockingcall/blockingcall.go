package blockingcall

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/engine"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// Analyzer is the blockingcall check; see the package documentation.
var Analyzer = &analysis.Analyzer{
	Name:     "blockingcall",
	Doc:      doc,
	URL:      "https://github.com/ctxvet/ctxvet/blob/main/docs/checks/blockingcall.md",
	Requires: []*analysis.Analyzer{engine.Analyzer},
	Run:      run,
}

var reported = defaultCategories()

func init() {
	Analyzer.Flags.Var(protocol.Selection{}, "protocols", protocol.Usage())
	Analyzer.Flags.Var(reported, "categories",
		`categories of blocking to report: "+lock,-file" changes the default, "sleep,net" replaces it`)
}

func run(pass *analysis.Pass) (any, error) {
	var fs []findings.Finding
	for _, f := range pass.ResultOf[engine.Analyzer].(*findings.Result).Of("blockingcall") {
		if f, ok := reported.choose(f); ok {
			fs = append(fs, f)
		}
	}
	findings.Report(pass, fs)
	return nil, nil
}
