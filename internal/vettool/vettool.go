// Package vettool is the half of the ctxvet binary that the go command
// runs: the vet tool protocol of unitchecker, with two additions.
//
// First, it works around an omission in the go command. The key under which
// go vet caches what a tool printed for a package does not say whether the
// package was named by the user or only wanted for its facts. So a run that
// wants facts only, and therefore prints nothing, leaves an empty output in
// the cache, and a later run that names the package finds nothing to report.
// Packages of the main module are therefore analyzed in full at all times;
// see [unit.reports].
//
// Second, the ctxvet command line, which is a front over go vet, asks for
// more than go vet would show; see [Frontend].
package vettool

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/ctxvet/ctxvet/analyzer"
)

// Invoked reports whether args, the command line without the program's name,
// is one of the calls that the go command makes of a vet tool.
func Invoked(args []string) bool {
	for _, arg := range args {
		switch "-" + strings.TrimLeft(arg, "-") {
		case "-V=full", "-flags":
			return true
		}
	}
	return configFile(args) != ""
}

// configFile returns the unit configuration that args ends in, or "".
func configFile(args []string) string {
	if len(args) == 0 {
		return ""
	}
	last := args[len(args)-1]
	if !strings.HasSuffix(last, ".cfg") || strings.HasPrefix(last, "-") {
		return ""
	}
	if info, err := os.Stat(last); err == nil && info.IsDir() {
		return "" // a package directory with an unusual name
	}
	return last
}

// Main serves one call of the go command and does not return.
func Main(analyzers []*analysis.Analyzer) {
	registerFrontend()
	protocols, usage := analyzer.ProtocolFlag()
	flag.Var(protocols, protocolsFlag, usage)
	if path := configFile(os.Args[1:]); path != "" {
		usual := protocols.String()
		args, front, factsOnly, err := prepare(os.Args[1:], path, analyzers)
		if err != nil {
			fmt.Fprintf(os.Stderr, "ctxvet: %v\n", err)
			os.Exit(1)
		}
		delayGC(protocols.String() != usual)
		os.Args = append(os.Args[:1], args...)
		if front == WithoutTests {
			analyzers = withoutTests(analyzers)
		}
		if factsOnly {
			analyzers = onlyFacts(analyzers)
		}
	}
	unitchecker.Main(analyzers...)
}

// prepare returns args with the unit configuration at path, in which they
// end, replaced where it has to be, what the command line asks for, and whether
// the package is only wanted for its facts.
func prepare(args []string, path string, analyzers []*analysis.Analyzer) (_ []string, _ Frontend, factsOnly bool, _ error) {
	u, err := readUnit(path)
	if err != nil {
		return nil, Off, false, err
	}
	announce(u.ImportPath)
	front, err := frontendOf(args)
	if err != nil {
		return nil, Off, false, err
	}
	if front.asks() {
		analyzer.ReportIgnored()
	}
	if u.VetxOnly && !writesFixes(args) && u.reports(front) {
		if path, err = u.withoutVetxOnly(front); err != nil {
			return nil, Off, false, err
		}
		u.VetxOnly = false
	}
	args, err = checkSettings(args, analyzers, u.VetxOnly)
	if err != nil {
		return nil, Off, false, err
	}
	args = slices.Clone(args)
	args[len(args)-1] = path
	return args, front, u.VetxOnly, nil
}

// withoutTests returns the analyzers such that they report nothing in test
// files.
func withoutTests(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, a := range analyzers {
		adapted := *a
		adapted.Run = func(pass *analysis.Pass) (any, error) {
			inner := *pass
			inner.Report = func(d analysis.Diagnostic) {
				if !strings.HasSuffix(pass.Fset.Position(d.Pos).Filename, "_test.go") {
					pass.Report(d)
				}
			}
			return a.Run(&inner)
		}
		out = append(out, &adapted)
	}
	return out
}

// onlyFacts returns the analyzers such that those that others need nothing of do
// nothing: they could only report. The unit checker drops diagnostics of a
// package that is only wanted for its facts, but runs each analyzer that
// requires one with facts.
func onlyFacts(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, a := range analyzers {
		if len(a.FactTypes) == 0 && a.ResultType == nil {
			adapted := *a
			adapted.Run = func(*analysis.Pass) (any, error) { return nil, nil }
			a = &adapted
		}
		out = append(out, a)
	}
	return out
}

// checkSettings refuses a wrong value of an analyzer's flag with an error of
// one line. Package flag would print the usage too, for each package. A
// package that is only wanted for its facts, on which no flag bears, goes
// without the flag, so that the error is not printed for every dependency.
func checkSettings(args []string, analyzers []*analysis.Analyzer, factsOnly bool) ([]string, error) {
	var kept []string
	for i := 0; i < len(args); i++ {
		setting := args[i : i+1]
		name, value, hasValue := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		f := lookup(analyzers, name)
		if f == nil || !strings.HasPrefix(args[i], "-") {
			kept = append(kept, args[i])
			continue
		}
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
			if !hasValue {
				value = "true"
			}
		} else if !hasValue && i+1 < len(args) {
			setting = args[i : i+2]
			value = args[i+1]
			i++
		}
		if err := f.Value.Set(value); err == nil {
			kept = append(kept, setting...)
		} else if !factsOnly {
			return nil, fmt.Errorf("invalid value %q for flag -%s: %v", value, name, err)
		}
	}
	return kept, nil
}

// protocolsFlag is the flag of the tool that each check has too.
const protocolsFlag = "protocols"

// lookup returns the flag that the unit checker names "analyzer.flag", or the
// one for all analyzers.
func lookup(analyzers []*analysis.Analyzer, name string) *flag.Flag {
	if name == protocolsFlag && len(analyzers) > 0 {
		return analyzers[0].Flags.Lookup(name)
	}
	check, name, _ := strings.Cut(name, ".")
	for _, a := range analyzers {
		if a.Name == check && name != "" {
			return a.Flags.Lookup(name)
		}
	}
	return nil
}

// writesFixes reports whether the unit checker would overwrite source files.
// It must do so only for the packages that the user named, and the go command
// caches no outcome of such a run that could be mistaken for another's.
func writesFixes(args []string) bool {
	return boolFlag(args, "fix") && !boolFlag(args, "diff")
}

// boolFlag returns the value that package flag would give the flag name.
func boolFlag(args []string, name string) bool {
	set := false
	for _, arg := range args {
		key, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if strings.HasPrefix(arg, "-") && key == name {
			set = !hasValue || slices.Contains([]string{"1", "t", "T", "true", "TRUE", "True"}, value)
		}
	}
	return set
}
