package nogotest

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
)

// nogo returns what the driver finds in the packages of dir that patterns
// name, and the facts files that it leaves.
func nogo(t *testing.T, analyzers []*analysis.Analyzer, dir string, patterns ...string) ([]string, map[string][]byte) {
	t.Helper()
	order, err := loadPackages(dir, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	roots, err := exec.Command("go", append([]string{"list", "-C", dir}, patterns...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	named := strings.Fields(string(roots))
	d := &driver{analyzers: analyzers, files: make(map[string][]byte)}
	for _, p := range order {
		if err := d.run(p, slices.Contains(named, p.PkgPath)); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(d.found)
	return d.found, d.files
}

// govet returns what go vet finds there with ctxvet as its tool, without tests,
// which nogo analyzes as packages of their own.
func govet(t *testing.T, dir string, patterns ...string) []string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "ctxvet")
	if out, err := exec.Command("go", "build", "-o", tool, "github.com/ctxvet/ctxvet/cmd/ctxvet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command("go", append([]string{"vet", "-json", "-vettool=" + tool}, patterns...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, err.(*exec.ExitError).Stderr)
	}
	var found []string
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var tree map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, checks := range tree {
			for _, diags := range checks {
				for _, d := range diags {
					found = append(found, d.Posn+": "+d.Message)
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func compare(t *testing.T, want []string, dir string, patterns ...string) {
	t.Helper()
	got, _ := nogo(t, analyzer.Analyzers, dir, patterns...)
	if vet := govet(t, dir, patterns...); !slices.Equal(got, vet) {
		t.Errorf("package by package:\n\t%s\ngo vet:\n\t%s", strings.Join(got, "\n\t"), strings.Join(vet, "\n\t"))
	}
	var checks []string
	for _, line := range got {
		checks = append(checks, line[strings.LastIndexByte(line, '['):])
	}
	slices.Sort(checks)
	if !slices.Equal(checks, want) {
		t.Errorf("found %v, want %v in\n\t%s", checks, want, strings.Join(got, "\n\t"))
	}
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestExamples(t *testing.T) {
	compare(t, []string{
		"[blockingcall]", "[blockingcall]", "[exitstate]", "[exitstate]", "[guardmisuse]", "[guardmisuse]",
		"[leakedguard]", "[nestedenter]", "[releaseorder]",
	}, root(t), "./examples/...")
}

// chain is a module in which what a package does is known three packages away.
var chain = map[string]string{
	"disk/disk.go":   "package disk\n\nimport \"os\"\n\nfunc Write(s string) { os.WriteFile(\"f\", []byte(s), 0o644) }\n\nfunc Len(s string) int { return len(s) }\n",
	"store/store.go": "package store\n\nimport \"m/disk\"\n\ntype Store struct{}\n\nfunc (Store) Save(s string) { disk.Write(s) }\n\nfunc (Store) Size(s string) int { return disk.Len(s) }\n",
	"guard/guard.go": "package guard\n\nimport \"github.com/ctxvet/ctxvet/runtimectx\"\n\nfunc Acquire(h *runtimectx.Handle) runtimectx.EnterRuntimeGuard { return runtimectx.Enter(h) }\n\nfunc Drive(h *runtimectx.Handle) {\n\tg := runtimectx.Enter(h)\n\tdefer g.Release()\n}\n",
	"loop/loop.go": `package loop

import (
	"m/guard"
	"m/store"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func Run(h *runtimectx.Handle, s store.Store) {
	g := guard.Acquire(h)
	defer g.Release()
	s.Size("")
	s.Save("")
	guard.Drive(h)
}
`,
}

func newModule(t *testing.T, files map[string]string) string {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join(root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := os.ReadFile(filepath.Join(root(t), "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	// With the same requirements, the versions are settled and downloaded.
	ours := regexp.MustCompile(`(?m)^(module|tool) .*\n`).ReplaceAllString(string(mod), "")
	all := maps.Clone(files)
	all["go.mod"] = "module m\n" + ours + "\nrequire github.com/ctxvet/ctxvet v0.0.0\n\nreplace github.com/ctxvet/ctxvet => " + root(t) + "\n"
	all["go.sum"] = string(sum)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
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

func TestFactsAcrossPackages(t *testing.T) {
	compare(t, []string{"[blockingcall]", "[nestedenter]"}, newModule(t, chain), "./...")
}

// Each check works when it is the only one, as a nogo may have it, and finds
// what it finds beside the others.
func TestOneByOne(t *testing.T) {
	dir := newModule(t, chain)
	want, _ := nogo(t, analyzer.Analyzers, dir, "./...")
	var got []string
	for _, a := range analyzer.Analyzers {
		found, _ := nogo(t, []*analysis.Analyzer{a}, dir, "./...")
		got = append(got, found...)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("one by one:\n\t%s\ntogether:\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// Facts files that differ from run to run would defeat a remote cache.
func TestFactsAreDeterministic(t *testing.T) {
	dir := newModule(t, chain)
	_, first := nogo(t, analyzer.Analyzers, dir, "./...")
	for range 3 {
		_, again := nogo(t, analyzer.Analyzers, dir, "./...")
		for path, data := range first {
			if !bytes.Equal(data, again[path]) {
				t.Errorf("the facts of %s differ between two runs", path)
			}
		}
	}
	for _, path := range []string{"m/disk", "m/store", "m/guard"} {
		if len(first[path]) == 0 {
			t.Errorf("%s has no facts file", path)
		}
	}
}
