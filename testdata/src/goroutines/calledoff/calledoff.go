// Package calledoff pins the silence about finalizers where the package calls
// them off.
package calledoff

import (
	"runtime"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

// A Session that nobody closes would be closed on another goroutine.
type Session struct {
	g runtimectx.EnterRuntimeGuard
}

func Open() *Session {
	s := &Session{runtimectx.Enter(h)}
	runtime.SetFinalizer(s, (*Session).Close)
	return s
}

func (s *Session) Close() {
	runtime.SetFinalizer(s, nil)
	s.g.Release()
}

func use() {
	s := Open()
	s.Close()
}
