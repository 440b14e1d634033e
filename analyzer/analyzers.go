// Package analyzer lists the checks of ctxvet.
package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/blockingcall"
	"github.com/ctxvet/ctxvet/analyzer/exitstate"
	"github.com/ctxvet/ctxvet/analyzer/guardmisuse"
	"github.com/ctxvet/ctxvet/analyzer/leakedguard"
	"github.com/ctxvet/ctxvet/analyzer/nestedenter"
	"github.com/ctxvet/ctxvet/analyzer/releaseorder"
)

// Analyzers holds every check, in the order in which they are documented.
var Analyzers = []*analysis.Analyzer{
	nestedenter.Analyzer,
	leakedguard.Analyzer,
	releaseorder.Analyzer,
	blockingcall.Analyzer,
	guardmisuse.Analyzer,
	exitstate.Analyzer,
}
