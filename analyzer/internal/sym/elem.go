package sym

import (
	"go/constant"
	"go/token"
)

// The operators of terms that stand for parts of a slice or array.
const (
	OpElem = "elem" // the address of element Args[1] of Args[0]
	OpAt   = "at"   // element Args[1] of the array value Args[0]
	OpSub  = "sub"  // the slice Args[0][Args[1]:Args[2]]
	OpLen  = "len"
)

// Elem is the address of element i of x: of the slice x, or of the array behind
// the pointer x.
func (s *Space) Elem(x, i Value, array bool) Value {
	if lo, _, ok := bounds(x); ok {
		return s.Elem(x.Args[0], s.Binary(token.ADD, i, lo), false)
	}
	n, known := index(i)
	switch {
	case !known:
	case x.Kind == Slice:
		if low, length := Span(x); length < 0 || n < length {
			return s.Addr(x.Args[0], ElemPath(low+n))
		}
	case array:
		return s.Addr(x, ElemPath(n))
	}
	return s.Term(OpElem, x, i)
}

// At is element i of the array value x.
func (s *Space) At(x, i Value) Value {
	if n, known := index(i); known {
		return s.Fld(x, ElemPath(n))
	}
	return s.Term(OpAt, x, i)
}

// Sub is the slice x[lo:hi] of the slice x, or of the array of n elements
// behind the pointer x. A nil lo or hi is left out.
func (s *Space) Sub(x, lo, hi Value, n int64) Value {
	from, to := int64(0), int64(-1)
	known := true
	if lo != nil {
		from, known = index(lo)
	}
	if low, _, ok := bounds(x); ok && hi != nil && n < 0 {
		if lo == nil {
			lo = s.Int(0)
		}
		return s.Sub(x.Args[0], s.Binary(token.ADD, lo, low), s.Binary(token.ADD, hi, low), -1)
	}
	arr, base := x, int64(0)
	if n < 0 {
		if x.Kind != Slice {
			known = false
		} else {
			arr = x.Args[0]
			base, n = Span(x)
		}
	}
	switch {
	case hi != nil:
		var ok bool
		to, ok = index(hi)
		known = known && ok
	case n >= 0:
		to = n
	}
	if known && (to < 0 || from <= to) {
		length := int64(-1)
		if to >= 0 {
			length = to - from
		}
		return s.Slice(arr, base+from, length)
	}
	if lo == nil {
		lo = s.Int(0)
	}
	if hi == nil {
		hi = s.Nil()
	}
	return s.Term(OpSub, x, lo, hi)
}

// Len is the length of x.
func (s *Space) Len(x Value) Value {
	switch x.Kind {
	case Slice:
		if _, n := Span(x); n >= 0 {
			return s.Int(n)
		}
	case Term:
		if lo, hi, ok := bounds(x); ok && hi != s.nilV {
			return s.Binary(token.SUB, hi, lo)
		}
	case Const:
		if x.Const == nil {
			return s.Int(0)
		}
		if x.Const.Kind() == constant.String {
			return s.Int(int64(len(constant.StringVal(x.Const))))
		}
	}
	return s.Term(OpLen, x)
}

// index is the element number that i surely is.
func index(i Value) (int64, bool) {
	if i.Kind != Const || i.Const == nil {
		return 0, false
	}
	n, ok := constant.Int64Val(constant.ToInt(i.Const))
	return n, ok && n >= 0
}

// bounds takes the slice x apart if it is y[lo:hi] with a lo that is known.
func bounds(x Value) (lo, hi Value, ok bool) {
	if x.Kind != Term || x.Str != OpSub {
		return nil, nil, false
	}
	if _, known := index(x.Args[1]); !known {
		return nil, nil, false
	}
	return x.Args[1], x.Args[2], true
}
