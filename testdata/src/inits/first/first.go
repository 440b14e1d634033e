// Package first has an initialiser that panics: those behind it do not run.
package first

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func needsEntered() int {
	runtimectx.ExitRuntime(func() {})
	return 1
}

var _ = needsEntered() // want `^needsEntered needs an entered goroutine \(calls runtimectx\.ExitRuntime at first\.go:11\), but it is not entered here \[exitstate\]$`

var _ = needsEntered()
