package multifile

import "github.com/ctxvet/ctxvet/runtimectx"

var h = runtimectx.NewHandle("h", nil)

func open() runtimectx.EnterRuntimeGuard { return runtimectx.Enter(h) }

func drop(g runtimectx.EnterRuntimeGuard) { g.Release() }

func enters() { drop(open()) }

func even(n int) {
	enters()
	odd(n)
}

func last() {
	g := open()
	defer g.Release()
	even(1) // want `^even enters \(calls enters at z\.go:14, which calls open at z\.go:11, which calls runtimectx\.Enter at z\.go:7\) inside the region entered at line 19: the goroutine is already entered \[nestedenter\]$`
}
