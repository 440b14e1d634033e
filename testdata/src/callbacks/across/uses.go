// Package across uses package callbacks from outside: the verdicts are the same.
package across

import (
	"errors"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/callbacks"
)

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func sleep() { time.Sleep(time.Second) }

func exit() { runtimectx.ExitRuntime(func() {}) }

func here() {
	callbacks.Here(enterAndLeave)
	callbacks.HereIf(true, enterAndLeave)
	callbacks.HereTwice(enterAndLeave)
	callbacks.HereDeep(enterAndLeave)
	callbacks.HereDeferred(enterAndLeave)
}

func hereInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Here(enterAndLeave) // want `^callbacks\.Here enters \(calls enterAndLeave at callbacks\.go:13, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 30: the goroutine is already entered \[nestedenter\]$`
}

func hereIfInRegion(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.HereIf(false, enterAndLeave)
	callbacks.HereIf(c, enterAndLeave) // want `^callbacks\.HereIf enters \(calls enterAndLeave at callbacks\.go:17, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 36: the goroutine is already entered \[nestedenter\]$`
}

func hereDeepInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.HereDeep(enterAndLeave) // want `^callbacks\.HereDeep enters \(calls Here at callbacks\.go:26, which calls enterAndLeave at callbacks\.go:13, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 43: the goroutine is already entered \[nestedenter\]$`
}

func hereDeferredInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.HereDeferred(enterAndLeave) // want `^callbacks\.HereDeferred enters \(calls enterAndLeave at callbacks\.go:29, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 49: the goroutine is already entered \[nestedenter\]$`
}

func hereBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Here(sleep) // want `^callbacks\.Here blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 55; category sleep \[blockingcall\]$`
}

func hereHarmless() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Here(func() {})
	callbacks.HereTwice(func() {})
}

func entered() {
	callbacks.Entered(func() {})
	callbacks.Entered(exit)
	callbacks.Entered(enterAndLeave) // want `^callbacks\.Entered enters \(calls enterAndLeave at callbacks\.go:35, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 70: the goroutine is already entered \[nestedenter\]$`
}

func enteredDeep() {
	callbacks.EnteredDeep(enterAndLeave) // want `^callbacks\.EnteredDeep enters \(calls enterAndLeave at callbacks\.go:38, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 74: the goroutine is already entered \[nestedenter\]$`
}

func enteredRuntime() {
	callbacks.EnteredRuntime(enterAndLeave) // want `^callbacks\.EnteredRuntime enters \(calls enterAndLeave at callbacks\.go:41, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 78: the goroutine is already entered \[nestedenter\]$`
}

func enteredBlocks() {
	callbacks.Entered(sleep) // want `^callbacks\.Entered blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 82; category sleep \[blockingcall\]$`
}

func enteredRuntimeBlocks() {
	callbacks.EnteredRuntime(sleep) // want `^callbacks\.EnteredRuntime blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 86; category sleep \[blockingcall\]$`
}

func enteredInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Entered(func() {}) // want `^callbacks\.Entered enters \(calls runtimectx\.Enter at callbacks\.go:33\) inside the region entered at line 90: the goroutine is already entered \[nestedenter\]$`
}

func enteredThenOutside() {
	callbacks.EnteredThenOutside(func() {}, enterAndLeave)
	callbacks.EnteredThenOutside(exit, sleep)
}

func enteredThenOutsideWrong() {
	callbacks.EnteredThenOutside(enterAndLeave, func() {}) // want `^callbacks\.EnteredThenOutside enters \(calls Entered at callbacks\.go:45, which calls enterAndLeave at callbacks\.go:35, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 101: the goroutine is already entered \[nestedenter\]$`
}

func enteredThenOutsideExits() {
	callbacks.EnteredThenOutside(func() {}, exit) // want `^callbacks\.EnteredThenOutside needs an entered goroutine \(calls exit at callbacks\.go:46, which calls runtimectx\.ExitRuntime at uses\.go:19\), but it is not entered here \[exitstate\]$`
}

func exited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Exited(enterAndLeave)
	callbacks.ExitedDeep(enterAndLeave)
	callbacks.Exited(sleep)
}

func exitedWrong() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Exited(exit) // want `^callbacks\.Exited needs an entered goroutine \(calls exit at callbacks\.go:49, which calls runtimectx\.ExitRuntime at uses\.go:19\), but it is not entered here \[exitstate\]$`
}

func exitedOutside() {
	go func() {
		callbacks.Exited(func() {}) // want `^callbacks\.Exited needs an entered goroutine \(calls runtimectx\.ExitRuntime at callbacks\.go:49\), but it is not entered here \[exitstate\]$`
	}()
}

func inPlace() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	callbacks.InPlace(enterAndLeave)
	callbacks.InPlace(sleep)
}

func inPlaceDenied() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.InPlace(sleep) // want `^callbacks\.InPlace needs BlockInPlace \(calls runtimectx\.BlockInPlace at callbacks\.go:53\) in the region entered at line 136, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func elsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Elsewhere(enterAndLeave)
	callbacks.Elsewhere(sleep)
	callbacks.ElsewhereDeep(enterAndLeave)
	callbacks.ElsewhereDeep(sleep)
}

