// Package unwinding pins what is judged while a panic or Goexit is in flight:
// no Release, at any depth, but what is refused at its start.
package unwinding

import (
	"runtime"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func drop(g runtimectx.SetCurrentGuard) { g.Release() }

func twiceWhilePanicking() {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	defer g.Release()
	panic("in flight")
}

func twiceInCalleeWhilePanicking() {
	g := runtimectx.SetCurrent(h)
	defer drop(g)
	defer func() { drop(g) }()
	panic("in flight")
}

func outOfOrderWhilePanicking() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release()
	panic("in flight")
}

func outOfOrderWhileExiting() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release()
	runtime.Goexit()
}

func outOfOrderOnBothWays(c bool) {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release() // want `^guard a, set current at line 49, is released before guard b, set current at line 50: release them in reverse order \[releaseorder\]$`
	if c {
		panic("in flight")
	}
}

// After the recovery the function unwinds no more.
func afterRecovery() {
	g := runtimectx.SetCurrent(h)
	defer g.Release() // want `^guard g, set current at line 60, was already released at line 62 \[guardmisuse\]$`
	defer g.Release()
	defer func() { recover() }()
	panic("stopped")
}

// The panic is in flight until the deferred function that recovered returns.
func afterRecoveryInSameDefer() {
	g := runtimectx.SetCurrent(h)
	defer func() {
		recover()
		g.Release()
		g.Release()
	}()
	panic("stopped")
}

func beforeRecoveryInSameDefer() {
	g := runtimectx.SetCurrent(h)
	defer func() {
		g.Release()
		g.Release()
		recover()
	}()
	panic("in flight until recover")
}

func enterWhilePanicking() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {}) // want `^runtimectx\.EnterRuntime inside the region entered at line 89: the goroutine is already entered \[nestedenter\]$`
	panic("in flight")
}

func exitWhilePanicking() {
	defer runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	g := runtimectx.Enter(h)
	defer g.Release()
	panic("in flight")
}

func blockWhilePanicking() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 103; category sleep \[blockingcall\]$`
	panic("in flight")
}

// The Release is not judged, but it satisfies the obligation.
func releasedOutOfOrderThenRecovered() {
	defer func() { recover() }()
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release()
	panic("in flight")
}

func newPanicInDefer() {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	defer func() {
		panic("second")
	}()
	panic("first")
}

func goexitStopsPanic() {
	go func() {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 130, is not released when the goroutine exits at line 131 \[leakedguard\]$`
		defer runtime.Goexit()
		_ = g
		panic("replaced")
	}()
}

func closureFormWhilePanicking() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s := runtimectx.SetCurrent(h)
		_ = s
		panic("leaves EnterRuntime with s live, and keeps silent")
	})
}

func leftEnteredWhilePanicking() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h)
		_ = k
		panic("ExitRuntime restores")
	})
}
