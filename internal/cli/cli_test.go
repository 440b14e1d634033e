package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/internal/gocmd"
	"github.com/ctxvet/ctxvet/internal/report"
)

// twoPackages has findings in a, in a test of a, and in b, which imports a.
var twoPackages = map[string]string{
	"a/a.go": "package a\n\nfunc A() { //step leakedguard g is entered\n" +
		"\tprintln() //fake leakedguard guard g is not released\n}\n",
	"a/a_test.go": "package a\n\nfunc B() {\n\tprintln() //fake exitstate not entered\n}\n",
	"b/b.go": "package b\n\nimport \"m/a\"\n\nfunc B() {\n" +
		"\ta.A() //fake nestedenter enters again\n\ta.A() //ignored exitstate not entered\n}\n",
}

const (
	inA     = "a/a.go:4:2: guard g is not released [leakedguard]\n\ta/a.go:3:1: g is entered\n"
	inATest = "a/a_test.go:4:2: not entered [exitstate]\n"
	inB     = "b/b.go:6:2: enters again [nestedenter]\n"
)

func TestFindings(t *testing.T) {
	m := newModule(t, twoPackages)
	m.want(outcome{inB, "ctxvet: 1 finding in 1 package: nestedenter 1; 1 ignored\n", 1}, "./b")
	m.want(outcome{inA + inATest, "ctxvet: 2 findings in 1 package: leakedguard 1, exitstate 1\n", 1}, "./a")
	all := outcome{inA + inATest + inB, "ctxvet: 3 findings in 2 packages: nestedenter 1, leakedguard 1, exitstate 1; 1 ignored\n", 1}
	m.want(all, "./...")
	m.want(all, "./...") // from the cache
	m.want(all, "m/a", "./b")
	m.want(outcome{inA + inB, "ctxvet: 2 findings in 2 packages: nestedenter 1, leakedguard 1; 1 ignored\n", 1}, "-tests=false", "./...")

	t.Chdir("a")
	inside := strings.ReplaceAll(inA+inATest, "a/a", "a")
	m.want(outcome{inside, "ctxvet: 2 findings in 1 package: leakedguard 1, exitstate 1\n", 1})
	m.want(outcome{inB[len("b/"):], "ctxvet: 1 finding in 1 package: nestedenter 1; 1 ignored\n", 1}, "-C", "../b", ".")
}

// When the tests of a package go, what it was before as an import must not
// hide what it holds.
func TestTestsRemoved(t *testing.T) {
	m := newModule(t, twoPackages)
	m.run("./...")
	if err := os.Remove("a/a_test.go"); err != nil {
		t.Fatal(err)
	}
	m.want(outcome{inA, "ctxvet: 1 finding in 1 package: leakedguard 1\n", 1}, "./a")
}

func TestClean(t *testing.T) {
	m := newModule(t, map[string]string{"p.go": "package p\n"})
	m.want(outcome{"", "ctxvet: no findings in 1 package\n", 0})
}

func TestExternalTests(t *testing.T) {
	m := newModule(t, map[string]string{
		"a/a.go":      "package a\n\nfunc A() {\n\tprintln() //fake leakedguard one\n}\n",
		"a/x_test.go": "package a_test\n\nimport \"m/a\"\n\nfunc B() {\n\ta.A() //fake exitstate two\n}\n",
	})
	m.want(outcome{"a/a.go:4:2: one [leakedguard]\na/x_test.go:6:2: two [exitstate]\n",
		"ctxvet: 2 findings in 1 package: leakedguard 1, exitstate 1\n", 1}, "./...")
}

func TestTags(t *testing.T) {
	m := newModule(t, map[string]string{
		"p.go":   "package p\n",
		"tag.go": "//go:build special\n\npackage p\n\nvar _ = 1 //fake leakedguard tagged\n",
	})
	m.want(outcome{"", "ctxvet: no findings in 1 package\n", 0}, ".")
	m.want(outcome{"tag.go:5:1: tagged [leakedguard]\n", "ctxvet: 1 finding in 1 package: leakedguard 1\n", 1}, "-tags", "special", ".")
}

