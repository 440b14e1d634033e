// Command noop is a vet tool whose one analyzer does nothing. What go vet
// costs with it is what any vet tool costs: the go command's own work, one
// process per package, parsing, type checking, and export of the types.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name:      "noop",
		Doc:       "do nothing\n\nIt has a fact type, so that it runs for dependencies as ctxvet does.",
		Run:       func(*analysis.Pass) (any, error) { return nil, nil },
		FactTypes: []analysis.Fact{new(fact)},
	})
}

type fact struct{}

func (*fact) AFact() {}
