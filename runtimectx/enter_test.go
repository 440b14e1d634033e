package runtimectx_test

import (
	"runtime"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestEnterWhenNotEntered(t *testing.T) {
	a, b, _ := handles()
	for _, row := range []struct {
		name  string
		opts  []runtimectx.EnterOption
		state string
	}{
		{"without option", nil, entered},
		{"with AllowBlockInPlace", []runtimectx.EnterOption{runtimectx.AllowBlockInPlace}, enteredAllowed},
	} {
		t.Run(row.name, func(t *testing.T) {
			outer := runtimectx.SetCurrent(b)
			g := runtimectx.Enter(a, row.opts...)
			wantState(t, row.state, a)
			g.Release()
			wantState(t, notEntered, b)

			g, err := runtimectx.TryEnter(a, row.opts...)
			if err != nil {
				t.Fatal(err)
			}
			wantState(t, row.state, a)
			g.Release()
			wantState(t, notEntered, b)
			outer.Release()
			wantState(t, notEntered, nil)
		})
	}
}

func TestEnterWhenEntered(t *testing.T) {
	a, b, _ := handles()
	g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	for _, h := range []*runtimectx.Handle{a, b} {
		m := wantMisuse(t, "Enter", runtimectx.ErrNestedEnter, func() { runtimectx.Enter(h) })
		if m.Handle != h {
			t.Errorf("handle %v, want that of the refused Enter, %v", m.Handle, h)
		}
		g, err := runtimectx.TryEnter(h)
		wantError(t, err, "TryEnter", runtimectx.ErrNestedEnter)
		if g != (runtimectx.EnterRuntimeGuard{}) {
			t.Error("a refused TryEnter returns a guard")
		}
		g.Release()
		wantMisuse(t, "EnterRuntime", runtimectx.ErrNestedEnter, func() {
			runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { t.Error("a refused EnterRuntime runs f") })
		})
		wantState(t, enteredAllowed, a)
	}
	g.Release()
	wantState(t, notEntered, nil)
}

func TestEnterNilHandle(t *testing.T) {
	a, _, _ := handles()
	check := func() {
		t.Helper()
		wantMisuse(t, "Enter", runtimectx.ErrNilHandle, func() { runtimectx.Enter(nil) })
		_, err := runtimectx.TryEnter(nil)
		wantError(t, err, "TryEnter", runtimectx.ErrNilHandle)
		wantMisuse(t, "EnterRuntime", runtimectx.ErrNilHandle, func() {
			runtimectx.EnterRuntime(nil, func(*runtimectx.BlockingRegionGuard) { t.Error("a refused EnterRuntime runs f") })
		})
	}
	check()
	wantState(t, notEntered, nil)
	runtimectx.Enter(a).Release()
	check() // with a record at hand from before
	wantState(t, notEntered, nil)
	g := runtimectx.Enter(a)
	check() // decided before ErrNestedEnter
	wantState(t, entered, a)
	g.Release()
}

func TestEnterReleaseBelowSetCurrent(t *testing.T) {
	a, b, c := handles()
	g := runtimectx.Enter(a)
	s1 := runtimectx.SetCurrent(b)
	s2 := runtimectx.SetCurrent(c)
	m := wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrOutOfOrder, g.Release)
	if m.Handle != a {
		t.Errorf("handle %v, want that of the guard, %v", m.Handle, a)
	}
	wantState(t, notEntered, c)
	s2.Release()
	wantState(t, notEntered, b)
	s1.Release()
	wantState(t, notEntered, nil)
	wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, g.Release)
}

func TestEnterReleaseWhileSuspended(t *testing.T) {
	a, b, _ := handles()
	g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	for _, suspend := range []func(func()){runtimectx.ExitRuntime, runtimectx.BlockInPlace} {
		suspend(func() {
			m := wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrNotEntered, g.Release)
			if m.Handle != a {
				t.Errorf("handle %v, want that of the guard, %v", m.Handle, a)
			}
			inner := runtimectx.Enter(b)
			wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrNotEntered, g.Release)
			wantState(t, entered, b)
			inner.Release()
			wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrNotEntered, g.Release)
			wantState(t, notEntered, a)
		})
		wantState(t, enteredAllowed, a)
	}
	g.Release()
	wantState(t, notEntered, nil)
}

func TestEnterRuntime(t *testing.T) {
	a, b, _ := handles()
	outer := runtimectx.SetCurrent(b)
	ran := false
	runtimectx.EnterRuntime(a, func(g *runtimectx.BlockingRegionGuard) {
		ran = true
		wantState(t, entered, a)
		blocked := false
		g.BlockOn(func() { blocked = true; wantState(t, entered, a) })
		if !blocked {
			t.Error("the guard does not run the function")
		}
	})
	if !ran {
		t.Error("the function did not run")
	}
	runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) { wantState(t, enteredAllowed, a) }, runtimectx.AllowBlockInPlace)
	wantState(t, notEntered, b)
	outer.Release()
}

func TestEnterRuntimeLeavingSetCurrent(t *testing.T) {
	a, b, _ := handles()
	var s runtimectx.SetCurrentGuard
	wantMisuse(t, "EnterRuntime", runtimectx.ErrOutOfOrder, func() {
		runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) { s = runtimectx.SetCurrent(b) })
	})
	wantState(t, notEntered, b)
	s.Release()
	wantState(t, notEntered, nil)
}

func TestEnterRuntimeOnPanic(t *testing.T) {
	a, b, _ := handles()
	var s runtimectx.SetCurrentGuard
	v := recovered(func() {
		runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
			s = runtimectx.SetCurrent(b) // makes the closing a misuse
			panic("in flight")
		})
	})
	if v != "in flight" {
		t.Errorf("panic with %v, want the one in flight", v)
	}
	wantState(t, notEntered, b)
	s.Release()
	wantState(t, notEntered, nil)
}

func TestEnterRuntimeOnGoexit(t *testing.T) {
	a, b, _ := handles()
	onGoroutine(func() {
		var s runtimectx.SetCurrentGuard
		defer func() {
			wantState(t, notEntered, b)
			s.Release()
			wantState(t, notEntered, nil)
		}()
		runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
			s = runtimectx.SetCurrent(b)
			runtime.Goexit()
		})
	})
}
