// Package methodvalues pins Release as a value: bound to a guard, or as a
// method expression.
package methodvalues

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func bound() {
	g := runtimectx.Enter(h)
	release := g.Release
	work()
	release()
}

func boundDeferred(c bool) {
	g := runtimectx.Enter(h)
	release := g.Release
	defer release()
	if c {
		return
	}
	work()
}

func boundAtOnce() {
	release := runtimectx.Enter(h).Release
	work()
	release()
}

func boundAtOnceDeferred() {
	defer runtimectx.Enter(h).Release()
	work()
}

func boundForgotten(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 42, is not released when the function returns at line 47 \[leakedguard\]$`
	release := g.Release
	if c {
		release()
	}
}

func boundAtOnceForgotten(c bool) {
	release := runtimectx.Enter(h).Release // want `^guard release, entered at line 50, is not released when the function returns at line 54 \[leakedguard\]$`
	if c {
		release()
	}
}

func boundTwice() {
	g := runtimectx.SetCurrent(h)
	release := g.Release
	release()
	g.Release() // want `^guard g, set current at line 57, was already released at line 59 \[guardmisuse\]$`
}

// The receiver is copied when the method value is made.
func boundEarly() {
	var g runtimectx.SetCurrentGuard
	release := g.Release
	g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 67, is not released when the function returns at line 69 \[leakedguard\]$`
	release()
}

func expression() {
	g := runtimectx.Enter(h)
	runtimectx.EnterRuntimeGuard.Release(g)
}

func expressionVariable(c bool) {
	release := runtimectx.EnterRuntimeGuard.Release
	g := runtimectx.Enter(h) // want `^guard g, entered at line 78, is not released when the function returns at line 80 \[leakedguard\]$`
	if c {
		return
	}
	release(g)
}

func expressionDeferred() {
	release := runtimectx.SetCurrentGuard.Release
	g := runtimectx.SetCurrent(h)
	defer release(g)
	work()
}

func chosen(c bool) {
	a := runtimectx.SetCurrent(h)
	release := func() {}
	if c {
		release = a.Release
	} else {
		a.Release()
	}
	release()
}

func chosenWrong(c bool) {
	a := runtimectx.SetCurrent(h) // want `^guard a, set current at line 104, is not released when the function returns at line 110 \[leakedguard\]$`
	release := func() {}
	if c {
		release = a.Release
	}
	release()
}

func nilUnlessAcquired(c bool) {
	var release func()
	if c {
		release = runtimectx.SetCurrent(h).Release
	}
	work()
	if release != nil {
		release()
	}
}

func enterFunctionValue() {
	enter := runtimectx.Enter
	g := enter(h) // want `^guard g, entered at line 125, is not released when the function returns at line 127 \[leakedguard\]$`
	_ = g
}

func enterFunctionValueReleased() {
	enter := runtimectx.Enter
	g := enter(h)
	g.Release()
}

func deferredDirectly(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		defer runtimectx.SetCurrentGuard.Release(g)
		return
	}
	g.Release()
}

func closureOption() {
	exit := runtimectx.ExitRuntime
	g := runtimectx.Enter(h)
	defer g.Release()
	exit(func() {
		k := runtimectx.Enter(h)
		k.Release()
	})
}

func blockOnValue(b *runtimectx.BlockingRegionGuard) {
	run := b.BlockOn
	g := runtimectx.Enter(h)
	defer g.Release()
	run(work)
}

type loop struct{ g runtimectx.EnterRuntimeGuard }

func (l *loop) stop() { l.g.Release() }

func ownMethod() {
	l := &loop{g: runtimectx.Enter(h)}
	stop := l.stop
	work()
	stop()
}

func ownMethodForgotten(c bool) {
	l := &loop{g: runtimectx.Enter(h)} // want `^guard l\.g, entered at line 173, is not released when the function returns at line 178 \[leakedguard\]$`
	stop := l.stop
	if c {
		stop()
	}
}

func expressionThroughPointer() {
	g := runtimectx.SetCurrent(h)
	(*runtimectx.SetCurrentGuard).Release(&g)
}
