// Package runtimectx stands in for the real runtimectx while generated
// programs are executed. It has the same API and calls the real library for
// everything; around each call it records what was done, from where, and what
// the library answered. A misuse is recorded and, unless the execution is
// strict, passed over, so that what the rest of the path would have done with
// the guards in conflict can be seen too.
package runtimectx

import (
	"context"
	"errors"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	real "github.com/ctxvet/ctxvet/runtimectx"
)

type (
	Handle      = real.Handle
	EnterOption = real.EnterOption
	MisuseError = real.MisuseError
)

const AllowBlockInPlace = real.AllowBlockInPlace

func init() {
	trace.SetEntered(func() bool { return real.CurrentEnterContext().IsEntered() })
}

func NewHandle(name string, value any) *Handle { return real.NewHandle(name, value) }

func NewContext(ctx context.Context, h *Handle) context.Context { return real.NewContext(ctx, h) }

func FromContext(ctx context.Context) (*Handle, bool) { return real.FromContext(ctx) }

// sentinels names the errors of the library.
var sentinels = []struct {
	err  error
	name string
}{
	{real.ErrNestedEnter, "ErrNestedEnter"},
	{real.ErrOutOfOrder, "ErrOutOfOrder"},
	{real.ErrNotEntered, "ErrNotEntered"},
	{real.ErrStillEntered, "ErrStillEntered"},
	{real.ErrNoCurrent, "ErrNoCurrent"},
	{real.ErrWrongGoroutine, "ErrWrongGoroutine"},
	{real.ErrReleased, "ErrReleased"},
	{real.ErrBlockInPlaceDenied, "ErrBlockInPlaceDenied"},
	{real.ErrBlockingDenied, "ErrBlockingDenied"},
	{real.ErrNilHandle, "ErrNilHandle"},
}

func nameOf(m *MisuseError) string {
	for _, s := range sentinels {
		if errors.Is(m, s.err) {
			return s.name
		}
	}
	return m.Error()
}

// attempt calls op and records a misuse that it panics with. It reports
// whether op went well.
func attempt(c trace.Call, a *trace.Acq, op func()) (ok bool) {
	defer func() {
		if ok {
			return
		}
		v := recover()
		m, is := v.(*MisuseError)
		if !is {
			panic(v)
		}
		c.Misuse(nameOf(m), a)
		if trace.Strict() {
			panic(m)
		}
	}()
	op()
	return true
}

type EnterRuntimeGuard struct {
	g real.EnterRuntimeGuard
	a *trace.Acq
}

type SetCurrentGuard struct {
	g real.SetCurrentGuard
	a *trace.Acq
}

type DisallowBlockInPlaceGuard struct {
	g real.DisallowBlockInPlaceGuard
	a *trace.Acq
}

func allows(opts []EnterOption) bool {
	for _, o := range opts {
		if o == AllowBlockInPlace {
			return true
		}
	}
	return false
}

func Enter(h *Handle, opts ...EnterOption) (g EnterRuntimeGuard) {
	c := trace.Here("Enter")
	if attempt(c, nil, func() { g.g = real.Enter(h, opts...) }) {
		g.a = c.Acquired(allows(opts))
	}
	return g
}

func TryEnter(h *Handle, opts ...EnterOption) (g EnterRuntimeGuard, err error) {
	c := trace.Here("TryEnter")
	if g.g, err = real.TryEnter(h, opts...); err != nil {
		c.Log(event.Refuse, nil, false)
		return EnterRuntimeGuard{}, err
	}
	g.a = c.Acquired(allows(opts))
	return g, nil
}

func SetCurrent(h *Handle) (g SetCurrentGuard) {
	c := trace.Here("SetCurrent")
	if attempt(c, nil, func() { g.g = real.SetCurrent(h) }) {
		g.a = c.Acquired(false)
	}
	return g
}

func TrySetCurrent(h *Handle) (g SetCurrentGuard, err error) {
	c := trace.Here("TrySetCurrent")
	if g.g, err = real.TrySetCurrent(h); err != nil {
		c.Log(event.Refuse, nil, false)
		return SetCurrentGuard{}, err
	}
	g.a = c.Acquired(false)
	return g, nil
}

func DisallowBlockInPlace() (g DisallowBlockInPlaceGuard) {
	c := trace.Here("DisallowBlockInPlace")
	g.g = real.DisallowBlockInPlace()
	if g.g == (real.DisallowBlockInPlaceGuard{}) {
		c.Log(event.Refuse, nil, false)
		return g
	}
	g.a = c.Acquired(false)
	return g
}

func release(c trace.Call, a *trace.Acq, op func()) {
	if attempt(c, a, op) {
		c.Log(event.Release, a, false)
	}
}

func (g EnterRuntimeGuard) Release() {
	release(trace.Here("EnterRuntimeGuard.Release"), g.a, g.g.Release)
}

func (g SetCurrentGuard) Release() { release(trace.Here("SetCurrentGuard.Release"), g.a, g.g.Release) }

func (g DisallowBlockInPlaceGuard) Release() {
	release(trace.Here("DisallowBlockInPlaceGuard.Release"), g.a, g.g.Release)
}
