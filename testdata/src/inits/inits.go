// Package inits pins what runs before main: init functions and the
// initialisers of package-level variables, outside of any region.
package inits

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func init() {
	g := runtimectx.Enter(h)
	defer g.Release()
}

func init() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 19, is not released when the function returns at line 21 \[leakedguard\]$`
	_ = g
}

func init() {
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func init() {
	time.Sleep(0)
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 29; category sleep \[blockingcall\]$`
}

func nests() int {
	g := runtimectx.Enter(h)
	g.Release()
	return 1
}

var _ = nests()

var _ = func() int {
	runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	return 1
}()

// A literal that is only stored is nobody's root.
var hook = func() {
	runtimectx.ExitRuntime(func() {})
}

type lazy struct{ run func() }

var table = []lazy{
	{run: func() {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
	}},
}

// Nobody can follow a global.
var kept = runtimectx.SetCurrent(h)
