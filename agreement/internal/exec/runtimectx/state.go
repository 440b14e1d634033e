package runtimectx

import (
	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	real "github.com/ctxvet/ctxvet/runtimectx"
)

// An EnterContext records what it is asked: the answer proves the state.
type EnterContext struct{ c real.EnterContext }

func CurrentEnterContext() EnterContext { return EnterContext{real.CurrentEnterContext()} }

func (e EnterContext) IsEntered() bool {
	ok := e.c.IsEntered()
	trace.Here("IsEntered").Log(event.IsEntered, nil, ok)
	return ok
}

func (e EnterContext) AllowsBlockInPlace() bool {
	ok := e.c.AllowsBlockInPlace()
	trace.Here("AllowsBlockInPlace").Log(event.Allows, nil, ok)
	return ok
}

func (e EnterContext) String() string { return e.c.String() }

func Current() (*Handle, error) {
	h, err := real.Current()
	trace.Here("Current").Log(event.Current, nil, err == nil)
	return h, err
}

func WithCurrent(f func(h *Handle)) error {
	c := trace.Here("WithCurrent")
	asked := false
	err := real.WithCurrent(func(h *Handle) {
		asked = true
		c.Log(event.Current, nil, true)
		f(h)
	})
	if !asked {
		c.Log(event.Current, nil, false)
	}
	return err
}

// In is called by the driver to call f in the state entry. Guards that f's
// parameters need come from the Caller.
func In(entry trace.Entry, f func(*Caller)) {
	c := &Caller{h: real.NewHandle("caller", nil)}
	defer c.end()
	switch entry {
	case trace.Allow:
		c.enter = Enter(c.h, AllowBlockInPlace)
	case trace.Deny:
		c.enter = Enter(c.h)
	case trace.Current:
		c.SetCurrent()
	}
	f(c)
}

// A Caller is what a driven function sees of its caller.
type Caller struct {
	h     *Handle
	enter EnterRuntimeGuard
	cur   []SetCurrentGuard
}

// Enter is the guard of the caller's region, zero when there is none.
func (c *Caller) Enter() EnterRuntimeGuard { return c.enter }

// SetCurrent is a live guard of the caller.
func (c *Caller) SetCurrent() SetCurrentGuard {
	g := SetCurrent(c.h)
	c.cur = append(c.cur, g)
	return g
}

// Handle is a handle of the caller.
func (c *Caller) Handle() *Handle { return c.h }

func (c *Caller) end() {
	for i := len(c.cur) - 1; i >= 0; i-- {
		drop(c.cur[i].g.Release)
	}
	drop(c.enter.g.Release)
}

// drop leaves the goroutine clean; what the function under test did before
// has been recorded.
func drop(release func()) {
	defer func() { recover() }()
	release()
}
