package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The test binary becomes ctxvet when this variable is set. The go command
// passes it on to its vet tool.
const asProgram = "CTXVET_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// program returns a command that runs ctxvet with args in dir.
func program(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	return command(t, dir, executable(t), args...)
}

// command returns a command in whose processes the test binary is ctxvet.
func command(t *testing.T, dir, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asProgram+"=1", "GOFLAGS=", "GOWORK=off", "NO_COLOR=1")
	return cmd
}

func executable(t *testing.T) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// output runs cmd and returns what it printed, both streams in one, and its
// exit code.
func output(t *testing.T, cmd *exec.Cmd) (string, int) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); ok {
		return string(out), exit.ExitCode()
	}
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	return string(out), 0
}

// root is the directory of this module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// A mark is a line that must have a finding of a check.
type mark struct {
	file  string
	line  int
	check string
}

func (m mark) String() string { return fmt.Sprintf("%s:%d %s", m.file, m.line, m.check) }

// marks returns what the comments "// defect: CHECK" in the Go files of dir
// ask for, sorted.
func marks(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	defect := regexp.MustCompile(`// defect: (\w+)`)
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, m := range defect.FindAllStringSubmatch(line, -1) {
				all = append(all, mark{filepath.Base(file), i + 1, m[1]}.String())
			}
		}
	}
	slices.Sort(all)
	return all
}

