package wrappers

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func work() {}

func open() {
	g := Open()
	defer g.Release()
	work()
}

func openForgotten(c bool) {
	g := Open() // want `^guard g, entered at line 16, is not released when the function returns at line 18 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func openDiscarded() {
	Open() // want `^the guard that Open returns is discarded: nothing can release it \[leakedguard\]$`
}

func openDeferred() {
	defer Open().Release()
	work()
}

func openTwiceForgotten(c bool) {
	g := OpenTwice() // want `^guard g, entered at line 33, is not released when the function returns at line 37 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func openNests() {
	g := Open()
	defer g.Release()
	k := OpenTwice() // want `^OpenTwice enters \(calls Open at wrappers\.go:16, which calls runtimectx\.Enter at wrappers\.go:14\) inside the region entered at line 40: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func openNestsInside() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	defer Open().Release() // want `^Open enters \(calls runtimectx\.Enter at wrappers\.go:14\) inside the region entered at line 47: the goroutine is already entered \[nestedenter\]$`
}

func openAfterwards() {
	g := Open()
	g.Release()
	k := Open()
	k.Release()
}

func openReleasedTwice() {
	g := Open()
	g.Release()
	g.Release() // want `^guard g, entered at line 60, was already released at line 61 \[guardmisuse\]$`
}

func openElsewhere() {
	g := Open()
	go g.Release() // want `^guard g, entered at line 66, is released on another goroutine, started at line 67: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func namedOutOfOrder() {
	a := Named()
	b := Named()
	a.Release() // want `^guard a, set current at line 71, is released before guard b, set current at line 72: release them in reverse order \[releaseorder\]$`
	b.Release()
}

func namedInOrder() {
	a := Named()
	b := Named()
	b.Release()
	a.Release()
}

func namedOverwritten() {
	a := Named() // want `^guard a, set current at line 85, is not released when the function returns at line 88 \[leakedguard\]$`
	a = Named()
	a.Release()
}

func namedInLoop(n int) {
	for i := range n {
		g := Named() // want `^guard g, set current at line 92, is not released before the next turn of the loop at line 91 \[leakedguard\]$`
		if i == 1 {
			continue
		}
		g.Release()
	}
}

