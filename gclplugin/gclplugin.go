// Package gclplugin makes the checks of ctxvet a linter of golangci-lint, by
// its module plugin system. Importing the package registers the linter
// "ctxvet".
//
// Its settings are those of [Settings]:
//
//	linters:
//	  enable:
//	    - ctxvet
//	  settings:
//	    custom:
//	      ctxvet:
//	        type: module
//	        settings:
//	          checks: [nestedenter, leakedguard]
//	          protocols: [runtimectx, sync]
//	          blockingcall:
//	            categories: +lock,-file
//	          guardmisuse:
//	            stored: true
package gclplugin

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
)

func init() { register.Plugin("ctxvet", New) }

// Settings is what the configuration of golangci-lint can say. Unknown keys
// are refused.
type Settings struct {
	// Checks are the checks to run; all of them if there are none.
	Checks []string `json:"checks"`

	// Protocols is the flag -protocols, one name for each element.
	Protocols []string `json:"protocols"`

	BlockingCall struct {
		// Categories is the flag -blockingcall.categories.
		Categories string `json:"categories"`
	} `json:"blockingcall"`

	GuardMisuse struct {
		// Stored is the flag -guardmisuse.stored.
		Stored bool `json:"stored"`
	} `json:"guardmisuse"`
}

// New returns the linter with the given settings, as golangci-lint decoded
// them from its configuration.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("the settings of ctxvet: %w", err)
	}
	p := &plugin{}
	for _, a := range analyzer.Analyzers {
		if len(s.Checks) == 0 || slices.Contains(s.Checks, a.Name) {
			p.analyzers = append(p.analyzers, forGolangci(a))
		}
	}
	for _, name := range s.Checks {
		if !slices.ContainsFunc(analyzer.Analyzers, func(a *analysis.Analyzer) bool { return a.Name == name }) {
			return nil, fmt.Errorf("the settings of ctxvet: checks: unknown check %q: the checks are %s", name, checkNames())
		}
	}
	protocols, _ := analyzer.ProtocolFlag()
	if err := protocols.Set(strings.Join(s.Protocols, ",")); err != nil {
		return nil, fmt.Errorf("the settings of ctxvet: protocols: %w", err)
	}
	if err := set("blockingcall", "categories", s.BlockingCall.Categories); err != nil {
		return nil, err
	}
	if err := set("guardmisuse", "stored", fmt.Sprint(s.GuardMisuse.Stored)); err != nil {
		return nil, err
	}
	return p, nil
}

// set sets a flag of a check.
func set(check, name, value string) error {
	for _, a := range analyzer.Analyzers {
		if a.Name == check {
			if err := a.Flags.Set(name, value); err != nil {
				return fmt.Errorf("the settings of ctxvet: %s: %s: %w", check, name, err)
			}
		}
	}
	return nil
}

func checkNames() string {
	var names []string
	for _, a := range analyzer.Analyzers {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

type plugin struct {
	analyzers []*analysis.Analyzer
}

// BuildAnalyzers returns the checks that the settings choose.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p.analyzers, nil }

// GetLoadMode says that the checks need types.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// forGolangci returns a as it suits the output of golangci-lint. That puts the
// check's name before each message, so it need not stand behind it too. And it
// counts each related position as an issue of its own, so the steps go into
// the message instead.
func forGolangci(a *analysis.Analyzer) *analysis.Analyzer {
	adapted := *a
	adapted.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Message = strings.TrimSuffix(d.Message, " ["+a.Name+"]") + steps(pass, d)
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &adapted
}

// steps describes the related positions of d in one line.
func steps(pass *analysis.Pass, d analysis.Diagnostic) string {
	if len(d.Related) == 0 {
		return ""
	}
	file := pass.Fset.Position(d.Pos).Filename
	var all []string
	for _, r := range d.Related {
		p := pass.Fset.Position(r.Pos)
		where := fmt.Sprintf("line %d", p.Line)
		if p.Filename != file {
			where = fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
		}
		all = append(all, where+": "+r.Message)
	}
	return " (" + strings.Join(all, "; ") + ")"
}
