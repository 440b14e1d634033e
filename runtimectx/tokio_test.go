package runtimectx_test

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What Tokio promises of its runtime context, in the terms of this package:
// Handle::enter is SetCurrent, block_on is EnterRuntime.

func TestTokioEnterTwoRuntimes(t *testing.T) {
	a, b, _ := handles()
	ga := runtimectx.SetCurrent(a)
	gb := runtimectx.SetCurrent(b)
	wantState(t, notEntered, b)
	gb.Release()
	wantState(t, notEntered, a)
	ga.Release()
	wantState(t, notEntered, nil)
}

func TestTokioInterleavedReleaseOfDifferentRuntimes(t *testing.T) {
	a, b, _ := handles()
	ga, gb := runtimectx.SetCurrent(a), runtimectx.SetCurrent(b)
	wantMisuse(t, "SetCurrentGuard.Release", runtimectx.ErrOutOfOrder, ga.Release)
	wantState(t, notEntered, b)
	gb.Release()
	wantState(t, notEntered, nil)
}

func TestTokioInterleavedReleaseOfTheSameRuntime(t *testing.T) {
	a, _, _ := handles()
	g1, g2 := runtimectx.SetCurrent(a), runtimectx.SetCurrent(a)
	wantMisuse(t, "SetCurrentGuard.Release", runtimectx.ErrOutOfOrder, g1.Release)
	wantState(t, notEntered, a)
	g2.Release()
	wantState(t, notEntered, nil)
}

func TestTokioEnterAgainAfterRecoveredMisuse(t *testing.T) {
	a, b, _ := handles()
	for _, h := range []*runtimectx.Handle{a, b} {
		v := recovered(func() {
			runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
				runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { t.Error("a nested region begins") })
			})
		})
		if m, ok := v.(*runtimectx.MisuseError); !ok || m.Err != runtimectx.ErrNestedEnter {
			t.Errorf("panic with %v, want a nested enter", v)
		}
		wantState(t, notEntered, nil)
		runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { wantState(t, entered, h) })
	}
	g1, g2 := runtimectx.SetCurrent(a), runtimectx.SetCurrent(b)
	recovered(g1.Release)
	recovered(g1.Release)
	g2.Release()
	g := runtimectx.Enter(a)
	wantState(t, entered, a)
	g.Release()
	wantState(t, notEntered, nil)
}

func TestTokioBlockInPlaceInsideBlockInPlace(t *testing.T) {
	a, _, _ := handles()
	runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
		runtimectx.BlockInPlace(func() {
			ran := false
			runtimectx.BlockInPlace(func() { ran = true; wantState(t, notEntered, a) })
			if !ran {
				t.Error("the inner function did not run")
			}
			wantState(t, notEntered, a)
		})
		wantState(t, enteredAllowed, a)
	}, runtimectx.AllowBlockInPlace)
}

// A current-thread runtime does not let its only thread block.
func TestTokioBlockInPlaceInCurrentThreadRuntime(t *testing.T) {
	a, _, _ := handles()
	runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
		wantMisuse(t, "BlockInPlace", runtimectx.ErrBlockInPlaceDenied, func() { runtimectx.BlockInPlace(func() {}) })
		wantState(t, entered, a)
	})
}

func TestTokioBlockInPlaceAroundAnotherRuntime(t *testing.T) {
	a, b, _ := handles()
	runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
		runtimectx.BlockInPlace(func() {
			runtimectx.EnterRuntime(b, func(*runtimectx.BlockingRegionGuard) {
				wantState(t, entered, b)
				wantMisuse(t, "BlockInPlace", runtimectx.ErrBlockInPlaceDenied, func() { runtimectx.BlockInPlace(func() {}) })
			})
			runtimectx.EnterRuntime(b, func(*runtimectx.BlockingRegionGuard) {
				runtimectx.BlockInPlace(func() { wantState(t, notEntered, b) })
			}, runtimectx.AllowBlockInPlace)
		})
		wantState(t, enteredAllowed, a)
	}, runtimectx.AllowBlockInPlace)
	wantState(t, notEntered, nil)
}

func TestTokioBlockingRefusedInsideARegion(t *testing.T) {
	a, _, _ := handles()
	runtimectx.EnterRuntime(a, func(sanction *runtimectx.BlockingRegionGuard) {
		if _, ok := runtimectx.TryEnterBlockingRegion(); ok {
			t.Error("a blocking region begins inside a runtime")
		}
		m := wantMisuse(t, "EnterBlockingRegion", runtimectx.ErrBlockingDenied, func() { runtimectx.EnterBlockingRegion() })
		wantMessage(t, m, `runtimectx: EnterBlockingRegion: goroutine %d is driving runtime "a" (#%d) (RUNTIMECTX_TRACE=1 shows where it was entered) and must not block, or all that waits for that runtime waits too; block on another goroutine, inside ExitRuntime or BlockInPlace, or by the guard that EnterRuntime passes on`)
		ran := false
		sanction.BlockOn(func() { ran = true })
		if !ran {
			t.Error("the sanctioned function did not run")
		}
	})
}
