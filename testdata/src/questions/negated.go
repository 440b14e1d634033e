package questions

import "github.com/ctxvet/ctxvet/runtimectx"

// Predicates that say what they asked for in other words.

func freeThenExits() {
	if Free() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func notFreeThenEnters() {
	if !Free() {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func freeThenEnters() {
	if Free() {
		g := runtimectx.Enter(h)
		defer g.Release()
		if !Free() {
			return
		}
		g.Release() // not reached
	}
}

func likeThenEnters() {
	if Like(true) {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func unlikeThenEnters() {
	if !Like(true) {
		g := runtimectx.Enter(h)
		g.Release()
	}
}

// An entered goroutine has a current handle.
func lacksCurrentThenExits() {
	if LacksCurrent() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func notHasCurrentThenExits() {
	if !HasCurrent() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func hasCurrentThenExits() {
	if HasCurrent() {
		runtimectx.ExitRuntime(work)
	}
}

func hasCurrentAfterSet() {
	g := runtimectx.SetCurrent(h)
	if HasCurrent() {
		g.Release()
	}
}

func lacksCurrentAfterSet() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line \d+, is not released when the function returns at line \d+ \[leakedguard\]$`
	if LacksCurrent() {
		g.Release()
	}
}

func setsWhatLacks() {
	lacks := LacksCurrent()
	var g runtimectx.SetCurrentGuard
	if lacks {
		g = runtimectx.SetCurrent(h)
	}
	work()
	if lacks {
		g.Release()
	}
}
