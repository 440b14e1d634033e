// Package externaltest pins tests in a package of their own.
package externaltest

import "github.com/ctxvet/ctxvet/runtimectx"

var H = runtimectx.NewHandle("h", nil)

func Open() runtimectx.EnterRuntimeGuard { return runtimectx.Enter(H) }

func Needs() { runtimectx.ExitRuntime(func() {}) }
