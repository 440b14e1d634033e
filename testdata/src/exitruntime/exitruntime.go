// Package exitruntime pins ExitRuntime: where it may be called, and what its
// closure may do.
package exitruntime

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func inRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(work)
}

func afterRegion() {
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

// The caller may be entered.
func unknown() {
	runtimectx.ExitRuntime(work)
}

// An operation that returned proves the state it needed.
func provesEntered() {
	runtimectx.ExitRuntime(work)
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the call at line 34 needs an entered goroutine: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func provesNotEntered() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func enterThenExit() {
	g := runtimectx.Enter(h)
	g.Release()
	if false {
		runtimectx.ExitRuntime(work)
	}
}

func oneArm(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	runtimectx.ExitRuntime(work)
	g.Release()
}

func goroutineOneArm(c bool) {
	go func() {
		var g runtimectx.EnterRuntimeGuard
		if c {
			g = runtimectx.Enter(h)
		}
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
		g.Release()
	}()
}

func goroutineCorrelated(c bool) {
	go func() {
		var g runtimectx.EnterRuntimeGuard
		if c {
			g = runtimectx.Enter(h)
		}
		if c {
			runtimectx.ExitRuntime(work)
		}
		g.Release()
	}()
}

func mayBlockInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		time.Sleep(time.Second)
	})
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 86; category sleep \[blockingcall\]$`
}

func mayEnterInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h)
		defer k.Release()
	})
}

func mayRunInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
			time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 107; category sleep \[blockingcall\]$`
		})
	})
}

func exitsTwice() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}

func exitsInInnerRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h)
		runtimectx.ExitRuntime(func() {
			runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
		})
		k.Release()
	})
}

func againAfterwards() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(work)
	runtimectx.ExitRuntime(work)
}

// The region is suspended while the closure runs.
func releasedInside() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		g.Release() // want `^guard g, entered at line 142, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
	})
}

func releasedInsideDeferred() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		defer g.Release() // want `^guard g, entered at line 149, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		work()
	})
}

func releasedInsideInnerRegion() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h)
		g.Release() // want `^guard g, entered at line 157, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		k.Release()
	})
}

func releasedAfter() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(work)
	g.Release()
}

func innerLeaks() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h) // want `^guard k, entered at line 175, is not released when the function literal returns at line 177 \[leakedguard\]$`
		_ = k
	})
}

func innerLeaksOnOnePath(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h) // want `^guard k, entered at line 184, is not released when the function literal returns at line 186 \[leakedguard\]$`
		if c {
			return
		}
		k.Release()
	})
}

// The closure leaves the state entered, and the guard is released too late.
func innerReleasedAfter() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var k runtimectx.EnterRuntimeGuard
	runtimectx.ExitRuntime(func() { // want `^the closure given to runtimectx\.ExitRuntime leaves the region of guard k, entered at line 198, open: release it before the closure returns \[exitstate\]$`
		k = runtimectx.Enter(h)
	})
	k.Release()
}

// SetCurrent guards taken in the closure may be released later.
func currentReleasedAfter() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var s runtimectx.SetCurrentGuard
	runtimectx.ExitRuntime(func() {
		s = runtimectx.SetCurrent(h)
	})
	s.Release()
}

func currentNeverReleased() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 218, is not released when the function literal returns at line 220 \[leakedguard\]$`
		_ = s
	})
}

// The order of the handles does not know of the exit.
func currentReleasedTooLate() {
	g := runtimectx.Enter(h)
	var s runtimectx.SetCurrentGuard
	runtimectx.ExitRuntime(func() {
		s = runtimectx.SetCurrent(h)
	})
	g.Release() // want `^guard g, entered at line 225, is released before guard s, set current at line 228: release them in reverse order \[releaseorder\]$`
	s.Release()
}

func olderCurrentReleasedInside() {
	s := runtimectx.SetCurrent(h)
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		s.Release() // want `^guard s, set current at line 235, is released before guard g, entered at line 236: release them in reverse order \[releaseorder\]$`
	})
	g.Release()
}

func youngerCurrentReleasedInside() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h)
	runtimectx.ExitRuntime(func() {
		s.Release()
	})
	g.Release()
}

func panicsInside(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	func() {
		defer func() { recover() }()
		runtimectx.ExitRuntime(func() {
			if c {
				panic("c")
			}
		})
	}()
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 253: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func returnsThroughVariable() (err error) {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		_, err = runtimectx.TryEnter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	})
	return err
}

func tryInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k, err := runtimectx.TryEnter(h)
		if err != nil {
			return // not reached: the region is suspended
		}
		k.Release()
	})
}

func stateInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		if runtimectx.CurrentEnterContext().IsEntered() {
			runtimectx.ExitRuntime(work) // not reached
		}
	})
}

func literalVariable() {
	g := runtimectx.Enter(h)
	defer g.Release()
	f := func() { time.Sleep(time.Second) }
	runtimectx.ExitRuntime(f)
}

func goFromInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		go func() {
			runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
		}()
	})
}

func deferredExit() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer runtimectx.ExitRuntime(work)
}

func deferredExitTooLate() {
	g := runtimectx.Enter(h)
	defer runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	defer g.Release()
}

func startedExit() {
	go runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func init() {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

var _ = func() int {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	return 0
}()
