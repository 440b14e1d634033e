package fixes

import "github.com/ctxvet/ctxvet/runtimectx"

// Releases side by side are exchanged.

func exchanged() {
	a := runtimectx.SetCurrent(handle)
	b := runtimectx.SetCurrent(handle)
	a.Release() // want `guard a, set current at line \d+, is released before guard b`
	b.Release()
}

// No fix: there is something in between.

func apart() {
	a := runtimectx.SetCurrent(handle)
	b := runtimectx.SetCurrent(handle)
	a.Release() // want `guard a, set current at line \d+, is released before guard b`
	work()
	b.Release()
}

// The second release goes.

func twice() {
	g := runtimectx.Enter(handle)
	g.Release()
	work()
	g.Release() // want `guard g, entered at line \d+, was already released at line \d+`
}

// Where the second is deferred, the first goes if the function returns anyway.

func deferredAndReturned(early bool) int {
	g := runtimectx.Enter(handle)
	defer g.Release() // want `guard g, entered at line \d+, was already released at line \d+`
	if early {
		g.Release()
		return 0
	}
	return work()
}

// No fix: the first release is meant to come before the work.

func deferredAndWorked(early bool) int {
	g := runtimectx.Enter(handle)
	defer g.Release() // want `guard g, entered at line \d+, was already released at line \d+`
	if early {
		g.Release()
		return work()
	}
	return 0
}

// More than two, and deferred ones.

func reversed() {
	a := runtimectx.SetCurrent(handle)
	b := runtimectx.SetCurrent(handle)
	c := runtimectx.SetCurrent(handle)
	a.Release() // want `guard a, set current at line \d+, is released before guard c`
	b.Release()
	c.Release()
}

func deferredExchanged() {
	a := runtimectx.SetCurrent(handle)
	b := runtimectx.SetCurrent(handle)
	defer b.Release()
	defer a.Release() // want `guard a, set current at line \d+, is released before guard b`
	work()
}

func deferredReversed() {
	a := runtimectx.SetCurrent(handle)
	b := runtimectx.SetCurrent(handle)
	c := runtimectx.SetCurrent(handle)
	defer c.Release()
	defer b.Release()
	defer a.Release() // want `guard a, set current at line \d+, is released before guard c`
	work()
}

// Two deferred releases of one guard.

func deferredTwice() {
	g := runtimectx.Enter(handle)
	defer g.Release() // want `guard g, entered at line \d+, was already released at line \d+`
	defer g.Release()
	work()
}
