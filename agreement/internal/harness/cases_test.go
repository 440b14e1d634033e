package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// wants reads the "// want CLASS" comments of a file: the class by line. A
// line with "// or CLASS" is another place where the same report may stand.
func wants(text string) (want, or map[int]string) {
	want, or = make(map[int]string), make(map[int]string)
	for i, line := range strings.Split(text, "\n") {
		if _, c, ok := strings.Cut(line, "// want "); ok {
			want[i+1] = c
		}
		if _, c, ok := strings.Cut(line, "// or "); ok {
			or[i+1] = c
		}
	}
	return want, or
}

func loadCases(t *testing.T) []static.Source {
	t.Helper()
	names, err := filepath.Glob("../../testdata/cases/*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []static.Source
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".go")
		out = append(out, static.Source{Path: trace.Prefix + base, File: base + "_test.go", Text: string(text)})
	}
	return out
}

// TestOracle executes the hand-written cases against the library: what the
// oracle makes of it is what the comments say.
func TestOracle(t *testing.T) {
	r, err := NewRunner()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sources := loadCases(t)
	b, err := r.Check(sources)
	if err != nil {
		t.Fatal(err)
	}
	o, err := r.Expect(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, trouble := range o.Troubles {
		t.Error(trouble)
	}
	for _, s := range sources {
		want, or := wants(s.Text)
		found := make(map[int]bool)
		for _, v := range o.Expected {
			if v.File != s.File || v.Optional {
				continue
			}
			known := false
			for _, l := range v.Lines {
				if want[l] == v.Class {
					found[l] = true
					known = true
				} else if or[l] != v.Class {
					known = known && !slices.Contains(v.Lines, l)
				}
			}
			if !known {
				t.Errorf("not wanted: %v (input %s from %s)", v, v.Run.Input, v.Run.Entry)
			}
		}
		var missing []string
		for l, c := range want {
			if !found[l] {
				missing = append(missing, fmt.Sprintf("%s:%d: no %s", s.File, l, c))
			}
		}
		sort.Strings(missing)
		for _, m := range missing {
			t.Error(m)
		}
	}
	t.Logf("%d functions, %d paths, %d events, verdicts %v", o.Functions, o.Paths, o.Events, o.Verdicts)
}
