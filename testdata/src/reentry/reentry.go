// Package reentry pins executors that keep in a field that they run: what they
// are given finds it there while it runs.
package reentry

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Executor struct {
	depth   int
	Running bool
	state   string
	guard   runtimectx.EnterRuntimeGuard
}

// Counts enters in its outermost call.
func (e *Executor) Counts(f func()) {
	if e.depth == 0 {
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	e.depth++
	defer func() { e.depth-- }()
	f()
}

// Flags enters unless it runs.
func (e *Executor) Flags(f func()) {
	if e.Running {
		f()
		return
	}
	e.Running = true
	g := runtimectx.Enter(h)
	f()
	g.Release()
	e.Running = false
}

func (e *Executor) Names(f func()) {
	if e.state != "running" {
		e.state = "running"
		defer func() { e.state = "idle" }()
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	f()
}

// Keeps enters unless it holds the guard.
func (e *Executor) Keeps(f func()) {
	if e.guard == (runtimectx.EnterRuntimeGuard{}) {
		e.guard = runtimectx.Enter(h)
		defer func() {
			e.guard.Release()
			e.guard = runtimectx.EnterRuntimeGuard{}
		}()
	}
	f()
}

type Job interface{ Do() }

func (e *Executor) FlagsJob(j Job) {
	if !e.Running {
		e.Running = true
		defer func() { e.Running = false }()
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	j.Do()
}

// FlagsLate sets its flag when it is too late.
func (e *Executor) FlagsLate(f func()) {
	if !e.Running {
		g := runtimectx.Enter(h)
		defer g.Release()
	}
	f()
	e.Running = true
}
