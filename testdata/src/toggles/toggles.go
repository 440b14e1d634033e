// Package toggles pins guards that are acquired and released as a variable
// goes on and off, and releases that happen once only.
package toggles

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() bool { return true }

func onAndOff(events []bool) {
	var g runtimectx.SetCurrentGuard
	held := false
	for _, on := range events {
		if on && !held {
			g = runtimectx.SetCurrent(h)
			held = true
		} else if !on && held {
			g.Release()
			held = false
		}
	}
	if held {
		g.Release()
	}
}

func onAndOffForgotten(events []bool) {
	var g runtimectx.SetCurrentGuard
	held := false
	for _, on := range events {
		if on && !held {
			g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 37, is not released when the function returns at line 44 \[leakedguard\]$`
			held = true
		} else if !on && held {
			g.Release()
			held = false
		}
	}
}

func negated(events []bool) {
	var g runtimectx.SetCurrentGuard
	held := false
	for range events {
		if held {
			g.Release()
		} else {
			g = runtimectx.SetCurrent(h)
		}
		held = !held
	}
	if held {
		g.Release()
	}
}

func negatedForgotten(events []bool) {
	var g runtimectx.SetCurrentGuard
	held := false
	for range events {
		if held {
			g.Release()
		} else {
			g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 69, is not released when the function returns at line 76 \[leakedguard\]$`
		}
		held = !held
	}
	if !held {
		g.Release() // want `^guard g, set current at line 69, was already released at line 67 \[guardmisuse\]$`
	}
}

func onceFunc() {
	g := runtimectx.SetCurrent(h)
	release := sync.OnceFunc(g.Release)
	defer release()
	if work() {
		release()
	}
}

func onceByFlag() {
	g := runtimectx.SetCurrent(h)
	released := false
	release := func() {
		if !released {
			released = true
			g.Release()
		}
	}
	defer release()
	if work() {
		release()
	}
}

func onceByFlagSetTooLate() {
	g := runtimectx.SetCurrent(h)
	released := false
	release := func() {
		if !released {
			g.Release() // want `^guard g, set current at line 103, was already released at line 107 \[guardmisuse\]$`
		}
	}
	defer release()
	if work() {
		release()
	}
	released = false
}

func onceByZero() {
	g := runtimectx.SetCurrent(h)
	release := func() {
		g.Release()
		g = runtimectx.SetCurrentGuard{}
	}
	defer release()
	if work() {
		release()
	}
}

func onceByNil() {
	g := runtimectx.SetCurrent(h)
	release := g.Release
	defer func() {
		if release != nil {
			release()
		}
	}()
	if work() {
		release()
		release = nil
	}
}

func onceByNilForgotten() {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 144, is not released when the function returns at line 154 \[leakedguard\]$`
	release := g.Release
	defer func() {
		if release != nil {
			release()
		}
	}()
	if work() {
		release = nil
	}
}

func commit() error {
	g := runtimectx.SetCurrent(h)
	committed := false
	defer func() {
		if !committed {
			g.Release()
		}
	}()
	if !work() {
		return nil
	}
	g.Release()
	committed = true
	return nil
}

func disarm() (done func()) {
	g := runtimectx.SetCurrent(h)
	armed := true
	defer func() {
		if armed {
			g.Release()
		}
	}()
	if !work() {
		return nil
	}
	armed = false
	return g.Release
}

func useDisarm() {
	if done := disarm(); done != nil {
		done()
	}
}

func useDisarmForgotten() {
	done := disarm() // want `^guard done, set current at line 194, is not released when the function returns at line 196 \[leakedguard\]$`
	_ = done
}

type state int

const (
	idle state = iota
	open
	closed
)
