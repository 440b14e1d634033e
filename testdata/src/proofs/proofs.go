// Package proofs pins what an operation that returned says about the state,
// in functions that may be called in either.
package proofs

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func tryEnterSucceeded() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	g.Release()
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func tryEnterFailed() {
	if _, err := runtimectx.TryEnter(h); err != nil { // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
		runtimectx.ExitRuntime(work)
		runtimectx.EnterBlockingRegion() // want `^runtimectx\.EnterBlockingRegion asks to block where the goroutine is entered; category runtimectx \[blockingcall\]$`
	}
}

func exitReturned() {
	runtimectx.ExitRuntime(work)
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	_ = g // not reached
}

func exitReturnedBlocks(c chan int) {
	runtimectx.ExitRuntime(work)
	<-c // want `^channel receive blocks where the call at line 41 needs an entered goroutine; category chan \[blockingcall\]$`
}

func exitReturnedInside(c chan int) {
	runtimectx.ExitRuntime(func() { <-c })
}

func blockingRegionReturned() {
	runtimectx.EnterBlockingRegion()
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		runtimectx.SetCurrent(h) // not reached
		return
	}
	g.Release()
}

func blockingRegionAnswered() {
	_, ok := runtimectx.TryEnterBlockingRegion()
	g, err := runtimectx.TryEnter(h)
	if ok && err != nil {
		runtimectx.SetCurrent(h) // not reached
	}
	if !ok && err == nil {
		return // not reached
	}
	if err == nil {
		g.Release()
	}
}

func askedInside() {
	g := runtimectx.Enter(h)
	ctx := runtimectx.CurrentEnterContext()
	g.Release()
	if !ctx.IsEntered() {
		runtimectx.SetCurrent(h) // not reached
	}
}

func askedTwice() {
	before := runtimectx.CurrentEnterContext().IsEntered()
	after := runtimectx.CurrentEnterContext().IsEntered()
	if before != after {
		runtimectx.SetCurrent(h) // not reached
	}
}

func allowsMeansEntered() {
	ctx := runtimectx.CurrentEnterContext()
	if ctx.AllowsBlockInPlace() && !ctx.IsEntered() {
		runtimectx.SetCurrent(h) // not reached
	}
}

func allowsBlocks(c chan int) {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		<-c // want `^channel receive blocks where the goroutine is entered; category chan \[blockingcall\]$`
	}
}

func blockInPlaceReturned() {
	runtimectx.BlockInPlace(work)
	if ctx := runtimectx.CurrentEnterContext(); ctx.IsEntered() {
		if !ctx.AllowsBlockInPlace() {
			runtimectx.SetCurrent(h) // not reached
		}
	}
}

func enterRuntimeReturned() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.SetCurrent(h) // not reached
	}
	time.Sleep(1)
}

func releaseReturned() {
	g := runtimectx.Enter(h)
	g.Release()
	time.Sleep(1)
	if _, err := runtimectx.TryEnter(h); err == nil { // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
		return
	}
	runtimectx.SetCurrent(h) // not reached
}

func currentReturned() {
	if _, err := runtimectx.Current(); err != nil {
		g := runtimectx.SetCurrent(h)
		if _, err := runtimectx.Current(); err != nil {
			return // not reached
		}
		g.Release()
	}
}

// Another path may come from outside of a region.
func joined(c bool) {
	if c {
		runtimectx.ExitRuntime(work)
	}
	time.Sleep(1) // want `^time\.Sleep blocks where the call at line 143 needs an entered goroutine; category sleep \[blockingcall\]$`
}

func joinedCorrelated(c bool) {
	if c {
		runtimectx.ExitRuntime(work)
	}
	if !c {
		time.Sleep(1)
	}
}

// What a goroutine proves is about itself.
func elsewhere() {
	go runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	runtimectx.ExitRuntime(work)
}

// A closure's proof holds where it ran.
func insideExit() {
	runtimectx.ExitRuntime(func() {
		runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
		time.Sleep(1)
	})
	runtimectx.ExitRuntime(work)
	time.Sleep(1) // want `^time\.Sleep blocks where the call at line 165 needs an entered goroutine; category sleep \[blockingcall\]$`
}

func deferred() {
	defer runtimectx.ExitRuntime(work)
	work()
}

func deferredThenEnter() {
	defer runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	g := runtimectx.Enter(h)
	g.Release()
}
