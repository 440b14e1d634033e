package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A jsonReport is what ctxvet -f json prints, as far as fixes are concerned.
type jsonReport struct {
	Findings []jsonFinding
}

type jsonFinding struct {
	Check, File, Message string
	Line                 int
	Fixes                []struct {
		Message string
		Edits   []struct {
			File       string
			Start, End int
			New        string
		}
	}
}

var numbers = regexp.MustCompile(`[0-9]+`)

// signature identifies a finding where lines have moved.
func (f jsonFinding) signature() string {
	return f.Check + ": " + numbers.ReplaceAllString(f.Message, "0")
}

func report(t *testing.T, dir string, patterns ...string) jsonReport {
	t.Helper()
	cmd := program(t, dir, append([]string{"-f", "json"}, patterns...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	// The test packages have broken ignore comments, for which it is 2.
	if err := cmd.Run(); cmd.ProcessState.ExitCode() > 1 && stdout.Len() == 0 {
		t.Fatalf("%v: %v\n%s", cmd, err, &stderr)
	}
	var r jsonReport
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// byDir groups the findings of r by the directory of their file.
func (r jsonReport) byDir() map[string][]jsonFinding {
	m := make(map[string][]jsonFinding)
	for _, f := range r.Findings {
		dir := filepath.Dir(f.File)
		m[dir] = append(m[dir], f)
	}
	return m
}

func signatures(fs []jsonFinding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.signature())
	}
	slices.Sort(out)
	return out
}

// Every fix that is suggested for the test packages and the examples is
// applied alone. The result compiles, its finding is gone, no new one is
// there, and gofmt has nothing to change.
func TestEveryFix(t *testing.T) {
	before := report(t, root(t), "./testdata/src/...", "./examples/...").byDir()

	type trial struct {
		finding jsonFinding
		want    []string // signatures of what remains at most
	}
	trials := make(map[string]trial)
	files := make(map[string]string)
	fixed := make(map[string]int)
	for dir, found := range before {
		for i, f := range found {
			if len(f.Fixes) == 0 {
				continue
			}
			if len(f.Fixes) > 1 {
				t.Errorf("%s:%d has %d fixes", f.File, f.Line, len(f.Fixes))
			}
			name := fmt.Sprintf("fix%d", len(trials))
			sources, err := filepath.Glob(filepath.Join(root(t), dir, "*.go"))
			if err != nil {
				t.Fatal(err)
			}
			for _, source := range sources {
				text, err := os.ReadFile(source)
				if err != nil {
					t.Fatal(err)
				}
				if filepath.Base(source) == filepath.Base(f.File) {
					text = apply(t, f, text)
				}
				files[name+"/"+filepath.Base(source)] = string(text)
			}
			others := slices.Concat(found[:i], found[i+1:])
			trials[name] = trial{f, signatures(others)}
			fixed[f.Check]++
		}
	}
	for _, check := range []string{"leakedguard", "releaseorder", "guardmisuse", "blockingcall"} {
		if fixed[check] == 0 {
			t.Errorf("no fix of %s was tried: %v", check, fixed)
		}
	}

	after := report(t, newModule(t, files), "./...").byDir()
	for name, trial := range trials {
		left := slices.Clone(trial.want)
		for _, s := range signatures(after[name]) {
			if i := slices.Index(left, s); i >= 0 {
				left = slices.Delete(left, i, i+1)
				continue
			}
			t.Errorf("%s:%d: after the fix %q there is still, or anew:\n\t%s", trial.finding.File, trial.finding.Line, trial.finding.Fixes[0].Message, s)
		}
	}
	t.Logf("fixes tried: %v", fixed)
}

// apply returns text with the first fix of f.
func apply(t *testing.T, f jsonFinding, text []byte) []byte {
	t.Helper()
	wasFormatted := isFormatted(text)
	edits := slices.Clone(f.Fixes[0].Edits)
	slices.Reverse(edits) // they come in order, and later ones do not move earlier ones
	for _, e := range edits {
		text = slices.Concat(text[:e.Start], []byte(e.New), text[e.End:])
	}
	if wasFormatted && !isFormatted(text) {
		t.Errorf("%s:%d: after the fix %q gofmt would change\n%s", f.File, f.Line, f.Fixes[0].Message, text)
	}
	return text
}

func isFormatted(text []byte) bool {
	out, err := format.Source(text)
	return err == nil && bytes.Equal(out, text)
}

// The defects of the examples that have a fix.
var fixable = map[string]string{
	"loop.go":   "defer g.Release()\n\td, err := time.ParseDuration(interval)",
	"server.go": "forStore.Release() // defect: releaseorder\n\tforClient.Release()",
}

// go vet -fix, go fix and ctxvet -fix change the same.
func TestFixWithEveryDriver(t *testing.T) {
	sources := make(map[string]string)
	for _, name := range []string{"loop.go", "server.go"} {
		text, err := os.ReadFile(filepath.Join(root(t), "examples", "defects", name))
		if err != nil {
			t.Fatal(err)
		}
		sources["p/"+name] = string(text)
	}
	read := func(dir string) string {
		var all []string
		for name, part := range fixable {
			text, err := os.ReadFile(filepath.Join(dir, "p", name))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), part) {
				t.Errorf("%s does not hold\n%s", name, part)
			}
			all = append(all, string(text))
		}
		slices.Sort(all)
		return strings.Join(all, "")
	}

	dir := newModule(t, sources)
	out, code := output(t, program(t, dir, "-fix", "./p"))
	if code != 1 || !strings.Contains(out, "ctxvet: 4 fixed; 5 findings in 1 package") {
		t.Errorf("ctxvet -fix: code %d\n%s", code, out)
	}
	want := read(dir)

	for _, args := range [][]string{
		{"vet", "-vettool=" + executable(t), "-fix", "./p"},
		{"fix", "-fixtool=" + executable(t), "./p"},
	} {
		dir := newModule(t, sources)
		if out, code := output(t, command(t, dir, "go", args...)); code != 0 {
			t.Errorf("go %s: code %d\n%s", args[0], code, out)
		}
		if got := read(dir); got != want {
			t.Errorf("go %s gives another result than ctxvet -fix:\n%s", args[0], got)
		}
	}

	dir = newModule(t, sources)
	diff, code := output(t, program(t, dir, "-diff", "./p"))
	if code != 1 || strings.Count(diff, "\n@@ ") < 4 {
		t.Errorf("ctxvet -diff: code %d\n%s", code, diff)
	}
	cmd := command(t, dir, "git", "apply", "-p1")
	cmd.Stdin = strings.NewReader(diff)
	if out, code := output(t, cmd); code != 0 {
		t.Errorf("git apply: %s\n%s", out, diff)
	}
	if got := read(dir); got != want {
		t.Errorf("ctxvet -diff gives another result than ctxvet -fix:\n%s", got)
	}
}
