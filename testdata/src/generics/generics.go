// Package generics pins generic helpers, whose bodies exist once for all
// instances.
package generics

import (
	"iter"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Releaser interface{ Release() }

func Drop[G Releaser](g G) { g.Release() }

func DropIf[G Releaser](g G, c bool) {
	if c {
		g.Release()
	}
}

func DropAfter[G Releaser](g G, f func()) {
	defer g.Release()
	f()
}

func Through[T any](x T) T { return x }

func Open[T any](x T) (T, runtimectx.SetCurrentGuard) {
	return x, runtimectx.SetCurrent(h)
}

func Entering[T any](f func() T) T {
	g := runtimectx.Enter(h)
	defer g.Release()
	return f()
}

func Here[T any](x T, f func(T)) { f(x) }

func Must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

type Box[T any] struct {
	value T
	guard runtimectx.SetCurrentGuard
}

func NewBox[T any](x T) *Box[T] {
	return &Box[T]{x, runtimectx.SetCurrent(h)}
}

func (b *Box[T]) Close() { b.guard.Release() }

func (b *Box[T]) Value() T { return b.value }

func (b *Box[T]) Open() { b.guard = runtimectx.SetCurrent(h) }

type Pair[A, B any] struct {
	First  A
	Second B
}

func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }

func Each[T any](xs []T, f func(T)) {
	for _, x := range xs {
		f(x)
	}
}

func Seq[T any](xs ...T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

// Number has no methods: the helper cannot touch guards.
func Sum[T ~int | ~float64](xs ...T) (sum T) {
	for _, x := range xs {
		sum += x
	}
	return sum
}

// Leaks has its defect once, whatever the instances.
func Leaks[T any](x T, c bool) T {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 97, is not released when the function returns at line 99 \[leakedguard\]$`
	if c {
		return x
	}
	g.Release()
	return x
}
