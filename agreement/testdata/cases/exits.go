package exits

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func TestNotEntered(t *testing.T) {
	runtimectx.ExitRuntime(func() {}) // want exitstate
}

func unknownCaller() {
	runtimectx.ExitRuntime(func() {})
}

func TestThroughHelper(t *testing.T) {
	unknownCaller() // want exitstate
}

func goHelper() {
	go unknownCaller() // want exitstate
}

func goLiteral() {
	go func() {
		unknownCaller() // want exitstate
	}()
}

func afterRelease() {
	g := runtimectx.Enter(h)
	runtimectx.ExitRuntime(func() {})
	g.Release()
	runtimectx.ExitRuntime(func() {}) // want exitstate
}

func twice() {
	runtimectx.ExitRuntime(func() {
		runtimectx.ExitRuntime(func() {}) // want exitstate
	})
}

func denied() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want exitstate
}

func allowed() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		runtimectx.BlockInPlace(func() {})
	})
}

func disallowed() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	runtimectx.BlockInPlace(func() {}) // want exitstate
	d.Release()
}

func allowedAgain() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace()
	d.Release()
	runtimectx.BlockInPlace(func() {})
}

func disallowForCaller() {
	d := runtimectx.DisallowBlockInPlace()
	defer d.Release()
	runtimectx.BlockInPlace(func() {})
}

func TestDisallowForCaller(t *testing.T) {
	disallowForCaller()
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	disallowForCaller() // want exitstate
}

func stillEntered() {
	var g runtimectx.EnterRuntimeGuard
	runtimectx.ExitRuntime(func() { // want exitstate
		g = runtimectx.Enter(h)
	})
	g.Release()
}

func leakInside() {
	runtimectx.ExitRuntime(func() {
		g := runtimectx.Enter(h) // want leakedguard
		_ = g
	})
}

func currentCrossesExit() {
	g := runtimectx.Enter(h)
	var s runtimectx.SetCurrentGuard
	runtimectx.ExitRuntime(func() {
		s = runtimectx.SetCurrent(h)
	})
	s.Release()
	g.Release()
}

func outside(f func()) { runtimectx.ExitRuntime(f) }

func closureLeavesEntered() {
	var g runtimectx.EnterRuntimeGuard
	outside(func() { // want exitstate
		g = runtimectx.Enter(h)
	})
	g.Release()
}

func blockInPlaceThenExit() {
	runtimectx.BlockInPlace(func() {
		runtimectx.ExitRuntime(func() {}) // want exitstate
	})
}

func TestBlockInPlaceOutside(t *testing.T) {
	runtimectx.BlockInPlace(func() {
		g := runtimectx.Enter(h)
		g.Release()
	})
}

func TestStateAsked(t *testing.T) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(func() {})
	}
}

func TestMethodCaller(t *testing.T) {
	g := runtimectx.Enter(h)
	unknownCaller()
	g.Release()
	unknownCaller() // want exitstate
}

// The ExitRuntime works either way, and so says nothing about the caller.
func entersAndExits() {
	g, err := runtimectx.TryEnter(h)
	if err == nil {
		defer g.Release()
	}
	runtimectx.ExitRuntime(func() {})
}

func callsEntersAndExits() {
	entersAndExits()
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}

func inside(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		f()
		return
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func exitsIfEntered() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(func() {})
	}
}

func callsInside() {
	inside(func() {
		exitsIfEntered()
		runtimectx.ExitRuntime(func() {})
	})
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}

type runner interface{ run(f func()) }

type leaving struct{}

func (leaving) run(f func()) { runtimectx.ExitRuntime(f) }

// A function literal that no path runs is not judged.
func TestNeverRuns(t *testing.T) {
	var r runner = leaving{}
	r.run(func() { // want exitstate
		g := runtimectx.Enter(h)
		_ = g
	})
}

func TestNeverMade(t *testing.T) {
	g := runtimectx.Enter(h)
	g.Release()
	g.Release() // want guardmisuse
	var r runner = leaving{}
	r.run(func() {
		g := runtimectx.Enter(h)
		_ = g
	})
}

func entersIfOutside() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return
	}
	g.Release()
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
}

func callsEntersIfOutside() {
	entersIfOutside()
	runtimectx.ExitRuntime(func() {}) // may exitstate
}
