package effects

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func enters() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	EntersAndLeaves() // want `^EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 8: the goroutine is already entered \[nestedenter\]$`
}

func entersDeep() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	EntersDeep() // want `^EntersDeep enters \(calls EntersAndLeaves at effects\.go:23, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 14: the goroutine is already entered \[nestedenter\]$`
}

func entersIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	EntersIf(c) // want `^EntersIf enters \(calls EntersAndLeaves at effects\.go:27, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 20: the goroutine is already entered \[nestedenter\]$`
}

func entersIfNot() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	EntersIf(false)
}

func entersIfCorrelated(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h2)
	}
	EntersIf(!c)
	g.Release()
}

func entersOutside() {
	EntersAndLeaves()
	EntersDeep()
	Runs()
	g := runtimectx.Enter(h2)
	g.Release()
	EntersAndLeaves()
}

func runs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Runs() // want `^Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 50: the goroutine is already entered \[nestedenter\]$`
}

func runsInRuntime() {
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {
		Runs() // want `^Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 56: the goroutine is already entered \[nestedenter\]$`
	})
}

func runsDeferred() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer Runs() // want `^Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 62: the goroutine is already entered \[nestedenter\]$`
}

func runsDeferredAfter() {
	defer Runs()
	g := runtimectx.Enter(h2)
	defer g.Release()
}

func runsElsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	go Runs()
}

func runsExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(Runs)
}

func entersExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	EntersExited()
	EntersElsewhere()
}

func needs() {
	g := runtimectx.Enter(h2)
	g.Release()
	NeedsEntered() // want `^NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
}

func needsDeep() {
	go func() {
		NeedsEnteredDeep() // want `^NeedsEnteredDeep needs an entered goroutine \(calls NeedsEntered at effects\.go:41, which calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	}()
}

func needsInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	NeedsEntered()
	NeedsEnteredDeep()
	NeedsEnteredIf(true)
}

func needsIf(c bool) {
	go func() {
		NeedsEnteredIf(c) // want `^NeedsEnteredIf needs an entered goroutine \(calls NeedsEntered at effects\.go:45, which calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	}()
}

func needsIfNot() {
	go func() {
		NeedsEnteredIf(false)
	}()
}

func needsElsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	go NeedsEntered() // want `^NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

// The call that returned proves that the goroutine is entered.
func needsProves() {
	NeedsEntered()
	EntersAndLeaves() // want `^EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) where the call at line 132 needs an entered goroutine: the goroutine is already entered \[nestedenter\]$`
}

func entersProves() {
	EntersAndLeaves()
	NeedsEntered() // want `^NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
}

func needsExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		NeedsEntered() // want `^NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	})
}

func needsAllowed() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	NeedsAllowed() // want `^NeedsAllowed needs BlockInPlace \(calls runtimectx\.BlockInPlace at effects\.go:51\) in the region entered at line 150, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func needsAllowedHas() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	NeedsAllowed()
}

func needsAllowedOutside() {
	go func() {
		NeedsAllowed()
	}()
}

func asksToBlock() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	AsksToBlock() // want `^AsksToBlock asks to block \(calls runtimectx\.EnterBlockingRegion at effects\.go:57\) inside the region entered at line 168; category runtimectx \[blockingcall\]$`
}

func asksToBlockOutside() {
	AsksToBlock()
}

func blocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Blocks() // want `^Blocks blocks \(calls time\.Sleep\) inside the region entered at line 178; category sleep \[blockingcall\]$`
}

func blocksIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	BlocksIf(c) // want `^BlocksIf blocks \(calls Blocks, which calls time\.Sleep\) inside the region entered at line 184; category sleep \[blockingcall\]$`
}

func blocksNot() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	BlocksUnlessEntered()
	BlocksExited()
	BlocksElsewhere()
}

func blocksInPlace() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	BlocksInPlace()
}

func blocksInPlaceDenied() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	BlocksInPlace() // want `^BlocksInPlace needs BlockInPlace \(calls runtimectx\.BlockInPlace at effects\.go:109\) in the region entered at line 204, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

// The callee's own defect is reported in the callee.
func blocksInItsRegion() {
	BlocksInItsRegion()
}

func blocksInItsRegionNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	BlocksInItsRegion() // want `^BlocksInItsRegion enters \(calls runtimectx\.Enter at effects\.go:114\) inside the region entered at line 215: the goroutine is already entered \[nestedenter\]$`
}

func blocksInDeferred() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer Blocks() // want `^Blocks blocks \(calls time\.Sleep\) inside the region entered at line 221; category sleep \[blockingcall\]$`
}

func blocksSanctioned() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(Blocks)
	})
}

func asksCallee() {
	if Entered() {
		return
	}
	g := runtimectx.Enter(h2)
	g.Release()
}

func exits(c bool) {
	g := runtimectx.Enter(h2)
	if c {
		Exits(1)
	}
	g.Release()
}

func setsCurrent() {
	SetsCurrent()
	g := runtimectx.Enter(h2)
	SetsCurrent()
	g.Release()
}

// The leak is reported where it is.
func leaves() {
	Leaves()
}

func contradicts() {
	Contradicts()
}

func inLoop(n int) {
	for range n {
		EntersAndLeaves()
	}
}

func inLoopNests(n int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range n {
		EntersAndLeaves() // want `^EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 271: the goroutine is already entered \[nestedenter\]$`
	}
}

func asArgument() int {
	g := runtimectx.Enter(h2)
	defer g.Release()
	return value(number()) // want `^number enters \(calls EntersAndLeaves at uses\.go:285, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 279: the goroutine is already entered \[nestedenter\]$`
}

func number() int {
	EntersAndLeaves()
	return 1
}

func value(n int) int { return n }

var h2 = runtimectx.NewHandle("h2", nil)

func triesInBothStates() {
	g := runtimectx.Enter(h2)
	Tries()
	Asks()
	g.Release()
	Tries()
	Asks()
}

func triesLast() {
	Tries()
	Asks()
}
