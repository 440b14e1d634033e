package spawners

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
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
	Deep(exit) // want `^Deep needs an entered goroutine \(calls exit at spawners\.go:19, which calls runtimectx\.ExitRuntime at uses\.go:14\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
	Deep(enterAndLeave)
	Deep(sleep)
}

func deepReleases() {
	g := runtimectx.Enter(h2)
	Deep(g.Release) // want `^Deep releases guard g, entered at line 27 \(calls f at spawners\.go:19\): it is released on another goroutine, started at line 28: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func twice() {
	Twice(exit) // want `^Twice needs an entered goroutine \(calls exit at spawners\.go:34, which calls runtimectx\.ExitRuntime at uses\.go:14\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
	Twice(enterAndLeave)
}

func entered() {
	Entered(exit)
	Entered(enterAndLeave) // want `^Entered enters \(calls enterAndLeave at spawners\.go:27, which calls runtimectx\.Enter at uses\.go:10\) inside the region entered at line 38: the goroutine is already entered \[nestedenter\]$`
	Entered(sleep)         // want `^Entered blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 39; category sleep \[blockingcall\]$`
}

func enteredLiteral() {
	Entered(func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 43: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
	Entered(func() {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 47; category sleep \[blockingcall\]$`
	})
	Entered(func() {
		runtimectx.ExitRuntime(sleep)
	})
}

func named() {
	Named(exit)
	Named(enterAndLeave) // want `^Named enters \(calls runEntered at spawners\.go:39, which calls enterAndLeave at spawners\.go:44, which calls runtimectx\.Enter at uses\.go:10\) inside the region entered at line 57: the goroutine is already entered \[nestedenter\]$`
}

func job() {
	Start(Job{Name: "a", Run: func(n int) {
		time.Sleep(time.Duration(n)) // want `^time\.Sleep blocks inside the region entered at line 61; category sleep \[blockingcall\]$`
	}})
	Start(Job{Name: "b", Run: func(int) { exit() }})
}

func pool(p *Pool) {
	p.Go(sleep) // want `^p\.Go blocks \(calls sleep, which calls time\.Sleep\) inside the region entered at line 68; category sleep \[blockingcall\]$`
	p.Go(exit)
}

type step struct{}

func (step) Step() { sleep() }

type quick struct{}

func (quick) Step() { exit() }

func steps() {
	Steps(step{}) // want `^Steps blocks \(calls step\.Step, which calls sleep, which calls time\.Sleep\) inside the region entered at line 81; category sleep \[blockingcall\]$`
	Steps(quick{})
}

var h2 = runtimectx.NewHandle("h2", nil)
