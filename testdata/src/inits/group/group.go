// Package group has initialisers in one declaration.
package group

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func enters() int {
	g := runtimectx.Enter(h)
	g.Release()
	return 1
}

func needsEntered() int {
	runtimectx.ExitRuntime(func() {})
	return 1
}

var (
	// The initialiser that others depend on comes first.
	_, b = enters(), needsEntered() // want `^needsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at group\.go:15\), but it is not entered here \[exitstate\]$`
	h    = runtimectx.NewHandle("h", nil)
)
