// Package owner declares a type that others meet without importing it.
package owner

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("owner", nil)

// A Loop keeps a guard from Start to Stop.
type Loop struct {
	guard runtimectx.EnterRuntimeGuard
}

// Start enters the runtime.
func (l *Loop) Start() { l.guard = runtimectx.Enter(h) }

// Stop leaves it.
func (l *Loop) Stop() { l.guard.Release() }

// Wait blocks.
func (l *Loop) Wait() { time.Sleep(time.Second) }
