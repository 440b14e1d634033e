package runtimectx_test

import (
	"runtime"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestScopedWithoutValue(t *testing.T) {
	var cell runtimectx.Scoped[string]
	called := false
	cell.With(func(v *string) { called = true; wantValue(t, v, nil) })
	if !called {
		t.Error("With does not call f outside of Set")
	}
	wantValue(t, cell.Get(), nil)
}

func wantValue[T any](t *testing.T, got, want *T) {
	t.Helper()
	if got != want {
		t.Errorf("value %p, want %p", got, want)
	}
}

func TestScopedNests(t *testing.T) {
	var cell, other runtimectx.Scoped[string]
	var number runtimectx.Scoped[int]
	x, y, n := new(string), new(string), new(int)
	cell.Set(x, func() {
		wantValue(t, cell.Get(), x)
		wantValue(t, other.Get(), nil)
		wantValue(t, number.Get(), nil)
		number.Set(n, func() {
			cell.Set(y, func() {
				cell.With(func(v *string) { wantValue(t, v, y) })
				wantValue(t, number.Get(), n)
				cell.Set(nil, func() { wantValue(t, cell.Get(), nil) })
				wantValue(t, cell.Get(), y)
			})
			wantValue(t, cell.Get(), x)
		})
	})
	wantValue(t, cell.Get(), nil)
	wantState(t, notEntered, nil)
}

func TestScopedDeepNesting(t *testing.T) {
	var cell runtimectx.Scoped[int]
	var nest func(depth int)
	nest = func(depth int) {
		v := &depth
		cell.Set(v, func() {
			if depth > 0 {
				nest(depth - 1)
			}
			wantValue(t, cell.Get(), v)
		})
	}
	nest(100)
	wantValue(t, cell.Get(), nil)
}

func TestScopedOnPanic(t *testing.T) {
	var cell runtimectx.Scoped[string]
	x := new(string)
	cell.Set(x, func() {
		v := recovered(func() { cell.Set(new(string), func() { panic("in flight") }) })
		if v != "in flight" {
			t.Errorf("panic with %v, want the one in flight", v)
		}
		wantValue(t, cell.Get(), x)
	})
	wantValue(t, cell.Get(), nil)
}

func TestScopedOnGoexit(t *testing.T) {
	var cell runtimectx.Scoped[string]
	onGoroutine(func() {
		defer func() { wantValue(t, cell.Get(), nil) }()
		cell.Set(new(string), runtime.Goexit)
	})
}

func TestScopedWithGuards(t *testing.T) {
	a, b, _ := handles()
	var cell runtimectx.Scoped[string]
	x := new(string)
	var s runtimectx.SetCurrentGuard
	g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	cell.Set(x, func() {
		wantState(t, enteredAllowed, a)
		runtimectx.BlockInPlace(func() { wantValue(t, cell.Get(), x) })
		s = runtimectx.SetCurrent(b) // outlives the cell's value
		wantValue(t, cell.Get(), x)
	})
	wantState(t, enteredAllowed, b)
	s.Release()
	g.Release()
	cell.Set(x, func() {
		g := runtimectx.Enter(a)
		wantState(t, entered, a)
		g.Release()
		wantState(t, notEntered, nil)
		wantValue(t, cell.Get(), x)
	})
	wantState(t, notEntered, nil)
}
