// Package engine finds the misuse that the six checks report. It is one
// internal analyzer whose result they read.
//
// For each package it infers what blocks (package effect), and when the package
// can reach a guarded API it builds SSA and walks the functions that can matter
// (package walk), callees first. Of other packages it walks the short helpers.
package engine

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// Analyzer computes the findings of one package.
var Analyzer = &analysis.Analyzer{
	Name:       "ctxvetengine",
	Doc:        "compute what the ctxvet checks report",
	Run:        run,
	ResultType: reflect.TypeFor[*findings.Result](),
	FactTypes:  []analysis.Fact{new(facts.Package)},
}

func run(pass *analysis.Pass) (any, error) {
	switch {
	case protocol.IsImplementation(pass.Pkg.Path()), catalogued(pass) && !protocol.BeyondDefault():
		return findings.NewResult(nil), nil
	case catalogued(pass):
		return findings.Later(func() []findings.Finding { return judgeCatalogued(pass) }), nil
	}
	found, fact := judge(pass)
	attachFixes(pass, found)
	if !fact.Empty() {
		pass.ExportPackageFact(fact)
	}
	return findings.NewResult(found), nil
}

// judgeCatalogued analyzes a package of std that a check was asked to judge. As
// the catalogue speaks for std to everybody else, there are no facts of it: what
// it does with its own guards is seen within the package alone.
func judgeCatalogued(pass *analysis.Pass) []findings.Finding {
	alone := *pass // drivers take the functions for facts back when a run is over
	alone.ImportPackageFact = func(*types.Package, analysis.Fact) bool { return false }
	found, _ := judge(&alone)
	attachFixes(&alone, found)
	return found
}

// judge analyzes a package: what it finds there, and what importers need.
func judge(pass *analysis.Pass) ([]findings.Finding, *facts.Package) {
	known := newImports(pass)
	declares, found := readDirectives(pass, known)
	in := effect.Input{
		Fset:     pass.Fset,
		Files:    pass.Files,
		Pkg:      pass.Pkg,
		Info:     pass.TypesInfo,
		Callee:   known.effect,
		Ends:     known.ends,
		Protocol: protocolEffect,
		Once: func(fn *types.Func, param int) bool {
			row := protocol.Lookup(fn)
			return row != nil && row.Once && row.Arg == param || declares.Task(fn, param)
		},
	}
	if declares != nil {
		in.Declared, in.Apart = declares.Blocks, declares.Apart
	}
	effects := effect.Infer(in)
	found = append(found, refuted(pass, declares, effects)...)
	fact := &facts.Package{
		Effects:    make(map[string]*facts.Effect),
		Summaries:  make(map[string]*facts.Summary),
		Directives: declares.Facts(),
	}
	for _, fn := range declared(pass) {
		if e := effects.Of(fn); !e.Empty() {
			fact.Effects[facts.FuncKey(fn)] = e
		}
	}
	if declares.Walks() || reachesProtocol(pass, known) {
		found = append(found, walkPackage(pass, known, declares, effects, fact)...)
	} else {
		fact.Unguarded = true
		helperSummaries(pass, known, effects, fact)
	}
	known.passOn(fact)
	return found, fact
}

// reachesProtocol is the gate: only a package that imports a guarded API, or
// one whose functions deal with it, can misuse a guard.
func reachesProtocol(pass *analysis.Pass, known *imports) bool {
	for _, imp := range pass.Pkg.Imports() {
		if protocol.Imported(imp.Path()) {
			return true
		}
		if f := known.of(imp); f != nil && f.HandlesGuards() {
			return true
		}
	}
	return false
}

// protocolEffect is the effect of a guarded API's function, whose closures run
// outside of what the caller is judged by.
func protocolEffect(fn *types.Func) *facts.Effect {
	row := protocol.Lookup(fn)
	if row == nil || !protocol.IsImplementation(fn.Pkg().Path()) {
		return nil
	}
	e := &facts.Effect{}
	switch row.Op {
	case protocol.EnterClosure, protocol.WithCurrent, protocol.RunHere:
		e.Uses = make([]facts.Use, row.Arg+1)
		e.Uses[row.Arg] = facts.UseHere
		e.Terms = []facts.Term{{Param: row.Arg}}
	case protocol.ExitClosure, protocol.BlockInPlace, protocol.BlockOn:
		e.Uses = make([]facts.Use, row.Arg+1)
		e.Uses[row.Arg] = facts.UseElsewhere
	}
	return e
}
