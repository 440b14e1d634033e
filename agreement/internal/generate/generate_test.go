package generate

import (
	"go/format"
	"testing"
)

// TestSameSeed checks that a configuration names its programs.
func TestSameSeed(t *testing.T) {
	c := Config{Seed: 7, Functions: 40, PerFile: 20}
	a, b := Generate(c), Generate(c)
	if len(a.Sources) != 4 || len(b.Sources) != 4 {
		t.Fatalf("%d and %d packages, want 4", len(a.Sources), len(b.Sources))
	}
	for i := range a.Sources {
		if a.Sources[i] != b.Sources[i] {
			t.Errorf("package %d differs between two runs of one seed", i)
		}
		if _, err := format.Source([]byte(a.Sources[i].Text)); err != nil {
			t.Errorf("package %d: %v", i, err)
		}
	}
	c.Seed++
	if d := Generate(c); d.Sources[1] == a.Sources[1] {
		t.Error("another seed gives the same program")
	}
}
