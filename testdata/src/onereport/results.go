package onereport

import "github.com/ctxvet/ctxvet/runtimectx"

var hr = runtimectx.NewHandle("results", nil)

type ender struct{ end func() }

func alwaysNested() (g runtimectx.EnterRuntimeGuard, ok bool) {
	g1 := runtimectx.Enter(hr)
	defer func() { g1.Release() }()
	g = runtimectx.Enter(hr) // want `^runtimectx.Enter inside the region entered at line 10: the goroutine is already entered \[nestedenter\]$`
	return g, true
}

// What the callee would have returned, had it not misused, is not known: the
// guard is released on one of the paths, and so it is no leak.
func nestedBeforeResult() {
	g, err := runtimectx.TryEnter(hr)
	if err != nil {
		return
	}
	e := ender{g.Release}
	k, ok := alwaysNested() // want `^alwaysNested enters \(calls runtimectx.Enter at results.go:10\) inside the region entered at line 19: the goroutine is already entered \[nestedenter\]$`
	if !ok {
		return
	}
	k.Release()
	e.end()
}

// Here it is one whatever the result.
func leakedBeforeResult() {
	g, err := runtimectx.TryEnter(hr) // want `^guard g, entered at line 34, is not released when the function returns at line 40 \[leakedguard\]$`
	if err != nil {
		return
	}
	k, ok := alwaysNested()
	if !ok {
		return
	}
	k.Release()
	_ = g
}