// found returns the findings that ctxvet -f json prints, as marks returns
// what is asked for.
func found(t *testing.T, data []byte) []string {
	t.Helper()
	var doc struct {
		Findings []struct {
			File, Check string
			Line        int
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	var all []string
	for _, f := range doc.Findings {
		all = append(all, mark{filepath.Base(f.File), f.Line, f.Check}.String())
	}
	slices.Sort(all)
	return all
}

// Every defect of the examples is found, where it is, and nothing else.
func TestExamples(t *testing.T) {
	want := marks(t, filepath.Join(root(t), "examples", "defects"))
	for _, check := range []string{"nestedenter", "leakedguard", "releaseorder", "blockingcall", "guardmisuse", "exitstate"} {
		if !slices.ContainsFunc(want, func(m string) bool { return strings.HasSuffix(m, " "+check) }) {
			t.Errorf("the examples have no defect of %s", check)
		}
	}
	cmd := program(t, root(t), "-f", "json", "./examples/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("ctxvet: %v\n%s", err, &stderr)
	}
	if got := found(t, out); !slices.Equal(got, want) {
		t.Errorf("found\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// go vet finds the same, in messages that name the check.
func TestExamplesWithGoVet(t *testing.T) {
	want := marks(t, filepath.Join(root(t), "examples", "defects"))
	out, code := output(t, command(t, root(t), "go", "vet", "-vettool="+executable(t), "./examples/..."))
	finding := regexp.MustCompile(`(?m)^examples/defects/(\w+\.go):(\d+):\d+: .* \[(\w+)\]$`)
	var got []string
	for _, m := range finding.FindAllStringSubmatch(out, -1) {
		got = append(got, fmt.Sprintf("%s:%s %s", m[1], m[2], m[3]))
	}
	slices.Sort(got)
	if code == 0 || !slices.Equal(got, want) {
		t.Errorf("go vet ends with code %d and finds\n\t%s\nwant\n\t%s\nin\n%s", code, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"), out)
	}
}

var update = flag.Bool("update", false, "write what the README shows of a run anew")

// The README shows a run as it is, and the first finding as in a terminal.
func TestReadme(t *testing.T) {
	cmd := program(t, root(t), "./examples/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, _ := cmd.Output() // there are findings

	cmd = program(t, root(t), "./examples/...")
	cmd.Env = append(cmd.Env, "CLICOLOR_FORCE=1") // and NO_COLOR
	rich, _ := cmd.Output()
	first, _, ok := strings.Cut(string(rich), "\n\n")
	if !ok {
		t.Fatalf("one finding or none in\n%s", rich)
	}

	file := filepath.Join(root(t), "README.md")
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := old
	for name, shown := range map[string]string{"output": string(stdout) + stderr.String(), "terminal": first + "\n"} {
		place := regexp.MustCompile("(?s)(<!-- begin " + name + " -->\n```\n).*?(```\n<!-- end " + name + " -->)")
		if !place.Match(text) {
			t.Fatalf("README.md has no place for the %s", name)
		}
		text = place.ReplaceAllFunc(text, func(part []byte) []byte {
			m := place.FindSubmatch(part)
			return slices.Concat(m[1], []byte(shown), m[2])
		})
	}
	if *update {
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(text, old) {
		t.Errorf("README.md shows another run than\n%s%s\nand\n%s\nrefresh it by go test ./cmd/ctxvet -update", stdout, &stderr, first)
	}
}

// The tool of a module serves the go command, as the README says.
func TestGoTool(t *testing.T) {
	dir := newModule(t, map[string]string{
		"p.go": strings.Replace(leak, "COMMENT", "", 1),
	})
	if out, code := output(t, command(t, dir, "go", "mod", "edit", "-tool=github.com/ctxvet/ctxvet/cmd/ctxvet")); code != 0 {
		t.Fatalf("go mod edit: %s", out)
	}
	path, code := output(t, command(t, dir, "go", "tool", "-n", "ctxvet"))
	if code != 0 {
		t.Fatalf("go tool -n ctxvet: %s", path)
	}
	const want = "p.go:6:7: "
	if out, code := output(t, command(t, dir, "go", "vet", "-vettool="+strings.TrimSpace(path), ".")); code == 0 || !strings.Contains(out, want) {
		t.Errorf("go vet: code %d\n%s", code, out)
	}
	if out, code := output(t, command(t, dir, "go", "tool", "ctxvet", ".")); code != 1 || !strings.HasPrefix(out, want) {
		t.Errorf("go tool ctxvet: code %d\n%s", code, out)
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

const leak = `package p

import "github.com/ctxvet/ctxvet/runtimectx"

func Leak(h *runtimectx.Handle) {
	g := runtimectx.Enter(h)COMMENT
	_ = g
}
`

// A comment silences a finding in every driver, and a useless one is reported.
func TestIgnore(t *testing.T) {
	dir := newModule(t, map[string]string{
		"used/p.go":   strings.Replace(leak, "COMMENT", " //ctxvet:ignore leakedguard the process ends with it", 1),
		"unused/p.go": "package p\n\n//ctxvet:ignore exitstate there was one\nvar _ = 1\n",
		"broken/p.go": strings.Replace(leak, "COMMENT", " //ctxvet:ignore leakedguard", 1),
	})
	vet := func(pkg string) (string, int) {
		return output(t, command(t, dir, "go", "vet", "-vettool="+executable(t), pkg))
	}
	if out, code := vet("./used"); code != 0 || out != "" {
		t.Errorf("go vet ./used: code %d\n%s", code, out)
	}
	const complaint = "unused/p.go:3:17: //ctxvet:ignore of exitstate matches no finding: remove it [exitstate]\n"
	if out, code := vet("./unused"); code == 0 || !strings.HasSuffix(out, complaint) || strings.Count(out, "ctxvet:ignore") != 1 {
		t.Errorf("go vet ./unused: code %d\n%s", code, out)
	}
	if out, code := output(t, program(t, dir, "./used")); code != 0 || out != "ctxvet: no findings in 1 package; 1 ignored\n" {
		t.Errorf("ctxvet ./used: code %d\n%s", code, out)
	}
	if out, code := output(t, program(t, dir, "./unused")); code != 1 || !strings.HasPrefix(out, complaint) {
		t.Errorf("ctxvet ./unused: code %d\n%s", code, out)
	}
	// One that is broken is an error, beside what it does not ignore.
	if out, code := output(t, program(t, dir, "./broken")); code != 2 ||
		!strings.Contains(out, "broken/p.go:6:27: //ctxvet:ignore leakedguard gives no reason, so it ignores nothing: write the reason behind the name [leakedguard]\n") ||
		!strings.Contains(out, "\nctxvet: 2 findings in 1 package: leakedguard 2; 1 ignore comment broken;") {
		t.Errorf("ctxvet ./broken: code %d\n%s", code, out)
	}
	out, code := output(t, program(t, dir, "-f", "sarif", "./used"))
	if code != 0 || !strings.Contains(out, `"justification": "the process ends with it"`) {
		t.Errorf("ctxvet -f sarif ./used: code %d\n%s", code, out)
	}
}

// Without a terminal there is no colour, and with CLICOLOR_FORCE there is.
func TestColor(t *testing.T) {
	dir := newModule(t, map[string]string{"p.go": strings.Replace(leak, "COMMENT", "", 1)})
	run := func(env ...string) string {
		cmd := program(t, dir)
		cmd.Env = append(slices.DeleteFunc(cmd.Env, func(v string) bool { return strings.HasPrefix(v, "NO_COLOR=") }), env...)
		out, code := output(t, cmd)
		if code != 1 {
			t.Errorf("with %v: code %d\n%s", env, code, out)
		}
		return out
	}
	if out := run(); strings.Contains(out, "\x1b") || strings.Contains(out, " | ") {
		t.Errorf("without a terminal:\n%s", out)
	}
	if out := run("CLICOLOR_FORCE=1"); !strings.Contains(out, "\x1b[") || !strings.Contains(out, " | ") {
		t.Errorf("with CLICOLOR_FORCE:\n%s", out)
	}
	if out := run("CLICOLOR_FORCE=1", "NO_COLOR=1"); strings.Contains(out, "\x1b") || !strings.Contains(out, " | ") {
		t.Errorf("with CLICOLOR_FORCE and NO_COLOR:\n%s", out)
	}
}
