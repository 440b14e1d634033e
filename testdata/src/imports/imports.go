// Package imports pins other ways to name the library.
package imports

import (
	. "github.com/ctxvet/ctxvet/runtimectx"
	rt "github.com/ctxvet/ctxvet/runtimectx"
)

var h = NewHandle("h", nil)

func dot(c bool) {
	g := Enter(h) // want `^guard g, entered at line 12, is not released when the function returns at line 14 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func renamed() {
	g := rt.Enter(h)
	defer g.Release()
	k := Enter(h) // want `^Enter inside the region entered at line 20: the goroutine is already entered \[nestedenter\]$`
	defer k.Release()
}

var enter = rt.Enter

// A package-level variable can be set to anything.
func variable() {
	g := enter(h)
	_ = g
}

type Guard = rt.SetCurrentGuard

func alias() Guard { return SetCurrent(h) }

func usesAlias(c bool) {
	g := alias() // want `^guard g, set current at line 39, is not released when the function returns at line 43 \[leakedguard\]$`
	if c {
		g.Release()
	}
}
