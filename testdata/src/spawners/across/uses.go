// Package across uses package spawners from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/spawners"
)

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func exit() { runtimectx.ExitRuntime(func() {}) }

func sleep() { time.Sleep(0) }

func deep() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	spawners.Deep(exit) // want `^spawners\.Deep needs an entered goroutine \(calls exit at spawners\.go:19, which calls runtimectx\.ExitRuntime at uses\.go:16\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
	spawners.Deep(enterAndLeave)
	spawners.Deep(sleep)
}

func deepReleases() {
	g := runtimectx.Enter(h2)
	spawners.Deep(g.Release) // want `^spawners\.Deep releases guard g, entered at line 29 \(calls f at spawners\.go:19\): it is released on another goroutine, started at line 30: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func twice() {
	spawners.Twice(exit) // want `^spawners\.Twice needs an entered goroutine \(calls exit at spawners\.go:34, which calls runtimectx\.ExitRuntime at uses\.go:16\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
	spawners.Twice(enterAndLeave)
}

func entered() {
	spawners.Entered(exit)
	spawners.Entered(enterAndLeave) // want `^spawners\.Entered enters \(calls enterAndLeave at spawners\.go:27, which calls runtimectx\.Enter at uses\.go:12\) inside the region entered at line 40: the goroutine is already entered \[nestedenter\]$`
	spawners.Entered(sleep)         // want `^spawners\.Entered blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 41; category sleep \[blockingcall\]$`
}

func enteredLiteral() {
	spawners.Entered(func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 45: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
	spawners.Entered(func() {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 49; category sleep \[blockingcall\]$`
	})
	spawners.Entered(func() {
		runtimectx.ExitRuntime(sleep)
	})
}

func named() {
	spawners.Named(exit)
	spawners.Named(enterAndLeave) // want `^spawners\.Named enters \(calls runEntered at spawners\.go:39, which calls enterAndLeave at spawners\.go:44, which calls runtimectx\.Enter at uses\.go:12\) inside the region entered at line 59: the goroutine is already entered \[nestedenter\]$`
}

func job() {
	spawners.Start(spawners.Job{Name: "a", Run: func(n int) {
		time.Sleep(time.Duration(n)) // want `^time\.Sleep blocks inside the region entered at line 63; category sleep \[blockingcall\]$`
	}})
	spawners.Start(spawners.Job{Name: "b", Run: func(int) { exit() }})
}

func pool(p *spawners.Pool) {
	p.Go(sleep) // want `^p\.Go blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 70; category sleep \[blockingcall\]$`
	p.Go(exit)
}

type step struct{}

func (step) Step() { sleep() }

type quick struct{}

func (quick) Step() { exit() }

func steps() {
	spawners.Steps(step{}) // want `^spawners\.Steps blocks \(calls step\.Step, which calls sleep, which calls time\.Sleep\) inside the region entered at line 83; category sleep \[blockingcall\]$`
	spawners.Steps(quick{})
}

var h2 = runtimectx.NewHandle("h2", nil)
