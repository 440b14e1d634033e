package vettool

import (
	"go/ast"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// The test binary is itself the vet tool that the go command runs, with one
// analyzer that reports each function whose name starts with Bad, and a fact
// so that it also runs for dependencies.
func TestMain(m *testing.M) {
	if Invoked(os.Args[1:]) {
		Main([]*analysis.Analyzer{badFuncs})
	}
	os.Exit(m.Run())
}

type seen struct{}

func (*seen) AFact() {}

var badFuncs = &analysis.Analyzer{
	Name:      "badfuncs",
	Doc:       "report functions named Bad*",
	FactTypes: []analysis.Fact{new(seen)},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(d.Name.Name, "Bad") {
					pass.Report(analysis.Diagnostic{
						Pos:     d.Name.Pos(),
						Message: d.Name.Name,
						SuggestedFixes: []analysis.SuggestedFix{{
							Message: "rename",
							TextEdits: []analysis.TextEdit{{
								Pos: d.Name.Pos(), End: d.Name.Pos() + 3, NewText: []byte("Good"),
							}},
						}},
					})
				}
			}
		}
		pass.ExportPackageFact(new(seen))
		return nil, nil
	},
}

func init() { badFuncs.Flags.Var(new(odd), "odd", "an odd number") }

// odd is a flag that refuses a value.
type odd string

func (o *odd) String() string { return string(*o) }
func (o *odd) Set(s string) error {
	if s != "1" && s != "3" {
		return os.ErrInvalid
	}
	*o = odd(s)
	return nil
}

// A workspace is a module on disk and a build cache of its own.
type workspace struct {
	t          *testing.T
	dir, cache string
}

func newWorkspace(t *testing.T, files map[string]string) *workspace {
	t.Helper()
	w := &workspace{t: t, dir: t.TempDir(), cache: t.TempDir()}
	w.write("go.mod", "module m\n\ngo 1.26\n")
	for name, text := range files {
		w.write(name, text)
	}
	return w
}

func (w *workspace) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

// vet runs go vet with this test binary and returns the lines it prints that
// are no headings, and whether it succeeded.
func (w *workspace) vet(args ...string) ([]string, bool) {
	w.t.Helper()
	tool, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + tool}, args...)...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "GOCACHE="+w.cache, "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	var lines []string
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	slices.Sort(lines)
	return lines, err == nil
}

