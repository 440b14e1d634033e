package nested

import (
	"errors"
	"testing"

	"github.com/ctxvet/ctxvet/agreement/internal/probe"
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func twice() {
	g := runtimectx.Enter(h)
	g2 := runtimectx.Enter(h) // want nestedenter
	g2.Release()
	g.Release()
}

func twiceDeferred() {
	g := runtimectx.Enter(h)
	defer g.Release()
	g2 := runtimectx.Enter(h) // want nestedenter
	defer g2.Release()
}

func firstLeaks() {
	g := runtimectx.Enter(h) // want leakedguard
	_ = g
	g2 := runtimectx.Enter(h)
	g2.Release()
}

func sequence() {
	g := runtimectx.Enter(h)
	g.Release()
	g = runtimectx.Enter(h)
	g.Release()
}

func onBranch(a bool) {
	g := runtimectx.Enter(h)
	if a {
		runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {}) // want nestedenter
	}
	g.Release()
}

func correlated(a bool) {
	var g runtimectx.EnterRuntimeGuard
	if a {
		g = runtimectx.Enter(h)
	}
	if !a {
		g = runtimectx.Enter(h)
	}
	g.Release()
}

func tryIsNoNestedEnter() {
	g := runtimectx.Enter(h)
	defer g.Release()
	g2, err := runtimectx.TryEnter(h)
	if err == nil {
		g2.Release()
	}
}

func tryFailedThenEnter() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		g = runtimectx.Enter(h) // want nestedenter
	}
	g.Release()
}

func tryFailedReturns() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return errors.Join(err)
	}
	defer g.Release()
	return nil
}

func enterHelper() {
	g := runtimectx.Enter(h)
	defer g.Release()
}

func TestThroughHelper(t *testing.T) {
	enterHelper()
	g := runtimectx.Enter(h)
	defer g.Release()
	enterHelper() // want nestedenter
}

func TestThroughTwoHelpers(t *testing.T) {
	g := runtimectx.Enter(h)
	defer g.Release()
	viaHelper() // want nestedenter
}

func viaHelper() { enterHelper() }

func insideExit() {
	runtimectx.ExitRuntime(func() {
		g := runtimectx.Enter(h)
		g.Release()
	})
	g := runtimectx.Enter(h) // want nestedenter
	g.Release()
}

func inClosure() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		g := runtimectx.Enter(h) // want nestedenter
		g.Release()
	})
}

func withRegion(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func closureRunEntered() {
	withRegion(func() { // want nestedenter
		enterHelper()
	})
}

func inGoroutine() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		g := runtimectx.Enter(h)
		g.Release()
	}()
}

func loopDeferred(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.Enter(h) // want nestedenter
		defer g.Release()
	}
}

func stateAsked() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h)
	g.Release()
}

func stateAskedWrong() {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		return
	}
	g := runtimectx.Enter(h) // want nestedenter
	g.Release()
}

func TestInputs(t *testing.T) {
	a := probe.Bool(0)
	g := runtimectx.Enter(h)
	if a {
		g.Release()
	}
	enterHelper() // want nestedenter
	if !a {
		g.Release()
	}
}

func askedInVain() {
	if runtimectx.CurrentEnterContext().IsEntered() {
	}
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}

func askedToNoEffect(n int) {
	for range n {
		if runtimectx.CurrentEnterContext().IsEntered() {
			continue
		}
	}
	g := runtimectx.Enter(h) // may nestedenter
	g.Release()
}
