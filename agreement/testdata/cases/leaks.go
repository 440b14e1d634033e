package leaks

import (
	"os"
	"runtime"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func plain() {
	g := runtimectx.Enter(h) // want leakedguard
	_ = g
}

func discarded() {
	runtimectx.SetCurrent(h) // want leakedguard
}

func discardedThenPanics() {
	runtimectx.SetCurrent(h) // may leakedguard
	panic("x")
}

func blank() {
	_ = runtimectx.SetCurrent(h) // want leakedguard
}

func released(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		g.Release()
		return
	}
	defer g.Release()
}

func earlyReturn(a bool) {
	g := runtimectx.SetCurrent(h) // want leakedguard
	if a {
		return
	}
	g.Release()
}

func overwritten() {
	g := runtimectx.SetCurrent(h) // want leakedguard
	g = runtimectx.SetCurrent(h)
	g.Release()
}

func loopContinue(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.SetCurrent(h) // want leakedguard
		if i == 1 {
			continue
		}
		g.Release()
	}
}

func panicLeaves(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		panic("x")
	}
	g.Release()
}

func panicRecovered(a bool) {
	defer func() { _ = recover() }()
	g := runtimectx.SetCurrent(h) // want leakedguard
	if a {
		panic("x")
	}
	g.Release()
}

func mayPanic(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		panic("x")
	}
	g.Release()
}

func calleePanicRecovered(a bool) {
	defer func() { _ = recover() }()
	mayPanic(a) // want leakedguard
}

func goexit(a bool) {
	g := runtimectx.SetCurrent(h) // want leakedguard
	if a {
		runtime.Goexit()
	}
	g.Release()
}

func goexitDeferred(a bool) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	if a {
		runtime.Goexit()
	}
}

func exits(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		os.Exit(1)
	}
	g.Release()
}

func TestFails(t *testing.T) {
	g := runtimectx.SetCurrent(h) // want leakedguard
	if runtimectx.CurrentEnterContext().IsEntered() {
		g.Release()
	}
	t.FailNow()
	g.Release()
}

func conditionalDefer(a bool) {
	g := runtimectx.SetCurrent(h)
	if a {
		defer g.Release()
		return
	}
	g.Release()
}

func acquire() runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(h)
	return g
}

func wrapperLeaks() {
	g := acquire() // want leakedguard
	_ = g
}

func wrapperReleased() {
	g := acquire()
	g.Release()
}

func acquireFunc() func() {
	g := runtimectx.SetCurrent(h)
	return func() {
		g.Release()
	}
}

func wrapperFuncLeaks(a bool) {
	done := acquireFunc() // want leakedguard
	if a {
		done()
	}
}

func acquireMethodValue() (done func(), err error) {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return nil, err
	}
	return g.Release, nil
}

func methodValueLeaks(a bool) {
	done, err := acquireMethodValue() // want leakedguard
	if err != nil {
		return
	}
	if a {
		done()
	}
}

type service struct{ g runtimectx.SetCurrentGuard }

func (s *service) start() {
	s.g = runtimectx.SetCurrent(h)
}

func (s *service) stop() { s.g.Release() }

func serviceStopped() {
	s := &service{}
	s.start()
	s.stop()
}

func serviceNotStopped(a bool) {
	s := &service{}
	s.start() // want leakedguard
	if a {
		s.stop()
	}
}

func namedResult() (g runtimectx.SetCurrentGuard) {
	g = runtimectx.SetCurrent(h)
	return
}

func namedResultLeaks() {
	namedResult() // want leakedguard
}

func disallow(a bool) {
	g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	defer g.Release()
	d := runtimectx.DisallowBlockInPlace() // want leakedguard
	if a {
		d.Release()
	}
}

func inClosure() {
	var g runtimectx.EnterRuntimeGuard
	func() {
		g = runtimectx.Enter(h)
	}()
	g.Release()
}

func inClosureLeaks(a bool) {
	var g runtimectx.EnterRuntimeGuard
	func() {
		g = runtimectx.Enter(h) // want leakedguard
	}()
	if a {
		g.Release()
	}
}

func inGoroutine() {
	go func() {
		g := runtimectx.SetCurrent(h) // want leakedguard
		_ = g
	}()
}

func gotoLoop(n int) {
	i := 0
again:
	g := runtimectx.SetCurrent(h) // want leakedguard
	if i < n {
		i++
		goto again
	}
	g.Release()
}

func closureLeaksThenPanics() {
	func() {
		g := runtimectx.SetCurrent(h) // want leakedguard
		_ = g
	}()
	panic("x")
}

func sequence(yield func(int) bool) {
	_ = yield(1) && yield(2)
}

func deferredInRangeThenExits() {
	for range sequence {
		g := acquire()
		defer g.Release()
	}
	os.Exit(1)
}

func lostInRange() {
	for range sequence {
		g := runtimectx.SetCurrent(h) // want leakedguard
		_ = g
	}
}

// A second misuse would end the path before the guard is known to leak.
func secondMisuse() {
	g := runtimectx.Enter(h) // may leakedguard
	_ = g
	k := runtimectx.Enter(h) // may nestedenter
	k.Release()
	l := runtimectx.Enter(h)
	l.Release()
}

func asks() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		func() {}()
	}
	g := runtimectx.Enter(h) // want nestedenter
	g.Release()
}

func forgottenThenAsked(a bool) {
	g := runtimectx.Enter(h) // want leakedguard
	if a {
		g.Release()
	}
	asks()
}

func turns(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// The guard is that of the literal around the inner loop.
func leaksInInnerLoop(n int) {
	for range turns(1) {
		f := func() {
			for range turns(n) {
				if n == 1 {
					g := runtimectx.Enter(h) // want leakedguard
					_ = g
				}
			}
		}
		f()
		g := runtimectx.Enter(h)
		g.Release()
	}
}

// Whether the caller releases it or not, the callee releases out of order.
func givesUnderRelease() (g runtimectx.EnterRuntimeGuard) {
	s := runtimectx.SetCurrent(h)
	defer s.Release() // want releaseorder
	g = runtimectx.Enter(h)
	return g
}

func TestForgetsGiven(t *testing.T) {
	g := givesUnderRelease() // may leakedguard
	_ = g
}
