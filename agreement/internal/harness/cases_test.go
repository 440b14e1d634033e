package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// wants reads the "// want CLASS" comments of a file: the class by line. A
// line with "// may CLASS" is one where either answer is accepted.
func wants(text string) (want, may map[int]string) {
	want, may = make(map[int]string), make(map[int]string)
	for i, line := range strings.Split(text, "\n") {
		if _, c, ok := strings.Cut(line, "// want "); ok {
			want[i+1] = c
		}
		if _, c, ok := strings.Cut(line, "// may "); ok {
			may[i+1] = c
		}
	}
	return want, may
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
		want, may := wants(s.Text)
		found := make(map[int]bool)
		for _, v := range o.Expected {
			if v.File != s.File {
				continue
			}
			if v.Optional {
				if may[v.Lines[len(v.Lines)-1]] == v.Class {
					delete(may, v.Lines[len(v.Lines)-1])
				}
				continue
			}
			known := false
			for _, l := range v.Lines {
				if want[l] == v.Class {
					found[l] = true
					known = true
				}
			}
			if !known {
				t.Errorf("not wanted: %v (input %s from %s)", v, v.Run.Input, v.Run.Entry)
			}
		}
		for l, c := range may {
			t.Errorf("%s:%d: no answer is accepted for %s", s.File, l, c)
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
