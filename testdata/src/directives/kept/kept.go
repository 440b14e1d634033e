// Package kept stores declared guards where nobody follows them, or releases them
// in a roundabout way: there is nothing to report.
package kept

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/guards"
)

//ctxvet:acquire anygoroutine
func Sub() (stop func()) { return func() {} }

type closerFunc func()

func (f closerFunc) Close() error { f(); return nil }

type holder struct {
	c    io.Closer
	list []func()
	m    map[string]func()
	once func()
}

func kept(h *holder, ctx context.Context, t *testing.T, ch chan func()) {
	s1 := Sub()
	h.c = closerFunc(s1)
	s2 := Sub()
	h.list = append(h.list, s2)
	s3 := Sub()
	h.m["a"] = s3
	h.once = sync.OnceFunc(Sub())
	context.AfterFunc(ctx, Sub())
	t.Cleanup(Sub())
	ch <- Sub()
	s4 := Sub()
	go func() { <-ctx.Done(); s4() }()
	time.AfterFunc(1, Sub())
	s5 := Sub()
	defer func() { s5() }()
	s6 := Sub()
	f := func() { s6() }
	h.list = append(h.list, f)
	h.pass(Sub())
	func(s func()) { defer s() }(Sub())
	h.m["b"] = func() { s6() }
}

func (h *holder) pass(s func()) { h.list = append(h.list, s) }

func opt(b bool) {
	var stop func()
	if b {
		stop = Sub()
	}
	time.Sleep(1)
	if stop != nil {
		stop()
	}
}

func multi() (err error) {
	var stops []func()
	defer func() {
		for _, s := range stops {
			s()
		}
	}()
	for range 3 {
		stops = append(stops, Sub())
	}
	return nil
}

type both struct{ t *guards.Conn }

func mk(p *guards.Pool) *both {
	c, err := p.Get()
	if err != nil {
		return nil
	}
	return &both{t: c}
}

func (b *both) Close() { b.t.Close() }

func usesBoth(p *guards.Pool) {
	b := mk(p)
	defer b.Close()
	b.t.Ping()
}

func other(t *guards.Conn) { go func() { t.Ping() }() }

func cross(p *guards.Pool) {
	t, err := p.Get()
	if err != nil {
		return
	}
	other(t)
	defer t.Close()
	u, err := p.Get()
	if err == nil {
		func() { defer u.Close(); u.Ping() }()
	}
}

func either(p *guards.Pool, t *guards.Conn) *guards.Conn {
	x, err := p.Get()
	if err != nil {
		return t
	}
	if t != nil {
		x.Close()
		return t
	}
	return x
}
