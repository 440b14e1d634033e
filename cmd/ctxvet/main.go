// Command ctxvet reports misuse of guards and blocking inside entered regions.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/ctxvet/ctxvet/analyzer"
)

func main() { unitchecker.Main(analyzer.Analyzers...) }
