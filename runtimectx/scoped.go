package runtimectx

import "github.com/petermattis/goid"

// A Scoped is a cell that has a value per goroutine, for as long as a function
// runs: what a goroutine-local variable would be if it could not outlive its
// scope. The zero Scoped is ready to use; it must not be copied after its first
// use. The goroutines that a function starts do not see its value.
type Scoped[T any] struct {
	_ byte // not of size zero: the address is the identity
}

// A cell is the value of one Scoped while its Set runs. The values are held as
// interfaces of pointers, which costs no allocation.
type cell struct {
	scoped any // *Scoped[T]
	value  any // *T
}

// maxIdleCells bounds what a record keeps for its next use.
const maxIdleCells = 16

// Set makes v the value of s on the calling goroutine while f runs. It nests;
// the former value is back when f returns, panics or calls [runtime.Goexit].
func (s *Scoped[T]) Set(v *T, f func()) {
	gid := goid.Get()
	r := ownRecord(gid)
	depth := len(r.cells)
	r.cells = append(r.cells, cell{s, v})
	r.setExtra()
	defer r.popCell(gid, depth)
	f()
}

func (r *record) popCell(gid int64, depth int) {
	r.cells[depth] = cell{}
	r.cells = r.cells[:depth]
	if depth == 0 && cap(r.cells) > maxIdleCells {
		r.cells = nil
	}
	r.setExtra()
	r.vacate(gid)
}

// With calls f with the value of s on the calling goroutine, or with nil
// outside of [Scoped.Set].
func (s *Scoped[T]) With(f func(v *T)) { f(s.Get()) }

// Get returns the value of s on the calling goroutine, or nil outside of
// [Scoped.Set].
func (s *Scoped[T]) Get() *T {
	r := findRecord(goid.Get())
	if r == nil {
		return nil
	}
	for i := len(r.cells) - 1; i >= 0; i-- {
		if r.cells[i].scoped == any(s) {
			return r.cells[i].value.(*T)
		}
	}
	return nil
}
