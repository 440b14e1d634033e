package callbacks

import (
	"errors"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func sleep() { time.Sleep(time.Second) }

func exit() { runtimectx.ExitRuntime(func() {}) }

func here() {
	Here(enterAndLeave)
	HereIf(true, enterAndLeave)
	HereTwice(enterAndLeave)
	HereDeep(enterAndLeave)
	HereDeferred(enterAndLeave)
}

func hereInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Here(enterAndLeave) // want `^Here enters \(calls enterAndLeave at callbacks\.go:13, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 28: the goroutine is already entered \[nestedenter\]$`
}

func hereIfInRegion(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	HereIf(false, enterAndLeave)
	HereIf(c, enterAndLeave) // want `^HereIf enters \(calls enterAndLeave at callbacks\.go:17, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 34: the goroutine is already entered \[nestedenter\]$`
}

func hereDeepInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	HereDeep(enterAndLeave) // want `^HereDeep enters \(calls Here at callbacks\.go:26, which calls enterAndLeave at callbacks\.go:13, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 41: the goroutine is already entered \[nestedenter\]$`
}

func hereDeferredInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	HereDeferred(enterAndLeave) // want `^HereDeferred enters \(calls enterAndLeave at callbacks\.go:29, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 47: the goroutine is already entered \[nestedenter\]$`
}

func hereBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Here(sleep) // want `^Here blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 53; category sleep \[blockingcall\]$`
}

func hereHarmless() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Here(func() {})
	HereTwice(func() {})
}

func entered() {
	Entered(func() {})
	Entered(exit)
	Entered(enterAndLeave) // want `^Entered enters \(calls enterAndLeave at callbacks\.go:35, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 68: the goroutine is already entered \[nestedenter\]$`
}

func enteredDeep() {
	EnteredDeep(enterAndLeave) // want `^EnteredDeep enters \(calls enterAndLeave at callbacks\.go:38, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 72: the goroutine is already entered \[nestedenter\]$`
}

func enteredRuntime() {
	EnteredRuntime(enterAndLeave) // want `^EnteredRuntime enters \(calls enterAndLeave at callbacks\.go:41, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 76: the goroutine is already entered \[nestedenter\]$`
}

func enteredBlocks() {
	Entered(sleep) // want `^Entered blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 80; category sleep \[blockingcall\]$`
}

func enteredRuntimeBlocks() {
	EnteredRuntime(sleep) // want `^EnteredRuntime blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 84; category sleep \[blockingcall\]$`
}

func enteredInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Entered(func() {}) // want `^Entered enters \(calls runtimectx\.Enter at callbacks\.go:33\) inside the region entered at line 88: the goroutine is already entered \[nestedenter\]$`
}

func enteredThenOutside() {
	EnteredThenOutside(func() {}, enterAndLeave)
	EnteredThenOutside(exit, sleep)
}

func enteredThenOutsideWrong() {
	EnteredThenOutside(enterAndLeave, func() {}) // want `^EnteredThenOutside enters \(calls Entered at callbacks\.go:45, which calls enterAndLeave at callbacks\.go:35, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 99: the goroutine is already entered \[nestedenter\]$`
}

func enteredThenOutsideExits() {
	EnteredThenOutside(func() {}, exit) // want `^EnteredThenOutside needs an entered goroutine \(calls exit at callbacks\.go:46, which calls runtimectx\.ExitRuntime at uses\.go:17\), but it is not entered here \[exitstate\]$`
}

func exited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Exited(enterAndLeave)
	ExitedDeep(enterAndLeave)
	Exited(sleep)
}

func exitedWrong() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Exited(exit) // want `^Exited needs an entered goroutine \(calls exit at callbacks\.go:49, which calls runtimectx\.ExitRuntime at uses\.go:17\), but it is not entered here \[exitstate\]$`
}

func exitedOutside() {
	go func() {
		Exited(func() {}) // want `^Exited needs an entered goroutine \(calls runtimectx\.ExitRuntime at callbacks\.go:49\), but it is not entered here \[exitstate\]$`
	}()
}

func inPlace() {
	g := runtimectx.Enter(h2, runtimectx.AllowBlockInPlace)
	defer g.Release()
	InPlace(enterAndLeave)
	InPlace(sleep)
}

func inPlaceDenied() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	InPlace(sleep) // want `^InPlace needs BlockInPlace \(calls runtimectx\.BlockInPlace at callbacks\.go:53\) in the region entered at line 134, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func elsewhere() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Elsewhere(enterAndLeave)
	Elsewhere(sleep)
	ElsewhereDeep(enterAndLeave)
	ElsewhereDeep(sleep)
}

func elsewhereExits() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Elsewhere(exit) // want `^Elsewhere needs an entered goroutine \(calls exit at callbacks\.go:55, which calls runtimectx\.ExitRuntime at uses\.go:17\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func elsewhereReleases() {
	g := runtimectx.SetCurrent(h2)
	Elsewhere(g.Release) // want `^Elsewhere releases guard g, set current at line 155 \(calls f at callbacks\.go:55\): it is released on another goroutine, started at line 156: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func sanctioned() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		Sanctioned(b, sleep)
	})
}

