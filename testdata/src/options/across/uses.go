// Package across uses package options from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/options"
)

func none() {
	g := options.Start()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 10, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func one() {
	g := options.Start(options.Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func second() {
	g := options.Start(options.WithTurns(3), options.WithAllow(true))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func takenBack() {
	g := options.Start(options.WithAllow(true), options.WithAllow(false))
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 28, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func other() {
	g := options.Start(options.WithTurns(3))
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 34, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func single() {
	g := options.StartOne(options.WithAllow(true))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func singleOfNone() {
	g := options.StartOne(func(c *options.Config) { c.Allow, c.Turns = true, 0 })
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 46, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func correlated(allow bool) {
	g := options.StartOne(options.WithAllow(allow))
	defer g.Release()
	if allow {
		runtimectx.BlockInPlace(func() {})
	}
}

func correlatedWrong(allow bool) {
	g := options.StartOne(options.WithAllow(allow))
	defer g.Release()
	if !allow {
		runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 60, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	}
}

func setting() {
	g := options.StartWith(options.Allowed{true})
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func settingDenied() {
	g := options.StartWith(options.Denied{})
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 74, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func kept() {
	g := options.TwoSteps(options.Allow, options.WithAllow(false))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func keptWrong() {
	g := options.TwoSteps(options.WithTurns(1), options.Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 86, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func wrapped(opts ...options.Option) runtimectx.EnterRuntimeGuard { return options.Start(opts...) }

func throughWrapper() {
	g := wrapped(options.Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func throughWrapperWrong() {
	g := wrapped()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 100, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
