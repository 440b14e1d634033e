package neverreturns

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func fatal(err error) {
	g := runtimectx.Enter(h2)
	if err != nil {
		Fatal(err)
	}
	g.Release()
}

func fatalDeep(err error) {
	g := runtimectx.Enter(h2)
	if err != nil {
		FatalDeep(err)
	}
	g.Release()
}

func fatalIf(err error) {
	g := runtimectx.Enter(h2)
	FatalIf(err)
	g.Release()
}

func fatalIfForgotten(err error) {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 30, is not released when the function returns at line 33 \[leakedguard\]$`
	FatalIf(err)
	_ = g
}

// After FatalIf the error is nil.
func fatalIfCorrelated(err error) {
	g := runtimectx.Enter(h2)
	FatalIf(err)
	if err != nil {
		return // not reached
	}
	g.Release()
}

func panics(c bool) {
	g := runtimectx.Enter(h2)
	if c {
		Panicf("c")
	}
	g.Release()
}

func panicsRecovered(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 55, is not released when the function returns after it recovered the panic at line 56 \[leakedguard\]$`
	PanicIf(c)
	g.Release()
}

func panicsCorrelated(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h2)
	if !c {
		PanicIf(c)
	}
	g.Release()
}

func exits(c bool) {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 70, is not released when the goroutine exits at line 71 \[leakedguard\]$`
	ExitIf(c)
	g.Release()
}

func exitsDeferred(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	ExitIf(c)
}

func serves(c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		Serve()
	}
	g.Release()
}

func selects(c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		Select()
	}
	g.Release()
}

func checks(n int) {
	g := runtimectx.SetCurrent(h2)
	if n != 0 {
		Check(n)
		return // not reached
	}
	g.Release()
}

func checksForgotten(n int) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 107, is not released when the function returns at line 110 \[leakedguard\]$`
	Check(n)
	if n == 0 {
		return
	}
	g.Release()
}

func releasing() {
	g := runtimectx.SetCurrent(h2)
	PanicReleasing(g)
}

func releasingRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2)
	PanicReleasing(g)
}

func recovers() {
	g := runtimectx.SetCurrent(h2)
	Recovers()
	g.Release()
}

func recoversForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 133, is not released when the function returns at line 136 \[leakedguard\]$`
	Recovers()
	if c {
		return
	}
	g.Release()
}

func method(e Exiter, c bool) {
	g := runtimectx.SetCurrent(h2)
	if c {
		e.Exit(1)
	}
	g.Release()
}

func deferred() {
	defer Fatal()
	g := runtimectx.SetCurrent(h2)
	_ = g
}

func behind() {
	Unreachable()
	runtimectx.Enter(h2)
}

var h2 = runtimectx.NewHandle("h2", nil)
