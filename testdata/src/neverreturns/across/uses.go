// Package across uses package neverreturns from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/neverreturns"
)

func fatal(err error) {
	g := runtimectx.Enter(h2)
	if err != nil {
		neverreturns.Fatal(err)
	}
	g.Release()
}

func fatalDeep(err error) {
	g := runtimectx.Enter(h2)
	if err != nil {
		neverreturns.FatalDeep(err)
	}
	g.Release()
}

func fatalIf(err error) {
	g := runtimectx.Enter(h2)
	neverreturns.FatalIf(err)
	g.Release()
}

func fatalIfForgotten(err error) {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 32, is not released when the function returns at line 35 \[leakedguard\]$`
	neverreturns.FatalIf(err)
	_ = g
}

// After neverreturns.FatalIf the error is nil.
func fatalIfCorrelated(err error) {
	g := runtimectx.Enter(h2)
	neverreturns.FatalIf(err)
	if err != nil {
		return // not reached
	}
	g.Release()
}

func panics(c bool) {
	g := runtimectx.Enter(h2)
	if c {
		neverreturns.Panicf("c")
	}
	g.Release()
}

func panicsRecovered(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 57, is not released when the function returns after it recovered the panic at line 58 \[leakedguard\]$`
	neverreturns.PanicIf(c)
	g.Release()
}

func panicsCorrelated(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h2)
	if !c {
		neverreturns.PanicIf(c)
	}
	g.Release()
}

func exits(c bool) {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 72, is not released when the goroutine exits at line 73 \[leakedguard\]$`
	neverreturns.ExitIf(c)
	g.Release()
}

func exitsDeferred(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	neverreturns.ExitIf(c)
}

func serves(c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		neverreturns.Serve()
	}
	g.Release()
}

func selects(c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		neverreturns.Select()
	}
	g.Release()
}

func checks(n int) {
	g := runtimectx.SetCurrent(h2)
	if n != 0 {
		neverreturns.Check(n)
		return // not reached
	}
	g.Release()
}

func checksForgotten(n int) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 109, is not released when the function returns at line 112 \[leakedguard\]$`
	neverreturns.Check(n)
	if n == 0 {
		return
	}
	g.Release()
}

func releasing() {
	g := runtimectx.SetCurrent(h2)
	neverreturns.PanicReleasing(g)
}

func releasingRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2)
	neverreturns.PanicReleasing(g)
}

func recovers() {
	g := runtimectx.SetCurrent(h2)
	neverreturns.Recovers()
	g.Release()
}

func recoversForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 135, is not released when the function returns at line 138 \[leakedguard\]$`
	neverreturns.Recovers()
	if c {
		return
	}
	g.Release()
}

func method(e neverreturns.Exiter, c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		e.Exit(1)
	}
	g.Release()
}

func deferred() {
	defer neverreturns.Fatal()
	g := runtimectx.SetCurrent(h2)
	_ = g
}

func behind() {
	neverreturns.Unreachable()
	runtimectx.Enter(h2)
}

var h2 = runtimectx.NewHandle("h2", nil)
