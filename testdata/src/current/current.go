// Package current pins the stack of current handles as a condition: Current
// and WithCurrent.
package current

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func withCurrent() {
	s := runtimectx.SetCurrent(h)
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		s.Release()
	})
}

// Without a current handle the closure does not run.
func withCurrentMayNotRun() {
	var g runtimectx.EnterRuntimeGuard
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		g = runtimectx.Enter(h)
	})
	g.Release()
}

func withCurrentNests() {
	g := runtimectx.Enter(h)
	defer g.Release()
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 30: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func withCurrentBlocks() {
	g := runtimectx.Enter(h)
	defer g.Release()
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 39; category sleep \[blockingcall\]$`
	})
}

func withCurrentForgets() {
	_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
		s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 48, is not released when the function literal returns at line 50 \[leakedguard\]$`
		_ = s
	})
}

func currentInRegion() {
	g := runtimectx.Enter(h)
	if _, err := runtimectx.Current(); err != nil {
		return // not reached: Enter made h current
	}
	g.Release()
}

func currentAfter() {
	go func() {
		s := runtimectx.SetCurrent(h)
		s.Release()
		if _, err := runtimectx.Current(); err == nil {
			runtimectx.SetCurrent(h) // not reached: the stack is empty again
		}
	}()
}

func current() {
	s := runtimectx.SetCurrent(h)
	k, err := runtimectx.Current()
	if err != nil || k != h {
		s.Release()
		return
	}
	s.Release()
}

func contextKeepsNothing(k *runtimectx.Handle) string {
	g := runtimectx.Enter(k)
	defer g.Release()
	return k.Name() + k.String()
}

func queries() {
	s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 88, is not released when the function returns at line 91 \[leakedguard\]$`
	_ = s
	_ = runtimectx.CurrentEnterContext().String()
}

// Without a current handle the goroutine is not entered, for an entered one
// has its own.
func withoutCurrentNotEntered() {
	err := runtimectx.WithCurrent(func(*runtimectx.Handle) {})
	if err != nil {
		g, tried := runtimectx.TryEnter(h)
		if tried == nil {
			g.Release()
		}
	}
	k := runtimectx.Enter(h)
	k.Release()
}

func withoutCurrentCannotExit() {
	if _, err := runtimectx.Current(); err != nil {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

// askedInTurns asks again: what was missing once is missing in every turn.
func askedInTurns(n int) {
	for range n {
		if _, err := runtimectx.Current(); err == nil {
			runtimectx.ExitRuntime(func() {})
		}
	}
}

func askedInside(n int) {
	for range n {
		_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
			_ = runtimectx.WithCurrent(func(*runtimectx.Handle) {
				runtimectx.ExitRuntime(func() {})
			})
		})
	}
}
