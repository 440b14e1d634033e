package onces

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Releaser releases g the first time that it is called.
func Releaser(g runtimectx.EnterRuntimeGuard) func() { return sync.OnceFunc(g.Release) }

// Once runs f the first time that it is called.
func Once(f func()) func() { return sync.OnceFunc(f) }
