package runtimectx_test

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestDisallowBlockInPlaceWhenAllowed(t *testing.T) {
	a, b, _ := handles()
	g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	for range 3 {
		d := runtimectx.DisallowBlockInPlace()
		wantState(t, entered, a)
		wantMisuse(t, "BlockInPlace", runtimectx.ErrBlockInPlaceDenied, func() { runtimectx.BlockInPlace(func() {}) })
		// It takes no part in the order of the handles.
		s := runtimectx.SetCurrent(b)
		d.Release()
		wantState(t, enteredAllowed, b)
		s.Release()
	}
	g.Release()
	wantState(t, notEntered, nil)
}

func TestDisallowBlockInPlaceOtherwise(t *testing.T) {
	a, _, _ := handles()
	check := func(state string, h *runtimectx.Handle) {
		t.Helper()
		d := runtimectx.DisallowBlockInPlace()
		if d != (runtimectx.DisallowBlockInPlaceGuard{}) {
			t.Error("not the zero guard")
		}
		wantState(t, state, h)
		d.Release()
		d.Release()
		wantState(t, state, h)
	}
	check(notEntered, nil)
	g := runtimectx.Enter(a)
	check(entered, a)
	g.Release()
	g = runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
	d := runtimectx.DisallowBlockInPlace()
	check(entered, a)
	d.Release()
	wantState(t, enteredAllowed, a)
	g.Release()
}

func TestDisallowBlockInPlaceIsBoundToItsRegion(t *testing.T) {
	a, b, _ := handles()
	t.Run("the region is over", func(t *testing.T) {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		d := runtimectx.DisallowBlockInPlace()
		g.Release()
		wantState(t, notEntered, nil)
		// The same entry, but another region.
		g = runtimectx.Enter(a)
		d.Release()
		wantState(t, entered, a)
		wantMisuse(t, "DisallowBlockInPlaceGuard.Release", runtimectx.ErrReleased, d.Release)
		g.Release()
		wantState(t, notEntered, nil)
	})
	t.Run("another region is current", func(t *testing.T) {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		d := runtimectx.DisallowBlockInPlace()
		runtimectx.ExitRuntime(func() {
			inner := runtimectx.Enter(b, runtimectx.AllowBlockInPlace)
			own := runtimectx.DisallowBlockInPlace()
			d.Release()
			wantState(t, entered, b)
			own.Release()
			wantState(t, enteredAllowed, b)
			inner.Release()
		})
		wantState(t, entered, a) // d was spent elsewhere
		g.Release()
	})
	t.Run("the region is suspended and continues", func(t *testing.T) {
		g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
		d := runtimectx.DisallowBlockInPlace()
		runtimectx.ExitRuntime(func() { wantState(t, notEntered, a) })
		wantState(t, entered, a)
		d.Release()
		wantState(t, enteredAllowed, a)
		g.Release()
	})
}
