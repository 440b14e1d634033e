package catalogue

import (
	"slices"
	"strings"
	"testing"
)

func TestSpecRoundTrip(t *testing.T) {
	for _, spec := range []string{
		"",
		"file",
		"chan:p.F;channel+receive file:os.Open",
		"sync?SetLimit u0=e",
		"p0() p1.Read recv() recv.Len recv~Read t0.Less",
		"p0() u1=es u2=su",
		"wraps=0,2",
		"u0=s wraps=1 result( sleep:time.Sleep p0() )",
	} {
		e, err := ParseSpec(spec)
		if err != nil {
			t.Errorf("ParseSpec(%q): %v", spec, err)
			continue
		}
		want := strings.Fields(spec)
		got := strings.Fields(FormatSpec(e))
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("ParseSpec(%q) formats as %q", spec, FormatSpec(e))
		}
	}
}

func TestSpecErrors(t *testing.T) {
	for spec, want := range map[string]string{
		"flie":          `"flie" is neither a category nor a term`,
		"q1.Read":       `"q1" is neither a category nor a parameter`,
		"px()":          `"px" is not a parameter`,
		"p0(x":          `a call is written ()`,
		"u0=z":          `no use is called 'z'`,
		"ux=e":          `"x" is not a parameter`,
		"wraps=a":       `"a" is not a parameter`,
		"result( sleep": `result( is not closed`,
		"sleep )":       `")" closes nothing`,
	} {
		_, err := ParseSpec(spec)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseSpec(%q) = %v, want an error with %s", spec, err, want)
		}
	}
}

// TestEntriesParse makes sure that look-ups never meet a line they cannot
// read, and that the binary search finds every line.
func TestEntriesParse(t *testing.T) {
	for name, text := range map[string]string{"std.txt": std, "modules.txt": modules, "packages.txt": packages} {
		if !strings.HasSuffix(text, "\n") {
			t.Errorf("%s does not end in a newline", name)
		}
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		previous := ""
		for _, line := range lines {
			key, spec, _ := strings.Cut(line, " ")
			if key <= previous {
				t.Errorf("%s: %q does not sort behind %q", name, key, previous)
			}
			previous = key
			e, err := ParseSpec(spec)
			if err != nil {
				t.Errorf("%s: %s: %v", name, key, err)
				continue
			}
			if have := FormatSpec(e); have != spec {
				t.Errorf("%s: %s: %q should be written %q", name, key, spec, have)
			}
			if have, ok := find(text, key); !ok || have != spec {
				t.Errorf("%s: find(%q) = %q, %v", name, key, have, ok)
			}
		}
	}
	for _, absent := range []string{"", "a", "os.Opem", "os.", "zzz"} {
		if spec, ok := find(std, absent); ok {
			t.Errorf("find(%q) = %q, want nothing", absent, spec)
		}
	}
}
