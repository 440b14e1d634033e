package guards

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func double() {
	g := runtimectx.Enter(h)
	g.Release()
	g.Release() // want guardmisuse
}

func doubleDeferred() {
	g := runtimectx.SetCurrent(h)
	defer g.Release() // want guardmisuse
	g.Release()
}

func copyReleased() {
	g := runtimectx.SetCurrent(h)
	c := g
	c.Release()
	g.Release() // want guardmisuse
}

func zero() {
	var g runtimectx.SetCurrentGuard
	g.Release()
	g.Release()
}

func exclusive(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		g.Release()
	}
	if !a {
		g.Release()
	}
}

func onBranch(a, b bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		g.Release()
	}
	if b || !a {
		g.Release() // want guardmisuse
	}
}

func otherGoroutine() {
	g := runtimectx.SetCurrent(h)
	go func() {
		g.Release() // want guardmisuse
	}()
}

func goRelease() {
	g := runtimectx.SetCurrent(h)
	go g.Release() // want guardmisuse
}

func rel(g runtimectx.SetCurrentGuard) { g.Release() }

func goHelper() {
	g := runtimectx.SetCurrent(h)
	go rel(g) // want guardmisuse
}

func otherGoroutineToo() {
	g := runtimectx.SetCurrent(h)
	done := make(chan int)
	go func() {
		defer close(done)
		g.Release() // want guardmisuse
	}()
	<-done
	g.Release()
}

func TestHelperTwice(t *testing.T) {
	g := runtimectx.SetCurrent(h)
	rel(g)
	rel(g) // want guardmisuse
}

func suspended() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		g.Release() // want guardmisuse
	})
	g.Release()
}

func suspendedInPlace() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	runtimectx.BlockInPlace(func() {
		g.Release() // want guardmisuse
	})
	g.Release()
}

func twiceInLoop(n int) {
	g := runtimectx.SetCurrent(h)
	for i := 0; i < n; i++ {
		g.Release() // want guardmisuse
	}
	if n <= 0 {
		g.Release()
	}
}

func helperOwnDouble(g runtimectx.SetCurrentGuard) {
	g.Release()
	g.Release() // want guardmisuse
}

func misuseEndsThePath() {
	g := runtimectx.SetCurrent(h)
	g.Release()
	g.Release() // want guardmisuse
	g.Release()
	s := runtimectx.SetCurrent(h)
	_ = s
}

func disallowTwice() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	d.Release() // want guardmisuse
}

func disallowTwiceForCaller() {
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	d.Release() // may guardmisuse
}

func napInPlace() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(func() {})
	}
}

func disallowTwiceAfterQuestion() {
	napInPlace()
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	d.Release() // may guardmisuse
}
