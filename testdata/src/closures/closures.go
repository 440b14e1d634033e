// Package closures pins guards that function literals capture, acquire and
// release.
package closures

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func calledAtOnce(c bool) {
	g := runtimectx.Enter(h)
	func() {
		g.Release()
	}()
}

func calledAtOnceSometimes(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 21, is not released when the function returns at line 27 \[leakedguard\]$`
	func() {
		if c {
			g.Release()
		}
	}()
}

func acquiredInLiteral() {
	var g runtimectx.EnterRuntimeGuard
	func() {
		g = runtimectx.Enter(h)
	}()
	g.Release()
}

func acquiredInLiteralForgotten() {
	var g runtimectx.EnterRuntimeGuard
	func() {
		g = runtimectx.Enter(h) // want `^guard g, entered at line 40, is not released when the function returns at line 43 \[leakedguard\]$`
	}()
	_ = g
}

func localVariable(c bool) {
	g := runtimectx.Enter(h)
	release := func() { g.Release() }
	if c {
		release()
		return
	}
	release()
}

func localVariableNotCalled(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 56, is not released when the function returns at line 61 \[leakedguard\]$`
	release := func() { g.Release() }
	if c {
		release()
	}
}

func calledTwice() {
	g := runtimectx.SetCurrent(h)
	release := func() {
		g.Release() // want `^guard g, set current at line 64, was already released at line 66 \[guardmisuse\]$`
	}
	release()
	release()
}

func onceOnly() {
	g := runtimectx.SetCurrent(h)
	done := false
	release := func() {
		if done {
			return
		}
		done = true
		g.Release()
	}
	release()
	release()
}

func deferredLiteral(c bool) {
	g := runtimectx.Enter(h)
	defer func() {
		g.Release()
	}()
	if c {
		return
	}
	work()
}

func deferredVariable(c bool) {
	g := runtimectx.Enter(h)
	release := func() { g.Release() }
	defer release()
	if c {
		return
	}
	work()
}

func returnedGuard() {
	enter := func() runtimectx.EnterRuntimeGuard {
		return runtimectx.Enter(h)
	}
	g := enter()
	g.Release()
}

func returnedRelease() {
	enter := func() func() {
		g := runtimectx.Enter(h)
		return func() { g.Release() }
	}
	release := enter()
	defer release()
	work()
}

func deferEnterCall() {
	enter := func() func() {
		g := runtimectx.Enter(h)
		return g.Release
	}
	defer enter()()
	work()
}

func nestedInLiteral() {
	g := runtimectx.Enter(h)
	defer g.Release()
	func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 135: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}()
}

func nestedInVariable(c bool) {
	again := func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 149: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}
	again()
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		again()
	}
}

func notCalled() {
	again := func() {
		k := runtimectx.Enter(h)
		k.Release()
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	_ = again
}

func reassigned(c bool) {
	f := func() {}
	if c {
		f = func() {
			k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 174: the goroutine is already entered \[nestedenter\]$`
			k.Release()
		}
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func reassignedButNotThere(c bool) {
	f := func() {}
	if c {
		f = func() {
			k := runtimectx.Enter(h)
			k.Release()
		}
	}
	g := runtimectx.Enter(h)
	defer g.Release()
	if !c {
		f()
	}
}

func recursive(n int) {
	var walk func(int)
	walk = func(n int) {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
		if n > 0 {
			walk(n - 1)
		}
	}
	walk(n)
}

func recursiveEnter(n int) {
	var walk func(int)
	walk = func(n int) {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 209: the goroutine is already entered \[nestedenter\]$`
		defer g.Release()
		if n > 0 {
			walk(n - 1)
		}
	}
	walk(n)
}

func literalInLiteral(c bool) {
	g := runtimectx.SetCurrent(h)
	func() {
		func() {
			if c {
				g.Release()
			}
		}()
		if !c {
			g.Release()
		}
	}()
}

func parameterOfLiteral() {
	release := func(g runtimectx.SetCurrentGuard) {
		g.Release()
	}
	g := runtimectx.SetCurrent(h)
	release(g)
}

func parameterOfLiteralTwice() {
	release := func(g runtimectx.SetCurrentGuard) {
		g.Release() // want `^guard g, set current at line 244, was already released at line 242 \[guardmisuse\]$`
	}
	g := runtimectx.SetCurrent(h)
	release(g)
	release(g)
}

func callsArgument() {
	run := func(f func()) { f() }
	g := runtimectx.Enter(h)
	run(func() {
		g.Release()
	})
}

func callsArgumentSometimes(c bool) {
	run := func(f func()) {
		if c {
			f()
		}
	}
	g := runtimectx.Enter(h) // want `^guard g, entered at line 263, is not released when the function returns at line 267 \[leakedguard\]$`
	run(func() {
		g.Release()
	})
}

func capturedByLoop(n int) {
	for range n {
		g := runtimectx.SetCurrent(h)
		release := func() { g.Release() }
		work()
		release()
	}
}

func arguments() {
	g := runtimectx.SetCurrent(h)
	func(a, b runtimectx.SetCurrentGuard) {
		b.Release()
	}(runtimectx.SetCurrentGuard{}, g)
}

func argumentIgnored() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 286, is not released when the function returns at line 290 \[leakedguard\]$`
	func(a runtimectx.SetCurrentGuard) {
		work()
	}(g)
}

func byPointer() {
	g := runtimectx.SetCurrent(h)
	p := &g
	p.Release()
}

func byPointerForgotten(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 299, is not released when the function returns at line 304 \[leakedguard\]$`
	p := &g
	if c {
		p.Release()
	}
}

func setThroughPointer() {
	var g runtimectx.SetCurrentGuard
	func(p *runtimectx.SetCurrentGuard) {
		*p = runtimectx.SetCurrent(h)
	}(&g)
	g.Release()
}

func setThroughPointerForgotten() {
	var g runtimectx.SetCurrentGuard
	func(p *runtimectx.SetCurrentGuard) {
		*p = runtimectx.SetCurrent(h) // want `^guard \*p, set current at line 317, is not released when the function returns at line 320 \[leakedguard\]$`
	}(&g)
	_ = g
}

func captureAfterChange() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 323, is not released when the function returns at line 327 \[leakedguard\]$`
	release := func() { g.Release() }
	g = runtimectx.SetCurrent(h)
	release()
}

func returnedGuardForgotten() {
	enter := func() runtimectx.EnterRuntimeGuard {
		return runtimectx.Enter(h)
	}
	g := enter() // want `^guard g, entered at line 333, is not released when the function returns at line 335 \[leakedguard\]$`
	_ = g
}

func returnedGuardDiscarded() {
	enter := func() runtimectx.EnterRuntimeGuard {
		return runtimectx.Enter(h)
	}
	enter() // want `^the guard that enter returns is discarded: nothing can release it \[leakedguard\]$`
}

func returnedReleaseForgotten() {
	enter := func() func() {
		g := runtimectx.Enter(h)
		return func() { g.Release() }
	}
	release := enter() // want `^guard release, entered at line 349, is not released when the function returns at line 351 \[leakedguard\]$`
	_ = release
}

func deferEnterCallForgotten() {
	enter := func() func() {
		g := runtimectx.Enter(h)
		return g.Release
	}
	defer enter() // want `^the guard that enter returns is discarded: nothing can release it when the function returns at line 360 \[leakedguard\]$`
	work()
}
