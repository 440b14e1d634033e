package atomics

import (
	"sync/atomic"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("uses", nil)

func closedTwice() {
	s := Open()
	defer s.Close()
	s.Close()
}

func closedBothWays(c bool) {
	s := Open()
	defer s.SwapClose()
	if c {
		s.Close()
	}
}

func closedOnSome(c bool) {
	s := Open() // want `^guard s, set current at line 26, is not released when the function returns at line 30 \[leakedguard\]$`
	if c {
		s.Close()
	}
}

func closedPlainly() {
	s := Open()
	s.PlainClose()
	s.PlainClose()
}

func closedTwoWays() {
	s := Open()
	s.Close()
	s.PlainClose() // want `^s\.PlainClose releases guard s, set current at line 39 \(calls s\.guard\.Release at atomics\.go:50\): it was already released at line 40 \[guardmisuse\]$`
}

func forgotten() {
	s := Open() // want `^guard s, set current at line 45, is not released when the function returns at line 48 \[leakedguard\]$`
	s.Forget()
	s.Close()
}

func started() {
	var s Session
	if !s.Start() {
		return
	}
	defer s.Stop()
	s.Start()
}

func startedForgotten() {
	var s Session
	s.Start() // want `^guard s\.guard, set current at line 61, is not released when the function returns at line 62 \[leakedguard\]$`
}

func local() {
	var done atomic.Bool
	g := runtimectx.SetCurrent(h2)
	release := func() {
		if done.CompareAndSwap(false, true) {
			g.Release()
		}
	}
	defer release()
	release()
}

func loaded(c bool) {
	var on atomic.Bool
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h2)
		on.Store(true)
	}
	if on.Load() {
		g.Release()
	}
}

func loadedWrong(c bool) {
	var on atomic.Bool
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 92, is not released when the function returns at line 98 \[leakedguard\]$`
		on.Store(true)
	}
	if !on.Load() {
		g.Release()
	}
}

func numbers(n *int32) {
	atomic.StoreInt32(n, 1)
	g := runtimectx.SetCurrent(h2)
	if atomic.LoadInt32(n) == 1 {
		g.Release()
	}
}

// Only the caller knows the flag, but it is the same twice.
func given(on *atomic.Bool) {
	var g runtimectx.SetCurrentGuard
	if on.Load() {
		g = runtimectx.SetCurrent(h2)
	}
	if on.Load() {
		g.Release()
	}
}

func waits(on *atomic.Bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 120, is not released when the function returns at line 127 \[leakedguard\]$`
	for !on.Load() {
		println("waiting")
	}
	if h2.Name() != "" {
		g.Release()
	}
}