func TestChecks(t *testing.T) {
	m := newModule(t, twoPackages)
	const one = "ctxvet: 1 finding in 2 packages: nestedenter 1\n"
	m.want(outcome{inB, one, 1}, "-checks", "nestedenter", "./...")
	m.want(outcome{inB, one, 1}, "-checks=-leakedguard,-exitstate", "./...")
	m.want(outcome{"", "ctxvet: no findings in 2 packages\n", 0}, "-checks=guardmisuse,releaseorder", "./...")
}

func TestFilesOnTheCommandLine(t *testing.T) {
	m := newModule(t, twoPackages)
	m.want(outcome{inB, "ctxvet: 1 finding in 1 package: nestedenter 1; 1 ignored\n", 1}, "b/b.go")
}

// A package of another module is not analyzed in full when it is imported, so
// a run that names it must not take what the cache has.
func TestOtherModule(t *testing.T) {
	m := newModule(t, map[string]string{
		"go.mod":       "module m\n\ngo 1.26\n\nrequire other v1.0.0\n\nreplace other => ./other\n",
		"p.go":         "package p\n\nimport \"other\"\n\nfunc P() { other.O() }\n",
		"other/o.go":   "package other\n\nfunc O() {\n\tprintln() //fake leakedguard one\n}\n",
		"other/go.mod": "module other\n\ngo 1.26\n",
	})
	m.want(outcome{"", "ctxvet: no findings in 1 package\n", 0}, ".")
	m.want(outcome{"other/o.go:4:2: one [leakedguard]\n", "ctxvet: 1 finding in 1 package: leakedguard 1\n", 1}, "other")
}

func TestFix(t *testing.T) {
	m := newModule(t, map[string]string{
		"a/a.go": "package a\n\nfunc A() {\n\tprintln() //fake leakedguard fixable one\n\tprintln() //fake exitstate two\n}\n",
		"b/b.go": "package b\n\nimport _ \"m/a\"\n\nvar _ = 1 //fake nestedenter fixable three\n",
	})
	m.want(outcome{"a/a.go:4:2: fixable one [leakedguard]\na/a.go:5:2: two [exitstate]\n",
		"ctxvet: 2 findings in 1 package: leakedguard 1, exitstate 1; -fix can fix 1\n", 1}, "./a")

	diff := m.run("-diff", "./b")
	if diff.code != 1 || !strings.Contains(diff.stdout, "\n-var _ = 1 //fake nestedenter fixable three\n+var _ = 1\n") ||
		strings.Contains(diff.stdout, "a.go") || diff.stderr != "" {
		t.Errorf("ctxvet -diff ./b: %v", diff)
	}
	if same := m.run("-fix", "-diff", "./b"); same != diff {
		t.Errorf("ctxvet -fix -diff ./b: %v", same)
	}
	all := m.run("-diff", "./...")
	if all.code != 1 || strings.Count(all.stdout, "\n@@") != 2 {
		t.Errorf("ctxvet -diff ./...: %v", all)
	}

	m.want(outcome{"", "ctxvet: 1 fixed; no findings in 1 package\n", 0}, "-fix", "./b")
	if got := m.read("b/b.go"); !strings.Contains(got, "var _ = 1\n") {
		t.Errorf("-fix left b.go as\n%s", got)
	}
	if got := m.read("a/a.go"); !strings.Contains(got, "fixable") {
		t.Errorf("-fix ./b changed a.go:\n%s", got)
	}
	m.want(outcome{"a/a.go:5:2: two [exitstate]\n", "ctxvet: 1 fixed; 1 finding in 2 packages: exitstate 1\n", 1}, "-fix", "./...")
	m.want(outcome{"", "", 0}, "-diff", "./...")
}

// Test files that are left out are left alone.
func TestFixWithoutTests(t *testing.T) {
	m := newModule(t, map[string]string{
		"a/a.go":      "package a\n\nvar _ = 1 //fake leakedguard fixable one\n",
		"a/a_test.go": "package a\n\nvar _ = 1 //fake leakedguard fixable two\n",
		"a/x_test.go": "package a_test\n\nvar _ = 1 //fake leakedguard fixable three\n",
	})
	m.want(outcome{"", "ctxvet: 1 fixed; no findings in 1 package\n", 0}, "-tests=false", "-fix", "./...")
	if strings.Contains(m.read("a/a.go"), "fixable") {
		t.Error("-tests=false -fix did not fix a.go")
	}
	for _, file := range []string{"a/a_test.go", "a/x_test.go"} {
		if !strings.Contains(m.read(file), "fixable") {
			t.Errorf("-tests=false -fix changed %s", file)
		}
	}
	m.want(outcome{"", "ctxvet: 2 fixed; no findings in 1 package\n", 0}, "-fix", "./...")
}

