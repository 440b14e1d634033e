package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
)

// prelude declares what the examples of the manuals use and do not show.
const prelude = `package p

import (
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var _ = os.WriteFile
var _ time.Duration

type timer struct {
	interval time.Duration
	f        func()
}

type Loop struct {
	handle *runtimectx.Handle
	events chan func()
	timers []timer
}

func (l *Loop) take() []func()                            { return nil }
func (l *Loop) next(b *runtimectx.BlockingRegionGuard) bool { return len(l.timers) > 0 }
func (l *Loop) runReady()                                 {}
func (l *Loop) empty() bool                               { return len(l.timers) == 0 }
func (l *Loop) drain()                                    {}
func (l *Loop) Post(f func())                             {}

type Server struct {
	loop *Loop
	file string
	text []byte
}

func (s *Server) saved(err error) {}

func save(text []byte) {}
`

// parameters are what the examples that are no functions use.
const parameters = `l *Loop, client, store *runtimectx.Handle, name string, text []byte, result chan error, err error`

// examples returns the code in a section of a manual, as a package.
func examples(t *testing.T, a *analysis.Analyzer, section string) string {
	t.Helper()
	_, text, ok := strings.Cut(a.Doc, "\n# "+section+"\n")
	if !ok {
		t.Fatalf("the manual of %s has no section %s", a.Name, section)
	}
	text, _, _ = strings.Cut(text, "\n# ")
	var code strings.Builder
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "\t"); ok {
			code.WriteString(rest)
		} else if strings.TrimSpace(line) == "" {
			code.WriteString("\n")
		}
	}
	out := prelude
	for i, part := range strings.Split(strings.TrimSpace(code.String()), "\n\n") {
		if !strings.HasPrefix(part, "func ") {
			part = fmt.Sprintf("func part%d(%s) {\n%s\n}", i, parameters, part)
		}
		out += "\n" + part + "\n"
	}
	return out
}

// The bad examples of each manual are reported by its check and by no other,
// and the good ones by none.
func TestManualExamples(t *testing.T) {
	files := make(map[string]string)
	for _, a := range analyzer.Analyzers {
		files[a.Name+"/bad/p.go"] = examples(t, a, "Bad")
		files[a.Name+"/good/p.go"] = examples(t, a, "Good")
	}
	cmd := program(t, newModule(t, files), "./...")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("%v\n%s%s", err, &stdout, &stderr)
	}
	var found []string
	for line := range strings.Lines(stdout.String()) {
		file, _, _ := strings.Cut(line, "/p.go:")
		if i := strings.LastIndexByte(line, '['); i >= 0 && !strings.HasPrefix(line, "\t") {
			found = append(found, file+" "+strings.TrimSpace(line[i:]))
		}
	}
	slices.Sort(found)
	var want []string
	for _, a := range analyzer.Analyzers {
		want = append(want, a.Name+"/bad ["+a.Name+"]")
	}
	slices.Sort(want)
	if got := slices.Compact(slices.Clone(found)); !slices.Equal(got, want) {
		t.Errorf("found %v, want %v in\n%s", got, want, &stdout)
	}
	// Sections with several parts show a defect in each.
	for check, n := range map[string]int{"blockingcall": 1, "guardmisuse": 2, "exitstate": 2} {
		line := check + "/bad [" + check + "]"
		if got := len(slices.DeleteFunc(slices.Clone(found), func(s string) bool { return s != line })); got != n {
			t.Errorf("%d findings in the bad examples of %s, want %d", got, check, n)
		}
	}
}
