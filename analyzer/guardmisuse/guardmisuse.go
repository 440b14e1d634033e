package guardmisuse

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/engine"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// Analyzer is the guardmisuse check; see the package documentation.
var Analyzer = &analysis.Analyzer{
	Name:     "guardmisuse",
	Doc:      doc,
	URL:      "https://github.com/ctxvet/ctxvet/blob/main/docs/checks/guardmisuse.md",
	Requires: []*analysis.Analyzer{engine.Analyzer},
	Run:      run,
}

var stored bool

func init() {
	Analyzer.Flags.Var(protocol.Selection{}, "protocols", protocol.Usage())
	Analyzer.Flags.BoolVar(&stored, "stored", false,
		"also report guards that are stored where it cannot be known which goroutine uses them")
}

func run(pass *analysis.Pass) (any, error) {
	var fs []findings.Finding
	for _, f := range pass.ResultOf[engine.Analyzer].(*findings.Result).Of("guardmisuse") {
		if stored || !f.OptIn {
			fs = append(fs, f)
		}
	}
	findings.Report(pass, fs)
	return nil, nil
}
