package build

import (
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ctxvet/ctxvet/facts"
)

// closure is computed once for all tests.
var closure = sync.OnceValues(func() (*Closure, error) {
	roots, err := ReadRoots()
	if err != nil {
		return nil, err
	}
	return InferAll(roots, Systems)
})

func mustClosure(t *testing.T) *Closure {
	t.Helper()
	c, err := closure()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRootsExist fails when a root is not in the Go release in use.
func TestRootsExist(t *testing.T) {
	roots, err := ReadRoots()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range roots.Missing(mustClosure(t)) {
		t.Errorf("%s in %s: remove it from the roots, or say what took its place", line, runtime.Version())
	}
}

// TestEntriesExist fails when an entry of the catalogue is not in the Go
// release in use.
func TestEntriesExist(t *testing.T) {
	for _, key := range mustClosure(t).Stale(readText(t, "../std.txt")) {
		t.Errorf("%s is not in %s: generate the catalogue again", key, runtime.Version())
	}
}

// TestCurrent fails when the catalogue is not what the roots and the engine
// make of the Go release for which it was generated.
func TestCurrent(t *testing.T) {
	release := strings.TrimSpace(readText(t, "../release.txt"))
	if Release() != release {
		t.Logf("the catalogue is for %s, this is %s", release, runtime.Version())
		return // TestEntriesExist and TestDecided hold for any release
	}
	c := mustClosure(t)
	for _, line := range Diff(readText(t, "../std.txt"), c.Text()) {
		t.Errorf("run go generate ./analyzer/internal/catalogue: %s", line)
	}
	if got, want := readText(t, "../packages.txt"), strings.Join(c.Packages, "\n")+"\n"; got != want {
		t.Error("packages.txt is not current: run go generate ./analyzer/internal/catalogue")
	}
}

// TestDecided fails when an exported function reaches something that waits
// and no root says what that means, as a new one in a new Go release may.
func TestDecided(t *testing.T) {
	c := mustClosure(t)
	for _, key := range slices.Sorted(maps.Keys(c.Undecided)) {
		t.Errorf("%s reaches %s: give it or a function on the way a category or none in roots.txt",
			key, strings.Join(c.Undecided[key], ", which calls "))
	}
}

// TestCategories fails when a category has no root in the standard library.
func TestCategories(t *testing.T) {
	roots, err := ReadRoots()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range roots.WithoutEntry() {
		switch c {
		case facts.Chan, facts.RuntimeCtx: // operations, and modules.txt
		default:
			t.Errorf("category %s has no root", c)
		}
	}
}

// TestWhatIsMissingIsFound makes sure that TestRootsExist, TestEntriesExist and
// TestCategories can fail.
func TestWhatIsMissingIsFound(t *testing.T) {
	roots, err := parseRoots("file os Open Opne\nnet net Conn.Read\n")
	if err != nil {
		t.Fatal(err)
	}
	c := &Closure{Declared: map[string]bool{"os.Open": true, "net.Conn.Read": true}}
	if got, want := roots.Missing(c), []string{"roots.txt:1: os.Opne does not exist"}; !slices.Equal(got, want) {
		t.Errorf("missing are %q, want %q", got, want)
	}
	if got, want := c.Stale("net.Conn.Raed net\nos.Open file\n"), []string{"net.Conn.Raed"}; !slices.Equal(got, want) {
		t.Errorf("stale are %q, want %q", got, want)
	}
	got := roots.WithoutEntry()
	if len(got) != int(facts.NumCategories)-2 || slices.Contains(got, facts.File) || slices.Contains(got, facts.Net) {
		t.Errorf("without entry are %v, want all categories but file and net", got)
	}
}

// TestUndecidedIsFound makes sure that TestDecided can fail: the
// closure without a verdict names the function.
func TestUndecidedIsFound(t *testing.T) {
	roots, err := ReadRoots()
	if err != nil {
		t.Fatal(err)
	}
	const key = "net/textproto.(*Pipeline).StartRequest"
	delete(roots.Categories, key)
	c, err := Infer(roots, Systems[0])
	if err != nil {
		t.Fatal(err)
	}
	if chain := c.Undecided[key]; len(chain) == 0 || chain[len(chain)-1] != facts.OpReceive {
		t.Errorf("without its verdict, %s is undecided because of %q, want a chain to a %s", key, chain, facts.OpReceive)
	}
}

func TestRootErrors(t *testing.T) {
	for text, want := range map[string]string{
		"\tName":                        "roots.txt:1: continues no line",
		"file":                          "roots.txt:1: want a category, a package and names",
		"# x\nflie os Open":             `roots.txt:2: "flie" is no category, nor none, wraps, terms or effect`,
		"file os Open\nnone os Open":    "roots.txt:2: os.Open was decided at line 1 already",
		"wraps bufio NewReader":         `roots.txt:1: "NewReader": want NAME= and parameters or terms between commas`,
		"effect sort.Slice p1( recv()":  `roots.txt:1: effect "p1( recv()": "p1(": a call is written ()`,
		"terms fmt Sprint=p0.String,q.": `"Sprint=p0.String,q.": want NAME=`,
	} {
		_, err := parseRoots(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("roots %q: error %v, want %s", text, err, want)
		}
	}
}

func TestDiff(t *testing.T) {
	got := Diff("a.F file\na.G net\n", "a.F stdin\na.H sql\n")
	want := []string{"- a.G: net", "~ a.F: stdin, was file", "+ a.H: sql"}
	if !slices.Equal(got, want) {
		t.Errorf("Diff = %q, want %q", got, want)
	}
}

// TestShares makes sure that the count stays what a reader expects of the
// standard library: few functions block, more do by what they are given.
func TestShares(t *testing.T) {
	shares, total := mustClosure(t).Shares()
	count := make(map[string]int)
	for _, s := range shares {
		count[s.Name] = s.Count
	}
	if on := count["any that is on by default"]; total < 4500 || on < 200 || on > total/10 {
		t.Errorf("%d of %d exported functions may block by default", on, total)
	}
	if count["file"] == 0 || count["by what is passed"] < count["file"] {
		t.Errorf("shares are %v", shares)
	}
}
