package walk

import (
	"slices"
	"sync"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// A valueSet is a set of values of one space. The walk makes one at nearly every
// step, so that emptying and using them again costs nothing.
type valueSet struct {
	mark    []uint32 // by number of the value: in the set if equal to now
	now     uint32
	members []sym.Value
}

var valueSets = sync.Pool{New: func() any { return new(valueSet) }}

// newSet returns an empty set, to be given back with free.
func newSet() *valueSet {
	s := valueSets.Get().(*valueSet)
	s.now++
	if s.now == 0 { // wrapped around: old marks would look new
		clear(s.mark)
		s.now = 1
	}
	return s
}

func (s *valueSet) free() {
	clear(s.members)
	s.members = s.members[:0]
	valueSets.Put(s)
}

func (s *valueSet) has(v sym.Value) bool {
	n := v.Num()
	return n < len(s.mark) && s.mark[n] == s.now
}

// add reports whether v was not there yet.
func (s *valueSet) add(v sym.Value) bool {
	n := v.Num()
	if n >= len(s.mark) {
		s.mark = append(s.mark, make([]uint32, n+1-len(s.mark)+len(s.mark)/2)...)
	}
	if s.mark[n] == s.now {
		return false
	}
	s.mark[n] = s.now
	s.members = append(s.members, v)
	return true
}

// sorted lists the members in order of their numbers.
func (s *valueSet) sorted() []sym.Value {
	out := slices.Clone(s.members)
	slices.SortFunc(out, func(a, b sym.Value) int { return a.Num() - b.Num() })
	return out
}
