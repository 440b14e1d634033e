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
