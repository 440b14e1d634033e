// Package hardstates pins the rarer rows of the library's transition table.
package hardstates

import (
	"runtime"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var (
	h  = runtimectx.NewHandle("h", nil)
	h2 = runtimectx.NewHandle("h2", nil)
)

func work() {}

// A disallow guard restores only while its region is the current one.
func disallowReleasedOutside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	runtimectx.ExitRuntime(func() {
		d.Release()
	})
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called where guard d, taken at line 21, forbids it \[exitstate\]$`
}

func disallowTakenOutside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		d := runtimectx.DisallowBlockInPlace() // the zero guard
		_ = d
	})
	runtimectx.BlockInPlace(work)
}

func disallowOfInnerRegion() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
		d := runtimectx.DisallowBlockInPlace()
		d.Release()
		k.Release()
	})
	runtimectx.BlockInPlace(work)
}

func disallowInExitedRegion() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	runtimectx.ExitRuntime(func() {
		runtimectx.BlockInPlace(work) // runs it: not entered here
	})
	d.Release()
}

// BlockInPlace outside of a region changes nothing.
func blockInPlaceOutsideExits() {
	go func() {
		runtimectx.BlockInPlace(func() {
			runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
		})
	}()
}

func blockInPlaceOutsideEnters() {
	go func() {
		var g runtimectx.EnterRuntimeGuard
		runtimectx.BlockInPlace(func() {
			g = runtimectx.Enter(h)
		})
		runtimectx.ExitRuntime(work)
		g.Release()
	}()
}

func blockInPlaceSanctioned() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 81, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
		})
	})
}

// The state is restored whatever the closure does.
func exitGoexits() {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		runtimectx.ExitRuntime(func() {
			runtime.Goexit()
		})
	}()
}

func exitGoexitsLeaks() {
	go func() {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 101, is not released when the goroutine exits at line 103 \[leakedguard\]$`
		runtimectx.ExitRuntime(func() {
			runtime.Goexit()
		})
		g.Release()
	}()
}

func exitPanicsRecovered() {
	g := runtimectx.Enter(h)
	func() {
		defer func() { recover() }()
		runtimectx.ExitRuntime(func() { panic("x") })
	}()
	runtimectx.ExitRuntime(work) // entered again
	g.Release()
}

// The guard of a suspended region, released in the region inside.
func suspendedThenReleasedInner() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {
			g.Release() // want `^guard g, entered at line 121, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		})
	})
}

func suspendedTwice() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h2)
		runtimectx.ExitRuntime(func() {
			k.Release() // want `^guard k, entered at line 133, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		})
	})
	g.Release()
}

// Two handles, interleaved.
func currentAroundExit() {
	s := runtimectx.SetCurrent(h)
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		t := runtimectx.SetCurrent(h2)
		k := runtimectx.Enter(h2)
		k.Release()
		t.Release()
	})
	g.Release()
	s.Release()
}

func currentAroundExitOutOfOrder() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		t := runtimectx.SetCurrent(h2)
		k := runtimectx.Enter(h2)
		t.Release() // want `^guard t, set current at line 159, is released before guard k, entered at line 160: release them in reverse order \[releaseorder\]$`
		k.Release()
	})
}

// An entered region with a younger current handle ends out of order.
func regionEndsUnderCurrent() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h2)
	g.Release() // want `^guard g, entered at line 168, is released before guard s, set current at line 169: release them in reverse order \[releaseorder\]$`
	s.Release()
}

// After the misuse is recovered, the goroutine can enter again.
func afterRecoveredMisuse() {
	func() {
		defer func() { recover() }()
		g := runtimectx.SetCurrent(h)
		g.Release()
		g.Release() // want `^guard g, set current at line 178, was already released at line 179 \[guardmisuse\]$`
	}()
	g := runtimectx.Enter(h)
	g.Release()
}

func tokenOutlivesItsRegion() {
	var kept *runtimectx.BlockingRegionGuard
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		kept = b
	})
	kept.BlockOn(work)
}

func exitInLoop(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for range n {
		runtimectx.ExitRuntime(func() {
			k := runtimectx.Enter(h2)
			defer k.Release()
		})
	}
}

func exitThreeDeep() {
	a := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		b := runtimectx.Enter(h)
		runtimectx.ExitRuntime(func() {
			c := runtimectx.Enter(h)
			runtimectx.ExitRuntime(func() {
				runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
			})
			c.Release()
		})
		b.Release()
	})
	a.Release()
}

func tryEnterThenExit() {
	if g, err := runtimectx.TryEnter(h); err != nil {
		runtimectx.ExitRuntime(work) // entered, as TryEnter found
	} else {
		runtimectx.ExitRuntime(work)
		g.Release()
	}
}

func currentStays() {
	s, err := runtimectx.TrySetCurrent(h)
	if err != nil {
		return
	}
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {
		if _, err := runtimectx.Current(); err != nil {
			return // not reached: the handles stay
		}
	})
	g.Release()
	s.Release()
}
