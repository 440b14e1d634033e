package questions

import "github.com/ctxvet/ctxvet/runtimectx"

// What a callee's callee does by the answer.

func entersInside() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func asksAndCalls() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		entersInside()
	}
}

// The path ends in the call, with the guard still held.
func leaksBefore() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 22, is not released when the function returns at line 27 \[leakedguard\]$`
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

func deniesWhereAllowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		w := runtimectx.DisallowBlockInPlace() // want `^guard w, taken at line 39, is not released when the function returns at line 42 \[leakedguard\]$`
		_ = w
	}
}

func deniesFurtherIn() { deniesWhereAllowed() }

// The leak is reported where the guard is taken.
func callsWhereAllowed() {
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		deniesFurtherIn()
	}
}

func deniesAnywhere() {
	w := runtimectx.DisallowBlockInPlace()
	_ = w
}

// Here is known that there is something to deny.
func callsDeniesAnywhere() {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	deniesAnywhere() // want `^the guard taken at line 61 is not released when the function returns at line 63 \[leakedguard\]$`
	g.Release()
}

func leavesOpen() {
	runtimectx.BlockInPlace(func() {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 67, is not released when the function literal returns at line 69 \[leakedguard\]$`
		_ = g
	})
}

// The leak is the callee's, and the origin of what is wrong here.
func callsLeavesOpen() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		leavesOpen()
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

// Where it goes wrong the guard is still held, and nothing releases it.
func leaksAround() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 93, is not released when the function returns at line 96 \[leakedguard\]$`
	entersAnyway()
	_ = g
}

func releasesAround() {
	g := runtimectx.Enter(h)
	entersAnyway() // want `^entersAnyway enters \(calls runtimectx\.Enter at behind\.go:87\) inside the region entered at line 99: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

// A guard taken after the misuse, in a further turn, is another one.
func leavesOpenInTurns(more func() bool) {
	var g runtimectx.EnterRuntimeGuard
	for more() {
		runtimectx.ExitRuntime(func() {
			for more() {
				if !runtimectx.CurrentEnterContext().IsEntered() {
					g = runtimectx.Enter(h) // want `^guard g, entered at line 111, is not released before the next turn of the loop at line 109 \[leakedguard\]$`
				}
				if !runtimectx.CurrentEnterContext().IsEntered() {
					g.Release()
				}
			}
		})
	}
}

// What a callee leaves behind is reported there, as the origin of what goes wrong.
func leavesAbove(a bool) (g runtimectx.SetCurrentGuard, ok bool) {
	g = runtimectx.SetCurrent(h)
	if a {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
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
