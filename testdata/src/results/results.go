// Package results pins what a function gives back of what it got from a function
// that its caller passed, or from a type parameter.
package results

import (
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("results", nil)

func Value[T any](f func() T) T { return f() }

func Two(f func() (runtimectx.SetCurrentGuard, bool)) (runtimectx.SetCurrentGuard, bool) {
	g, ok := f()
	return g, ok
}

func Try[T any](f func() (T, error)) (T, error) {
	v, err := f()
	if err != nil {
		var zero T
		return zero, fmt.Errorf("try: %w", err)
	}
	return v, nil
}

// Release releases what f gives.
func Release(f func() runtimectx.SetCurrentGuard) { f().Release() }

// Lose keeps nothing of what f gives.
func Lose(f func() runtimectx.SetCurrentGuard) { f() }

type Source interface {
	Take() runtimectx.SetCurrentGuard
}

func FromSource(s Source) runtimectx.SetCurrentGuard { return s.Take() }

func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func Map[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func Choose[T any](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}

func Pointer[T any](v T) *T { return &v }

func Swap[T any](a, b *T) { *a, *b = *b, *a }

type Pair[A, B any] struct {
	First  A
	Second B
}

func MakePair[A, B any](a A, b B) Pair[A, B] { return Pair[A, B]{a, b} }

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }

func (s *Stack[T]) Pop() T {
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

type Box[T any] struct{ v T }

func (b *Box[T]) Set(v T) { b.v = v }
func (b *Box[T]) Get() T  { return b.v }

// Released gives back a guard that it released.
func Released() runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(h)
	g.Release()
	return g
}
