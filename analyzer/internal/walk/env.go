package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// An env holds the values of a frame by their index in its fnInfo, in order. What
// is dead is dropped where paths meet, so that a long function costs no more per
// path than a short one.
type env []binding

type binding struct {
	index int
	val   sym.Value
}

func (e env) find(i int) (int, bool) {
	return slices.BinarySearchFunc(e, i, func(b binding, i int) int { return b.index - i })
}

// at is the value at index i, or nil.
func (e env) at(i int) sym.Value {
	if k, ok := e.find(i); ok {
		return e[k].val
	}
	return nil
}

// set changes e, which no other state may share.
func (e *env) set(i int, v sym.Value) {
	if n := len(*e); n == 0 || (*e)[n-1].index < i {
		*e = append(*e, binding{i, v})
		return
	}
	k, ok := e.find(i)
	if ok {
		(*e)[k].val = v
		return
	}
	*e = slices.Insert(*e, k, binding{i, v})
}

// values lists the values in order of their index.
func (e env) values() []sym.Value { return e.appendValues(make([]sym.Value, 0, len(e))) }

// appendValues appends them to list.
func (e env) appendValues(list []sym.Value) []sym.Value {
	for _, b := range e {
		list = append(list, b.val)
	}
	return list
}

// clone leaves room for what the path that gets it computes next.
func (e env) clone() env { return append(make(env, 0, len(e)+4), e...) }

// only is the part of e that lies at the indices live, which are in order.
func (e env) only(live []int) env {
	out := make(env, 0, min(len(live), len(e)))
	k := 0
	for _, i := range live {
		for k < len(e) && e[k].index < i {
			k++
		}
		if k < len(e) && e[k].index == i {
			out = append(out, e[k])
		}
	}
	return out
}
