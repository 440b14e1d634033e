// Package effects pins what calling a function does to the state of its
// caller: what it needs, what it proves and what it leaves.
package effects

import (
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

// EntersAndLeaves needs a goroutine that is not entered.
func EntersAndLeaves() {
	g := runtimectx.Enter(h)
	defer g.Release()
	work()
}

func EntersDeep() { EntersAndLeaves() }

func EntersIf(c bool) {
	if c {
		EntersAndLeaves()
	}
}

// Runs enters by EnterRuntime.
func Runs() {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
}

// NeedsEntered needs an entered goroutine.
func NeedsEntered() {
	runtimectx.ExitRuntime(work)
}

func NeedsEnteredDeep() { NeedsEntered() }

func NeedsEnteredIf(c bool) {
	if c {
		NeedsEntered()
	}
}

// NeedsAllowed needs BlockInPlace to be allowed.
func NeedsAllowed() {
	runtimectx.BlockInPlace(work)
}

// AsksToBlock needs a goroutine that is not entered, and says so as a wish to
// block.
func AsksToBlock() {
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(work)
}

// EntersExited enters after it has left the caller's region.
func EntersExited() {
	runtimectx.ExitRuntime(func() {
		g := runtimectx.Enter(h)
		g.Release()
	})
}

// EntersElsewhere enters on another goroutine.
func EntersElsewhere() {
	go EntersAndLeaves()
}

// Tries works in both states.
func Tries() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	g.Release()
}

// Asks works in both states.
func Asks() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(work)
		return
	}
	EntersAndLeaves()
}

func Blocks() { time.Sleep(time.Second) }

func BlocksIf(c bool) {
	if c {
		Blocks()
	}
}

func BlocksUnlessEntered() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	Blocks()
}

func BlocksExited() { runtimectx.ExitRuntime(Blocks) }

func BlocksInPlace() { runtimectx.BlockInPlace(Blocks) }

func BlocksElsewhere() { go Blocks() }

func BlocksInItsRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	Blocks() // want `^Blocks blocks \(calls time\.Sleep\) inside the region entered at line 114; category sleep \[blockingcall\]$`
}

// Entered tells its caller the state.
func Entered() bool { return runtimectx.CurrentEnterContext().IsEntered() }

func Exits(code int) {
	work()
	os.Exit(code)
}

func SetsCurrent() {
	s := runtimectx.SetCurrent(h)
	defer s.Release()
	work()
}

// Leaves has a defect of its own: its callers are not blamed.
func Leaves() {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

// Contradicts is wrong whatever its caller does.
func Contradicts() {
	NeedsEntered()
	EntersAndLeaves() // want `^EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) where the call at line 140 needs an entered goroutine: the goroutine is already entered \[nestedenter\]$`
}
