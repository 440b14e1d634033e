// Package branches pins guards whose release depends on which way a branch
// goes.
package branches

import (
	"os"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func straight() {
	g := runtimectx.Enter(h)
	work()
	g.Release()
}

func never() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 22, is not released when the function returns at line 25 \[leakedguard\]$`
	work()
	_ = g
}

func discarded() {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	work()
}

func blank() {
	_ = runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
}

func earlyReturn(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 37, is not released when the function returns at line 39 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func earlyReturnReleases(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
		return
	}
	work()
	g.Release()
}

func oneArm(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 55, is not released when the function returns at line 59 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func bothArms(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		work()
		g.Release()
	} else {
		g.Release()
	}
}

func elseIfForgets(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 72, is not released when the function returns at line 80 \[leakedguard\]$`
	if n > 10 {
		g.Release()
	} else if n > 5 {
		work()
	} else {
		g.Release()
	}
}

func acquireInArmForgotten(c bool) {
	if c {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 84, is not released when the function returns at line 91 \[leakedguard\]$`
		work()
		_ = g
	} else {
		g := runtimectx.Enter(h)
		g.Release()
	}
}

func armsShareVariable(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	} else {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	work()
	g.Release()
}

func armsShareVariableForgotten(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 107, is not released when the function returns at line 113 \[leakedguard\]$`
	} else {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace) // want `^guard g, entered at line 109, is not released when the function returns at line 113 \[leakedguard\]$`
	}
	work()
	_ = g
}

func zeroGuardInOtherArm(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	g.Release() // the zero guard's Release does nothing
}

func releasedInArmAndAfter(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
	}
	g.Release() // want `^guard g, entered at line 124, was already released at line 126 \[guardmisuse\]$`
}

func releasedTwice() {
	g := runtimectx.SetCurrent(h)
	g.Release()
	g.Release() // want `^guard g, set current at line 132, was already released at line 133 \[guardmisuse\]$`
}

func zeroedAfterRelease(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		g.Release()
		g = runtimectx.SetCurrentGuard{}
	}
	g.Release()
}

func copyReleasedTwice() {
	g := runtimectx.SetCurrent(h)
	k := g
	k.Release()
	g.Release() // want `^guard g, set current at line 147, was already released at line 149 \[guardmisuse\]$`
}

func copyReleased() {
	g := runtimectx.SetCurrent(h)
	k := g
	k.Release()
}

func overwritten() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 160, is not released when the function returns at line 163 \[leakedguard\]$`
	g = runtimectx.SetCurrent(h)
	g.Release()
}

func overwrittenByZero(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 166, is not released when the function returns at line 171 \[leakedguard\]$`
	if c {
		g = runtimectx.EnterRuntimeGuard{}
	}
	g.Release()
}

func overwrittenAfterRelease() {
	g := runtimectx.SetCurrent(h)
	g.Release()
	g = runtimectx.SetCurrent(h)
	g.Release()
}

func shadowed(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 181, is not released when the function returns at line 185 \[leakedguard\]$`
	if c {
		g := runtimectx.SetCurrent(h)
		g.Release()
		return
	}
	g.Release()
}

func nestedEnter(c bool) {
	g := runtimectx.Enter(h)
	if c {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 191: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}
	g.Release()
}

func enterAgainAfterRelease(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
		k := runtimectx.Enter(h)
		k.Release()
		return
	}
	g.Release()
}

func enterAgainWhereOneArmReleased(c bool) {
	g := runtimectx.Enter(h)
	if c {
		g.Release()
	}
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 211: the goroutine is already entered \[nestedenter\]$`
	k.Release()
	if !c {
		g.Release()
	}
}

func setCurrentInside() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h)
	s.Release()
	g.Release()
}

func setCurrentOutlivesEnter() {
	g := runtimectx.Enter(h)
	s := runtimectx.SetCurrent(h)
	g.Release() // want `^guard g, entered at line 230, is released before guard s, set current at line 231: release them in reverse order \[releaseorder\]$`
	s.Release()
}

func enterInsideSetCurrent() {
	s := runtimectx.SetCurrent(h)
	g := runtimectx.Enter(h)
	s.Release() // want `^guard s, set current at line 237, is released before guard g, entered at line 238: release them in reverse order \[releaseorder\]$`
	g.Release()
}

func orderDependsOnArm(c bool) {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	if c {
		b.Release()
		a.Release()
	} else {
		a.Release() // want `^guard a, set current at line 244, is released before guard b, set current at line 245: release them in reverse order \[releaseorder\]$`
		b.Release()
	}
}

func threeOutOfOrder() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	c := runtimectx.SetCurrent(h)
	b.Release() // want `^guard b, set current at line 257, is released before guard c, set current at line 258: release them in reverse order \[releaseorder\]$`
	c.Release()
	a.Release()
}

func interleavedInOrder() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	b.Release()
	c := runtimectx.SetCurrent(h)
	c.Release()
	a.Release()
}

// A guard that leaks is the origin: what its presence disturbs is not
// reported beside it.
func leakedGuardDisturbsOrder() {
	a := runtimectx.SetCurrent(h)
	runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	a.Release()
}

func leakedGuardNests() {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	g := runtimectx.Enter(h)
	g.Release()
}

func leaksOnTwoPaths(a, b bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 288, is not released when the function returns at line 290 \[leakedguard\]$`
	if a {
		return
	}
	if b {
		return
	}
	g.Release()
}

func processEnds(c bool) {
	g := runtimectx.Enter(h)
	if c {
		os.Exit(1)
	}
	g.Release()
}

func nestedBranches(a, b, c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 307, is not released when the function returns at line 314 \[leakedguard\]$`
	if a {
		if b {
			g.Release()
			return
		}
		if c {
			return
		}
		g.Release()
		return
	}
	g.Release()
}

func shortCircuit(a, b bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 323, is not released when the function returns at line 331 \[leakedguard\]$`
	if a && b {
		g.Release()
		return
	}
	if a {
		g.Release()
	}
}

func shortCircuitComplete(a, b bool) {
	g := runtimectx.Enter(h)
	if a && b {
		g.Release()
		return
	}
	if a || !b {
		g.Release()
		return
	}
	g.Release()
}

func constantCondition() {
	const debug = false
	g := runtimectx.Enter(h)
	if debug {
		return
	}
	g.Release()
}

func constantConditionLeaks() {
	const debug = true
	g := runtimectx.Enter(h) // want `^guard g, entered at line 357, is not released when the function returns at line 359 \[leakedguard\]$`
	if debug {
		return
	}
	g.Release()
}

func unreachable() {
	return
	runtimectx.Enter(h)
}

func disallowForgotten(c bool) {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace() // want `^guard d, taken at line 372, is not released when the function returns at line 374 \[leakedguard\]$`
	if c {
		return
	}
	d.Release()
}

// Disallow guards take no part in the order.
func disallowOutOfOrder() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	d := runtimectx.DisallowBlockInPlace()
	s := runtimectx.SetCurrent(h)
	d.Release()
	s.Release()
	g.Release()
}

func funcLiteral() {
	f := func(c bool) {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 391, is not released when the function literal returns at line 393 \[leakedguard\]$`
		if c {
			return
		}
		g.Release()
	}
	f(len(os.Args) > 1)
}
