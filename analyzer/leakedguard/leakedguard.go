package leakedguard

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/engine"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// Analyzer is the leakedguard check; see the package documentation.
var Analyzer = &analysis.Analyzer{
	Name:     "leakedguard",
	Doc:      doc,
	URL:      "https://github.com/ctxvet/ctxvet/blob/main/docs/checks/leakedguard.md",
	Requires: []*analysis.Analyzer{engine.Analyzer},
	Run:      run,
}

func init() { Analyzer.Flags.Var(protocol.Selection{}, "protocols", protocol.Usage()) }

func run(pass *analysis.Pass) (any, error) {
	findings.Report(pass, pass.ResultOf[engine.Analyzer].(*findings.Result).Of("leakedguard"))
	return nil, nil
}
