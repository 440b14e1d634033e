package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each fix is tried alone, but -fix applies all of them. What then remains in
// the test packages and the examples is some of what was there before, and the
// result compiles and is formatted.
func TestAllFixesTogether(t *testing.T) {
	found := report(t, root(t), "./testdata/src/...", "./examples/...").byDir()
	files := make(map[string]string)
	formatted := make(map[string]bool)
	want := make(map[string][]string) // by directory, signatures of what may remain
	// The go command's ./... leaves out directories that are named testdata.
	place := func(dir string) string { return strings.TrimPrefix(filepath.ToSlash(filepath.Clean(dir)), "testdata/") }
	total, fixable := 0, 0
	for dir, fs := range found {
		n := 0
		for _, f := range fs {
			if len(f.Fixes) > 0 {
				n++
			}
		}
		if n == 0 {
			continue
		}
		fixable += n
		sources, err := filepath.Glob(filepath.Join(root(t), dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range sources {
			text, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			name := place(dir) + "/" + filepath.Base(source)
			files[name] = string(text)
			formatted[name] = isFormatted(text)
		}
		want[place(dir)] = signatures(fs)
		total += len(fs)
	}
	if fixable == 0 {
		t.Fatal("nothing has a fix")
	}

	dir := newModule(t, files)
	out, code := output(t, program(t, dir, "-fix", "./..."))
	if !strings.Contains(out, " fixed") {
		t.Fatalf("ctxvet -fix: code %d\n%s", code, out)
	}
	for name := range files {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if formatted[name] && !isFormatted(text) {
			t.Errorf("after -fix gofmt would change %s:\n%s", name, text)
		}
	}

	remains := 0 // a report of packages that do not compile fails the test
	for d, fs := range report(t, dir, "./...").byDir() {
		left := want[filepath.ToSlash(filepath.Clean(d))]
		for _, f := range fs {
			remains++
			i := slices.Index(left, f.signature())
			if i < 0 {
				t.Errorf("%s:%d: after -fix there is anew:\n\t%s", f.File, f.Line, f.signature())
				continue
			}
			left = slices.Delete(left, i, i+1)
		}
	}
	// Two fixes that change the same text are not applied together, and one
	// fix can remove more findings than its own, but these are few.
	if fixed := total - remains; fixed < fixable*9/10 || fixed > fixable*11/10 {
		t.Errorf("of %d findings, %d of them with a fix, -fix removed %d", total, fixable, fixed)
	}
	t.Logf("%d findings, %d with a fix, %d remain", total, fixable, remains)
}
