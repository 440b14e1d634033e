package engine

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/fixes"
)

// attachFixes adds to what was found the fixes that hold, each of which is
// tried by analyzing the changed package.
func attachFixes(pass *analysis.Pass, found []findings.Finding) {
	fixes.Attach(pass, found, func(changed *analysis.Pass) []findings.Finding {
		found, _ := judge(changed)
		return found
	})
}
