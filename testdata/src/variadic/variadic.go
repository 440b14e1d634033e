// Package variadic pins variadic parameters: guards, funcs and options.
package variadic

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Run(fs ...func()) {
	for _, f := range fs {
		f()
	}
}

func Entered(fs ...func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for _, f := range fs {
		f()
	}
}

func First(gs ...runtimectx.SetCurrentGuard) { gs[0].Release() }

func All(gs ...runtimectx.SetCurrentGuard) {
	for _, g := range gs {
		g.Release()
	}
}

func Enter(opts ...runtimectx.EnterOption) runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(h, opts...)
}

func EnterDenied(opts ...runtimectx.EnterOption) runtimectx.EnterRuntimeGuard {
	return runtimectx.Enter(h)
}

func Log(format string, args ...any) {}
