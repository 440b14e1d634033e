package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The test binary becomes golangci-lint when this variable is set.
const asProgram = "CTXVET_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// root is the directory of the module of ctxvet.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// lint runs golangci-lint in dir with the configuration config and returns
// what it prints, both streams in one, and its exit code.
func lint(t *testing.T, dir, config string, args ...string) (string, int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "golangci.yml")
	if err := os.WriteFile(file, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"run", "--config", file, "--path-mode=abs", "--show-stats=false",
		"--max-issues-per-linter=0", "--max-same-issues=0", "--uniq-by-line=false",
		"--output.text.print-issued-lines=false", "--output.text.colors=false", "--output.text.path=stdout"}, args...)
	cmd := exec.Command(exe, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asProgram+"=1", "GOFLAGS=", "GOWORK=off", "GOLANGCI_LINT_CACHE="+cacheDir(t))
	out, err := cmd.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); ok {
		return string(out), exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out), 0
}

var cache string

// cacheDir is one cache for all tests, which is not the user's.
func cacheDir(t *testing.T) string {
	t.Helper()
	if cache == "" {
		dir, err := os.MkdirTemp("", "golangci-lint-cache-")
		if err != nil {
			t.Fatal(err)
		}
		cache = dir
		t.Cleanup(func() { os.RemoveAll(dir); cache = "" })
	}
	return cache
}

// The version stays that of a development build, for which alone golangci-lint
// keys its cache by the content of the binary.
func TestVersion(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "version", "--short")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "(devel)" {
		t.Errorf("version %q, %v", out, err)
	}
}

// golangci-lint custom builds the version that is tested here.
func TestCustomVersion(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`github.com/golangci/golangci-lint/v2 (v\S+)`).FindSubmatch(mod)
	if m == nil {
		t.Fatal("go.mod does not require golangci-lint")
	}
	custom, err := os.ReadFile("../.custom-gcl.yml")
	if err != nil || !strings.Contains(string(custom), "\nversion: "+string(m[1])+"\n") {
		t.Errorf("%v, .custom-gcl.yml names another version than %s:\n%s", err, m[1], custom)
	}
}

// config is the configuration that the README shows, with changes.
func config(t *testing.T, oldnew ...string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("the configuration does not hold %q", oldnew[i])
		}
		text = strings.ReplaceAll(text, oldnew[i], oldnew[i+1])
	}
	return text
}

// issue matches a line of the text output. The check is named once, in front.
var issue = regexp.MustCompile(`(?m)^(\S+\.go):(\d+):\d+: (\w+): .*[^\]] \(ctxvet\)$`)

// issues returns what out reports, as "file:line check", sorted.
func issues(out string) []string {
	var all []string
	for _, m := range issue.FindAllStringSubmatch(out, -1) {
		all = append(all, fmt.Sprintf("%s:%s %s", filepath.Base(m[1]), m[2], m[3]))
	}
	slices.Sort(all)
	return all
}

// Each marked defect of the examples is one issue, and there is no other.
func TestExamples(t *testing.T) {
	dir := filepath.Join(root(t), "examples", "defects")
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if _, check, ok := strings.Cut(line, "// defect: "); ok {
				want = append(want, fmt.Sprintf("%s:%d %s", filepath.Base(file), i+1, check))
			}
		}
	}
	slices.Sort(want)
	out, code := lint(t, root(t), config(t), "./examples/...")
	if got := issues(out); code != 1 || len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("code %d, issues\n\t%s\nwant\n\t%s\nin\n%s", code, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"), out)
	}
}

