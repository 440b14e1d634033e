package order

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func crossed() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	a.Release() // want releaseorder
	b.Release()
}

func nestedWell() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	b.Release()
	a.Release()
}

func laterLeaks() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h) // want leakedguard
	_ = b
	a.Release()
}

func enterBeforeCurrent() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h)
	g.Release() // want releaseorder
	s.Release()
}

func deferredCrossed() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release() // want releaseorder
}

func deferredAgainstPlain() {
	a := runtimectx.SetCurrent(h)
	defer a.Release()
	b := runtimectx.SetCurrent(h)
	b.Release()
}

func rel(g runtimectx.SetCurrentGuard) { g.Release() }

func TestThroughHelper(t *testing.T) {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	rel(a) // want releaseorder
	rel(b)
}

func helperOwnConflict(g runtimectx.SetCurrentGuard) {
	l := runtimectx.SetCurrent(h)
	g.Release() // want releaseorder
	l.Release()
}

func acrossExit() {
	a := runtimectx.SetCurrent(h)
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		a.Release() // want releaseorder
	})
	g.Release()
}

func enterRuntimeCloses() {
	var s runtimectx.SetCurrentGuard
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) { // want releaseorder
		s = runtimectx.SetCurrent(h)
	})
	s.Release()
}

func enterRuntimeLeak() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		s := runtimectx.SetCurrent(h) // want leakedguard
		_ = s
	})
}

func methodValue() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	ra, rb := a.Release, b.Release
	ra() // want releaseorder
	rb()
}

func unwindingIsSilent() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release()
	panic("x")
}

func disallowTakesNoPart() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	d := runtimectx.DisallowBlockInPlace()
	g.Release()
	d.Release()
}

func askedAfterwards() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h)
	g.Release() // want releaseorder
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		if runtimectx.CurrentEnterContext().IsEntered() {
			s.Release()
		}
	})
}
