// Package parameters pins functions whose effect depends on what they are
// given: flags, structs of options, errors, nil.
package parameters

import (
	"context"
	"errors"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Options struct {
	Enter bool
	Block bool
	Name  string
	Next  *Options
}

func Begin(o Options) (g runtimectx.EnterRuntimeGuard) {
	if o.Enter {
		g = runtimectx.Enter(h)
	}
	return g
}

func BeginPointer(o *Options) (g runtimectx.EnterRuntimeGuard) {
	if o != nil && o.Enter {
		g = runtimectx.Enter(h)
	}
	return g
}

func Run(o Options) {
	g := Begin(o)
	defer g.Release()
	if o.Block && !o.Enter {
		time.Sleep(time.Second)
	}
}

type Mode int

const (
	Off Mode = iota
	On
	Exit
)

func Switch(m Mode) {
	switch m {
	case On:
		g := runtimectx.Enter(h)
		g.Release()
	case Exit:
		runtimectx.ExitRuntime(func() {})
	}
}

func Named(name string) {
	if name == "enter" {
		g := runtimectx.Enter(h)
		g.Release()
	}
}

func Positive(n int) runtimectx.SetCurrentGuard {
	if n > 0 {
		return runtimectx.SetCurrent(h)
	}
	return runtimectx.SetCurrentGuard{}
}

func IfNil(p *int) runtimectx.SetCurrentGuard {
	if p == nil {
		return runtimectx.SetCurrent(h)
	}
	return runtimectx.SetCurrentGuard{}
}

func OnError(err error, g runtimectx.SetCurrentGuard) error {
	if err != nil {
		g.Release()
		return errors.Join(err, errors.New("released"))
	}
	return nil
}

func Acquire(ctx context.Context) (runtimectx.SetCurrentGuard, func(), error) {
	if err := ctx.Err(); err != nil {
		return runtimectx.SetCurrentGuard{}, nil, err
	}
	g := runtimectx.SetCurrent(h)
	return g, g.Release, nil
}

func Both(c bool) (g runtimectx.SetCurrentGuard, k runtimectx.EnterRuntimeGuard) {
	if c {
		g = runtimectx.SetCurrent(h)
	} else {
		k = runtimectx.Enter(h)
	}
	return g, k
}

func Status(c bool) (status string, g runtimectx.SetCurrentGuard) {
	if c {
		return "held", runtimectx.SetCurrent(h)
	}
	return "free", g
}
