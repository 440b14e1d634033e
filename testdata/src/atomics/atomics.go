// Package atomics pins that the flags and numbers of sync/atomic are followed
// like any other variable.
package atomics

import (
	"sync/atomic"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("atomics", nil)

type Session struct {
	closed atomic.Bool
	state  atomic.Int32
	plain  int64
	guard  runtimectx.SetCurrentGuard
}

func Open() *Session { return &Session{guard: runtimectx.SetCurrent(h)} }

func (s *Session) Close() {
	if s.closed.CompareAndSwap(false, true) {
		s.guard.Release()
	}
}

func (s *Session) SwapClose() {
	if !s.closed.Swap(true) {
		s.guard.Release()
	}
}

func (s *Session) Start() bool {
	if !s.state.CompareAndSwap(0, 1) {
		return false
	}
	s.guard = runtimectx.SetCurrent(h)
	return true
}

func (s *Session) Stop() {
	if s.state.CompareAndSwap(1, 2) {
		s.guard.Release()
	}
}

func (s *Session) PlainClose() {
	if atomic.CompareAndSwapInt64(&s.plain, 0, 1) {
		s.guard.Release()
	}
}

// Forget marks s as closed.
func (s *Session) Forget() { s.closed.Store(true) }