func sanctionedNests() {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		Sanctioned(b, enterAndLeave) // want `^Sanctioned enters \(calls enterAndLeave at callbacks\.go:66, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 166: the goroutine is already entered \[nestedenter\]$`
	})
}

func drive() {
	Drive(sleep)
}

func driveNests() {
	Drive(enterAndLeave) // want `^Drive enters \(calls enterAndLeave at callbacks\.go:70, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 176: the goroutine is already entered \[nestedenter\]$`
}

func guardThroughLiteral() {
	g := runtimectx.SetCurrent(h2)
	Here(func() { g.Release() })
}

func guardThroughLiteralSometimes(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 185, is not released when the function returns at line 187 \[leakedguard\]$`
	HereIf(c, func() { g.Release() })
}

func guardAcquiredInLiteral() {
	var g runtimectx.SetCurrentGuard
	Here(func() { g = runtimectx.SetCurrent(h2) })
	g.Release()
}

func guardLeaksInLiteral(c bool) {
	Here(func() {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 197, is not released when the function literal returns at line 199 \[leakedguard\]$`
		if c {
			return
		}
		g.Release()
	})
}

func recoveringReleased(c bool) {
	Recovering(func() {
		g := runtimectx.SetCurrent(h2)
		defer g.Release()
		if c {
			panic("c")
		}
	})
}

func notRecovering(c bool) {
	Here(func() {
		g := runtimectx.SetCurrent(h2)
		if c {
			panic("c")
		}
		g.Release()
	})
}

func valueForgotten() {
	g := Value(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) }) // want `^guard g, set current at line 226, is not released when the function returns at line 228 \[leakedguard\]$`
	_ = g
}

func errorResult() error {
	g := runtimectx.SetCurrent(h2)
	err := Error(func() error {
		g.Release()
		return errors.New("always")
	})
	return err
}

func withGuard() {
	WithGuard(func(g runtimectx.SetCurrentGuard) {
		g.Release()
	})
}

func withGuardForgotten() {
	WithGuard(func(g runtimectx.SetCurrentGuard) { // want `^the guard set current at line 246 is not released when the function returns at line 248 \[leakedguard\]$`
	})
}

func withOwnGuard() {
	WithOwnGuard(func(runtimectx.SetCurrentGuard) {})
}

func withOwnGuardReleased() {
	WithOwnGuard(func(g runtimectx.SetCurrentGuard) { // want `^the guard set current at line 255 was already released at line 256 \[guardmisuse\]$`
		g.Release()
	})
}

func runner() {
	g := runtimectx.SetCurrent(h2)
	r := Runner{g.Release}
	r.Run()
}

func runnerBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	r := Runner{sleep}
	r.Run() // want `^r\.Run blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 267; category sleep \[blockingcall\]$`
}

// Who runs it, and in what state, is not known.
func later() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Later(enterAndLeave)
	Later(sleep)
	s := runtimectx.SetCurrent(h2)
	Later(s.Release)
}

func options() {
	RunWith(Options{OnStart: enterAndLeave})
	g := runtimectx.Enter(h2)
	defer g.Release()
	RunWith(Options{OnStop: func() {}})
}

func optionsNest() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	RunWith(Options{OnStop: enterAndLeave}) // want `^RunWith enters \(calls enterAndLeave at callbacks\.go:116, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 291: the goroutine is already entered \[nestedenter\]$`
}

func optionsEntered() {
	EnteredWith(Options{OnStart: enterAndLeave}) // want `^EnteredWith enters \(calls enterAndLeave at callbacks\.go:123, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 297: the goroutine is already entered \[nestedenter\]$`
}

func recovering(c bool) {
	Recovering(func() {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 302, is not released when the function returns at line 308 \[leakedguard\]$`
		if c {
			panic("c")
		}
		g.Release()
	})
}

func guardThroughLiteralTwice() {
	g := runtimectx.SetCurrent(h2)
	HereTwice(func() {
		g.Release() // want `^guard g, set current at line 311, was already released at line 313 \[guardmisuse\]$`
	})
}

func guardAcquiredInLiteralForgotten() {
	var g runtimectx.SetCurrentGuard
	Here(func() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 320, is not released when the function returns at line 323 \[leakedguard\]$`
	})
	_ = g
}

func guardAcquiredTwice() {
	var g runtimectx.SetCurrentGuard
	HereTwice(func() {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 328, is not released when the function literal returns at line 329 \[leakedguard\]$`
	})
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)

func runnerNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner
	r.Set(enterAndLeave)
	r.Run() // want `^r\.Run enters \(calls enterAndLeave at callbacks\.go:100, which calls runtimectx\.Enter at uses\.go:11\) inside the region entered at line 336: the goroutine is already entered \[nestedenter\]$`
}
