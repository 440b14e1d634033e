// Package blockinplace pins BlockInPlace: fine outside of a region and where
// the region allows it, wrong where it is denied.
package blockinplace

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func allowed() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		time.Sleep(time.Second)
	})
}

func denied() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.BlockInPlace(func() { // want `^runtimectx\.BlockInPlace is called in the region entered at line 24, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
		time.Sleep(time.Second)
	})
}

func deniedAfterAllowed() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	runtimectx.BlockInPlace(work)
	g.Release()
	k := runtimectx.Enter(h)
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 35, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	k.Release()
}

func outside() {
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.BlockInPlace(func() {
		time.Sleep(time.Second)
	})
}

func unknown() {
	runtimectx.BlockInPlace(work)
}

func onGoroutine() {
	go func() {
		runtimectx.BlockInPlace(work)
	}()
}

func optionKept(c bool) {
	var opts []runtimectx.EnterOption
	if c {
		opts = append(opts, runtimectx.AllowBlockInPlace)
	}
	g := runtimectx.Enter(h, opts...)
	defer g.Release()
	if c {
		runtimectx.BlockInPlace(work)
	}
}

func optionSometimes(c bool) {
	var opts []runtimectx.EnterOption
	if c {
		opts = append(opts, runtimectx.AllowBlockInPlace)
	}
	g := runtimectx.Enter(h, opts...)
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 75, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func optionVariable() {
	opt := runtimectx.AllowBlockInPlace
	g := runtimectx.Enter(h, opt)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func optionSpread() {
	g := runtimectx.Enter(h, []runtimectx.EnterOption{runtimectx.AllowBlockInPlace}...)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func noOptionSpread() {
	g := runtimectx.Enter(h, []runtimectx.EnterOption{}...)
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 94, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func nilOptions() {
	g := runtimectx.Enter(h, nil...)
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 100, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func otherOption() {
	g := runtimectx.Enter(h, 0)
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 106, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func twoOptions() {
	g := runtimectx.Enter(h, 0, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func unknownOption(opt runtimectx.EnterOption) {
	g := runtimectx.Enter(h, opt)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func oneArm(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	} else {
		g = runtimectx.Enter(h)
	}
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 128, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func oneArmCorrelated(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	} else {
		g = runtimectx.Enter(h)
	}
	defer g.Release()
	if c {
		runtimectx.BlockInPlace(work)
	}
}

// Inside, the goroutine is not entered: once more is fine.
func twice() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		runtimectx.BlockInPlace(work)
	})
}

func enterInside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		k := runtimectx.Enter(h)
		defer k.Release()
	})
}

func enterInsideThenDenied() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		k := runtimectx.Enter(h)
		defer k.Release()
		runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 169, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	})
}

func exitInside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}

func releasedInside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	runtimectx.BlockInPlace(func() {
		g.Release() // want `^guard g, entered at line 184, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
	})
}

// Outside of a region BlockInPlace runs the closure and nothing else, so the
// guard may be released and acquired there.
func releasedInsideOutside() {
	s := runtimectx.SetCurrent(h)
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.BlockInPlace(func() {
		s.Release()
	})
}

func acquiredInsideOutside() {
	r := runtimectx.Enter(h)
	r.Release()
	var g runtimectx.EnterRuntimeGuard
	runtimectx.BlockInPlace(func() {
		g = runtimectx.Enter(h)
	})
	g.Release()
}

func leavesEntered() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	var k runtimectx.EnterRuntimeGuard
	runtimectx.BlockInPlace(func() { // want `^the closure given to runtimectx\.BlockInPlace leaves the region of guard k, entered at line 216, open: release it before the closure returns \[exitstate\]$`
		k = runtimectx.Enter(h)
	})
	k.Release()
}

func leaksInside() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		k := runtimectx.Enter(h) // want `^guard k, entered at line 225, is not released when the function literal returns at line 227 \[leakedguard\]$`
		_ = k
	})
}

func blocksAfter() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(work)
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 231; category sleep \[blockingcall\]$`
}

func allowsAsCondition() {
	g := runtimectx.Enter(h)
	defer g.Release()
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(work) // not reached
	}
}

func allowsAsConditionUnknown() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(work)
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func deniedAsCondition() {
	ctx := runtimectx.CurrentEnterContext()
	if ctx.IsEntered() && !ctx.AllowsBlockInPlace() {
		runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called where the region does not allow it \[exitstate\]$`
	}
}

func tryEnterAllows() {
	g, err := runtimectx.TryEnter(h, runtimectx.AllowBlockInPlace)
	if err != nil {
		return
	}
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func tryEnterDenies() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 270, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func deferred() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 279, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func deferredAfterRelease() {
	g := runtimectx.Enter(h)
	defer runtimectx.BlockInPlace(work)
	defer g.Release()
}