func TestErrors(t *testing.T) {
	m := newModule(t, map[string]string{
		"good/p.go":       "package p\n\nvar _ = 1 //fake leakedguard one\n",
		"types/p.go":      "package p\n\nvar x int = \"\"\n",
		"syntax/p.go":     "package p\n\nfunc {\n",
		"missing/p.go":    "package p\n\nimport _ \"example.com/none\"\n",
		"tests/p.go":      "package p\n",
		"tests/p_test.go": "package p\n\nfunc f() { undefined() }\n",
		"docs/doc.txt":    "",
	})
	const names = "nestedenter, leakedguard, releaseorder, blockingcall, guardmisuse, exitstate"
	for _, tt := range []struct {
		args []string
		want string // of the standard error; a final ... stands for the rest
	}{
		{[]string{"./nosuch"}, "ctxvet: stat " + m.dir + "/nosuch: directory not found\n"},
		{[]string{"example.com/none"}, "ctxvet: no required module provides package example.com/none; to add it:\n\t\tgo get example.com/none\n"},
		{[]string{"./docs"}, "ctxvet: no Go files in " + m.dir + "/docs\n"},
		{[]string{"./docs/..."}, "ctxvet: no packages match ./docs/...\n"},
		{[]string{"./types"}, "ctxvet: in m/types:\n\ttypes/p.go:3:13: cannot use \"\" (untyped string constant) as int value in variable declaration\n"},
		{[]string{"./good", "./types"}, "ctxvet: in m/types:\n\ttypes/p.go:3:13: ..."},
		{[]string{"./syntax"}, "ctxvet: in m/syntax:\n\tsyntax/p.go:3:6: expected 'IDENT', found '{'..."},
		{[]string{"./missing"}, "ctxvet: missing/p.go:3:8: no required module provides package example.com/none; to add it:\n\t\tgo get example.com/none\n"},
		{[]string{"./tests"}, "ctxvet: in m/tests:\n\ttests/p_test.go:3:12: undefined: undefined\n"},
		{[]string{"-f", "xml", "./good"}, "ctxvet: unknown format \"xml\" for -f: it can be text, json, sarif, github, html\n"},
		{[]string{"-checks", "leakguard", "./good"}, "ctxvet: unknown check \"leakguard\" for -checks: the checks are " + names + "\n"},
		{[]string{"-checks", "leakedguard,-exitstate"}, "ctxvet: -checks takes either names to run or names with a minus to leave out, not both\n"},
		{[]string{"-checks", "-" + strings.ReplaceAll(names, ", ", ",-")}, "ctxvet: -checks leaves no check to run\n"},
		{[]string{"-explain", "leakguard"}, "ctxvet: unknown check \"leakguard\": the checks are " + names + "; the protocols are runtimectx, sync, context, ..."},
		{[]string{"-protocols", "sync,mutex", "./good"}, "ctxvet: invalid value \"sync,mutex\" for flag -protocols: unknown protocol \"mutex\": the protocols are runtimectx, ..."},
		{[]string{"-nosuch"}, "ctxvet: flag provided but not defined: -nosuch; ctxvet -help lists the flags\n"},
		{[]string{"./good", "-f", "json"}, "ctxvet: flag -f stands behind the packages: flags come first\n"},
		{[]string{"-blockingcall.categories=+disk", "./good"}, "ctxvet: invalid value \"+disk\" for flag -blockingcall.categories: unknown category \"disk\"; on by default: sleep chan ..."},
		{[]string{"-diff", "-f", "json", "./good"}, "ctxvet: -diff prints a diff, so it cannot be used with -f or -o\n"},
		{[]string{"-C", "nosuch"}, "ctxvet: -C: chdir nosuch: no such file or directory\n"},
		{[]string{"-o", "nosuch/report", "./good"}, "ctxvet: -o: cannot write nosuch/report: no such file or directory\n"},
		{[]string{"-o", "docs", "./good"}, "ctxvet: -o: docs is a directory\n"},
	} {
		got := m.run(tt.args...)
		prefix, open := strings.CutSuffix(tt.want, "...")
		ok := got.stderr == tt.want || open && strings.HasPrefix(got.stderr, prefix)
		if got.code != 2 || got.stdout != "" || !ok {
			t.Errorf("ctxvet %s: %v\nwant code 2 and %s", strings.Join(tt.args, " "), got, tt.want)
		}
	}
}

