// Package assembly pins the silence on functions without a body in Go.
package assembly

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func keep(g runtimectx.SetCurrentGuard)

func run(f func())

func enterAndLeave() {
	g := runtimectx.Enter(h)
	g.Release()
}

func given() {
	g := runtimectx.SetCurrent(h)
	keep(g)
}

func called() {
	g := runtimectx.Enter(h)
	defer g.Release()
	run(enterAndLeave)
}

func leaksAllTheSame(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 31, is not released when the function returns at line 34 \[leakedguard\]$`
	run(enterAndLeave)
	if c {
		return
	}
	g.Release()
}
