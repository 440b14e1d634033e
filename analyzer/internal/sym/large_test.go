package sym

import "testing"

// TestLargeTermsAreUnknown computes a value from itself over and over: as an
// expression it would double each time. Whoever walks over values relies on
// this coming to an end, and on equal expressions staying equal.
func TestLargeTermsAreUnknown(t *testing.T) {
	s := NewSpace()
	for _, next := range []func(Value) Value{
		func(v Value) Value { return s.Term("*", v, v) },
		func(v Value) Value { return s.Sel(v, ".0") },
		func(v Value) Value { return s.Fld(s.Term("f", v), ".1") },
	} {
		v := s.Param(0)
		for range 1000 {
			again := next(v)
			v = next(v)
			if v != again {
				t.Fatal("the same expression gives different values")
			}
			if n := nodes(v); n > tooLarge {
				t.Fatalf("a value of %d nodes", n)
			}
		}
	}
}

func nodes(v Value) int {
	n := 1
	for _, a := range v.Args {
		n += nodes(a)
	}
	return n
}
