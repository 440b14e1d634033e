// Package across uses package variadic from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/variadic"
)

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func run() {
	variadic.Run()
	variadic.Run(enterAndLeave)
	variadic.Run(func() {}, enterAndLeave)
}

func runInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	variadic.Run()
	variadic.Run(func() {})
}

func enterAllowed() {
	g := variadic.Enter(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func enterDenied() {
	g := variadic.EnterDenied(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 34, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func allSpread(gs []runtimectx.SetCurrentGuard) {
	gs = append(gs, runtimectx.SetCurrent(h2))
	variadic.All(gs...)
}

func logs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	variadic.Log("entered %v", h2)
}

func enteredHarmless() {
	variadic.Entered(func() {}, func() {})
}

var h2 = runtimectx.NewHandle("h2", nil)
