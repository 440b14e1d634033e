// Package enterruntime pins EnterRuntime, which enters, runs a closure and
// leaves.
package enterruntime

import (
	"runtime"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work(*runtimectx.BlockingRegionGuard) {}

func fine() {
	runtimectx.EnterRuntime(h, work)
	g := runtimectx.Enter(h)
	g.Release()
}

func nestedInClosure() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 23: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func nestedInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.EnterRuntime(h, work) // want `^runtimectx\.EnterRuntime inside the region entered at line 30: the goroutine is already entered \[nestedenter\]$`
}

func nestedTwice() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		runtimectx.EnterRuntime(h, work) // want `^runtimectx\.EnterRuntime inside the region entered at line 36: the goroutine is already entered \[nestedenter\]$`
	})
}

func afterwards() {
	runtimectx.EnterRuntime(h, work)
	runtimectx.EnterRuntime(h, work)
}

func afterGuard() {
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.EnterRuntime(h, work)
}

func blocks() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 53; category sleep \[blockingcall\]$`
	})
	time.Sleep(time.Second)
}

func sanctioned() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			time.Sleep(time.Second)
		})
	})
}

func sanctionedEndsWithClosure() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {})
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 68; category sleep \[blockingcall\]$`
	})
}

func setCurrentInside() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s := runtimectx.SetCurrent(h)
		defer s.Release()
	})
}

func setCurrentInsideForgotten() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 83, is not released when the function literal returns at line 85 \[leakedguard\]$`
		_ = s
	})
}

// The closure's guard is still live when EnterRuntime leaves.
func setCurrentOutlives() {
	var s runtimectx.SetCurrentGuard
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { // want `^runtimectx\.EnterRuntime ends its region before guard s, set current at line 92 is released: release it before the closure returns \[releaseorder\]$`
		s = runtimectx.SetCurrent(h)
	})
	s.Release()
}

// The guard is older than the region.
func olderReleasedInside() {
	s := runtimectx.SetCurrent(h)
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s.Release() // want `^guard s, set current at line 99, is released before the guard entered at line 100: release them in reverse order \[releaseorder\]$`
	})
}

func olderReleasedAfter() {
	s := runtimectx.SetCurrent(h)
	runtimectx.EnterRuntime(h, work)
	s.Release()
}

func closureReleasesOnPanic(c bool) {
	func() {
		defer func() { recover() }()
		runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
			if c {
				panic("c")
			}
		})
	}()
	g := runtimectx.Enter(h)
	g.Release()
}

func closureLeavesByGoexit() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		runtime.Goexit()
	})
}

func guardLeaksInClosureByGoexit(c bool) {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 132, is not released when the goroutine exits at line 134 \[leakedguard\]$`
		if c {
			runtime.Goexit()
		}
		s.Release()
	})
}

func resultThroughVariable() {
	var again bool
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		again = true
	})
	if again {
		runtimectx.EnterRuntime(h, work)
	}
}

func blockInPlaceDenied() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 151, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	})
}

func blockInPlaceAllowed() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		runtimectx.BlockInPlace(func() { time.Sleep(time.Second) })
	}, runtimectx.AllowBlockInPlace)
}

func named(b *runtimectx.BlockingRegionGuard) {
	time.Sleep(time.Second)
}

func namedClosure() {
	runtimectx.EnterRuntime(h, named) // want `^runtimectx\.EnterRuntime blocks \(calls named, which calls time\.Sleep\) inside the region entered at line 167; category sleep \[blockingcall\]$`
}

func namedEnters(b *runtimectx.BlockingRegionGuard) {
	g := runtimectx.Enter(h)
	g.Release()
}

func namedClosureEnters() {
	runtimectx.EnterRuntime(h, namedEnters) // want `^runtimectx\.EnterRuntime enters \(calls namedEnters, which calls runtimectx\.Enter at enterruntime\.go:171\) inside the region entered at line 176: the goroutine is already entered \[nestedenter\]$`
}

func closureVariable() {
	f := func(*runtimectx.BlockingRegionGuard) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 183; category sleep \[blockingcall\]$`
	}
	runtimectx.EnterRuntime(h, f)
}

func deferredCall() {
	g := runtimectx.Enter(h)
	defer runtimectx.EnterRuntime(h, work)
	g.Release()
}

func deferredCallNested() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer runtimectx.EnterRuntime(h, work) // want `^runtimectx\.EnterRuntime inside the region entered at line 193: the goroutine is already entered \[nestedenter\]$`
}

func started() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go runtimectx.EnterRuntime(h, work)
}

func inLoop(n int) {
	for range n {
		runtimectx.EnterRuntime(h, work)
	}
}

// The closure is a parameter: what it does is unknown.
func unknown(f func(*runtimectx.BlockingRegionGuard)) {
	runtimectx.EnterRuntime(h, f)
}
