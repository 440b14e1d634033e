// Package across uses package questions from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/questions"
)

var h2 = runtimectx.NewHandle("h2", nil)

func triesThenEnters() {
	questions.Tries()
	g := runtimectx.Enter(h2)
	g.Release()
}

func triesThenExits() {
	questions.Tries()
	runtimectx.ExitRuntime(func() {})
}

func triesThenDoes(c bool) {
	questions.Tries()
	if c {
		runtimectx.BlockInPlace(func() {})
		return
	}
	questions.Tries()
	_ = runtimectx.EnterBlockingRegion()
}

func leavesThenEnters() {
	questions.Leaves(func() {})
	g := runtimectx.Enter(h2)
	defer g.Release()
	questions.Leaves(func() {})
}

func blocksThenEnters() {
	questions.Blocks(func() {})
	g := runtimectx.Enter(h2)
	g.Release()
}

// The contradiction is in what the function itself does.
func entersThenExits() {
	questions.Tries()
	g := runtimectx.Enter(h2)
	g.Release()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func callsEntered() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	triesThenEnters() // want `^triesThenEnters enters \(calls runtimectx\.Enter at uses\.go:13\) inside the region entered at line 54: the goroutine is already entered \[nestedenter\]$`
}

func callsNotEntered() {
	g := runtimectx.Enter(h2)
	g.Release()
	triesThenEnters()
	triesThenExits() // want `^triesThenExits needs an entered goroutine \(calls runtimectx\.ExitRuntime at uses\.go:19\), but it is not entered here \[exitstate\]$`
}

func asksItself() {
	questions.Tries()
	if !runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func asksThroughCallee() {
	if !questions.Entered() {
		return
	}
	g := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func asksThroughCalleeRightly() {
	if questions.Entered() {
		return
	}
	g := runtimectx.Enter(h2)
	g.Release()
}

func asksForState() {
	if s := questions.State(); s.IsEntered() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func knowsState() {
	g := runtimectx.Enter(h2)
	if questions.Entered() {
		g.Release()
	}
}

// Enter says what the answer was.
func askedBefore() {
	ctx := runtimectx.CurrentEnterContext()
	g := runtimectx.Enter(h2)
	if ctx.IsEntered() {
		return // not reached
	}
	g.Release()
}

func askedBeforeExit() {
	ctx := runtimectx.CurrentEnterContext()
	runtimectx.ExitRuntime(func() {})
	g := runtimectx.SetCurrent(h2)
	if ctx.IsEntered() {
		g.Release()
	}
}

func without() {
	g := questions.With()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 125, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func with() {
	g := questions.With(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

// What the refused closure releases is not what leaks.
func refused() {
	g := runtimectx.Enter(h2)
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) { // want `^runtimectx\.EnterRuntime inside the region entered at line 138: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func refusedExiting(n int) {
	g := runtimectx.Enter(h2)
	if n < 0 {
		g.Release()
		return
	}
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) { // want `^runtimectx\.EnterRuntime inside the region entered at line 145: the goroutine is already entered \[nestedenter\]$`
		runtimectx.ExitRuntime(func() { g.Release() })
	})
}

func refusedForgotten() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 156, is not released when the function returns at line 159 \[leakedguard\]$`
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {})
	_ = g
}

// The result of the callee is an answer, too.
func asksByError() {
	g, err := questions.Try()
	if err == nil {
		g.Release()
	}
	k := runtimectx.Enter(h2) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func asksByErrorRightly() error {
	g, err := questions.Try()
	if err != nil {
		return err
	}
	g.Release()
	k := runtimectx.Enter(h2)
	k.Release()
	return nil
}
