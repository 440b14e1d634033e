package runtimectx_test

import (
	"runtime"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// The two functions that suspend a region behave alike in one that allows it.
var suspenders = []struct {
	op   string
	call func(func())
}{
	{"ExitRuntime", runtimectx.ExitRuntime},
	{"BlockInPlace", runtimectx.BlockInPlace},
}

func TestExitRuntimeWhenEntered(t *testing.T) {
	a, b, _ := handles()
	for _, opts := range [][]runtimectx.EnterOption{nil, {runtimectx.AllowBlockInPlace}} {
		g := runtimectx.Enter(a, opts...)
		state := runtimectx.CurrentEnterContext().String()
		ran := false
		runtimectx.ExitRuntime(func() {
			ran = true
			wantState(t, notEntered, a)
			runtimectx.EnterBlockingRegion()
			inner := runtimectx.Enter(b)
			wantState(t, entered, b)
			runtimectx.ExitRuntime(func() { wantState(t, notEntered, b) })
			inner.Release()
		})
		if !ran {
			t.Error("the function did not run")
		}
		wantState(t, state, a)
		g.Release()
		wantState(t, notEntered, nil)
	}
}

func TestExitRuntimeWhenNotEntered(t *testing.T) {
	a, _, _ := handles()
	check := func() {
		t.Helper()
		wantMisuse(t, "ExitRuntime", runtimectx.ErrNotEntered, func() {
			runtimectx.ExitRuntime(func() { t.Error("a refused ExitRuntime runs f") })
		})
	}
	check()
	s := runtimectx.SetCurrent(a)
	check()
	wantState(t, notEntered, a)
	s.Release()
	g := runtimectx.Enter(a)
	runtimectx.ExitRuntime(check)
	g.Release()
}

func TestSuspendOnPanic(t *testing.T) {
	a, b, _ := handles()
	for _, s := range suspenders {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		v := recovered(func() { s.call(func() { panic("in flight") }) })
		if v != "in flight" {
			t.Errorf("%s: panic with %v, want the one in flight", s.op, v)
		}
		wantState(t, enteredAllowed, a)

		// A misuse on top of the panic is dealt with in silence.
		var left runtimectx.EnterRuntimeGuard
		v = recovered(func() {
			s.call(func() {
				left = runtimectx.Enter(b)
				panic("in flight")
			})
		})
		if v != "in flight" {
			t.Errorf("%s: panic with %v, want the one in flight", s.op, v)
		}
		wantState(t, enteredAllowed, a)
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, left.Release)
		g.Release()
		wantState(t, notEntered, nil)
	}
}

func TestSuspendOnGoexit(t *testing.T) {
	a, b, _ := handles()
	for _, s := range suspenders {
		onGoroutine(func() {
			g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
			defer func() {
				wantState(t, enteredAllowed, a)
				g.Release()
				wantState(t, notEntered, nil)
			}()
			s.call(func() {
				runtimectx.Enter(b)
				runtime.Goexit()
			})
			t.Error("not reached")
		})
	}
}

func TestSuspendLeavingEnter(t *testing.T) {
	a, b, c := handles()
	for _, s := range suspenders {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		var left runtimectx.EnterRuntimeGuard
		m := wantMisuse(t, s.op, runtimectx.ErrStillEntered, func() {
			s.call(func() { left = runtimectx.Enter(b) })
		})
		if m.Handle != b {
			t.Errorf("handle %v, want that of the region left, %v", m.Handle, b)
		}
		wantState(t, enteredAllowed, a)
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, left.Release)
		wantState(t, enteredAllowed, a)

		// Also with the entry in the middle of the stack.
		var above runtimectx.SetCurrentGuard
		wantMisuse(t, s.op, runtimectx.ErrStillEntered, func() {
			s.call(func() {
				left = runtimectx.Enter(b)
				above = runtimectx.SetCurrent(c)
			})
		})
		wantState(t, enteredAllowed, c)
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, left.Release)
		above.Release()
		wantState(t, enteredAllowed, a)
		g.Release()
		wantState(t, notEntered, nil)
	}
}

func TestSuspendLeavingSetCurrent(t *testing.T) {
	a, b, _ := handles()
	for _, s := range suspenders {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		var later runtimectx.SetCurrentGuard
		s.call(func() { later = runtimectx.SetCurrent(b) })
		wantState(t, enteredAllowed, b)
		later.Release()
		wantState(t, enteredAllowed, a)
		g.Release()
	}
}

func TestBlockInPlaceWhenAllowed(t *testing.T) {
	a, b, _ := handles()
	g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	ran := false
	runtimectx.BlockInPlace(func() {
		ran = true
		wantState(t, notEntered, a)
		inner := runtimectx.Enter(b)
		wantState(t, entered, b)
		inner.Release()
	})
	if !ran {
		t.Error("the function did not run")
	}
	wantState(t, enteredAllowed, a)
	g.Release()
}

func TestBlockInPlaceWhenDenied(t *testing.T) {
	a, _, _ := handles()
	g := runtimectx.Enter(a)
	m := wantMisuse(t, "BlockInPlace", runtimectx.ErrBlockInPlaceDenied, func() {
		runtimectx.BlockInPlace(func() { t.Error("a refused BlockInPlace runs f") })
	})
	if m.Handle != a {
		t.Errorf("handle %v, want that of the region, %v", m.Handle, a)
	}
	wantState(t, entered, a)
	g.Release()
}

func TestBlockInPlaceWhenNotEntered(t *testing.T) {
	a, b, _ := handles()
	s := runtimectx.SetCurrent(a)
	var left runtimectx.EnterRuntimeGuard
	runtimectx.BlockInPlace(func() {
		wantState(t, notEntered, a)
		left = runtimectx.Enter(b) // it only runs f, so this is no misuse
	})
	wantState(t, entered, b)
	left.Release()
	s.Release()
}
