// Package onces pins that a sync.Once runs its function the first time only.
package onces

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("onces", nil)

type Session struct {
	once  sync.Once
	guard runtimectx.SetCurrentGuard
}

func Open() *Session { return &Session{guard: runtimectx.SetCurrent(h)} }

func (s *Session) Close() { s.once.Do(s.guard.Release) }

// Done only spends the once.
func (s *Session) Done() { s.once.Do(func() {}) }

func Do(o *sync.Once, f func()) { o.Do(f) }

var global sync.Once

func Global(f func()) { global.Do(f) }
