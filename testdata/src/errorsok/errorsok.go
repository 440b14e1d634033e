// Package errorsok pins the Try forms and the conditions that they return.
package errorsok

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return nil }

func tried() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return err
	}
	defer g.Release()
	return work()
}

func triedForgotten() error {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 25, is not released when the function returns at line 30 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = g
	return work()
}

func triedNoEarlyReturn() {
	g, err := runtimectx.TryEnter(h)
	if err == nil {
		work()
		g.Release()
	}
}

func triedWrongArm() {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 42, is not released when the function returns at line 46 \[leakedguard\]$`
	if err != nil {
		g.Release()
	}
}

func triedReleasedAnyway() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		fmt.Println(err)
	}
	g.Release()
}

func errorIgnored() {
	g, _ := runtimectx.TryEnter(h)
	g.Release()
}

func errorIgnoredForgotten() {
	g, _ := runtimectx.TryEnter(h) // want `^guard g, entered at line 62, is not released when the function returns at line 64 \[leakedguard\]$`
	_ = g
}

func guardIgnored() error {
	_, err := runtimectx.TryEnter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	return err
}

func bothIgnored() {
	runtimectx.TrySetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
}

func wrappedError() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return fmt.Errorf("entering: %w", err)
	}
	if err := work(); err != nil {
		g.Release()
		return err
	}
	g.Release()
	return nil
}

func wrappedErrorLeaks() error {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 89, is not released when the function returns at line 94 \[leakedguard\]$`
	if err != nil {
		return fmt.Errorf("entering: %w", err)
	}
	if err := work(); err != nil {
		return err
	}
	g.Release()
	return nil
}

func errorReused() error {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 101, is not released when the function returns at line 107 \[leakedguard\]$`
	if err != nil {
		return err
	}
	err = work()
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func errorReusedReleased() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return err
	}
	err = work()
	g.Release()
	if err != nil {
		return err
	}
	return nil
}

func errorKept() {
	g, err := runtimectx.TryEnter(h)
	failed := err != nil
	work()
	if failed {
		return
	}
	g.Release()
}

func errorKeptNegated() {
	g, err := runtimectx.TryEnter(h)
	entered := err == nil
	work()
	if entered {
		g.Release()
	}
}

func errorKeptWrong() {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 146, is not released when the function returns at line 150 \[leakedguard\]$`
	failed := err != nil
	work()
	if !failed {
		return
	}
	g.Release()
}

// TryEnter is no nested enter: it fails in an entered region.
func triedInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	k, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	_ = k // not reached: the goroutine is entered
}

func triedAfterRelease() {
	g := runtimectx.Enter(h)
	g.Release()
	k, err := runtimectx.TryEnter(h) // want `^guard k, entered at line 169, is not released when the function returns at line 174 \[leakedguard\]$`
	if err != nil {
		return
	}
	_ = k
}

// In a region that was entered before, TryEnter cannot succeed, so the other
// arm is the only one.
func mustFail() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 179, is not released when the function returns at line 182 \[leakedguard\]$`
	_, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	g.Release()
}

func mustSucceed() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	done := make(chan struct{})
	go func() {
		defer close(done)
		g, err := runtimectx.TryEnter(h)
		if err != nil {
			return // not reached: a new goroutine is not entered
		}
		g.Release()
	}()
}

func enterWhereTryFailed() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		k.Release()
		return
	}
	g.Release()
}

func enterWhereTrySucceeded() {
	g, err := runtimectx.TryEnter(h)
	if err == nil {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 211: the goroutine is already entered \[nestedenter\]$`
		k.Release()
		g.Release()
	}
}

func trySetCurrent() error {
	g, err := runtimectx.TrySetCurrent(h)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

// Nil handles are not considered, so TrySetCurrent succeeds.
func trySetCurrentError() {
	g, err := runtimectx.TrySetCurrent(h) // want `^guard g, set current at line 230, is not released when the function returns at line 235 \[leakedguard\]$`
	if err == nil {
		work()
	}
	_ = g
}

func stateAsCondition() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h)
	g.Release()
}

func stateAsConditionWrong() {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func stateKept() {
	entered := runtimectx.CurrentEnterContext().IsEntered()
	var g runtimectx.EnterRuntimeGuard
	if !entered {
		g = runtimectx.Enter(h)
	}
	work()
	if !entered {
		g.Release()
	}
}

func stateInRegion() {
	g := runtimectx.Enter(h)
	if runtimectx.CurrentEnterContext().IsEntered() {
		g.Release()
	}
}

func stateAfterRegion() {
	g := runtimectx.Enter(h)
	g.Release()
	if runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	k := runtimectx.Enter(h)
	k.Release()
}

func allowed() {
	ctx := runtimectx.CurrentEnterContext()
	if ctx.AllowsBlockInPlace() {
		runtimectx.ExitRuntime(func() {})
	}
}

func notAllowed() {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func guardIsZero(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if g != (runtimectx.SetCurrentGuard{}) {
		g.Release()
	}
}

func guardIsZeroWrong(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 308, is not released when the function returns at line 313 \[leakedguard\]$`
	}
	if g == (runtimectx.SetCurrentGuard{}) {
		g.Release()
	}
}

func currentAsCondition() {
	s := runtimectx.SetCurrent(h)
	if _, err := runtimectx.Current(); err != nil {
		return // not reached: there is a current handle
	}
	s.Release()
}

func errorsIs() {
	g, err := runtimectx.TryEnter(h)
	if errors.Is(err, runtimectx.ErrNestedEnter) {
		return
	}
	g.Release()
}

func errorsIsOnly() {
	g, err := runtimectx.TryEnter(h)
	if errors.Is(err, runtimectx.ErrNestedEnter) {
		fmt.Println("nested")
	} else if err != nil {
		fmt.Println("other")
	} else {
		g.Release()
	}
}
