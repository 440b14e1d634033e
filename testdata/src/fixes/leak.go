// Package fixes pins which changes are suggested, in the golden files, and
// where none is safe.
package fixes

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var handle = runtimectx.NewHandle("fixes", nil)

func work() int { return 1 }

// Nothing releases the guard.

func neverReleased() {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	_ = g
	work()
}

func neverReleasedWithError() error {
	g, err := runtimectx.TryEnter(handle) // want `guard g, entered at line \d+, is not released`
	_ = g
	return err
}

func discarded() {
	runtimectx.SetCurrent(handle) // want `the guard set current here is discarded`
	work()
}

func discardedToBlank() {
	_ = runtimectx.SetCurrent(handle) // want `the guard set current here is discarded`
	work()
}

func onOneLine() { g := runtimectx.Enter(handle); _ = g } // want `guard g, entered at line \d+, is not released`

// Some paths release it, right before they return.

func earlyReturn(fail bool) error {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	if fail {
		return errors.New("fail")
	}
	work()
	g.Release()
	return nil
}

func atTheEnd(skip bool) {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	if skip {
		return
	}
	work()
	g.Release()
}

// No fix: a deferred release would come too late.

func inLoop(n int) {
	for range n {
		g := runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
		_ = g
	}
}

func releasedInTheMiddle(skip bool) int {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	if skip {
		return 0
	}
	g.Release()
	return work()
}

// No fix: a deferred release would be the second one on some path.

func deferredBelow(skip bool) {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	if skip {
		return
	}
	defer g.Release()
	work()
}

// No fix: the variable is used for something else, too.

func reassigned(again bool) {
	g := runtimectx.SetCurrent(handle) // want `guard g, set current at line \d+, is not released`
	if again {
		g = runtimectx.SetCurrent(handle)
	}
	g.Release()
}

// No fix: with the guard released, the goroutine would be entered twice.

func wouldNest() {
	g := runtimectx.Enter(handle) // want `guard g, entered at line \d+, is not released`
	_ = g
	runtimectx.EnterRuntime(handle, func(*runtimectx.BlockingRegionGuard) {})
}
