// Package across uses package wrappers from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/wrappers"
)

func work() {}

func open() {
	g := wrappers.Open()
	defer g.Release()
	work()
}

func openForgotten(c bool) {
	g := wrappers.Open() // want `^guard g, entered at line 18, is not released when the function returns at line 20 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func openDiscarded() {
	wrappers.Open() // want `^the guard that wrappers\.Open returns is discarded: nothing can release it \[leakedguard\]$`
}

func openDeferred() {
	defer wrappers.Open().Release()
	work()
}

func openTwiceForgotten(c bool) {
	g := wrappers.OpenTwice() // want `^guard g, entered at line 35, is not released when the function returns at line 39 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func openNests() {
	g := wrappers.Open()
	defer g.Release()
	k := wrappers.OpenTwice() // want `^wrappers\.OpenTwice enters \(calls Open at wrappers\.go:16, which calls runtimectx\.Enter at wrappers\.go:14\) inside the region entered at line 42: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func openNestsInside() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer wrappers.Open().Release() // want `^wrappers\.Open enters \(calls runtimectx\.Enter at wrappers\.go:14\) inside the region entered at line 49: the goroutine is already entered \[nestedenter\]$`
}

func openAfterwards() {
	g := wrappers.Open()
	g.Release()
	k := wrappers.Open()
	k.Release()
}

func openReleasedTwice() {
	g := wrappers.Open()
	g.Release()
	g.Release() // want `^guard g, entered at line 62, was already released at line 63 \[guardmisuse\]$`
}

func openElsewhere() {
	g := wrappers.Open()
	go g.Release() // want `^guard g, entered at line 68, is released on another goroutine, started at line 69: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func namedOutOfOrder() {
	a := wrappers.Named()
	b := wrappers.Named()
	a.Release() // want `^guard a, set current at line 73, is released before guard b, set current at line 74: release them in reverse order \[releaseorder\]$`
	b.Release()
}

func namedInOrder() {
	a := wrappers.Named()
	b := wrappers.Named()
	b.Release()
	a.Release()
}

func namedOverwritten() {
	a := wrappers.Named() // want `^guard a, set current at line 87, is not released when the function returns at line 90 \[leakedguard\]$`
	a = wrappers.Named()
	a.Release()
}

func namedInLoop(n int) {
	for i := range n {
		g := wrappers.Named() // want `^guard g, set current at line 94, is not released before the next turn of the loop at line 93 \[leakedguard\]$`
		if i == 1 {
			continue
		}
		g.Release()
	}
}

