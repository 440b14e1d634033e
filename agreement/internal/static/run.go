package static

import (
	"fmt"
	"path/filepath"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/analyzer"
)

// A Report is one diagnostic of ctxvet.
type Report struct {
	Class   string // name of the analyzer
	File    string // base name
	Line    int
	Message string
	Steps   []int // lines of the related positions in the same file, in order
}

// Run runs all analyzers over the packages of a batch and returns what they
// report, by position.
func (l *Loader) Run(pkgs []*packages.Package) ([]Report, error) {
	graph, err := checker.Analyze(analyzer.Analyzers, pkgs, &checker.Options{Sequential: true})
	if err != nil {
		return nil, err
	}
	var out []Report
	for _, act := range graph.Roots {
		if act.Err != nil {
			return nil, fmt.Errorf("%s on %s: %w", act.Analyzer, act.Package.PkgPath, act.Err)
		}
		for _, d := range act.Diagnostics {
			out = append(out, l.report(act.Analyzer, d))
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Class < b.Class
	})
	return out, nil
}

func (l *Loader) report(a *analysis.Analyzer, d analysis.Diagnostic) Report {
	pos := l.Fset.Position(d.Pos)
	r := Report{Class: a.Name, File: filepath.Base(pos.Filename), Line: pos.Line, Message: d.Message}
	for _, rel := range d.Related {
		if p := l.Fset.Position(rel.Pos); filepath.Base(p.Filename) == r.File {
			r.Steps = append(r.Steps, p.Line)
		}
	}
	return r
}
