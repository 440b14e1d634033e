package questions

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Functions that ask for the state and then run what they were given: who gave
// it is judged by the answer, whatever the caller.

func ifEntered(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		f()
	}
}

func ifOutside(f func()) {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		f()
	}
}

func inside(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		f()
		return
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func givesSleep() {
	inside(func() {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 35; category sleep \[blockingcall\]$`
	})
}

// It blocks in an entered region in any case, which is reported above.
func callsGivesSleep() {
	g := runtimectx.Enter(h)
	givesSleep()
	g.Release()
}

func givesEnter() {
	ifEntered(func() {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
	ifOutside(func() {
		g := runtimectx.Enter(h)
		g.Release()
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}

// What comes after the call is for the caller to judge again.
func blocksAfterwards() {
	ifOutside(func() { time.Sleep(time.Second) })
	ifEntered(func() { runtimectx.ExitRuntime(func() { time.Sleep(time.Second) }) })
	time.Sleep(time.Second)
}

func callsBlocksAfterwards() {
	blocksAfterwards()
	g := runtimectx.Enter(h)
	blocksAfterwards() // want `^blocksAfterwards blocks \(calls time\.Sleep\) inside the region entered at line 68; category sleep \[blockingcall\]$`
	g.Release()
}

// ensure tells its caller whether the goroutine was entered.
func ensure() (g runtimectx.EnterRuntimeGuard, ok bool) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return g, false
	}
	return runtimectx.Enter(h), true
}

// Another callee has asked before, and said nothing.
func toldAfterwards() {
	inside(func() { runtimectx.ExitRuntime(func() {}) })
	g, ok := ensure()
	if ok {
		g.Release()
	}
	again := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	again.Release()
}

func toldNothing() {
	inside(func() { runtimectx.ExitRuntime(func() {}) })
	g := runtimectx.Enter(h)
	g.Release()
}
