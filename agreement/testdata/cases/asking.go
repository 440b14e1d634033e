package asking

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func inside(f func()) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		f()
		return
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

// Who gives a function to one that asks is judged by the answer.
func givesSleep() {
	inside(func() {
		time.Sleep(0) // want blockingcall
	})
}

func callsGivesSleep() {
	g := runtimectx.Enter(h)
	defer g.Release()
	givesSleep()
}

func entersInside() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		g := runtimectx.Enter(h) // want nestedenter
		g.Release()
	}
}

func asksAndCalls() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		entersInside()
	}
}

// Two calls further in the path ends, with the guard still held.
func leaksBefore() {
	g := runtimectx.Enter(h) // want leakedguard
	if runtimectx.CurrentEnterContext().IsEntered() {
		asksAndCalls()
	}
	_ = g
}

func releasesAfter() {
	g := runtimectx.Enter(h)
	if runtimectx.CurrentEnterContext().IsEntered() {
		asksAndCalls()
	}
	g.Release()
}

func keepsDenying() {
	w := runtimectx.DisallowBlockInPlace() // may leakedguard
	_ = w
}

// The caller knows that there is something to deny.
func callsKeepsDenying() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	keepsDenying() // want leakedguard
	g.Release()
}

func keepsDenyingWhereAllowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		w := runtimectx.DisallowBlockInPlace() // want leakedguard
		_ = w
	}
}

func passesOn() { keepsDenyingWhereAllowed() }

func callsWhereAllowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		passesOn()
	}
}

// What BlockInPlace accepts although it is denied is not entered.
func deniedAndAccepted() {
	w := runtimectx.DisallowBlockInPlace()
	runtimectx.BlockInPlace(func() {})
	if runtimectx.CurrentEnterContext().IsEntered() {
		g := runtimectx.Enter(h)
		g.Release()
	}
	w.Release()
}

func leavesOpen() {
	runtimectx.BlockInPlace(func() {
		g := runtimectx.Enter(h) // want leakedguard
		_ = g
	})
}

// The leak is the callee's.
func callsLeavesOpen() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		leavesOpen()
	}
}

// A denial after the misuse decides what is released then.
func deniesAfterMisuse() {
	var g runtimectx.EnterRuntimeGuard
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.BlockInPlace(func() { // want exitstate
			g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
		})
		w := runtimectx.DisallowBlockInPlace()
		_ = w
	}
	if !runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		g.Release()
	}
}

func asksInVain() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		_ = h
	}
}

func entersAnyway() {
	asksInVain()
	g := runtimectx.Enter(h)
	g.Release()
}

func leaksAround() {
	g := runtimectx.Enter(h) // want leakedguard
	entersAnyway()
	_ = g
}

func releasesAround() {
	g := runtimectx.Enter(h)
	entersAnyway() // may nestedenter
	g.Release()
}

// What a callee leaves behind is the origin, there, of what goes wrong in it.
func leavesAbove(a bool) (g runtimectx.SetCurrentGuard, ok bool) {
	g = runtimectx.SetCurrent(h)
	if a {
		runtimectx.Enter(h) // want leakedguard
		g.Release()
		return runtimectx.SetCurrentGuard{}, false
	}
	return g, true
}

func callsLeavesAbove(a bool) {
	g, ok := leavesAbove(a)
	if ok {
		g.Release()
	}
}
