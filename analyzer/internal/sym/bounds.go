package sym

import (
	"go/constant"
)

// longer reports whether the string x is known not to be empty by its length.
func (f Facts) longer(s *Space, x Value) bool {
	lo, _ := f.bounds(s.Term(OpStrLen, x))
	return lo != nil && *lo > 0
}

func (f Facts) evalLess(s *Space, v, x, y Value) Value {
	if c, ok := int64Of(y); ok {
		lo, hi := f.bounds(x)
		if hi != nil && *hi < c {
			return s.trueV
		}
		if lo != nil && *lo >= c {
			return s.falseV
		}
		return v
	}
	if c, ok := int64Of(x); ok {
		lo, hi := f.bounds(y)
		if lo != nil && *lo > c {
			return s.trueV
		}
		if hi != nil && *hi <= c {
			return s.falseV
		}
		return v
	}
	if f.order(x, y) == below || f.apart(x, y) {
		return s.trueV
	}
	if lo, _ := f.bounds(x); lo != nil {
		if _, hi := f.bounds(y); hi != nil && *lo >= *hi {
			return s.falseV
		}
	}
	if f.order(y, x) != unordered {
		return s.falseV
	}
	return v
}

// bounds is the integer interval of v, seen through additions of constants.
func (f Facts) bounds(v Value) (lo, hi *int64) {
	k := f.of(v)
	lo, hi = k.lo, k.hi
	if v.Kind == Term && (v.Str == "len" || v.Str == "cap" || v.Str == OpStrLen) && lo == nil {
		zero := int64(0)
		lo = &zero
	}
	if v.Kind == Term && (v.Str == OpMin || v.Str == OpMax) && len(v.Args) == 2 {
		return f.extremeBounds(v)
	}
	if v.Kind == Term && v.Str == OpAdd {
		if c, ok := int64Of(v.Args[1]); ok {
			l, h := f.bounds(v.Args[0])
			if l != nil && lo == nil {
				n := *l + c
				lo = &n
			}
			if h != nil && hi == nil {
				n := *h + c
				hi = &n
			}
		}
	}
	return lo, hi
}

// extremeBounds is the interval of a minimum or maximum.
func (f Facts) extremeBounds(v Value) (lo, hi *int64) {
	k := f.of(v)
	lo, hi = k.lo, k.hi
	for _, a := range v.Args {
		l, h := f.bounds(a)
		if c, ok := int64Of(a); ok {
			l, h = &c, &c
		}
		if v.Str == OpMin && h != nil && (hi == nil || *h < *hi) {
			hi = h
		}
		if v.Str == OpMax && l != nil && (lo == nil || *l > *lo) {
			lo = l
		}
	}
	return lo, hi
}

// Lower is the known lower bound of v.
func (f Facts) Lower(v Value) (int64, bool) {
	if c, ok := int64Of(v); ok {
		return c, true
	}
	lo, _ := f.bounds(v)
	if lo == nil {
		return 0, false
	}
	return *lo, true
}

func int64Of(v Value) (int64, bool) {
	if !isInt(v) {
		return 0, false
	}
	return constant.Int64Val(v.Const)
}

func ptr(n int64) *int64 { return &n }

// bound adds the lower bound lo, or when lo is nil the upper bound hi.
func (f Facts) bound(s *Space, v Value, lo *int64, hi int64) (Facts, bool) {
	oldLo, oldHi := f.bounds(v)
	k := f.of(v)
	k.lo, k.hi = oldLo, oldHi
	if lo != nil {
		n := *lo
		if oldLo != nil && *oldLo > n {
			n = *oldLo
		}
		k.lo = &n
	} else {
		n := hi
		if oldHi != nil && *oldHi < n {
			n = *oldHi
		}
		k.hi = &n
	}
	// An excluded bound moves on.
	for _, c := range k.neq {
		if n, ok := int64Of(c); ok && k.lo != nil && *k.lo == n {
			return f.bound(s, v, ptr(n+1), 0)
		} else if ok && k.hi != nil && *k.hi == n {
			return f.bound(s, v, nil, n-1)
		}
	}
	if k.lo != nil && k.hi != nil {
		if *k.lo > *k.hi {
			return f, false
		}
		if *k.lo == *k.hi {
			return f.with(v, fact{eq: s.Int(*k.lo)}), true
		}
	}
	return f.with(v, k), true
}