func elsewhereExits() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Elsewhere(exit) // want `^callbacks\.Elsewhere needs an entered goroutine \(calls exit at callbacks\.go:55, which calls runtimectx\.ExitRuntime at uses\.go:19\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func elsewhereReleases() {
	g := runtimectx.SetCurrent(h2)
	callbacks.Elsewhere(g.Release) // want `^callbacks\.Elsewhere releases guard g, set current at line 157 \(calls f at callbacks\.go:55\): it is released on another goroutine, started at line 158: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func sanctioned() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		callbacks.Sanctioned(b, sleep)
	})
}

func sanctionedNests() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		callbacks.Sanctioned(b, enterAndLeave) // want `^callbacks\.Sanctioned enters \(calls enterAndLeave at callbacks\.go:66, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 168: the goroutine is already entered \[nestedenter\]$`
	})
}

func drive() {
	callbacks.Drive(sleep)
}

func driveNests() {
	callbacks.Drive(enterAndLeave) // want `^callbacks\.Drive enters \(calls enterAndLeave at callbacks\.go:70, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 178: the goroutine is already entered \[nestedenter\]$`
}

func guardThroughLiteral() {
	g := runtimectx.SetCurrent(h2)
	callbacks.Here(func() { g.Release() })
}

func guardThroughLiteralSometimes(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 187, is not released when the function returns at line 189 \[leakedguard\]$`
	callbacks.HereIf(c, func() { g.Release() })
}

func guardAcquiredInLiteral() {
	var g runtimectx.SetCurrentGuard
	callbacks.Here(func() { g = runtimectx.SetCurrent(h2) })
	g.Release()
}

func guardLeaksInLiteral(c bool) {
	callbacks.Here(func() {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 199, is not released when the function literal returns at line 201 \[leakedguard\]$`
		if c {
			return
		}
		g.Release()
	})
}

func recoveringReleased(c bool) {
	callbacks.Recovering(func() {
		g := runtimectx.SetCurrent(h2)
		defer g.Release()
		if c {
			panic("c")
		}
	})
}

func notRecovering(c bool) {
	callbacks.Here(func() {
		g := runtimectx.SetCurrent(h2)
		if c {
			panic("c")
		}
		g.Release()
	})
}

func valueForgotten() {
	g := callbacks.Value(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }) // want `^guard g, set current at line 228, is not released when the function returns at line 230 \[leakedguard\]$`
	_ = g
}

func errorResult() error {
	g := runtimectx.SetCurrent(h2)
	err := callbacks.Error(func() error {
		g.Release()
		return errors.New("always")
	})
	return err
}

func withGuard() {
	callbacks.WithGuard(func(g runtimectx.SetCurrentGuard) {
		g.Release()
	})
}

func withGuardForgotten() {
	callbacks.WithGuard(func(g runtimectx.SetCurrentGuard) { // want `^the guard set current at line 248 is not released when the function returns at line 250 \[leakedguard\]$`
	})
}

func withOwnGuard() {
	callbacks.WithOwnGuard(func(runtimectx.SetCurrentGuard) {})
}

func withOwnGuardReleased() {
	callbacks.WithOwnGuard(func(g runtimectx.SetCurrentGuard) { // want `^the guard set current at line 257 was already released at line 258 \[guardmisuse\]$`
		g.Release()
	})
}

func runner() {
	g := runtimectx.SetCurrent(h2)
	r := callbacks.Runner{g.Release}
	r.Run()
}

func runnerBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	r := callbacks.Runner{sleep}
	r.Run() // want `^r\.Run blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 269; category sleep \[blockingcall\]$`
}

// Who runs it, and in what state, is not known.
func later() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.Later(enterAndLeave)
	callbacks.Later(sleep)
	s := runtimectx.SetCurrent(h2)
	callbacks.Later(s.Release)
}

func options() {
	callbacks.RunWith(callbacks.Options{OnStart: enterAndLeave})
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.RunWith(callbacks.Options{OnStop: func() {}})
}

func optionsNest() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	callbacks.RunWith(callbacks.Options{OnStop: enterAndLeave}) // want `^callbacks\.RunWith enters \(calls enterAndLeave at callbacks\.go:116, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 293: the goroutine is already entered \[nestedenter\]$`
}

func optionsEntered() {
	callbacks.EnteredWith(callbacks.Options{OnStart: enterAndLeave}) // want `^callbacks\.EnteredWith enters \(calls enterAndLeave at callbacks\.go:123, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 299: the goroutine is already entered \[nestedenter\]$`
}

func recovering(c bool) {
	callbacks.Recovering(func() {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 304, is not released when the function returns at line 310 \[leakedguard\]$`
		if c {
			panic("c")
		}
		g.Release()
	})
}

func guardThroughLiteralTwice() {
	g := runtimectx.SetCurrent(h2)
	callbacks.HereTwice(func() {
		g.Release() // want `^guard g, set current at line 313, was already released at line 315 \[guardmisuse\]$`
	})
}

func guardAcquiredInLiteralForgotten() {
	var g runtimectx.SetCurrentGuard
	callbacks.Here(func() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 322, is not released when the function returns at line 325 \[leakedguard\]$`
	})
	_ = g
}

func guardAcquiredTwice() {
	var g runtimectx.SetCurrentGuard
	callbacks.HereTwice(func() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 330, is not released when the function literal returns at line 331 \[leakedguard\]$`
	})
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)

func runnerNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r callbacks.Runner
	r.Set(enterAndLeave)
	r.Run() // want `^r\.Run enters \(calls enterAndLeave at callbacks\.go:100, which calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 338: the goroutine is already entered \[nestedenter\]$`
}
