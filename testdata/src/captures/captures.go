// Package captures pins what literals share with the function around them.
package captures

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() bool { return len(h.Name()) > 1 }

func twoLiterals() {
	var g runtimectx.SetCurrentGuard
	enter := func() { g = runtimectx.SetCurrent(h) }
	leave := func() { g.Release() }
	enter()
	leave()
}

func twoLiteralsForgotten(c bool) {
	var g runtimectx.SetCurrentGuard
	enter := func() {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 23, is not released when the function returns at line 30 \[leakedguard\]$`
	}
	leave := func() { g.Release() }
	enter()
	if c {
		leave()
	}
}

func literalsOfStruct() {
	var g runtimectx.SetCurrentGuard
	ops := struct{ enter, leave func() }{
		func() { g = runtimectx.SetCurrent(h) },
		func() { g.Release() },
	}
	ops.enter()
	ops.leave()
}

func makes() (enter, leave func()) {
	var g runtimectx.SetCurrentGuard
	enter = func() { g = runtimectx.SetCurrent(h) }
	leave = func() { g.Release() }
	return enter, leave
}

func usesMade() {
	enter, leave := makes()
	enter()
	leave()
}

func usesMadeForgotten(c bool) {
	enter, leave := makes()
	enter() // want `^the guard set current at line 57 is not released when the function returns at line 61 \[leakedguard\]$`
	if c {
		leave()
	}
}

func counter() {
	depth := 0
	var g runtimectx.SetCurrentGuard
	lock := func() {
		if depth == 0 {
			g = runtimectx.SetCurrent(h)
		}
		depth++
	}
	unlock := func() {
		depth--
		if depth == 0 {
			g.Release()
		}
	}
	lock()
	lock()
	unlock()
	unlock()
}

func counterForgotten() {
	depth := 0
	var g runtimectx.SetCurrentGuard
	lock := func() {
		if depth == 0 {
			g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 89, is not released when the function literal returns at line 98 \[leakedguard\]$`
		}
		depth++
	}
	unlock := func() {
		depth--
		if depth == 0 {
			g.Release()
		}
	}
	lock()
	lock()
	unlock()
}

func shadowingParameter() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 105, is not released when the function returns at line 110 \[leakedguard\]$`
	_ = g
	func(g runtimectx.SetCurrentGuard) {
		g.Release()
	}(runtimectx.SetCurrentGuard{})
}

func capturedBeforeAcquire() {
	var g runtimectx.SetCurrentGuard
	defer func() { g.Release() }()
	if work() {
		return
	}
	g = runtimectx.SetCurrent(h)
}

func capturedByTwoDefers() {
	var g runtimectx.SetCurrentGuard
	defer func() {
		g.Release()
	}()
	defer func() {
		if work() {
			g.Release()
			g = runtimectx.SetCurrentGuard{}
		}
	}()
	g = runtimectx.SetCurrent(h)
}

func capturedByTwoDefersTwice() {
	var g runtimectx.SetCurrentGuard
	defer func() {
		g.Release() // want `^guard g, set current at line 145, was already released at line 142 \[guardmisuse\]$`
	}()
	defer func() {
		if work() {
			g.Release()
		}
	}()
	g = runtimectx.SetCurrent(h)
}

func loopVariablePerTurn(xs []int) {
	for i := range xs {
		g := runtimectx.SetCurrent(h)
		defer func() {
			g.Release()
			_ = i
		}()
	}
}

// Each turn loses the guard of the turn before, and all the deferred literals
// release the last one.
func sharedVariableOfLoop(xs []int) {
	var g runtimectx.SetCurrentGuard
	for range xs {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 163, is not released before the next turn of the loop at line 162 \[leakedguard\]$`
		defer func() {
			g.Release() // want `^guard g, set current at line 163, was already released at line 165 \[guardmisuse\]$`
		}()
	}
}

func inRegionLiteral() {
	var s runtimectx.SetCurrentGuard
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		s = runtimectx.SetCurrent(h)
		b.BlockOn(func() { s.Release() })
	})
}

func flagAcrossRegions() {
	entered := false
	var g runtimectx.EnterRuntimeGuard
	enter := func() {
		if !entered {
			g = runtimectx.Enter(h)
			entered = true
		}
	}
	leave := func() {
		if entered {
			g.Release()
			entered = false
		}
	}
	enter()
	enter()
	leave()
	leave()
	enter()
	leave()
}

func recursiveLiteral(n int) {
	var visit func(int)
	visit = func(n int) {
		if n == 0 {
			return
		}
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 207, is not released when the function literal returns at line 209 \[leakedguard\]$`
		if n == 3 {
			return
		}
		visit(n - 1)
		g.Release()
	}
	visit(n)
}

type walker struct{ visit func(int) }

func literalInField(n int) {
	w := walker{}
	w.visit = func(int) {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 226: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
	w.visit(n)
	g := runtimectx.Enter(h)
	w.visit(n)
	g.Release()
}
