// Package across uses package effects from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/effects"
)

func enters() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.EntersAndLeaves() // want `^effects\.EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 10: the goroutine is already entered \[nestedenter\]$`
}

func entersDeep() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.EntersDeep() // want `^effects\.EntersDeep enters \(calls EntersAndLeaves at effects\.go:23, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 16: the goroutine is already entered \[nestedenter\]$`
}

func entersIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.EntersIf(c) // want `^effects\.EntersIf enters \(calls EntersAndLeaves at effects\.go:27, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 22: the goroutine is already entered \[nestedenter\]$`
}

func entersIfNot() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.EntersIf(false)
}

func entersIfCorrelated(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h2)
	}
	effects.EntersIf(!c)
	g.Release()
}

func entersOutside() {
	effects.EntersAndLeaves()
	effects.EntersDeep()
	effects.Runs()
	g := runtimectx.Enter(h2)
	g.Release()
	effects.EntersAndLeaves()
}

func runs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.Runs() // want `^effects\.Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 52: the goroutine is already entered \[nestedenter\]$`
}

func runsInRuntime() {
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {
		effects.Runs() // want `^effects\.Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 58: the goroutine is already entered \[nestedenter\]$`
	})
}

func runsDeferred() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer effects.Runs() // want `^effects\.Runs enters \(calls runtimectx\.EnterRuntime at effects\.go:33\) inside the region entered at line 64: the goroutine is already entered \[nestedenter\]$`
}

func runsDeferredAfter() {
	defer effects.Runs()
	g := runtimectx.Enter(h2)
	defer g.Release()
}

func runsElsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	go effects.Runs()
}

func runsExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(effects.Runs)
}

func entersExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.EntersExited()
	effects.EntersElsewhere()
}

func needs() {
	g := runtimectx.Enter(h2)
	g.Release()
	effects.NeedsEntered() // want `^effects\.NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
}

func needsDeep() {
	go func() {
		effects.NeedsEnteredDeep() // want `^effects\.NeedsEnteredDeep needs an entered goroutine \(calls NeedsEntered at effects\.go:41, which calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	}()
}

func needsInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.NeedsEntered()
	effects.NeedsEnteredDeep()
	effects.NeedsEnteredIf(true)
}

func needsIf(c bool) {
	go func() {
		effects.NeedsEnteredIf(c) // want `^effects\.NeedsEnteredIf needs an entered goroutine \(calls NeedsEntered at effects\.go:45, which calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	}()
}

func needsIfNot() {
	go func() {
		effects.NeedsEnteredIf(false)
	}()
}

func needsElsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	go effects.NeedsEntered() // want `^effects\.NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

// The call that returned proves that the goroutine is entered.
func needsProves() {
	effects.NeedsEntered()
	effects.EntersAndLeaves() // want `^effects\.EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) where the call at line 134 needs an entered goroutine: the goroutine is already entered \[nestedenter\]$`
}

func entersProves() {
	effects.EntersAndLeaves()
	effects.NeedsEntered() // want `^effects\.NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
}

func needsExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		effects.NeedsEntered() // want `^effects\.NeedsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at effects\.go:38\), but it is not entered here \[exitstate\]$`
	})
}

func needsAllowed() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.NeedsAllowed() // want `^effects\.NeedsAllowed needs BlockInPlace \(calls runtimectx\.BlockInPlace at effects\.go:51\) in the region entered at line 152, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func needsAllowedHas() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	effects.NeedsAllowed()
}

func needsAllowedOutside() {
	go func() {
		effects.NeedsAllowed()
	}()
}

func asksToBlock() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.AsksToBlock() // want `^effects\.AsksToBlock asks to block \(calls runtimectx\.EnterBlockingRegion at effects\.go:57\) inside the region entered at line 170; category runtimectx \[blockingcall\]$`
}

func asksToBlockOutside() {
	effects.AsksToBlock()
}

func blocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.Blocks() // want `^effects\.Blocks blocks \(calls time\.Sleep\) inside the region entered at line 180; category sleep \[blockingcall\]$`
}

func blocksIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.BlocksIf(c) // want `^effects\.BlocksIf blocks \(calls effects\.Blocks, which calls time\.Sleep\) inside the region entered at line 186; category sleep \[blockingcall\]$`
}

func blocksNot() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.BlocksUnlessEntered()
	effects.BlocksExited()
	effects.BlocksElsewhere()
}

func blocksInPlace() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	effects.BlocksInPlace()
}

func blocksInPlaceDenied() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.BlocksInPlace() // want `^effects\.BlocksInPlace needs BlockInPlace \(calls runtimectx\.BlockInPlace at effects\.go:109\) in the region entered at line 206, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

// The callee's own defect is reported in the callee.
func blocksInItsRegion() {
	effects.BlocksInItsRegion()
}

func blocksInItsRegionNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	effects.BlocksInItsRegion() // want `^effects\.BlocksInItsRegion enters \(calls runtimectx\.Enter at effects\.go:114\) inside the region entered at line 217: the goroutine is already entered \[nestedenter\]$`
}

func blocksInDeferred() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer effects.Blocks() // want `^effects\.Blocks blocks \(calls time\.Sleep\) inside the region entered at line 223; category sleep \[blockingcall\]$`
}

func blocksSanctioned() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(effects.Blocks)
	})
}

func asksCallee() {
	if effects.Entered() {
		return
	}
	g := runtimectx.Enter(h2)
	g.Release()
}

func exits(c bool) {
	g := runtimectx.Enter(h2)
	if c {
		effects.Exits(1)
	}
	g.Release()
}

func setsCurrent() {
	effects.SetsCurrent()
	g := runtimectx.Enter(h2)
	effects.SetsCurrent()
	g.Release()
}

// The leak is reported where it is.
func leaves() {
	effects.Leaves()
}

func contradicts() {
	effects.Contradicts()
}

func inLoop(n int) {
	for range n {
		effects.EntersAndLeaves()
	}
}

func inLoopNests(n int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range n {
		effects.EntersAndLeaves() // want `^effects\.EntersAndLeaves enters \(calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 273: the goroutine is already entered \[nestedenter\]$`
	}
}

func asArgument() int {
	g := runtimectx.Enter(h2)
	defer g.Release()
	return value(number()) // want `^number enters \(calls effects\.EntersAndLeaves at uses\.go:287, which calls runtimectx\.Enter at effects\.go:18\) inside the region entered at line 281: the goroutine is already entered \[nestedenter\]$`
}

func number() int {
	effects.EntersAndLeaves()
	return 1
}

func value(n int) int { return n }

var h2 = runtimectx.NewHandle("h2", nil)

func triesInBothStates() {
	g := runtimectx.Enter(h2)
	effects.Tries()
	effects.Asks()
	g.Release()
	effects.Tries()
	effects.Asks()
}

func triesLast() {
	effects.Tries()
	effects.Asks()
}