func try() error {
	g, err := wrappers.Try()
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func tryForgotten() error {
	g, err := wrappers.Try() // want `^guard g, entered at line 112, is not released when the function returns at line 117 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = g
	return nil
}

func tryWrongArm() {
	g, err := wrappers.TryWrapped() // want `^guard g, entered at line 121, is not released when the function returns at line 125 \[leakedguard\]$`
	if err != nil {
		g.Release()
	}
}

func tryWrapped() {
	if g, err := wrappers.TryWrapped(); err == nil {
		g.Release()
	}
}

func tryWrappedKept() {
	g, err := wrappers.TryWrapped()
	failed := err != nil
	work()
	if !failed {
		g.Release()
	}
}

func tryFails(c bool) {
	g, err := wrappers.TryFails(c)
	defer g.Release()
	if err != nil {
		return
	}
	work()
}

func tryFailsConstant() {
	g, err := wrappers.TryFails(true)
	_, _ = g, err // never acquired
}

func tryFailsConstantForgotten() {
	g, err := wrappers.TryFails(false) // want `^guard g, set current at line 157, is not released when the function returns at line 159 \[leakedguard\]$`
	_, _ = g, err
}

func tryFailsCorrelated(c bool) {
	g, _ := wrappers.TryFails(c)
	if !c {
		g.Release()
	}
}

func tryNests() {
	g := wrappers.Open()
	defer g.Release()
	k, err := wrappers.Try()
	if err != nil {
		return // always: the goroutine is entered
	}
	_ = k
}

func ok(c bool) {
	if g, ok := wrappers.OK(c); ok {
		g.Release()
	}
}

func okForgotten(c bool) {
	g, ok := wrappers.OK(c) // want `^guard g, set current at line 185, is not released when the function returns at line 190 \[leakedguard\]$`
	if !ok {
		return
	}
	_ = g
}

func okInverted(c bool) {
	g, ok := wrappers.OK(c) // want `^guard g, set current at line 193, is not released when the function returns at line 195 \[leakedguard\]$`
	if ok {
		return
	}
	g.Release()
}

func okIgnored(c bool) {
	g, _ := wrappers.OK(c)
	g.Release()
}

func okFirst(c bool) {
	ok, g := wrappers.OKFirst(c)
	if !ok {
		return
	}
	defer g.Release()
}

func okFirstForgotten(c bool) {
	ok, g := wrappers.OKFirst(c) // want `^guard g, set current at line 214, is not released when the function returns at line 218 \[leakedguard\]$`
	if !ok {
		g.Release()
	}
}

func okOfTry() {
	g, ok := wrappers.OKOfTry()
	if ok {
		defer g.Release()
	}
	work()
}

func okOfTryForgotten() {
	g, ok := wrappers.OKOfTry() // want `^guard g, entered at line 229, is not released when the function returns at line 234 \[leakedguard\]$`
	if !ok {
		defer g.Release()
	}
	work()
}

func release() {
	done := wrappers.Release()
	defer done()
	work()
}

func releaseAtOnce() {
	defer wrappers.Release()()
	work()
}

func releaseForgotten(c bool) {
	done := wrappers.Release() // want `^guard done, set current at line 248, is not released when the function returns at line 250 \[leakedguard\]$`
	if c {
		return
	}
	done()
}

func releaseNotCalled() {
	defer wrappers.Release() // want `^the guard set current at line 256 is not released when the function returns at line 258 \[leakedguard\]$`
	work()
}

func releaseTwice() {
	done := wrappers.ReleaseLiteral()
	done()
	done() // want `^done releases guard done, set current at line 261 \(calls g\.Release at wrappers\.go:67\): it was already released at line 262 \[guardmisuse\]$`
}

func releaseLiteral() {
	done := wrappers.ReleaseLiteral()
	work()
	done()
}

func releaseLiteralForgotten(c bool) {
	done := wrappers.ReleaseLiteral() // want `^guard done, set current at line 273, is not released when the function returns at line 277 \[leakedguard\]$`
	if c {
		done()
	}
}

func releaseOrError() error {
	done, err := wrappers.ReleaseOrError()
	if err != nil {
		return err
	}
	defer done()
	return nil
}

func releaseOrErrorForgotten() error {
	done, err := wrappers.ReleaseOrError() // want `^guard done, entered at line 289, is not released when the function returns at line 294 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = done
	return nil
}

func releaseOrErrorByNil() {
	done, _ := wrappers.ReleaseOrError()
	if done != nil {
		done()
	}
}

func releaseNeverNil(c bool) {
	done := wrappers.ReleaseNeverNil(c)
	defer done()
	work()
}

func releaseNeverNilForgotten(c bool) {
	done := wrappers.ReleaseNeverNil(c) // want `^guard done, set current at line 311, is not released when the function returns at line 313 \[leakedguard\]$`
	_ = done
}

func session() {
	s := wrappers.NewSession("x")
	defer s.Close()
	work()
}

func sessionForgotten(c bool) {
	s := wrappers.NewSession("x") // want `^guard s, entered at line 322, is not released when the function returns at line 324 \[leakedguard\]$`
	if c {
		return
	}
	s.Close()
}

func sessionNests() {
	s := wrappers.NewSession("x")
	defer s.Close()
	k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 330: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func sessionAfterwards() {
	s := wrappers.NewSession("x")
	s.Close()
	k := runtimectx.Enter(h2)
	k.Release()
}

func sessionTwice() {
	s := wrappers.NewSession("x")
	s.Close()
	s.Close() // want `^s\.Close releases guard s, entered at line 344 \(calls s\.guard\.Release at wrappers\.go:94\): it was already released at line 345 \[guardmisuse\]$`
}

func pointer() {
	p := wrappers.NewPointer()
	defer p.Close()
	work()
}

func pointerTwice() {
	p := wrappers.NewPointer()
	p.Close()
	p.Close()
}

func pointerForgotten(c bool) {
	p := wrappers.NewPointer() // want `^guard p, entered at line 362, is not released when the function returns at line 364 \[leakedguard\]$`
	if c {
		return
	}
	p.Close()
}

func pointerOrError() error {
	p, err := wrappers.NewPointerOrError()
	if err != nil {
		return err
	}
	p.Close()
	return nil
}

func pointerOrErrorForgotten(c bool) error {
	p, err := wrappers.NewPointerOrError() // want `^guard p, entered at line 379, is not released when the function returns at line 381 \[leakedguard\]$`
	if err != nil || c {
		return err
	}
	p.Close()
	return nil
}

func two() {
	a, b := wrappers.Two()
	b.Release()
	a.Release()
}

func twoOutOfOrder() {
	a, b := wrappers.Two()
	a.Release() // want `^guard a, set current at line 394, is released before guard b, set current at line 394: release them in reverse order \[releaseorder\]$`
	b.Release()
}

func twoOneForgotten() {
	_, b := wrappers.Two() // want `^the guard that wrappers\.Two returns is discarded: nothing can release it \[leakedguard\]$`
	b.Release()
}

func maybe(c bool) {
	g := wrappers.Maybe(c)
	g.Release()
}

func maybeForgotten(c bool) {
	g := wrappers.Maybe(c) // want `^guard g, set current at line 410, is not released when the function returns at line 412 \[leakedguard\]$`
	_ = g
}

func maybeConstant() {
	g := wrappers.Maybe(false)
	_ = g
}

func maybeConstantForgotten() {
	g := wrappers.Maybe(true) // want `^guard g, set current at line 420, is not released when the function returns at line 422 \[leakedguard\]$`
	_ = g
}

func maybeCorrelated(c bool) {
	g := wrappers.Maybe(c)
	if c {
		g.Release()
	}
}

func maybeCorrelatedWrong(c bool) {
	g := wrappers.Maybe(!c) // want `^guard g, set current at line 432, is not released when the function returns at line 436 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func with() {
	g := wrappers.With(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func allowing() {
	g := wrappers.Allowing()
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func opened() {
	g := wrappers.Open()
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 451, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func leaky(c bool) error {
	g, err := wrappers.Leaky(c)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func leakyForgotten(c bool) error {
	g, err := wrappers.Leaky(c) // want `^guard g, set current at line 466, is not released when the function returns at line 471 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = g
	return nil
}

func released() {
	g := wrappers.Released()
	_ = g
}

func through() {
	g := wrappers.Through(runtimectx.SetCurrent(h2))
	g.Release()
}

func throughForgotten() {
	g := wrappers.Through(runtimectx.SetCurrent(h2)) // want `^the guard set current at line 485 is not released when the function returns at line 487 \[leakedguard\]$`
	_ = g
}

func throughBoth() {
	g := runtimectx.SetCurrent(h2)
	k := wrappers.Through(g)
	k.Release()
	g.Release() // want `^guard g, set current at line 490, was already released at line 492 \[guardmisuse\]$`
}

func panics(c bool) {
	g := wrappers.Panics(c)
	g.Release()
}

func panicsRecovered(c bool) {
	defer func() { recover() }()
	g := wrappers.Panics(c) // want `^wrappers\.Panics leaves a guard set current when it panics: nothing can release it when the function returns after it recovered the panic at line 503 \[leakedguard\]$`
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)
