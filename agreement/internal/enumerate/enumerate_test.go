package enumerate

import "testing"

// TestCounts pins how many programs the small bounds have, by a count that
// was done by hand.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		bound Bound
		want  int
	}{
		// E, Ee, EE
		{Bound{K: 2, Alphabet: "Ee"}, 3},
		// E, then e, E each: 1 + 2 + 4
		{Bound{K: 3, Alphabet: "Ee"}, 7},
		// E; aE; E.{e,E,ae,aE}; aE.{e,E,ae,aE,-ae,-aE}
		{Bound{K: 2, Alphabet: "Ee", Conditions: 1}, 12},
		// X; X{X}; XX
		{Bound{K: 2, Alphabet: "X"}, 3},
	} {
		n := 0
		c.bound.Programs(func([]Node) bool { n++; return true })
		if n != c.want {
			t.Errorf("%+v: %d programs, want %d", c.bound, n, c.want)
		}
	}
}
