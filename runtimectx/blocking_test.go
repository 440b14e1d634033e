package runtimectx_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestTryEnterBlockingRegion(t *testing.T) {
	a, _, _ := handles()
	b, ok := runtimectx.TryEnterBlockingRegion()
	if b == nil || !ok {
		t.Errorf("when NotEntered: %v, %v", b, ok)
	}
	g := runtimectx.Enter(a)
	if b, ok := runtimectx.TryEnterBlockingRegion(); b != nil || ok {
		t.Errorf("when Entered: %v, %v", b, ok)
	}
	runtimectx.ExitRuntime(func() {
		if b, ok := runtimectx.TryEnterBlockingRegion(); b == nil || !ok {
			t.Errorf("inside ExitRuntime: %v, %v", b, ok)
		}
	})
	g.Release()
}

func TestEnterBlockingRegion(t *testing.T) {
	a, _, _ := handles()
	if runtimectx.EnterBlockingRegion() == nil {
		t.Error("when NotEntered: no guard")
	}
	g := runtimectx.Enter(a)
	m := wantMisuse(t, "EnterBlockingRegion", runtimectx.ErrBlockingDenied, func() { runtimectx.EnterBlockingRegion() })
	if m.Handle != a {
		t.Errorf("handle %v, want that of the region, %v", m.Handle, a)
	}
	wantState(t, entered, a)
	g.Release()
}

func TestBlockOn(t *testing.T) {
	a, _, _ := handles()
	b := runtimectx.EnterBlockingRegion()
	for _, inRegion := range []bool{false, true} {
		state, current, want := notEntered, (*runtimectx.Handle)(nil), error(nil)
		var g runtimectx.EnterRuntimeGuard
		if inRegion {
			g = runtimectx.Enter(a)
			state, current, want = entered, a, runtimectx.ErrNestedEnter
		}
		b.BlockOn(func() {
			wantState(t, state, current)
			inner, err := runtimectx.TryEnter(a)
			if !errors.Is(err, want) {
				t.Errorf("TryEnter inside: %v, want %v", err, want)
			}
			inner.Release()
		})
		if v := recovered(func() { b.BlockOn(func() { panic("in flight") }) }); v != "in flight" {
			t.Errorf("panic with %v, want the one in flight", v)
		}
		wantState(t, state, current)
		g.Release()
	}
}

func TestBlockOnContext(t *testing.T) {
	b := runtimectx.EnterBlockingRegion()
	ctx := context.WithValue(t.Context(), runtimectx.Scoped[int]{}, "x")
	failure := errors.New("of f")
	err := b.BlockOnContext(ctx, func(got context.Context) error {
		if got != ctx {
			t.Error("another context")
		}
		return failure
	})
	if err != failure {
		t.Errorf("error %v, want that of f", err)
	}
}

func TestBlockOnTimeout(t *testing.T) {
	b := runtimectx.EnterBlockingRegion()
	err := b.BlockOnTimeout(time.Millisecond, func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the deadline", err)
	}
	var kept context.Context
	err = b.BlockOnTimeout(time.Hour, func(ctx context.Context) error {
		kept = ctx
		if d, ok := ctx.Deadline(); !ok || time.Until(d) < 59*time.Minute {
			t.Errorf("deadline %v, %v", d, ok)
		}
		return ctx.Err()
	})
	if err != nil {
		t.Error(err)
	}
	if kept.Err() == nil {
		t.Error("the context is not given up after f")
	}
}

func TestBlockOnWithoutGuard(t *testing.T) {
	var b *runtimectx.BlockingRegionGuard
	never := func(context.Context) error { t.Error("runs f without a guard"); return nil }
	wantMisuse(t, "BlockingRegionGuard.BlockOn", runtimectx.ErrBlockingDenied, func() { b.BlockOn(func() { t.Error("runs f without a guard") }) })
	wantMisuse(t, "BlockingRegionGuard.BlockOnContext", runtimectx.ErrBlockingDenied, func() { _ = b.BlockOnContext(t.Context(), never) })
	wantMisuse(t, "BlockingRegionGuard.BlockOnTimeout", runtimectx.ErrBlockingDenied, func() { _ = b.BlockOnTimeout(time.Second, never) })
}
