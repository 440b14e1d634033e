package neverreturns

import (
	"runtime"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What nothing reaches has no effects, in functions that deal with no guards
// either.

func stopsBeforeSleep() {
	runtime.Goexit()
	time.Sleep(0)
}

func failsBeforeSleep(n int) {
	fails(n)
	time.Sleep(0)
}

func fails(n int) {
	for {
		if n > 0 {
			panic("failed")
		}
		n++
	}
}

const debug = false

func sleepsIfDebug() {
	if debug {
		time.Sleep(0)
	}
}

func sleepsUnlessDebug() {
	if !debug {
		time.Sleep(0)
	}
}

func deadEffects() {
	g := runtimectx.Enter(h)
	defer g.Release()
	sleepsIfDebug()
	sleepsUnlessDebug() // want `^sleepsUnlessDebug blocks \(calls time\.Sleep\) inside the region entered at line 47; category sleep \[blockingcall\]$`
	stopsBeforeSleep()
}

func deadAfterCall() {
	g := runtimectx.Enter(h)
	defer g.Release()
	failsBeforeSleep(0)
}

func failsPrinting() {
	defer println("failed")
	defer func() { println("failing") }()
	panic("printing")
}

func failsRecovering() {
	defer func() { recover() }()
	panic("recovered")
}

func failsBeforeLateSleep() {
	failsPrinting()
	time.Sleep(0)
}

func recoversBeforeSleep() {
	failsRecovering()
	time.Sleep(0)
}

func deadAfterDefer(b bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if b {
		recoversBeforeSleep() // want `^recoversBeforeSleep blocks \(calls time\.Sleep\) inside the region entered at line 82; category sleep \[blockingcall\]$`
	}
	failsBeforeLateSleep()
}
