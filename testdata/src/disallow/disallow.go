// Package disallow pins DisallowBlockInPlace, whose guard forbids BlockInPlace
// in one region.
package disallow

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func forbids() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called where guard d, taken at line 16, forbids it \[exitstate\]$`
	d.Release()
}

func allowsAgain() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	runtimectx.BlockInPlace(work)
}

func deferredForbids() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	defer d.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called where guard d, taken at line 32, forbids it \[exitstate\]$`
}

func forgotten(c bool) {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace() // want `^guard d, taken at line 40, is not released when the function returns at line 42 \[leakedguard\]$`
	if c {
		return
	}
	d.Release()
}

func discarded() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.DisallowBlockInPlace() // want `^the guard taken here is discarded: nothing can release it \[leakedguard\]$`
}

// Where the region does not allow it anyway, the guard is the zero one.
func nothingToForbid() {
	g := runtimectx.Enter(h)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	_ = d
}

func nothingToForbidOutside() {
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.DisallowBlockInPlace()
}

func twice() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	e := runtimectx.DisallowBlockInPlace() // the zero guard: it is denied already
	d.Release()
	runtimectx.BlockInPlace(work)
	e.Release()
}

func releasedTwice() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	d.Release() // want `^guard d, taken at line 80, was already released at line 81 \[guardmisuse\]$`
}

// It restores nothing when its region is gone, and this is no misuse.
func releasedAfterRegion() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	d := runtimectx.DisallowBlockInPlace()
	g.Release()
	d.Release()
}

func exitIsNotForbidden() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	defer d.Release()
	runtimectx.ExitRuntime(work)
}

// The guard is bound to its region.
func innerRegionAllows() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	defer d.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
		defer k.Release()
		runtimectx.BlockInPlace(work)
	})
}

func nextRegionAllows() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	d := runtimectx.DisallowBlockInPlace()
	g.Release()
	k := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	runtimectx.BlockInPlace(work)
	k.Release()
	d.Release()
}

func elsewhere() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	go d.Release() // want `^guard d, taken at line 127, is released on another goroutine, started at line 128: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func correlated(c bool) {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	var d runtimectx.DisallowBlockInPlaceGuard
	if c {
		d = runtimectx.DisallowBlockInPlace()
	}
	if !c {
		runtimectx.BlockInPlace(work)
	}
	d.Release()
}

func oneArm(c bool) {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	var d runtimectx.DisallowBlockInPlaceGuard
	if c {
		d = runtimectx.DisallowBlockInPlace()
	}
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called where guard d, taken at line 149, forbids it \[exitstate\]$`
	d.Release()
}

func stateAsCondition() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	defer d.Release()
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.BlockInPlace(work) // not reached
	}
}
