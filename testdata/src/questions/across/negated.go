package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/questions"
)

// Predicates that say what they asked for in other words.

func freeThenExits() {
	if questions.Free() {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func notFreeThenEnters() {
	if !questions.Free() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func freeThenEnters() {
	if questions.Free() {
		g := runtimectx.Enter(h2)
		defer g.Release()
		if !questions.Free() {
			return
		}
		g.Release() // not reached
	}
}

func likeThenEnters() {
	if questions.Like(true) {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func unlikeThenEnters() {
	if !questions.Like(true) {
		g := runtimectx.Enter(h2)
		g.Release()
	}
}

// An entered goroutine has a current handle.
func lacksCurrentThenExits() {
	if questions.LacksCurrent() {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func notHasCurrentThenExits() {
	if !questions.HasCurrent() {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func hasCurrentThenExits() {
	if questions.HasCurrent() {
		runtimectx.ExitRuntime(func() {})
	}
}

func hasCurrentAfterSet() {
	g := runtimectx.SetCurrent(h2)
	if questions.HasCurrent() {
		g.Release()
	}
}

func lacksCurrentAfterSet() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line \d+, is not released when the function returns at line \d+ \[leakedguard\]$`
	if questions.LacksCurrent() {
		g.Release()
	}
}

func setsWhatLacks() {
	lacks := questions.LacksCurrent()
	var g runtimectx.SetCurrentGuard
	if lacks {
		g = runtimectx.SetCurrent(h2)
	}
	_ = h2.Name()
	if lacks {
		g.Release()
	}
}
