package goroutines

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What a goroutine releases on some of its paths is the starter's on the others.

func handedSometimes(h *runtimectx.Handle, b bool) {
	g := runtimectx.Enter(h) // want `guard g, entered at line 12, is not released when the function returns at line 18`
	go func() {
		if b {
			g.Release() // want `guard g, entered at line 12, is released on another goroutine`
		}
	}()
}

func handedAlways(h *runtimectx.Handle) {
	g := runtimectx.Enter(h)
	go func() {
		g.Release() // want `guard g, entered at line 21, is released on another goroutine`
	}()
}

func handedOrReleased(h *runtimectx.Handle, b bool) {
	g := runtimectx.Enter(h)
	go func() {
		if b {
			g.Release() // want `guard g, entered at line 28, is released on another goroutine`
		}
	}()
	if !b {
		g.Release()
	}
}

func handedAndJoined(h *runtimectx.Handle, n int) {
	g := runtimectx.Enter(h) // want `guard g, entered at line 40, is not released when the function returns at line 50`
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if n != 0 {
			g.Release() // want `guard g, entered at line 40, is released on another goroutine`
		}
	}()
	runtimectx.ExitRuntime(func() { wg.Wait() })
}
