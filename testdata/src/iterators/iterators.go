// Package iterators pins loops over functions that do something to guards or
// to the enter state themselves, or that block.
package iterators

import (
	"iter"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

// Entered yields inside of a region of its own.
func Entered(yield func(int) bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

// Scoped yields where its handle is current.
func Scoped(yield func(int) bool) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	yield(1)
}

// Outside yields outside of the caller's region.
func Outside(yield func(int) bool) {
	runtimectx.ExitRuntime(func() {
		yield(1)
	})
}

func Plain(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func Slow(yield func(int) bool) {
	for yield(0) {
		time.Sleep(0)
	}
}

type Loop struct {
	h     *runtimectx.Handle
	items []int
}

func (l *Loop) Each(yield func(int) bool) {
	runtimectx.EnterRuntime(l.h, func(*runtimectx.BlockingRegionGuard) {
		for _, x := range l.items {
			if !yield(x) {
				return
			}
		}
	})
}

func (l *Loop) All() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		g := runtimectx.Enter(l.h)
		defer g.Release()
		for i, x := range l.items {
			if !yield(i, x) {
				return
			}
		}
	}
}

func (l *Loop) Items() iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, x := range l.items {
			if !yield(x) {
				return
			}
		}
	}
}