func TestNoModule(t *testing.T) {
	m := newModule(t, nil)
	t.Chdir(t.TempDir())
	m.want(outcome{"", "ctxvet: pattern ./...: directory prefix . does not contain main module or its selected dependencies\n", 2}, "./...")
}

func TestNoGoCommand(t *testing.T) {
	m := newModule(t, twoPackages)
	t.Setenv("PATH", t.TempDir())
	m.want(outcome{"", "ctxvet: the go command is not in PATH: install Go from https://go.dev/dl, or add its bin directory to PATH\n", 2}, "./...")
}

func TestOutputFile(t *testing.T) {
	m := newModule(t, twoPackages)
	m.want(outcome{"", "ctxvet: 1 finding in 1 package: nestedenter 1; 1 ignored\n", 1}, "-o", "out.txt", "./b")
	if got := m.read("out.txt"); got != inB {
		t.Errorf("out.txt holds %q, want %q", got, inB)
	}
	// A link stays one.
	if err := os.Symlink("out.txt", "link.txt"); err != nil {
		t.Fatal(err)
	}
	m.run("-o", "link.txt", "-f", "json", "./b")
	if info, err := os.Lstat("link.txt"); err != nil || info.Mode()&os.ModeSymlink == 0 || !strings.HasPrefix(m.read("out.txt"), "{") {
		t.Errorf("-o replaced the link, %v, %v", info, err)
	}
	if err := os.Remove("link.txt"); err != nil {
		t.Fatal(err)
	}
	m.run("-o", "out.txt", "./b")
	// A run that fails leaves the file as it was, and nothing beside it.
	m.write("a/a.go", "package a\n\nfunc A() { undefined() }\n")
	if got := m.run("-o", "out.txt", "./..."); got.code != 2 {
		t.Errorf("a package that does not compile: %v", got)
	}
	if got := m.read("out.txt"); got != inB {
		t.Errorf("after a failure out.txt holds %q, want %q", got, inB)
	}
	files, err := filepath.Glob(filepath.Join(m.dir, "*out*"))
	if hidden, _ := filepath.Glob(filepath.Join(m.dir, ".*out*")); err != nil || len(files)+len(hidden) != 1 {
		t.Errorf("files left behind: %v %v, %v", files, hidden, err)
	}
}

func TestGitHubFormat(t *testing.T) {
	m := newModule(t, twoPackages)
	m.env["GITHUB_WORKSPACE"] = filepath.Dir(m.dir)
	top := filepath.Base(m.dir)
	m.want(outcome{"::error file=" + top + "/a/a.go,line=4,endLine=4,col=2,endColumn=11,title=ctxvet leakedguard::" +
		"guard g is not released%0A1. " + top + "/a/a.go:3: g is entered\n" +
		"::error file=" + top + "/a/a_test.go,line=4,endLine=4,col=2,endColumn=11,title=ctxvet exitstate::not entered\n", "", 1},
		"-f", "github", "./a")
}

func TestJSONFormat(t *testing.T) {
	m := newModule(t, twoPackages)
	got := m.run("-f", "json", "./...")
	var doc struct {
		Version           int
		Packages, Checks  []string
		Findings, Ignored []struct {
			Check, Package, File, Message, Reason string
			Line, Column, EndLine, EndColumn      int
			Steps                                 []struct {
				File, Message string
				Line, Column  int
			}
		}
	}
	if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil {
		t.Fatalf("%v\n%v", err, got)
	}
	if got.code != 1 || got.stderr != "" || doc.Version != 1 || len(doc.Packages) != 2 ||
		len(doc.Checks) != len(analyzer.Analyzers) || len(doc.Findings) != 3 || len(doc.Ignored) != 1 {
		t.Fatalf("-f json: %v", got)
	}
	f := doc.Findings[0]
	if f.Check != "leakedguard" || f.Package != "m/a" || f.File != "a/a.go" || f.Line != 4 || f.Column != 2 ||
		f.EndLine != 4 || f.EndColumn != 11 || f.Message != "guard g is not released" {
		t.Errorf("first finding: %+v", f)
	}
	if len(f.Steps) != 1 || f.Steps[0].File != "a/a.go" || f.Steps[0].Line != 3 || f.Steps[0].Message != "g is entered" {
		t.Errorf("its steps: %+v", f.Steps)
	}
	if ig := doc.Ignored[0]; ig.Reason != "for a test" || ig.Check != "exitstate" || len(ig.Steps) != 0 {
		t.Errorf("ignored: %+v", ig)
	}
}

