// Package deferforms pins the many forms of a deferred release.
package deferforms

import (
	"errors"
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return nil }

func conditionalLiteral(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 16, is not released when the function returns at line 21 \[leakedguard\]$`
	if c {
		defer func() { g.Release() }()
	}
	work()
}

func conditionalLiteralCorrelated(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	}
	if c {
		defer func() { g.Release() }()
	}
	work()
}

func inBlock() {
	{
		g := runtimectx.SetCurrent(h)
		defer g.Release()
	}
	k := runtimectx.SetCurrent(h)
	k.Release()
}

func inSelect(c chan int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 44, is not released when the function returns at line 50 \[leakedguard\]$`
	select {
	case <-c:
		defer g.Release()
	default:
	}
}

func twoReleasesOneDefer() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer func() {
		b.Release()
		a.Release()
	}()
}

func twoReleasesOneDeferOutOfOrder() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer func() {
		a.Release() // want `^guard a, set current at line 62, is released before guard b, set current at line 63: release them in reverse order \[releaseorder\]$`
		b.Release()
	}()
}

func panicBetweenReleases() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	defer a.Release()
	defer func() {
		b.Release()
		panic("a is released all the same")
	}()
}

func chained() {
	g := runtimectx.SetCurrent(h)
	defer func() {
		defer func() {
			defer g.Release()
		}()
	}()
}

func literalWithResult() {
	g := runtimectx.SetCurrent(h)
	defer func() error {
		g.Release()
		return nil
	}()
}

func literalReturnsEarly(c bool) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		if c {
			g.Release()
			return
		}
		g.Release()
	}()
}

func literalLoops(n int) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		for range n {
			work()
		}
		g.Release()
	}()
}

func registeredTwiceByLoop() {
	g := runtimectx.SetCurrent(h)
	for range 2 {
		defer g.Release() // want `^guard g, set current at line 119, was already released at line 121 \[guardmisuse\]$`
	}
}

func errorDecides() (err error) {
	g := runtimectx.SetCurrent(h)
	defer func() {
		if err == nil {
			return
		}
		g.Release()
	}()
	if err = work(); err != nil {
		return err
	}
	g.Release()
	return nil
}

func errorDecidesWrong() (err error) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 141, is not released when the function returns at line 148 \[leakedguard\]$`
	defer func() {
		if err == nil {
			return
		}
		g.Release()
	}()
	return nil
}

func localErrorDecides() error {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 152, is not released when the function returns at line 160 \[leakedguard\]$`
	var err error
	defer func() {
		if err != nil {
			g.Release()
		}
	}()
	if work() != nil {
		return errors.New("the result, not the variable")
	}
	g.Release()
	return nil
}

func deferredUnlock(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Unlock()
	g := runtimectx.SetCurrent(h)
	defer g.Release()
}

func loopThenDefer(n int) {
	var g runtimectx.SetCurrentGuard
	defer func() { g.Release() }()
	for i := range n {
		if i == 2 {
			g = runtimectx.SetCurrent(h)
			break
		}
	}
}

func overwrittenUnderDefer(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 185, is not released when the function returns at line 190 \[leakedguard\]$`
	defer func() { g.Release() }()
	if c {
		g = runtimectx.SetCurrent(h)
	}
}

func releasedThenReplaced(c bool) {
	g := runtimectx.SetCurrent(h)
	defer func() { g.Release() }()
	if c {
		g.Release()
		g = runtimectx.SetCurrent(h)
	}
}

func pointerReceiver() {
	g := new(runtimectx.SetCurrentGuard)
	defer g.Release()             // the receiver is copied here, when it is zero
	*g = runtimectx.SetCurrent(h) // want `^guard \*g, set current at line 204, is not released when the function returns at line 205 \[leakedguard\]$`
}

type holder struct{ g runtimectx.SetCurrentGuard }

func (x holder) byValue()    { x.g.Release() }
func (x *holder) byPointer() { x.g.Release() }

func valueReceiverCopiedEarly() {
	var x holder
	defer x.byValue()
	x.g = runtimectx.SetCurrent(h) // want `^guard x\.g, set current at line 215, is not released when the function returns at line 216 \[leakedguard\]$`
}

func pointerReceiverReadLate() {
	var x holder
	defer x.byPointer()
	x.g = runtimectx.SetCurrent(h)
}

func fieldReceiverCopiedEarly() {
	var x holder
	defer x.g.Release()
	x.g = runtimectx.SetCurrent(h) // want `^guard x\.g, set current at line 227, is not released when the function returns at line 228 \[leakedguard\]$`
}

func goexitInDefer() {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	defer func() {
		panic(work())
	}()
}
