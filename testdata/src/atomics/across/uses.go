// Package across uses package atomics from outside: the verdicts are the same.
package across

import (
	"sync/atomic"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/atomics"
)

var h2 = runtimectx.NewHandle("uses", nil)

func closedTwice() {
	s := atomics.Open()
	defer s.Close()
	s.Close()
}

func closedBothWays(c bool) {
	s := atomics.Open()
	defer s.SwapClose()
	if c {
		s.Close()
	}
}

func closedOnSome(c bool) {
	s := atomics.Open() // want `^guard s, set current at line 28, is not released when the function returns at line 32 \[leakedguard\]$`
	if c {
		s.Close()
	}
}

func closedPlainly() {
	s := atomics.Open()
	s.PlainClose()
	s.PlainClose()
}

func closedTwoWays() {
	s := atomics.Open()
	s.Close()
	s.PlainClose() // want `^s\.PlainClose releases guard s, set current at line 41 \(calls s\.guard\.Release at atomics\.go:50\): it was already released at line 42 \[guardmisuse\]$`
}

func forgotten() {
	s := atomics.Open() // want `^guard s, set current at line 47, is not released when the function returns at line 50 \[leakedguard\]$`
	s.Forget()
	s.Close()
}

func started() {
	var s atomics.Session
	if !s.Start() {
		return
	}
	defer s.Stop()
	s.Start()
}

func startedForgotten() {
	var s atomics.Session
	s.Start() // want `^guard s\.guard, set current at line 63, is not released when the function returns at line 64 \[leakedguard\]$`
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
		g = runtimectx.SetCurrent(h2) // want `^guard g, set current at line 94, is not released when the function returns at line 100 \[leakedguard\]$`
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
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 122, is not released when the function returns at line 129 \[leakedguard\]$`
	for !on.Load() {
		println("waiting")
	}
	if h2.Name() != "" {
		g.Release()
	}
}
