package namedresults

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var hc = runtimectx.NewHandle("conflicts", nil)

// The guard in conflict is the caller's on one path: there it is no leak.
func returnedOnSome(n int) (g runtimectx.EnterRuntimeGuard, ok bool) {
	g = runtimectx.Enter(hc) // want `^guard g, entered at line 13, is not released when the function returns at line 16 \[leakedguard\]$`
	time.Sleep(0)            // want `^time.Sleep blocks inside the region entered at line 13; category sleep \[blockingcall\]$`
	if n == 1 {
		return runtimectx.EnterRuntimeGuard{}, false
	}
	ok = true
	return
}

func returnedOnNone(n int) (g runtimectx.EnterRuntimeGuard, ok bool) {
	g = runtimectx.Enter(hc) // want `^guard g, entered at line 23, is not released when the function returns at line 26 \[leakedguard\]$`
	time.Sleep(0)
	if n == 1 {
		return runtimectx.EnterRuntimeGuard{}, false
	}
	g = runtimectx.EnterRuntimeGuard{}
	return
}

// The order is wrong whatever becomes of the guard in between.
func releasedUnderReturned() (c runtimectx.SetCurrentGuard) {
	a := runtimectx.SetCurrent(hc)
	defer a.Release()              // want `^guard a, set current at line 34, is released before guard c, set current at line 38: release them in reverse order \[releaseorder\]$`
	b := runtimectx.SetCurrent(hc) // want `^guard b, set current at line 36, is not released when the function returns at line 39 \[leakedguard\]$`
	_ = b
	c = runtimectx.SetCurrent(hc)
	return c
}

func releasedUnderLeaked() {
	a := runtimectx.SetCurrent(hc)
	defer a.Release()
	b := runtimectx.SetCurrent(hc) // want `^guard b, set current at line 45, is not released when the function returns at line 47 \[leakedguard\]$`
	_ = b
}
