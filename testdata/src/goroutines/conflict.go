package goroutines

import "github.com/ctxvet/ctxvet/runtimectx"

// The guard that is in the way goes to another goroutine: it is no leak, what is
// wrong is the order.
func inTheWay(late bool) {
	outer := runtimectx.SetCurrent(h)
	inner := runtimectx.SetCurrent(h)
	outer.Release() // want `^guard outer, set current at line 8, is released before guard inner, set current at line 9: release them in reverse order \[releaseorder\]$`
	if late {
		go func() { inner.Release() }()
		return
	}
	go inner.Release()
}

func leftInTheWay() {
	outer := runtimectx.SetCurrent(h)
	inner := runtimectx.SetCurrent(h) // want `^guard inner, set current at line 20, is not released when the function returns at line 24 \[leakedguard\]$`
	outer.Release()
	go func() { outer.Release() }()
	_ = inner
}
