package agreement

import (
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/agreement/internal/enumerate"
	"github.com/ctxvet/ctxvet/agreement/internal/generate"
	"github.com/ctxvet/ctxvet/agreement/internal/harness"
)

// TestExhaustive compares all programs of three operations, a bound that
// takes seconds. The command compares those of five.
func TestExhaustive(t *testing.T) {
	var out strings.Builder
	x := harness.Exhaustive{Verbose: true, Bounds: []enumerate.Bound{
		{K: 3, Alphabet: "EeSsDUBRP", Conditions: 1},
		{K: 3, Alphabet: "EeSs", Conditions: 2},
		{K: 3, Alphabet: "EeSsX", Conditions: 1},
		{K: 3, Alphabet: "AeXYB", Conditions: 1},
	}}
	err := x.Run(&out)
	t.Log(out.String())
	if err != nil {
		t.Error(err)
	}
}

// TestRandom compares random programs of one seed. The command compares as
// many as wanted, of others.
func TestRandom(t *testing.T) {
	var out strings.Builder
	c := harness.Campaign{
		Functions: 200, Seed: 31000, PerBatch: 200, PerFile: 100,
		Without: make(map[string]bool), Verbose: true,
	}
	for _, name := range generate.Without {
		c.Without[name] = true
	}
	err := c.Run(&out)
	t.Log(out.String())
	if err != nil {
		t.Error(err)
	}
}
