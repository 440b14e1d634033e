// Package wrappers pins functions that return a guard, alone or with a
// condition, as a func or in a struct: the obligation moves to the caller.
package wrappers

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Open() runtimectx.EnterRuntimeGuard { return runtimectx.Enter(h) }

func OpenTwice() runtimectx.EnterRuntimeGuard { return Open() }

func Named() (g runtimectx.SetCurrentGuard) {
	g = runtimectx.SetCurrent(h)
	return
}

func Try() (runtimectx.EnterRuntimeGuard, error) { return runtimectx.TryEnter(h) }

func TryWrapped() (runtimectx.EnterRuntimeGuard, error) {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return runtimectx.EnterRuntimeGuard{}, fmt.Errorf("trying: %w", err)
	}
	return g, nil
}

func TryFails(c bool) (g runtimectx.SetCurrentGuard, err error) {
	if c {
		return g, errors.New("c")
	}
	return runtimectx.SetCurrent(h), nil
}

func OK(c bool) (runtimectx.SetCurrentGuard, bool) {
	if !c {
		return runtimectx.SetCurrentGuard{}, false
	}
	return runtimectx.SetCurrent(h), true
}

func OKFirst(c bool) (ok bool, g runtimectx.SetCurrentGuard) {
	if c {
		g = runtimectx.SetCurrent(h)
		ok = true
	}
	return ok, g
}

func OKOfTry() (runtimectx.EnterRuntimeGuard, bool) {
	g, err := runtimectx.TryEnter(h)
	return g, err == nil
}

func Release() func() {
	g := runtimectx.SetCurrent(h)
	return g.Release
}

func ReleaseLiteral() (release func()) {
	g := runtimectx.SetCurrent(h)
	return func() { g.Release() }
}

func ReleaseOrError() (func(), error) {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return nil, err
	}
	return g.Release, nil
}

func ReleaseNeverNil(c bool) func() {
	if c {
		return runtimectx.SetCurrent(h).Release
	}
	return func() {}
}

type Session struct {
	Name  string
	guard runtimectx.EnterRuntimeGuard
}

func NewSession(name string) Session {
	return Session{name, runtimectx.Enter(h)}
}

func (s Session) Close() { s.guard.Release() }

type Pointer struct {
	guard runtimectx.EnterRuntimeGuard
	open  bool
}

func NewPointer() *Pointer {
	p := &Pointer{}
	p.guard = runtimectx.Enter(h)
	p.open = true
	return p
}

func (p *Pointer) Close() {
	if p.open {
		p.open = false
		p.guard.Release()
	}
}

func NewPointerOrError() (*Pointer, error) {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return nil, err
	}
	return &Pointer{g, true}, nil
}

func Two() (a, b runtimectx.SetCurrentGuard) {
	a = runtimectx.SetCurrent(h)
	b = runtimectx.SetCurrent(h)
	return a, b
}

func Maybe(c bool) (g runtimectx.SetCurrentGuard) {
	if c {
		g = runtimectx.SetCurrent(h)
	}
	return g
}

func With(opts ...runtimectx.EnterOption) runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(h, opts...)
}

func Allowing() runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
}

// The guard that leaks in the factory is not the callers' affair.
func Leaky(c bool) (runtimectx.SetCurrentGuard, error) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 146, is not released when the function returns at line 148 \[leakedguard\]$`
	if c {
		return runtimectx.SetCurrentGuard{}, errors.New("c")
	}
	return g, nil
}

func Released() runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(h)
	g.Release()
	return g
}

func Through(g runtimectx.SetCurrentGuard) runtimectx.SetCurrentGuard { return g }

func Panics(c bool) runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(h)
	if c {
		panic("c")
	}
	return g
}
