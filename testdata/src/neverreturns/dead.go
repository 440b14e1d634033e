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
