package runtimectx_test

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A kindOfGuard acquires one kind of guard and can tell what releasing it is.
type kindOfGuard struct {
	op      string
	acquire func() (release func())
}

// everyKind is for tests that hold for any guard. The acquires nest.
func everyKind(h *runtimectx.Handle) []kindOfGuard {
	return []kindOfGuard{
		{"EnterRuntimeGuard.Release", func() func() { return runtimectx.Enter(h, runtimectx.AllowBlockInPlace).Release }},
		{"SetCurrentGuard.Release", func() func() { return runtimectx.SetCurrent(h).Release }},
		{"DisallowBlockInPlaceGuard.Release", func() func() { return runtimectx.DisallowBlockInPlace().Release }},
	}
}

func TestReleaseTwice(t *testing.T) {
	a, b, _ := handles()
	for range 3 {
		var releases []func()
		kinds := everyKind(a)
		for _, k := range kinds {
			releases = append(releases, k.acquire())
		}
		for i := len(kinds) - 1; i >= 0; i-- {
			releases[i]()
			state, h := runtimectx.CurrentEnterContext(), currentOrNil()
			wantMisuse(t, kinds[i].op, runtimectx.ErrReleased, releases[i])
			if runtimectx.CurrentEnterContext() != state || currentOrNil() != h {
				t.Errorf("%s: the second release changes something", kinds[i].op)
			}
		}
		// The entries are in use again, by other acquisitions.
		s, g := runtimectx.SetCurrent(b), runtimectx.Enter(b, runtimectx.AllowBlockInPlace)
		d := runtimectx.DisallowBlockInPlace()
		for i, k := range kinds {
			wantMisuse(t, k.op, runtimectx.ErrReleased, releases[i])
		}
		wantState(t, entered, b)
		d.Release()
		g.Release()
		s.Release()
	}
	wantState(t, notEntered, nil)
}

func currentOrNil() *runtimectx.Handle {
	h, _ := runtimectx.Current()
	return h
}

// TestReleaseOfCopies checks that all copies of a guard are one acquisition.
func TestReleaseOfCopies(t *testing.T) {
	a, _, _ := handles()
	g := runtimectx.Enter(a)
	original := g
	if original != g {
		t.Error("a copy differs from its original")
	}
	original.Release()
	wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, g.Release)
	again := runtimectx.Enter(a)
	if again == g {
		t.Error("two acquisitions have equal guards")
	}
	wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, g.Release)
	wantState(t, entered, a)
	again.Release()
}

func TestReleaseOnAnotherGoroutine(t *testing.T) {
	a, b, _ := handles()
	for _, k := range everyKind(a) {
		g := runtimectx.Enter(b, runtimectx.AllowBlockInPlace)
		if k.op == "EnterRuntimeGuard.Release" {
			g.Release()
		}
		release := k.acquire()
		state, h := runtimectx.CurrentEnterContext().String(), currentOrNil()
		onGoroutine(func() {
			wantMisuse(t, k.op, runtimectx.ErrWrongGoroutine, release)
			wantState(t, notEntered, nil)
			own := runtimectx.Enter(b)
			wantMisuse(t, k.op, runtimectx.ErrWrongGoroutine, release)
			wantState(t, entered, b)
			own.Release()
		})
		wantState(t, state, h)
		release()
		onGoroutine(func() { // decided before ErrReleased
			wantMisuse(t, k.op, runtimectx.ErrWrongGoroutine, release)
		})
		if k.op != "EnterRuntimeGuard.Release" {
			g.Release()
		}
		wantState(t, notEntered, nil)
	}
}

// TestReleaseOnAnotherGoroutineMeanwhile is for the race detector: the owner
// works on its guards while others try to release them, and its stale guards
// do not touch what other goroutines use by now.
func TestReleaseOnAnotherGoroutineMeanwhile(t *testing.T) {
	a, _, _ := handles()
	g := runtimectx.Enter(a)
	stale := runtimectx.SetCurrent(a)
	stale.Release()
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			default:
				wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrWrongGoroutine, g.Release)
				runtimectx.Enter(a).Release()
			}
		}
	}()
	for range 1000 {
		runtimectx.SetCurrent(a).Release()
	}
	g.Release()
	for range 300 {
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, g.Release)
		wantMisuse(t, "SetCurrentGuard.Release", runtimectx.ErrReleased, stale.Release)
	}
	close(stop)
	<-done
}

func TestReleaseOfZeroGuards(t *testing.T) {
	a, _, _ := handles()
	zero := func() {
		runtimectx.EnterRuntimeGuard{}.Release()
		runtimectx.SetCurrentGuard{}.Release()
		runtimectx.DisallowBlockInPlaceGuard{}.Release()
	}
	zero()
	g := runtimectx.Enter(a)
	zero()
	wantState(t, entered, a)
	g.Release()
}