func try() error {
	g, err := Try()
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func tryForgotten() error {
	g, err := Try() // want `^guard g, entered at line 110, is not released when the function returns at line 115 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = g
	return nil
}

func tryWrongArm() {
	g, err := TryWrapped() // want `^guard g, entered at line 119, is not released when the function returns at line 123 \[leakedguard\]$`
	if err != nil {
		g.Release()
	}
}

func tryWrapped() {
	if g, err := TryWrapped(); err == nil {
		g.Release()
	}
}

func tryWrappedKept() {
	g, err := TryWrapped()
	failed := err != nil
	work()
	if !failed {
		g.Release()
	}
}

func tryFails(c bool) {
	g, err := TryFails(c)
	defer g.Release()
	if err != nil {
		return
	}
	work()
}

func tryFailsConstant() {
	g, err := TryFails(true)
	_, _ = g, err // never acquired
}

func tryFailsConstantForgotten() {
	g, err := TryFails(false) // want `^guard g, set current at line 155, is not released when the function returns at line 157 \[leakedguard\]$`
	_, _ = g, err
}

func tryFailsCorrelated(c bool) {
	g, _ := TryFails(c)
	if !c {
		g.Release()
	}
}

func tryNests() {
	g := Open()
	defer g.Release()
	k, err := Try()
	if err != nil {
		return // always: the goroutine is entered
	}
	_ = k
}

func ok(c bool) {
	if g, ok := OK(c); ok {
		g.Release()
	}
}

func okForgotten(c bool) {
	g, ok := OK(c) // want `^guard g, set current at line 183, is not released when the function returns at line 188 \[leakedguard\]$`
	if !ok {
		return
	}
	_ = g
}

func okInverted(c bool) {
	g, ok := OK(c) // want `^guard g, set current at line 191, is not released when the function returns at line 193 \[leakedguard\]$`
	if ok {
		return
	}
	g.Release()
}

func okIgnored(c bool) {
	g, _ := OK(c)
	g.Release()
}

func okFirst(c bool) {
	ok, g := OKFirst(c)
	if !ok {
		return
	}
	defer g.Release()
}

func okFirstForgotten(c bool) {
	ok, g := OKFirst(c) // want `^guard g, set current at line 212, is not released when the function returns at line 216 \[leakedguard\]$`
	if !ok {
		g.Release()
	}
}

func okOfTry() {
	g, ok := OKOfTry()
	if ok {
		defer g.Release()
	}
	work()
}

func okOfTryForgotten() {
	g, ok := OKOfTry() // want `^guard g, entered at line 227, is not released when the function returns at line 232 \[leakedguard\]$`
	if !ok {
		defer g.Release()
	}
	work()
}

func release() {
	done := Release()
	defer done()
	work()
}

func releaseAtOnce() {
	defer Release()()
	work()
}

func releaseForgotten(c bool) {
	done := Release() // want `^guard done, set current at line 246, is not released when the function returns at line 248 \[leakedguard\]$`
	if c {
		return
	}
	done()
}

func releaseNotCalled() {
	defer Release() // want `^the guard set current at line 254 is not released when the function returns at line 256 \[leakedguard\]$`
	work()
}

func releaseTwice() {
	done := ReleaseLiteral()
	done()
	done() // want `^done releases guard done, set current at line 259 \(calls g\.Release at wrappers\.go:67\): it was already released at line 260 \[guardmisuse\]$`
}

func releaseLiteral() {
	done := ReleaseLiteral()
	work()
	done()
}

func releaseLiteralForgotten(c bool) {
	done := ReleaseLiteral() // want `^guard done, set current at line 271, is not released when the function returns at line 275 \[leakedguard\]$`
	if c {
		done()
	}
}

func releaseOrError() error {
	done, err := ReleaseOrError()
	if err != nil {
		return err
	}
	defer done()
	return nil
}

func releaseOrErrorForgotten() error {
	done, err := ReleaseOrError() // want `^guard done, entered at line 287, is not released when the function returns at line 292 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = done
	return nil
}

func releaseOrErrorByNil() {
	done, _ := ReleaseOrError()
	if done != nil {
		done()
	}
}

func releaseNeverNil(c bool) {
	done := ReleaseNeverNil(c)
	defer done()
	work()
}

func releaseNeverNilForgotten(c bool) {
	done := ReleaseNeverNil(c) // want `^guard done, set current at line 309, is not released when the function returns at line 311 \[leakedguard\]$`
	_ = done
}

func session() {
	s := NewSession("x")
	defer s.Close()
	work()
}

func sessionForgotten(c bool) {
	s := NewSession("x") // want `^guard s, entered at line 320, is not released when the function returns at line 322 \[leakedguard\]$`
	if c {
		return
	}
	s.Close()
}

func sessionNests() {
	s := NewSession("x")
	defer s.Close()
	k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 328: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func sessionAfterwards() {
	s := NewSession("x")
	s.Close()
	k := runtimectx.Enter(h2)
	k.Release()
}

func sessionTwice() {
	s := NewSession("x")
	s.Close()
	s.Close() // want `^s\.Close releases guard s, entered at line 342 \(calls s\.guard\.Release at wrappers\.go:94\): it was already released at line 343 \[guardmisuse\]$`
}

func pointer() {
	p := NewPointer()
	defer p.Close()
	work()
}

func pointerTwice() {
	p := NewPointer()
	p.Close()
	p.Close()
}

func pointerForgotten(c bool) {
	p := NewPointer() // want `^guard p, entered at line 360, is not released when the function returns at line 362 \[leakedguard\]$`
	if c {
		return
	}
	p.Close()
}

func pointerOrError() error {
	p, err := NewPointerOrError()
	if err != nil {
		return err
	}
	p.Close()
	return nil
}

func pointerOrErrorForgotten(c bool) error {
	p, err := NewPointerOrError() // want `^guard p, entered at line 377, is not released when the function returns at line 379 \[leakedguard\]$`
	if err != nil || c {
		return err
	}
	p.Close()
	return nil
}

func two() {
	a, b := Two()
	b.Release()
	a.Release()
}

func twoOutOfOrder() {
	a, b := Two()
	a.Release() // want `^guard a, set current at line 392, is released before guard b, set current at line 392: release them in reverse order \[releaseorder\]$`
	b.Release()
}

func twoOneForgotten() {
	_, b := Two() // want `^the guard that Two returns is discarded: nothing can release it \[leakedguard\]$`
	b.Release()
}

func maybe(c bool) {
	g := Maybe(c)
	g.Release()
}

func maybeForgotten(c bool) {
	g := Maybe(c) // want `^guard g, set current at line 408, is not released when the function returns at line 410 \[leakedguard\]$`
	_ = g
}

func maybeConstant() {
	g := Maybe(false)
	_ = g
}

func maybeConstantForgotten() {
	g := Maybe(true) // want `^guard g, set current at line 418, is not released when the function returns at line 420 \[leakedguard\]$`
	_ = g
}

func maybeCorrelated(c bool) {
	g := Maybe(c)
	if c {
		g.Release()
	}
}

func maybeCorrelatedWrong(c bool) {
	g := Maybe(!c) // want `^guard g, set current at line 430, is not released when the function returns at line 434 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func with() {
	g := With(runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func allowing() {
	g := Allowing()
	defer g.Release()
	runtimectx.BlockInPlace(work)
}

func opened() {
	g := Open()
	defer g.Release()
	runtimectx.BlockInPlace(work) // want `^runtimectx\.BlockInPlace is called in the region entered at line 449, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func leaky(c bool) error {
	g, err := Leaky(c)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func leakyForgotten(c bool) error {
	g, err := Leaky(c) // want `^guard g, set current at line 464, is not released when the function returns at line 469 \[leakedguard\]$`
	if err != nil {
		return err
	}
	_ = g
	return nil
}

func released() {
	g := Released()
	_ = g
}

func through() {
	g := Through(runtimectx.SetCurrent(h2))
	g.Release()
}

func throughForgotten() {
	g := Through(runtimectx.SetCurrent(h2)) // want `^the guard set current at line 483 is not released when the function returns at line 485 \[leakedguard\]$`
	_ = g
}

func throughBoth() {
	g := runtimectx.SetCurrent(h2)
	k := Through(g)
	k.Release()
	g.Release() // want `^guard g, set current at line 488, was already released at line 490 \[guardmisuse\]$`
}

func panics(c bool) {
	g := Panics(c)
	g.Release()
}

func panicsRecovered(c bool) {
	defer func() { recover() }()
	g := Panics(c) // want `^Panics leaves a guard set current when it panics: nothing can release it when the function returns after it recovered the panic at line 501 \[leakedguard\]$`
	g.Release()
}

var h2 = runtimectx.NewHandle("h2", nil)
