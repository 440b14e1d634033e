package options

import "github.com/ctxvet/ctxvet/runtimectx"

func none() {
	g := Start()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 6, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func one() {
	g := Start(Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func second() {
	g := Start(WithTurns(3), WithAllow(true))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func takenBack() {
	g := Start(WithAllow(true), WithAllow(false))
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 24, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func other() {
	g := Start(WithTurns(3))
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 30, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func single() {
	g := StartOne(WithAllow(true))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func singleOfNone() {
	g := StartOne(func(c *Config) { c.Allow, c.Turns = true, 0 })
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 42, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func correlated(allow bool) {
	g := StartOne(WithAllow(allow))
	defer g.Release()
	if allow {
		runtimectx.BlockInPlace(func() {})
	}
}

func correlatedWrong(allow bool) {
	g := StartOne(WithAllow(allow))
	defer g.Release()
	if !allow {
		runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 56, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
	}
}

func setting() {
	g := StartWith(Allowed{true})
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func settingDenied() {
	g := StartWith(Denied{})
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 70, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func kept() {
	g := TwoSteps(Allow, WithAllow(false))
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func keptWrong() {
	g := TwoSteps(WithTurns(1), Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 82, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}

func wrapped(opts ...Option) runtimectx.EnterRuntimeGuard { return Start(opts...) }

func throughWrapper() {
	g := wrapped(Allow)
	defer g.Release()
	runtimectx.BlockInPlace(func() {})
}

func throughWrapperWrong() {
	g := wrapped()
	defer g.Release()
	runtimectx.BlockInPlace(func() {}) // want `^runtimectx\.BlockInPlace is called in the region entered at line 96, which does not allow it: pass AllowBlockInPlace there \[exitstate\]$`
}
