package sym

import (
	"encoding/binary"
	"go/constant"
	"slices"
)

// Facts is what one path knows about its symbolic values: constants, excluded
// constants, integer bounds, and the truth of comparisons. The zero Facts
// knows nothing. Facts are immutable.
type Facts struct {
	list []known // by number of the value; most paths know little
}

type known struct {
	v Value
	fact
}

type fact struct {
	eq     Value   // the constant that the value is, or nil
	neq    []Value // constants that it is not, by number
	lo, hi *int64  // inclusive integer bounds
}

// find is where v is, or would be.
func (f Facts) find(v Value) (int, bool) {
	lo, hi := 0, len(f.list)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if f.list[mid].v.num < v.num {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(f.list) && f.list[lo].v == v
}

// of is what is known of v itself.
func (f Facts) of(v Value) fact {
	if i, ok := f.find(v); ok {
		return f.list[i].fact
	}
	return fact{}
}

// Len is the number of values about which something is known.
func (f Facts) Len() int { return len(f.list) }

// Knows reports whether something is known of v itself.
func (f Facts) Knows(v Value) bool {
	_, ok := f.find(v)
	return ok
}

// Keep returns the facts about values for which keep is true.
func (f Facts) Keep(keep func(Value) bool) Facts {
	for i := range f.list {
		if keep(f.list[i].v) {
			continue
		}
		list := append(make([]known, 0, len(f.list)-1), f.list[:i]...)
		for _, k := range f.list[i+1:] {
			if keep(k.v) {
				list = append(list, k)
			}
		}
		return Facts{list}
	}
	return f
}

// Values lists the values about which something is known, in a fixed order.
func (f Facts) Values() []Value {
	if len(f.list) == 0 {
		return nil
	}
	out := make([]Value, len(f.list))
	for i := range f.list {
		out[i] = f.list[i].v
	}
	return out
}

// AppendKey appends to b what is known, for the comparison of states.
func (f Facts) AppendKey(b []byte) []byte {
	num := func(n int64) { b = binary.AppendVarint(b, n) }
	for i := range f.list {
		k := &f.list[i]
		num(int64(k.v.num))
		if k.eq != nil {
			num(-2)
			num(int64(k.eq.num))
			continue
		}
		num(-3)
		num(int64(len(k.neq)))
		for _, n := range k.neq {
			num(int64(n.num))
		}
		for _, bound := range []*int64{k.lo, k.hi} {
			if bound == nil {
				num(-4)
			} else {
				num(-5)
				num(*bound)
			}
		}
	}
	return b
}

func (f Facts) with(v Value, k fact) Facts {
	i, ok := f.find(v)
	n := len(f.list)
	if !ok {
		n++
	}
	list := append(make([]known, 0, n), f.list[:i]...)
	list = append(list, known{v, k})
	if ok {
		i++
	}
	return Facts{append(list, f.list[i:]...)}
}

// And adds what g knows. It reports false when that contradicts what is known.
func (f Facts) And(s *Space, g Facts) (Facts, bool) {
	for i := range g.list {
		k, ok := &g.list[i], true
		if f.of(k.v).same(k.fact) {
			continue
		}
		if k.eq != nil {
			f, ok = f.setEq(s, k.v, k.eq)
		}
		for _, c := range k.neq {
			if ok {
				f, ok = f.setNeq(s, k.v, c)
			}
		}
		if k.lo != nil && ok {
			f, ok = f.bound(s, k.v, k.lo, 0)
		}
		if k.hi != nil && ok {
			f, ok = f.bound(s, k.v, nil, *k.hi)
		}
		if !ok {
			return f, false
		}
	}
	return f, true
}

// same reports whether k and l are the same, and not only equal.
func (k fact) same(l fact) bool {
	return k.eq == l.eq && k.lo == l.lo && k.hi == l.hi && len(k.neq) == len(l.neq) && (len(k.neq) == 0 || &k.neq[0] == &l.neq[0])
}

// AtLeast adds the lower bound lo for v.
func (f Facts) AtLeast(v Value, lo int64) Facts {
	k := f.of(v)
	if k.lo != nil && *k.lo >= lo {
		return f
	}
	k.lo = &lo
	return f.with(v, k)
}

// Eval simplifies v with what is known.
func (f Facts) Eval(s *Space, v Value) Value {
	return f.eval(s, v, 8)
}

func (f Facts) eval(s *Space, v Value, depth int) Value {
	if k := f.of(v); k.eq != nil {
		return k.eq
	}
	if v.Kind != Term || depth == 0 {
		return v
	}
	args, changed := v.Args, false
	for i, x := range v.Args {
		y := f.eval(s, x, depth-1)
		if y == x {
			continue
		}
		if !changed {
			args, changed = slices.Clone(args), true
		}
		args[i] = y
	}
	if changed {
		w := s.Apply(v.Str, args...)
		if w.Kind != Term || w == v {
			return w
		}
		return f.eval(s, w, depth-1)
	}
	if len(args) != 2 {
		return v
	}
	x, y := args[0], args[1]
	switch v.Str {
	case OpEq:
		return f.evalEqual(s, v, x, y)
	case OpLess:
		return f.evalLess(s, v, x, y)
	}
	return v
}

func (f Facts) evalEqual(s *Space, v, x, y Value) Value {
	if x.Kind == Const {
		x, y = y, x
	}
	if y.Kind == Const {
		k := f.of(x)
		if slices.Contains(k.neq, y) {
			return s.Bool(false)
		}
		if y == s.empty() && f.longer(s, x) {
			return s.falseV
		}
		if c, ok := int64Of(y); ok {
			lo, hi := f.bounds(x)
			if lo != nil && c < *lo || hi != nil && c > *hi {
				return s.Bool(false)
			}
		}
		return v
	}
	lt, gt := f.truth(s, OpLess, x, y), f.truth(s, OpLess, y, x)
	switch {
	case lt == s.falseV && gt == s.falseV:
		return s.trueV
	case f.order(x, y) == below || f.order(y, x) == below || f.apart(x, y) || f.apart(y, x):
		return s.falseV
	}
	return v
}

// apart reports whether x is less than y by their bounds.
func (f Facts) apart(x, y Value) bool {
	_, hi := f.bounds(x)
	lo, _ := f.bounds(y)
	return lo != nil && hi != nil && *hi < *lo
}

// truth is what is known of a comparison itself, or nil.
func (f Facts) truth(s *Space, op string, x, y Value) Value {
	return f.of(s.Term(op, x, y)).eq
}

// Assume adds that v is truth. It reports false when that contradicts what is
// known.
func (f Facts) Assume(s *Space, v Value, truth bool) (Facts, bool) {
	v = f.Eval(s, v)
	if v.Kind == Const {
		return f, isBool(v) && constant.BoolVal(v.Const) == truth
	}
	if v.Kind == Zero {
		return f, !truth // the zero of a flag
	}
	if v.Kind != Term {
		return f.setEq(s, v, s.Bool(truth))
	}
	switch v.Str {
	case OpNot:
		return f.Assume(s, v.Args[0], !truth)
	case OpEq:
		x, y := v.Args[0], v.Args[1]
		if x.Kind == Const {
			x, y = y, x
		}
		if y.Kind == Const {
			if truth {
				return f.setEq(s, x, y)
			}
			return f.setNeq(s, x, y)
		}
		if truth {
			g, ok := f.equalNonNil(s, x, y)
			if !ok {
				return f, false
			}
			f = g
		}
	case OpLess:
		x, y := v.Args[0], v.Args[1]
		if c, ok := int64Of(y); ok {
			if truth {
				return f.bound(s, x, nil, c-1)
			}
			return f.bound(s, x, &c, 0)
		}
		if c, ok := int64Of(x); ok {
			if truth {
				n := c + 1
				return f.bound(s, y, &n, 0)
			}
			return f.bound(s, y, nil, c)
		}
	case OpHas:
		if truth {
			g, ok := f.Assume(s, s.equal(v.Args[0], s.nilV), false)
			if !ok {
				return f, false
			}
			f = g
		}
	}
	return f.setEq(s, v, s.Bool(truth))
}

// equalNonNil adds what follows for nil where x and y are equal: what equals io.EOF,
// say, is not nil.
func (f Facts) equalNonNil(s *Space, x, y Value) (Facts, bool) {
	nonNil := func(v Value) bool {
		isNil, known := IsNil(v)
		return known && !isNil || slices.Contains(f.of(v).neq, s.nilV)
	}
	ok := true
	switch nx, ny := nonNil(x), nonNil(y); {
	case nx && !ny:
		f, ok = f.setNeq(s, y, s.nilV)
	case ny && !nx:
		f, ok = f.setNeq(s, x, s.nilV)
	}
	return f, ok
}

func (f Facts) setEq(s *Space, v, c Value) (Facts, bool) {
	k := f.of(v)
	if k.eq != nil {
		return f, k.eq == c
	}
	if slices.Contains(k.neq, c) {
		return f, false
	}
	if isNil, known := IsNil(v); known && (c.Const == nil) != isNil {
		return f, false
	}
	if i, ok := int64Of(c); ok {
		if lo, hi := f.bounds(v); lo != nil && i < *lo || hi != nil && i > *hi {
			return f, false
		}
	}
	return f.with(v, fact{eq: c}), true
}

func (f Facts) setNeq(s *Space, v, c Value) (Facts, bool) {
	k := f.of(v)
	if k.eq != nil {
		return f, k.eq != c
	}
	i, found := slices.BinarySearchFunc(k.neq, c, func(a, b Value) int { return a.num - b.num })
	if found {
		return f, true
	}
	k.neq = slices.Insert(slices.Clone(k.neq), i, c)
	if n, ok := int64Of(c); ok {
		lo, hi := f.bounds(v)
		if lo != nil && *lo == n {
			return f.with(v, k).bound(s, v, ptr(n+1), 0)
		}
		if hi != nil && *hi == n {
			return f.with(v, k).bound(s, v, nil, n-1)
		}
	}
	return f.with(v, k), true
}
