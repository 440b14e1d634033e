// Package startstop pins methods that keep a guard in a field and sibling
// methods that release it.
package startstop

import (
	"errors"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Loop struct {
	name    string
	guard   runtimectx.EnterRuntimeGuard
	running bool
}

func (l *Loop) Start() { l.guard = runtimectx.Enter(h) }

func (l *Loop) Stop() { l.guard.Release() }

func (l *Loop) StartOnce() {
	if l.running {
		return
	}
	l.running = true
	l.guard = runtimectx.Enter(h)
}

func (l *Loop) StopOnce() {
	if !l.running {
		return
	}
	l.running = false
	l.guard.Release()
}

func (l *Loop) TryStart() (err error) {
	l.guard, err = runtimectx.TryEnter(h)
	return err
}

func (l *Loop) StartNamed(name string) error {
	if name == "" {
		return errors.New("no name")
	}
	l.name = name
	l.Start()
	return nil
}

func (l *Loop) Run(f func()) {
	l.Start()
	defer l.Stop()
	f()
}

type Server struct {
	Loop
	current runtimectx.SetCurrentGuard
}

func (s *Server) Open() {
	s.Start()
	s.current = runtimectx.SetCurrent(h)
}

func (s *Server) Close() {
	s.current.Release()
	s.Stop()
}

func (s *Server) CloseWrong() {
	s.Stop()
	s.current.Release()
}

func NewLoop(name string) *Loop { return &Loop{name: name} }

func Started(name string) *Loop {
	l := NewLoop(name)
	l.Start()
	return l
}
