package questions

import "github.com/ctxvet/ctxvet/runtimectx"

func triesThenEnters() {
	Tries()
	g := runtimectx.Enter(h)
	g.Release()
}

func triesThenExits() {
	Tries()
	runtimectx.ExitRuntime(func() {})
}

func triesThenDoes(c bool) {
	Tries()
	if c {
		runtimectx.BlockInPlace(func() {})
		return
	}
	Tries()
	_ = runtimectx.EnterBlockingRegion()
}

func leavesThenEnters() {
	Leaves(func() {})
	g := runtimectx.Enter(h)
	defer g.Release()
	Leaves(func() {})
}

func blocksThenEnters() {
	Blocks(func() {})
	g := runtimectx.Enter(h)
	g.Release()
}

// The contradiction is in what the function itself does.
func entersThenExits() {
	Tries()
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func callsEntered() {
	g := runtimectx.Enter(h)
	defer g.Release()
	triesThenEnters() // want `^triesThenEnters enters \(calls runtimectx\.Enter at uses\.go:7\) inside the region entered at line 48: the goroutine is already entered \[nestedenter\]$`
}

func callsNotEntered() {
	g := runtimectx.Enter(h)
	g.Release()
	triesThenEnters()
	triesThenExits() // want `^triesThenExits needs an entered goroutine \(calls runtimectx\.ExitRuntime at uses\.go:13\), but it is not entered here \[exitstate\]$`
}

func asksItself() {
	Tries()
	if !runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func asksThroughCallee() {
	if !Entered() {
		return
	}
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func asksThroughCalleeRightly() {
	if Entered() {
		return
	}
	g := runtimectx.Enter(h)
	g.Release()
}

func asksForState() {
	if s := State(); s.IsEntered() {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func knowsState() {
	g := runtimectx.Enter(h)
	if Entered() {
		g.Release()
	}
}

// Enter says what the answer was.
func askedBefore() {
	ctx := runtimectx.CurrentEnterContext()
	g := runtimectx.Enter(h)
	if ctx.IsEntered() {
		return // not reached
	}
	g.Release()
}

func askedBeforeExit() {
	ctx := runtimectx.CurrentEnterContext()
	runtimectx.ExitRuntime(func() {})
	g := runtimectx.SetCurrent(h)
	if ctx.IsEntered() {
		g.Release()
	}
}

func without() {
	g := With()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 119, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func with() {
	g := With(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

// What the refused closure releases is not what leaks.
func refused() {
	g := runtimectx.Enter(h)
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { // want `^runtimectx\.EnterRuntime inside the region entered at line 132: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func refusedExiting(n int) {
	g := runtimectx.Enter(h)
	if n < 0 {
		g.Release()
		return
	}
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { // want `^runtimectx\.EnterRuntime inside the region entered at line 139: the goroutine is already entered \[nestedenter\]$`
		runtimectx.ExitRuntime(func() { g.Release() })
	})
}

func refusedForgotten() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 150, is not released when the function returns at line 153 \[leakedguard\]$`
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	_ = g
}

// The result of the callee is an answer, too.
func asksByError() {
	g, err := Try()
	if err == nil {
		g.Release()
	}
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func asksByErrorRightly() error {
	g, err := Try()
	if err != nil {
		return err
	}
	g.Release()
	k := runtimectx.Enter(h)
	k.Release()
	return nil
}
