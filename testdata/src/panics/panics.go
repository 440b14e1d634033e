// Package panics pins explicit panics: paths that leave the function without a
// leak in it.
package panics

import (
	"errors"
	"fmt"
	"log"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func mayPanicBuiltin(xs []int, i int) int {
	g := runtimectx.Enter(h)
	x := xs[i] // might panic, which is no path
	g.Release()
	return x
}

func panics(c bool) {
	g := runtimectx.Enter(h)
	if c {
		panic("c")
	}
	g.Release()
}

func panicsAfterOtherPathLeaks(a, b bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 33, is not released when the function returns at line 38 \[leakedguard\]$`
	if a {
		panic("a")
	}
	if b {
		return
	}
	g.Release()
}

func fatal(err error) {
	g := runtimectx.Enter(h)
	if err != nil {
		log.Fatal(err)
	}
	g.Release()
}

func logPanics(err error) {
	g := runtimectx.Enter(h)
	if err != nil {
		log.Panicf("no: %v", err)
	}
	g.Release()
}

func always(what string) {
	panic(fmt.Sprintf("always: %s", what))
}

func calleePanics(c bool) {
	g := runtimectx.Enter(h)
	if c {
		always("c")
	}
	g.Release()
}

func calleePanicsThenLeaks(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 72, is not released when the function returns at line 77 \[leakedguard\]$`
	if c {
		always("c")
	}
	_ = g
}

func onlyPanics() {
	g := runtimectx.Enter(h)
	_ = g
	panic("unfinished")
}

func deferredReleaseOnPanic(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		panic("c")
	}
}

// While the panic unwinds no Release is judged.
func releaseWhileUnwinding(c bool) {
	a := runtimectx.SetCurrent(h)
	defer a.Release()
	b := runtimectx.SetCurrent(h)
	if c {
		panic("c") // a is released while b is live, and keeps silent
	}
	b.Release()
}

func secondReleaseWhileUnwinding() {
	a := runtimectx.SetCurrent(h)
	defer a.Release()
	a.Release()
	panic("done")
}

func secondReleaseReturning(c bool) {
	a := runtimectx.SetCurrent(h)
	defer a.Release() // want `^guard a, set current at line 112, was already released at line 114 \[guardmisuse\]$`
	a.Release()
	if c {
		panic("c")
	}
}

// The first misuse ends the path: the later ones are behind its panic.
func misuseEndsPath() {
	a := runtimectx.SetCurrent(h)
	a.Release()
	a.Release() // want `^guard a, set current at line 122, was already released at line 123 \[guardmisuse\]$`
	g := runtimectx.Enter(h)
	k := runtimectx.Enter(h)
	k.Release()
	g.Release()
}

func panicInLiteral(c bool) {
	g := runtimectx.Enter(h)
	func() {
		if c {
			panic("c")
		}
	}()
	g.Release()
}

func panicValueIsGuard() {
	g := runtimectx.SetCurrent(h)
	panic(g)
}

func panicsInSwitch(n int) error {
	g := runtimectx.Enter(h)
	switch n {
	case 0:
		g.Release()
		return nil
	case 1:
		g.Release()
		return errors.New("one")
	default:
		panic("unexpected")
	}
}

// The outer guard is never released on the path of the nested Enter: its leak
// is the origin.
func misuseBesideLeak(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 163, is not released when the function returns at line 167 \[leakedguard\]$`
	if c {
		k := runtimectx.Enter(h)
		_ = k
		return
	}
	g.Release()
}

func misuseOnOneArm(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 173: the goroutine is already entered \[nestedenter\]$`
		k.Release()
		return
	}
	work()
}

// Deferred functions run last in, first out: the literal runs entered.
func enterInDeferred() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 185: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}()
	work()
}

func enterInDeferredAfterRelease() {
	defer func() {
		k := runtimectx.Enter(h)
		k.Release()
	}()
	g := runtimectx.Enter(h)
	defer g.Release()
	work()
}

// A nested Enter is refused at its start, also while a panic unwinds.
func enterWhileUnwinding() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 206: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}()
	panic("in flight")
}
