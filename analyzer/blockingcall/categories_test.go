package blockingcall

import (
	"slices"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
)

func TestCategoriesFlag(t *testing.T) {
	all := slices.Sorted(slices.Values(slices.Concat(onByDefault, optIn)))
	without := func(names []string, drop ...string) []string {
		names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(drop, n) })
		return slices.Sorted(slices.Values(names))
	}
	for _, tt := range []struct {
		value string
		want  []string
	}{
		{"", without(onByDefault)},
		{"+lock", without(slices.Concat(onByDefault, []string{"lock"}))},
		{"-file", without(onByDefault, "file")},
		{"+lock,-file", without(slices.Concat(onByDefault, []string{"lock"}), "file")},
		{" +lock , -file,", without(slices.Concat(onByDefault, []string{"lock"}), "file")},
		{"sleep,net", []string{"net", "sleep"}},
		{"all", all},
		{"+all,-cpu", without(all, "cpu")},
		{"-all,+net", []string{"net"}},
	} {
		c := defaultCategories()
		if err := c.Set(tt.value); err != nil {
			t.Errorf("Set(%q): %v", tt.value, err)
			continue
		}
		var got []string
		for name, on := range c.on {
			if on {
				got = append(got, name)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Errorf("Set(%q) chooses %v, want %v", tt.value, got, tt.want)
		}
		if c.String() != tt.value {
			t.Errorf("String() = %q after Set(%q)", c, tt.value)
		}
	}
}

func TestCategoriesFlagRefusesUnknownNames(t *testing.T) {
	c := defaultCategories()
	err := c.Set("+lock,-disk")
	if err == nil {
		t.Fatal("Set accepted an unknown category")
	}
	for _, want := range append(slices.Concat(onByDefault, optIn), `"disk"`) {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not mention %s", err, want)
		}
	}
	if !c.on["file"] || c.on["lock"] {
		t.Error("a refused value changed the set")
	}
}

func TestChoose(t *testing.T) {
	f := findings.Finding{
		Check:   "blockingcall",
		Message: "save blocks (calls os.WriteFile)",
		Categories: []findings.Blocking{
			{Category: "file", Message: "save blocks (calls os.WriteFile)", Short: "calls os.WriteFile"},
			{Category: "lock", Message: "save blocks (calls mu.Lock)", Short: "calls mu.Lock"},
			{Category: "sleep", Message: "save blocks (calls time.Sleep)", Short: "calls time.Sleep"},
		},
	}
	for _, tt := range []struct{ flag, want string }{
		{"", "save blocks (calls os.WriteFile); also calls time.Sleep"},
		{"+lock", "save blocks (calls os.WriteFile); also calls mu.Lock, calls time.Sleep"},
		{"-file", "save blocks (calls time.Sleep)"},
		{"lock", "save blocks (calls mu.Lock)"},
		{"net", ""},
	} {
		c := defaultCategories()
		if err := c.Set(tt.flag); err != nil {
			t.Fatal(err)
		}
		got, ok := c.choose(f)
		if ok != (tt.want != "") || ok && got.Message != tt.want {
			t.Errorf("with -categories=%s: %v, %q; want %q", tt.flag, ok, got.Message, tt.want)
		}
	}
}

// The manual lists every category, under the right heading.
func TestManualListsCategories(t *testing.T) {
	_, section, _ := strings.Cut(doc, "\nOn by default:\n")
	on, off, ok := strings.Cut(section, "\nOff by default")
	if !ok {
		t.Fatal("the manual has no lists of categories")
	}
	off, _, _ = strings.Cut(off, "\n# ")
	for text, want := range map[string][]string{on: onByDefault, off: optIn} {
		var got []string
		for line := range strings.Lines(text) {
			if item, ok := strings.CutPrefix(line, "  - "); ok {
				name, _, _ := strings.Cut(item, ":")
				got = append(got, name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the manual lists %v, want %v", got, want)
		}
	}
}
