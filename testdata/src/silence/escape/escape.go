// Package escape pins the silence on guards that go where they are not
// followed.
package escape

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

var global runtimectx.SetCurrentGuard

func toGlobal() {
	global = runtimectx.SetCurrent(h)
}

func toGlobalLater(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		global = g
		return
	}
	g.Release()
}

var release func()

func toGlobalFunc() {
	g := runtimectx.SetCurrent(h)
	release = g.Release
}

func toGlobalLiteral() {
	g := runtimectx.SetCurrent(h)
	release = func() { g.Release() }
}

func toFieldFunc(b *box) {
	g := runtimectx.SetCurrent(h)
	b.release = g.Release
}

type box struct{ release func() }

func toChannelOfSelect(c chan runtimectx.SetCurrentGuard) {
	g := runtimectx.SetCurrent(h)
	select {
	case c <- g:
	default:
		g.Release()
	}
}

type session struct {
	guard runtimectx.SetCurrentGuard
	undo  []func()
}

func (s *session) open() {
	s.guard = runtimectx.SetCurrent(h)
}

func toField(s *session) {
	s.guard = runtimectx.SetCurrent(h)
}

var sessions = make(map[string]*session)

func toMap(name string) {
	s := &session{guard: runtimectx.SetCurrent(h)}
	sessions[name] = s
}

func toSlice(gs []runtimectx.SetCurrentGuard) []runtimectx.SetCurrentGuard {
	return append(gs, runtimectx.SetCurrent(h))
}

func toChannel(c chan *session) {
	c <- &session{guard: runtimectx.SetCurrent(h)}
}

func toPointer(p *runtimectx.SetCurrentGuard) {
	*p = runtimectx.SetCurrent(h)
}

func toPointerOfPointer(p **session) {
	*p = &session{guard: runtimectx.SetCurrent(h)}
}

func toCleanup(t *testing.T) {
	g := runtimectx.SetCurrent(h)
	t.Cleanup(func() { g.Release() })
}

func toReturnedLiteral() func() {
	g := runtimectx.SetCurrent(h)
	return func() {
		if recover() == nil {
			g.Release()
		}
	}
}

func toReturnedStruct() *session {
	return &session{guard: runtimectx.SetCurrent(h)}
}

func toReturnedMap() map[string]runtimectx.SetCurrentGuard {
	return map[string]runtimectx.SetCurrentGuard{"g": runtimectx.SetCurrent(h)}
}

func toLocalMap() {
	m := map[string]runtimectx.SetCurrentGuard{}
	m["g"] = runtimectx.SetCurrent(h)
	for _, g := range m {
		g.Release()
	}
}

func fromMap(name string) {
	sessions[name].guard.Release()
	sessions[name].guard.Release()
}

func fromField(s *session) {
	s.guard.Release()
}

// An escaped guard may have been released by whoever got it.
func releasedAfterEscape(s *session) {
	g := runtimectx.SetCurrent(h)
	s.guard = g
	keep(s)
	g.Release()
}

func keep(s *session) { sessions["kept"] = s }

// Where the only copy stays local, the obligation stays too.
func copyStays(s *session, c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 146, is not released when the function returns at line 149 \[leakedguard\]$`
	s.guard = runtimectx.SetCurrentGuard{}
	if c {
		return
	}
	g.Release()
}

type cleanup struct{ fs []func() }

func (c *cleanup) run() {
	for _, f := range c.fs {
		f()
	}
}

func toContext(ctx context.Context) context.Context {
	type key struct{}
	return context.WithValue(ctx, key{}, runtimectx.SetCurrent(h))
}

func (s *session) openWithUndo() {
	g := runtimectx.SetCurrent(h)
	s.undo = append(s.undo, g.Release)
}

func toLocalSlice(n int) {
	var undo []func()
	for range n {
		g := runtimectx.SetCurrent(h)
		undo = append(undo, func() { g.Release() })
	}
	for _, f := range undo {
		f()
	}
}

func toAtomic(v *atomic.Value) {
	v.Store(runtimectx.SetCurrent(h))
}

func toPool(p *sync.Pool) {
	p.Put(runtimectx.SetCurrent(h))
}

func toSyncMap(m *sync.Map) {
	m.Store("g", runtimectx.SetCurrent(h))
}
