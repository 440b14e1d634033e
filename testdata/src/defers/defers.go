// Package defers pins deferred releases: they satisfy the obligation when they
// are registered, and the guard stays live until the function exits.
package defers

import (
	"errors"
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func plain(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		return
	}
	work()
}

func tooLate(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 27, is not released when the function returns at line 29 \[leakedguard\]$`
	if c {
		return
	}
	defer g.Release()
	work()
}

func conditional(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 36, is not released when the function returns at line 41 \[leakedguard\]$`
	if c {
		defer g.Release()
	}
	work()
}

func conditionalBoth(c bool) {
	g := runtimectx.Enter(h)
	if c {
		defer g.Release()
		work()
		return
	}
	g.Release()
}

func conditionalAcquire(c bool) {
	if c {
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	work()
}

func conditionalThenReleased(c bool) {
	g := runtimectx.Enter(h)
	if c {
		defer g.Release() // want `^guard g, entered at line 62, was already released at line 67 \[guardmisuse\]$`
	}
	work()
	g.Release()
}

func conditionalThenReleasedOtherwise(c bool) {
	g := runtimectx.Enter(h)
	if c {
		defer g.Release()
	}
	work()
	if !c {
		g.Release()
	}
}

func liveUntilExit() {
	g := runtimectx.Enter(h)
	defer g.Release()
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 82: the goroutine is already entered \[nestedenter\]$`
	defer k.Release()
}

func liveUntilExitOfArm(c bool) {
	if c {
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 90: the goroutine is already entered \[nestedenter\]$`
	defer k.Release()
}

func sleepsBeforeExit() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 98; category sleep \[blockingcall\]$`
}

// The deferred functions run in the opposite order.
func inOrder() {
	a := runtimectx.SetCurrent(h)
	defer a.Release()
	b := runtimectx.SetCurrent(h)
	defer b.Release()
}

func outOfOrder() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	defer a.Release() // want `^guard a, set current at line 112, is released before guard b, set current at line 113: release them in reverse order \[releaseorder\]$`
}

func deferredAndPlain() {
	a := runtimectx.SetCurrent(h)
	defer a.Release()
	b := runtimectx.SetCurrent(h)
	b.Release()
}

func deferredInnerPlainOuter() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer b.Release()
	a.Release() // want `^guard a, set current at line 126, is released before guard b, set current at line 127: release them in reverse order \[releaseorder\]$`
}

func twice() {
	g := runtimectx.SetCurrent(h)
	defer g.Release() // want `^guard g, set current at line 133, was already released at line 135 \[guardmisuse\]$`
	defer g.Release()
}

// The receiver of a deferred method is evaluated at the defer statement.
func receiverEvaluatedEarly() {
	var g runtimectx.SetCurrentGuard
	defer g.Release()
	g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 142, is not released when the function returns at line 144 \[leakedguard\]$`
	work()
}

func receiverEvaluatedLate() {
	var g runtimectx.SetCurrentGuard
	defer func() { g.Release() }()
	g = runtimectx.SetCurrent(h)
	work()
}

func reassignedAfterDefer() {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	g = runtimectx.SetCurrent(h)
	g.Release()
}

func reassignedAfterDeferredLiteral() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 161, is not released when the function returns at line 164 \[leakedguard\]$`
	defer func() { g.Release() }()
	g = runtimectx.SetCurrent(h)
}

func zeroBecauseOfError() error {
	g, err := runtimectx.TryEnter(h)
	defer g.Release()
	if err != nil {
		return err
	}
	work()
	return nil
}

func releasesInDeferredWithCondition(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 177, is not released when the function returns at line 184 \[leakedguard\]$`
	defer func() {
		if c {
			g.Release()
		}
	}()
	work()
}

func releasesUnlessDone() {
	g := runtimectx.Enter(h)
	released := false
	defer func() {
		if !released {
			g.Release()
		}
	}()
	work()
	g.Release()
	released = true
}

func releasesUnlessDoneOnPaths(c bool) error {
	g := runtimectx.Enter(h)
	released := false
	defer func() {
		if !released {
			g.Release()
		}
	}()
	if c {
		return errors.New("c")
	}
	g.Release()
	released = true
	return nil
}

func flagSetTooEarly(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 216, is not released when the function returns at line 225 \[leakedguard\]$`
	released := false
	defer func() {
		if !released {
			g.Release()
		}
	}()
	released = true
	if c {
		return
	}
	g.Release()
}

func arguments() {
	g := runtimectx.SetCurrent(h)
	defer func(k runtimectx.SetCurrentGuard) {
		k.Release()
	}(g)
	work()
}

func argumentsEvaluatedEarly() {
	var g runtimectx.SetCurrentGuard
	defer func(k runtimectx.SetCurrentGuard) {
		k.Release()
	}(g)
	g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 243, is not released when the function returns at line 244 \[leakedguard\]$`
}

func deferInDefer() {
	g := runtimectx.SetCurrent(h)
	defer func() {
		defer g.Release()
		work()
	}()
}

func acquireInDefer() {
	defer func() {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 256, is not released when the function literal returns at line 258 \[leakedguard\]$`
		_ = g
	}()
}

func acquireAndReleaseAcrossDefers() {
	var g runtimectx.SetCurrentGuard
	defer func() {
		g.Release()
	}()
	defer func() {
		g = runtimectx.SetCurrent(h)
	}()
}

func exitSkipsDefers() {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.Exit(0)
}

func deferredLiteralLeaksOnEarlyReturn(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 278, is not released when the function returns at line 285 \[leakedguard\]$`
	defer func() {
		if c {
			return
		}
		g.Release()
	}()
}

func wholeLiteral() {
	func() {
		g := runtimectx.Enter(h)
		defer g.Release()
	}()
	k := runtimectx.Enter(h)
	defer k.Release()
}

func deferInIf(a, b bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 297, is not released when the function returns at line 303 \[leakedguard\]$`
	if a {
		defer g.Release()
	} else if b {
		defer g.Release()
	}
}

func deferInSwitch(n int) {
	g := runtimectx.Enter(h)
	switch {
	case n > 0:
		defer g.Release()
	case n < 0:
		defer g.Release()
	default:
		g.Release()
	}
}

func deferredRegionEnds() {
	defer func() {
		time.Sleep(time.Second)
	}()
	g := runtimectx.Enter(h)
	defer g.Release()
}

func deferredBeforeRelease() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 326; category sleep \[blockingcall\]$`
}

func deferredSleepRegisteredFirst() {
	defer time.Sleep(time.Second)
	g := runtimectx.Enter(h)
	defer g.Release()
}
