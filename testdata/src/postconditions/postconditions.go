// Package postconditions pins what is known after a call: the state it leaves,
// the error it returns, the fields it sets.
package postconditions

import (
	"errors"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Loop struct {
	guard   runtimectx.EnterRuntimeGuard
	started bool
	err     error
}

// Begin leaves the goroutine entered unless it returns an error.
func (l *Loop) Begin(c bool) error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return err
	}
	if c {
		g.Release()
		return errors.New("c")
	}
	l.guard = g
	l.started = true
	return nil
}

// BeginAnyway leaves it entered even with an error.
func (l *Loop) BeginAnyway(c bool) error {
	l.guard = runtimectx.Enter(h)
	if c {
		return errors.New("c")
	}
	return nil
}

func (l *Loop) End() {
	l.guard.Release()
	l.started = false
}

func (l *Loop) Started() bool { return l.started }

// Run drives the loop in its own region.
func (l *Loop) Run() error {
	if err := l.Begin(false); err != nil {
		return err
	}
	defer l.End()
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 53; category sleep \[blockingcall\]$`
	return nil
}

func (l *Loop) RunOther(o *Loop) error {
	if err := l.Begin(false); err != nil {
		return err
	}
	defer l.End()
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 62: the goroutine is already entered \[nestedenter\]$`
	g.Release()
	return nil
}

// Swap gives up the guard that it holds.
func (l *Loop) Swap(k *Loop) { l.guard, k.guard = k.guard, l.guard }

func (l *Loop) Reset() { *l = Loop{} }

func (l *Loop) Detach() runtimectx.EnterRuntimeGuard {
	g := l.guard
	l.guard = runtimectx.EnterRuntimeGuard{}
	return g
}

func Fail() error { return errors.New("always") }

func Succeed() error { return nil }

func Answer() int { return 42 }
