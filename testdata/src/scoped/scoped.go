// Package scoped pins the closures of Scoped, which run here and at once, in
// the state as it is.
package scoped

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

var cell runtimectx.Scoped[int]

func nestsInSet(v *int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	cell.Set(v, func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 16: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func fineInSet(v *int) {
	cell.Set(v, func() {
		g := runtimectx.Enter(h)
		g.Release()
	})
}

func blocksInWith() {
	g := runtimectx.Enter(h)
	defer g.Release()
	cell.With(func(v *int) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
	})
}

func blocksOutside() {
	cell.With(func(v *int) {
		time.Sleep(time.Second)
	})
}

func releasedInSet(v *int) {
	g := runtimectx.SetCurrent(h)
	cell.Set(v, g.Release)
}

func releasedInWith(v *int) {
	g := runtimectx.SetCurrent(h)
	cell.With(func(*int) { g.Release() })
	g.Release() // want `^guard g, set current at line 51, was already released at line 52 \[guardmisuse\]$`
}

func acquiredInSet(v *int) {
	var g runtimectx.SetCurrentGuard
	cell.Set(v, func() { g = runtimectx.SetCurrent(h) })
	g.Release()
}

func leaksInSet(v *int) {
	cell.Set(v, func() {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 64, is not released when the function literal returns at line 66 \[leakedguard\]$`
		_ = g
	})
}

func sanctionReachesThrough(v *int) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			cell.Set(v, func() {
				time.Sleep(time.Second)
			})
		})
	})
}

func get() int {
	g := runtimectx.Enter(h)
	defer g.Release()
	if p := cell.Get(); p != nil {
		return *p
	}
	return 0
}