// newModule makes a module that uses runtimectx, and returns its directory.
func newModule(t *testing.T, files map[string]string) string {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	// With the same requirements, the versions are settled and downloaded.
	ours := regexp.MustCompile(`(?m)^(module|tool) .*\n`).ReplaceAllString(string(mod), "")
	sum, err := os.ReadFile(filepath.Join(root(t), "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{
		"go.mod": "module m\n" + ours + "\nrequire github.com/ctxvet/ctxvet v0.0.0\n\nreplace github.com/ctxvet/ctxvet => " + root(t) + "\n",
		"go.sum": string(sum),
	}
	for name, text := range files {
		all[name] = text
	}
	dir := t.TempDir()
	for name, text := range all {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	storePackage = "package store\n\nimport \"os\"\n\nfunc Save(text string) { os.WriteFile(\"f\", []byte(text), 0o644) }\n"
	loopPackage  = `package loop

import (
	"m/store"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func Run(h *runtimectx.Handle) {
	g := runtimectx.Enter(h)
	defer g.Release()
	store.Save("")NOLINT
}
`
)

func loopModule(t *testing.T, comment string) string {
	t.Helper()
	return newModule(t, map[string]string{
		"store/store.go": storePackage,
		"loop/loop.go":   strings.Replace(loopPackage, "NOLINT", comment, 1),
	})
}

// What a function of another package does is known.
func TestFactsAcrossPackages(t *testing.T) {
	out, code := lint(t, loopModule(t, ""), config(t), "./loop/...")
	if got := issues(out); code != 1 || !slices.Equal(got, []string{"loop.go:12 blockingcall"}) ||
		!strings.Contains(out, "store.Save") || !strings.Contains(out, "WriteFile") {
		t.Errorf("code %d, issues %v in\n%s", code, got, out)
	}
}

// So is what another package declares of guards and of an event loop.
func TestDirectivesAcrossPackages(t *testing.T) {
	dir := newModule(t, map[string]string{
		"db/db.go": `package db

type Txn struct{ n int }

//ctxvet:acquire release=Commit
func Begin() (*Txn, error) { return new(Txn), nil }

func (t *Txn) Commit() error { return nil }

type Handler interface {
	OnData(b []byte) //ctxvet:entered
}

//ctxvet:entered tasks
func Post(tasks ...func()) {}
`,
		"use/use.go": `package use

import (
	"m/db"
	"time"
)

type sleeper struct{}

func (sleeper) OnData(b []byte) { time.Sleep(1) }

var _ db.Handler = sleeper{}

func leak(ok bool) error {
	t, err := db.Begin()
	if err != nil || ok {
		return err
	}
	return t.Commit()
}

func setup() {
	db.Post(func() {}, func() { time.Sleep(1) })
}
`,
	})
	out, code := lint(t, dir, config(t), "./...")
	want := []string{"use.go:10 blockingcall", "use.go:15 leakedguard", "use.go:23 blockingcall"}
	if got := issues(out); code != 1 || !slices.Equal(got, want) {
		t.Errorf("code %d, issues %v, want %v in\n%s", code, got, want, out)
	}
}

func TestComments(t *testing.T) {
	for _, comment := range []string{" //nolint:ctxvet // for a test", " //ctxvet:ignore blockingcall for a test"} {
		if out, code := lint(t, loopModule(t, comment), config(t), "./..."); code != 0 || len(issues(out)) > 0 {
			t.Errorf("with %s: code %d\n%s", comment, code, out)
		}
	}
	out, code := lint(t, loopModule(t, " //ctxvet:ignore blockingcall"), config(t), "./...")
	want := []string{"loop.go:12 blockingcall", "loop.go:12 blockingcall"}
	if got := issues(out); code != 1 || !slices.Equal(got, want) || !strings.Contains(out, "gives no reason") {
		t.Errorf("with a comment without a reason: code %d, issues %v in\n%s", code, got, out)
	}
}

// --fix applies the suggested fixes, as ctxvet -fix does.
func TestFix(t *testing.T) {
	dir := newModule(t, map[string]string{"p/p.go": `package p

import "github.com/ctxvet/ctxvet/runtimectx"

func Leak(h *runtimectx.Handle) {
	g := runtimectx.Enter(h)
	_ = g
}
`})
	if out, code := lint(t, dir, config(t), "--fix", "./..."); code != 0 || len(issues(out)) > 0 {
		t.Errorf("code %d\n%s", code, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "p", "p.go"))
	if err != nil || !strings.Contains(string(text), "\tg := runtimectx.Enter(h)\n\tdefer g.Release()\n\t_ = g\n") {
		t.Errorf("after --fix (%v):\n%s", err, text)
	}
}

func TestSettings(t *testing.T) {
	const categories, checks = `categories: ""`, "checks: [nestedenter, leakedguard, releaseorder, blockingcall, guardmisuse, exitstate]"
	dir := loopModule(t, "")
	for _, change := range [][]string{{categories, "categories: -file"}, {checks, "checks: [leakedguard]"}} {
		if out, code := lint(t, dir, config(t, change...), "./..."); code != 0 || len(issues(out)) > 0 {
			t.Errorf("with %s: code %d\n%s", change[1], code, out)
		}
	}
	for _, tt := range []struct {
		change []string
		want   string
	}{
		{[]string{categories, "categories: disk"}, `unknown category "disk"`},
		{[]string{checks, "checks: [leakguard]"}, `unknown check "leakguard"`},
		{[]string{"stored: false", "sorted: true"}, `unknown field "sorted"`},
	} {
		out, code := lint(t, dir, config(t, tt.change...), "./...")
		out = strings.ReplaceAll(out, `\"`, `"`) // it may come as a quoted log message
		if code == 0 || code == 1 || !strings.Contains(out, tt.want) {
			t.Errorf("with %s: code %d, want an error about %s in\n%s", tt.change[1], code, tt.want, out)
		}
	}
}
