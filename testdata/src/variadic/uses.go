package variadic

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func run() {
	Run()
	Run(enterAndLeave)
	Run(func() {}, enterAndLeave)
}

func runInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Run()
	Run(func() {})
}

func enterAllowed() {
	g := Enter(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func enterDenied() {
	g := EnterDenied(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 32, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func allSpread(gs []runtimectx.SetCurrentGuard) {
	gs = append(gs, runtimectx.SetCurrent(h2))
	All(gs...)
}

func logs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Log("entered %v", h2)
}

func enteredHarmless() {
	Entered(func() {}, func() {})
}

var h2 = runtimectx.NewHandle("h2", nil)
