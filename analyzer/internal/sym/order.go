package sym

import "go/constant"

// An ordering says what is known of two values x and y.
type ordering uint8

const (
	unordered ordering = iota
	atMost             // x <= y
	below              // x < y
)

// Bounds of the search for an order.
const (
	maxCompared = 48 // facts
	maxSteps    = 4  // comparisons that are chained
)

// order is what the known comparisons say of x and y, one after the other:
// a < b and b <= c give a < c.
func (f Facts) order(x, y Value) ordering {
	type edge struct {
		from, to Value
		how      ordering
	}
	if len(f.list) > maxCompared {
		return unordered
	}
	var edges []edge
	for i := range f.list {
		v, k := f.list[i].v, &f.list[i].fact
		if v.Kind != Term || len(v.Args) != 2 || k.eq == nil || !isBool(k.eq) {
			continue
		}
		a, b, holds := v.Args[0], v.Args[1], constant.BoolVal(k.eq.Const)
		switch {
		case v.Str == OpLess && holds:
			edges = append(edges, edge{a, b, below})
		case v.Str == OpLess:
			edges = append(edges, edge{b, a, atMost})
		case v.Str == OpEq && holds:
			edges = append(edges, edge{a, b, atMost}, edge{b, a, atMost})
		}
	}
	if len(edges) == 0 {
		return unordered
	}
	best := map[Value]ordering{x: atMost}
	for range maxSteps {
		next := make(map[Value]ordering, len(best))
		for _, e := range edges {
			if how := best[e.from]; how != unordered {
				next[e.to] = max(next[e.to], how, e.how)
			}
		}
		changed := false
		for v, how := range next {
			if how > best[v] {
				best[v] = how
				changed = true
			}
		}
		if !changed {
			break
		}
	}
	return best[y]
}
