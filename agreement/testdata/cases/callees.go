package callees

import (
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

// The guard is the caller's in the end, and no leak.
func blocksThenGives() runtimectx.EnterRuntimeGuard {
	g := runtimectx.Enter(h)
	time.Sleep(0) // want blockingcall
	return g
}

// Where there is no current handle nothing is entered.
func withoutCurrent() {
	if _, err := runtimectx.Current(); err != nil {
		runtimectx.ExitRuntime(func() {}) // want exitstate
	}
}

func withCurrent() {
	err := runtimectx.WithCurrent(func(*runtimectx.Handle) {})
	if err != nil {
		g := runtimectx.Enter(h)
		g.Release()
	}
}

// A function that only calls what it was given does not know what that leaves.
func around(f func()) {
	g := runtimectx.SetCurrent(h)
	f()
	g.Release()
}

func TestLeavesGuard(t *testing.T) {
	var s runtimectx.SetCurrentGuard
	around(func() { s = runtimectx.SetCurrent(h) }) // want releaseorder
	s.Release()
}

func nap() { time.Sleep(0) }

func napSafely() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		runtimectx.ExitRuntime(nap)
	}
}

// Only napSafely has the answer to what it asked.
func callerOfAsker() {
	napSafely()
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}

// Nothing depends on the answer.
func asksAndPolls() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		select {
		case <-make(chan int):
		default:
		}
	}
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}