func TestInformation(t *testing.T) {
	m := newModule(t, nil)
	list := m.run("-list")
	if list.code != 0 || strings.Count(list.stdout, "\n") != len(analyzer.Analyzers)+2+len(analyzer.Protocols()) {
		t.Errorf("-list: %v", list)
	}
	for _, p := range analyzer.Protocols() {
		if !strings.Contains(list.stdout, "\n"+p.Name+" ") {
			t.Errorf("-list does not name protocol %s", p.Name)
		}
		text := m.run("-explain", p.Name)
		if text.code != 0 || !strings.HasPrefix(text.stdout, p.Name+": "+p.Doc+"\n") || !strings.Contains(text.stdout, "\n"+p.Functions[0][0]+" ") {
			t.Errorf("-explain %s: %v", p.Name, text)
		}
	}
	for _, a := range analyzer.Analyzers {
		if !strings.Contains(list.stdout, a.Name+" ") {
			t.Errorf("-list does not name %s", a.Name)
		}
		text := m.run("-explain", a.Name)
		if text.code != 0 || !strings.HasPrefix(text.stdout, a.Name+": report ") || !strings.HasSuffix(text.stdout, a.URL+"\n") {
			t.Errorf("-explain %s: %v", a.Name, text)
		}
		if help := m.run("help", a.Name); help != text {
			t.Errorf("help %s differs from -explain: %v", a.Name, help)
		}
	}
	if got := m.run("-version"); got.code != 0 || !strings.HasPrefix(got.stdout, "ctxvet ") || !strings.Contains(got.stdout, runtime.Version()) {
		t.Errorf("-version: %v", got)
	}
	for _, args := range [][]string{{"-help"}, {"-h"}, {"help"}} {
		if got := m.run(args...); got.code != 0 || !strings.Contains(got.stdout, "Usage: ctxvet") || got.stderr != "" {
			t.Errorf("%v: %v", args, got)
		}
	}
}

// A tool that another version of Go built may be unable to read the standard
// library of the one in use. The error then says so.
func TestVersionMismatch(t *testing.T) {
	m := newModule(t, twoPackages)
	bin := t.TempDir()
	script := `#!/bin/sh
case "$1" in
list) echo '{"ImportPath": "m/a", "Dir": "/m/a", "Module": {"Path": "m", "Main": true}}' ;;
env) echo go9.9.9 ;;
vet) echo "# runtime" >&2; echo "runtime.go:1:1: file requires newer Go version go9.9" >&2; exit 1 ;;
esac
`
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	m.want(outcome{"", "ctxvet: in runtime:\n\truntime.go:1:1: file requires newer Go version go9.9\n" +
		"\tctxvet was built with " + runtime.Version() + ", but the go command here is go9.9.9: if the error lies in the standard library, " +
		"build ctxvet with go9.9.9, as go get -tool github.com/ctxvet/ctxvet/cmd/ctxvet and go tool ctxvet do\n", 2}, "./a")
}

// The column of a step in another package is not known, and not shown as 1.
func TestStepsInOtherPackages(t *testing.T) {
	at := func(file string, column int) report.Position {
		return report.Position{File: file, Line: 3, Column: column}
	}
	units := []gocmd.Unit{{ID: "m/a", Findings: []gocmd.Diagnostic{{Finding: report.Finding{
		Check: "leakedguard", Start: at("/m/a/a.go", 2), End: at("/m/a/a.go", 4),
		Steps: []report.Step{{Position: at("/m/a/b.go", 1)}, {Position: at("/m/b/b.go", 1)}},
	}}}}}
	r, err := new(Command).newReport(&options{checks: []string{"leakedguard"}}, []*gocmd.Package{{ImportPath: "m/a"}}, units)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Findings[0].Steps; got[0].Column != 1 || got[1].Column != 0 {
		t.Errorf("steps %+v", got)
	}
}