func (w *workspace) wantVet(want []string, args ...string) {
	w.t.Helper()
	if got, ok := w.vet(args...); !slices.Equal(got, want) || ok != (len(want) == 0) {
		w.t.Errorf("go vet %s: success %v, prints\n\t%s\nwant\n\t%s",
			strings.Join(args, " "), ok, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// On a cold cache, vetting c computes the facts of a, which it imports. Vetting
// a afterwards must still show what is wrong in a.
func TestFactsFirst(t *testing.T) {
	w := newWorkspace(t, map[string]string{
		"a/a.go": "package a\n\nfunc BadA() {}\n",
		"c/c.go": "package c\n\nimport \"m/a\"\n\nfunc C() { a.BadA() }\n",
	})
	found := []string{"a/a.go:3:6: BadA"}
	w.wantVet(found, "./c") // a belongs to the main module, too
	w.wantVet(found, "./a")
	w.wantVet(found, "./a")
	w.wantVet(found, "./...")
}

// A package with tests of its own is vetted as part of its test variant. Its
// findings are not shown a second time because another package imports it.
func TestFactsFirstWithTests(t *testing.T) {
	w := newWorkspace(t, map[string]string{
		"a/a.go":      "package a\n\nfunc BadA() {}\n",
		"a/a_test.go": "package a\n\nfunc BadTest() {}\n",
		"b/b.go":      "package b\n\nfunc BadB() {}\n",
		"b/x_test.go": "package b_test\n\nimport \"m/b\"\n\nfunc BadX() { b.BadB() }\n",
		"c/c.go":      "package c\n\nimport (\n\t\"m/a\"\n\t\"m/b\"\n)\n\nfunc C() { a.BadA(); b.BadB() }\n",
	})
	inA := []string{"a/a.go:3:6: BadA", "a/a_test.go:3:6: BadTest"}
	inB := []string{"b/b.go:3:6: BadB"}
	inX := []string{"b/x_test.go:5:6: BadX"}
	w.wantVet(inB, "./c")
	w.wantVet(inA, "./a")
	w.wantVet(slices.Concat(inB, inX), "./b")
	w.wantVet(slices.Concat(inA, inB, inX), "./...")
}

// Fixes are applied to the named packages alone.
func TestFixNamedOnly(t *testing.T) {
	w := newWorkspace(t, map[string]string{
		"a/a.go": "package a\n\nfunc BadA() {}\n",
		"c/c.go": "package c\n\nimport \"m/a\"\n\nfunc BadC() { _ = a.BadA }\n",
	})
	if out, ok := w.vet("-fix", "./c"); !ok || len(out) > 0 {
		t.Fatalf("go vet -fix failed: %s", strings.Join(out, "\n"))
	}
	for name, want := range map[string]string{"a/a.go": "func BadA", "c/c.go": "func GoodC"} {
		text, err := os.ReadFile(filepath.Join(w.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), want) {
			t.Errorf("after go vet -fix ./c, %s does not hold %q:\n%s", name, want, text)
		}
	}
}

func TestWrongSetting(t *testing.T) {
	w := newWorkspace(t, map[string]string{
		"a/a.go": "package a\n",
		"c/c.go": "package c\n\nimport _ \"m/a\"\nimport _ \"strings\"\n",
	})
	got, ok := w.vet("-badfuncs.odd=2", "./c")
	want := `ctxvet: invalid value "2" for flag -badfuncs.odd: invalid argument`
	if n := len(slices.DeleteFunc(slices.Clone(got), func(s string) bool { return s != want })); ok || n == 0 || n > 2 {
		t.Errorf("success %v, the error is printed %d times, want once for each package of the module:\n%s", ok, n, strings.Join(got, "\n"))
	}
	for _, line := range got {
		if line != want && line != "exit status 1" {
			t.Errorf("it also prints %q", line)
		}
	}
	w.wantVet(nil, "-badfuncs.odd=3", "./c")
	w.wantVet(nil, "-badfuncs.odd", "3", "./c")
}

func TestInvoked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pkg.cfg")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want bool
	}{
		{nil, false},
		{[]string{"-V=full"}, true},
		{[]string{"--V=full"}, true},
		{[]string{"-flags"}, true},
		{[]string{"-json", "/tmp/b001/vet.cfg"}, true},
		{[]string{"./..."}, false},
		{[]string{"-f", "sarif", "./..."}, false},
		{[]string{"-flagstaff"}, false},
		{[]string{"-o=report.cfg"}, false},
		{[]string{dir}, false},
	} {
		if got := Invoked(tt.args); got != tt.want {
			t.Errorf("Invoked(%q) = %v", tt.args, got)
		}
	}
}

func TestReports(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	file := write("p.go", "package p\n")
	main := unit{Dir: dir, GoFiles: []string{file}, ModulePath: "m"}
	check := func(what string, u unit, off, mainModule, everywhere bool) {
		t.Helper()
		for front, want := range map[Frontend]bool{Off: off, MainModule: mainModule, Everywhere: everywhere} {
			if got := u.reports(front); got != want {
				t.Errorf("%s, frontend %q: reports = %v", what, front, got)
			}
		}
	}
	check("main module", main, true, true, true)
	dep := main
	dep.ModuleVersion = "v1.0.0"
	check("dependency", dep, false, false, true)
	std := main
	std.ModulePath = ""
	check("standard library", std, false, false, true)
	write("x_test.go", "package p_test\n")
	check("with an external test", main, true, true, true)
	internal := write("p_test.go", "//go:build never\n\npackage p\n")
	ignored := main
	ignored.IgnoredFiles = []string{internal}
	check("with an ignored test", ignored, true, true, true)
	check("with an internal test", main, false, true, true)
}

func TestBoolFlag(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want bool
	}{
		{nil, false},
		{[]string{"-fix"}, true},
		{[]string{"--fix"}, true},
		{[]string{"-fix=true"}, true},
		{[]string{"-fix", "-fix=false"}, false},
		{[]string{"fix"}, false},
		{[]string{"-fixes"}, false},
	} {
		if got := boolFlag(tt.args, "fix"); got != tt.want {
			t.Errorf("boolFlag(%q) = %v", tt.args, got)
		}
	}
}

// What could only report is not computed where nobody would read it.
func TestOnlyFacts(t *testing.T) {
	ran := false
	check := &analysis.Analyzer{
		Name: "check", Doc: "report", Requires: []*analysis.Analyzer{badFuncs},
		Run: func(*analysis.Pass) (any, error) { ran = true; return nil, nil },
	}
	got := onlyFacts([]*analysis.Analyzer{badFuncs, check})
	if len(got) != 2 || got[0] != badFuncs {
		t.Fatalf("onlyFacts changed an analyzer that has facts")
	}
	if _, err := got[1].Run(nil); err != nil || ran {
		t.Errorf("a check ran over a package that is only wanted for its facts (error %v)", err)
	}
	if check.Run(nil); !ran {
		t.Error("onlyFacts changed the check itself")
	}
}
