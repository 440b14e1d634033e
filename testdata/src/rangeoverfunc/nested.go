package rangeoverfunc

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var hn = runtimectx.NewHandle("nested", nil)

func turns(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func inside(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		g := runtimectx.Enter(hn)
		defer g.Release()
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func ensure() (g runtimectx.EnterRuntimeGuard, ok bool) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return g, false
	}
	return runtimectx.Enter(hn), true
}

// The deferred release settles what becomes of the guard in conflict, whatever
// the loops do.
func deferredBeforeLoops(a bool, n int) {
	g, err := runtimectx.TryEnter(hn)
	if err != nil {
		return
	}
	defer g.Release()
	if a {
		for range inside(n) { // want `^inside\(…\) enters \(calls runtimectx.Enter at nested.go:23\) inside the region entered at line 43: the goroutine is already entered \[nestedenter\]$`
			for range turns(n) {
				s := runtimectx.SetCurrent(hn)
				if n > 1 {
					defer s.Release()
				}
				if n <= 1 {
					defer s.Release()
				}
			}
		}
	}
	for range turns(n) {
		if !a && n > 1 {
			time.Sleep(0) // want `^time.Sleep blocks inside the region entered at line 43; category sleep \[blockingcall\]$`
		}
	}
}

// To release the zero guard later does nothing.
func zeroDeferred(n int, again func() bool) {
	f := func() {
		for {
			for range n {
				runtimectx.EnterRuntime(hn, func(*runtimectx.BlockingRegionGuard) {
					for range turns(n) {
						g, _ := ensure()
						defer g.Release()
					}
				})
			}
			if !again() {
				return
			}
		}
	}
	f()
	f()
	if g, err := runtimectx.TryEnter(hn); err == nil {
		defer g.Release()
	}
	time.Sleep(0) // want `^time.Sleep blocks inside the region entered at line 87; category sleep \[blockingcall\]$`
}

// How often an iterator that does nothing to guards yields is not counted, so
// loops inside each other stay cheap.
func countedLoops(a, b bool, n int) {
	for range turns(n) {
		switch {
		case n > 0 && a && b:
			f := func() {
				for range turns(n) {
					if n == 1 {
						g := runtimectx.Enter(hn) // want `^guard g, entered at line 102, is not released before the next turn of the loop at line 100 \[leakedguard\]$`
						if n < 1 {
							g.Release()
						}
					}
				}
			}
			f()
			f()
		case n < 0:
			for range turns(n) {
				runtimectx.EnterRuntime(hn, func(*runtimectx.BlockingRegionGuard) {
					if b {
						defer runtimectx.SetCurrent(hn).Release()
					}
				})
			}
		}
		runtimectx.Enter(hn).Release()
		if !a && b {
			break
		}
	}
	if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
		runtimectx.SetCurrent(hn).Release()
	}
	if n > 0 {
		return
	}
	time.Sleep(0) // want `^time.Sleep blocks where the goroutine is entered; category sleep \[blockingcall\]$`
}
