// Package recovers pins panics that are recovered: the function that recovers
// has the leak.
package recovers

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func swallow() {
	recover() // called by the deferred function itself: it works
}

func inLiteral(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 23, is not released when the function returns after it recovered the panic at line 25 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func inNamedFunction(c bool) {
	defer swallow()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 32, is not released when the function returns after it recovered the panic at line 34 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

// recover works in the deferred function only, not in what it calls.
func tooDeep(c bool) {
	defer func() { swallow() }()
	g := runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

// The deferred call is recover itself, which does not stop a panic.
func deferRecoverItself(c bool) {
	defer recover()
	g := runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

func released(c bool) {
	defer func() { recover() }()
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		panic("c")
	}
}

func recoversAndReleases(c bool) {
	var g runtimectx.EnterRuntimeGuard
	defer func() {
		if recover() != nil {
			g.Release()
		}
	}()
	g = runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

func recoversAndReleasesAlways(c bool) {
	var g runtimectx.EnterRuntimeGuard
	defer func() {
		recover()
		g.Release() // want `^guard g, entered at line 88, was already released at line 92 \[guardmisuse\]$`
	}()
	g = runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

// Nothing is left to recover: no panic is written.
func nothingPanics() {
	defer func() { recover() }()
	g := runtimectx.Enter(h)
	work()
	g.Release()
}

func repanics(c bool) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprint("again: ", r))
		}
	}()
	g := runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

func repanicsOnlyErrors(v any) {
	defer func() {
		r := recover()
		if err, ok := r.(runtime.Error); ok {
			panic(err)
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 123, is not released when the function returns after it recovered the panic at line 125 \[leakedguard\]$`
	if v != nil {
		panic(v)
	}
	g.Release()
}

// The deferred function that recovers runs before the one that releases.
func releaseRegisteredFirst(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer func() { recover() }()
	if c {
		panic("c")
	}
}

func recoveredThenWorksOn(c bool) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("failed")
		}
	}()
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 146, is not released when the function returns after it recovered the panic at line 148 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
	return nil
}

func mayPanic(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		panic("c")
	}
	g.Release()
}

func callsAndDoesNotRecover(c bool) {
	mayPanic(c)
}

func callsWithConstant() {
	defer func() { recover() }()
	mayPanic(false)
}

func recoversInLiteral(c bool) {
	g := runtimectx.SetCurrent(h)
	func() {
		defer func() { recover() }()
		if c {
			panic("c")
		}
	}()
	g.Release()
}

func recoversInLiteralThenForgets(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 183, is not released when the function returns at line 191 \[leakedguard\]$`
	func() {
		defer func() { recover() }()
		if c {
			panic("c")
		}
		g.Release()
	}()
}

func recoversPanicOfCallee() {
	defer func() { recover() }()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 195, is not released when the function returns after it recovered the panic at line 196 \[leakedguard\]$`
	always()
	g.Release()
}

func always() { panic("always") }

// A recovered misuse leaves what its path had acquired. What the unwinding
// does is not judged.
func recoveredMisuse() {
	defer func() { recover() }()
	g := runtimectx.Enter(h)
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 206: the goroutine is already entered \[nestedenter\]$`
	k.Release()
	g.Release()
}

func conditionalRecover(c, d bool) {
	defer func() {
		if d {
			recover()
		}
	}()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 218, is not released when the function returns after it recovered the panic at line 220 \[leakedguard\]$`
	if c {
		panic("c")
	}
	g.Release()
}

func recoverRegisteredLater(c, d bool) {
	g := runtimectx.Enter(h)
	if c {
		panic("before anything recovers")
	}
	defer func() { recover() }()
	if d {
		g.Release()
		panic("d")
	}
	g.Release()
}

func recoverRegisteredSometimes(c bool) {
	if c {
		defer func() { recover() }()
	}
	g := runtimectx.Enter(h)
	if !c {
		panic("not recovered")
	}
	g.Release()
}

func recoverRegisteredThen(c bool) {
	if c {
		defer func() { recover() }()
	}
	g := runtimectx.Enter(h) // want `^guard g, entered at line 253, is not released when the function returns after it recovered the panic at line 255 \[leakedguard\]$`
	if c {
		panic("recovered")
	}
	g.Release()
}

func loopBodyRecovers(jobs []func() bool) {
	for _, job := range jobs {
		func() {
			defer func() { recover() }()
			g := runtimectx.Enter(h) // want `^guard g, entered at line 264, is not released when the function literal returns after it recovered the panic at line 266 \[leakedguard\]$`
			if job() {
				panic("job")
			}
			g.Release()
		}()
	}
}

func loopBodyRecoversAndReleases(jobs []func() bool) {
	for _, job := range jobs {
		func() {
			g := runtimectx.Enter(h)
			defer func() {
				g.Release()
				recover()
			}()
			if job() {
				panic("job")
			}
		}()
	}
}

// After the recovery the first literal's guard is gone with its release.
func entersAfterRecovery(c bool) {
	func() {
		defer func() { recover() }()
		g := runtimectx.Enter(h)
		defer g.Release()
		if c {
			panic("c")
		}
	}()
	g := runtimectx.Enter(h)
	g.Release()
}

func recoversForCallee(c bool) {
	defer func() { recover() }()
	mayPanic(c) // want `^mayPanic leaves a guard set current when it panics: nothing can release it when the function returns after it recovered the panic at line 304 \[leakedguard\]$`
}

func recoversForLiteral(c bool) {
	defer func() { recover() }()
	func() {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 310, is not released when the function returns after it recovered the panic at line 312 \[leakedguard\]$`
		if c {
			panic("c")
		}
		g.Release()
	}()
}
