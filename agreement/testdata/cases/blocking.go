package blocking

import (
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/probe"
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func sleeps() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(0) // want blockingcall
}

func receives() {
	g := runtimectx.Enter(h)
	<-probe.Ch() // want blockingcall
	g.Release()
}

func afterRelease() {
	g := runtimectx.Enter(h)
	g.Release()
	time.Sleep(0)
}

func leakIsTheOrigin() {
	g := runtimectx.Enter(h) // want leakedguard
	_ = g
	time.Sleep(0)
}

func outside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		time.Sleep(0)
	})
}

func sanctioned() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			time.Sleep(0)
		})
		time.Sleep(0) // want blockingcall
	})
}

func notInARegionEnteredInside() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			runtimectx.ExitRuntime(func() {
				g := runtimectx.Enter(h)
				time.Sleep(0) // want blockingcall
				g.Release()
			})
			time.Sleep(0)
		})
	})
}

func inGoroutine() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		time.Sleep(0)
	}()
}

func nap() { time.Sleep(0) }

func TestThroughHelper(t *testing.T) {
	nap()
	g := runtimectx.Enter(h)
	defer g.Release()
	nap() // want blockingcall
}

func deferredInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer time.Sleep(0) // want blockingcall
}

func deferredAfter() {
	defer time.Sleep(0)
	g := runtimectx.Enter(h)
	defer g.Release()
}

func waits() {
	var wg sync.WaitGroup
	wg.Add(1)
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		defer wg.Done()
	}()
	wg.Wait() // want blockingcall
}

func selects() {
	g := runtimectx.Enter(h)
	defer g.Release()
	select {
	case <-probe.Ch():
	default:
	}
	select { // want blockingcall
	case <-probe.Ch():
	}
}

func blockingRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	b := runtimectx.EnterBlockingRegion() // want blockingcall
	b.BlockOn(func() {})
}

func TestBlockingRegionOutside(t *testing.T) {
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(func() {
		time.Sleep(0)
	})
}

func afterExit() {
	runtimectx.ExitRuntime(func() {})
	time.Sleep(0) // want blockingcall
}

func withRegion(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func closureRunEntered() {
	withRegion(func() { // want blockingcall
		time.Sleep(0)
	})
}

func namedRunEntered() {
	withRegion(nap) // want blockingcall
}

func leavesByPanic(a bool) {
	g := runtimectx.Enter(h)
	time.Sleep(0) // want blockingcall
	if a {
		panic("x")
	}
	g.Release()
}

func ranges() {
	for i := range 2 {
		g := runtimectx.Enter(h)
		if i == 1 {
			time.Sleep(0) // want blockingcall
		}
		g.Release()
	}
}

func sequence(yield func(int) bool) {
	_ = yield(1) && yield(2)
}

func rangeFunc() {
	for i := range sequence {
		g := runtimectx.Enter(h)
		if i == 2 {
			time.Sleep(0) // want blockingcall
		}
		g.Release()
	}
}
