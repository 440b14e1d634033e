// Package idioms pins how people write code around the library. Most of it is
// right.
package idioms

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return os.ErrNotExist }

func switchOnError() error {
	g, err := runtimectx.TryEnter(h)
	switch {
	case err == nil:
	case errors.Is(err, runtimectx.ErrNestedEnter):
		return fmt.Errorf("inside the loop: %w", err)
	default:
		return err
	}
	defer g.Release()
	return work()
}

func switchOnNil() error {
	g, err := runtimectx.TryEnter(h)
	switch err {
	case nil:
		defer g.Release()
	default:
		return err
	}
	return work()
}

func elseIf() error {
	if g, err := runtimectx.TryEnter(h); err == nil {
		defer g.Release()
	} else if !errors.Is(err, runtimectx.ErrNestedEnter) {
		return err
	}
	return work()
}

func misuseError() error {
	g, err := runtimectx.TryEnter(h)
	var misuse *runtimectx.MisuseError
	if errors.As(err, &misuse) {
		return fmt.Errorf("%s: %w", misuse.Op, err)
	}
	if err != nil {
		return err
	}
	defer g.Release()
	return work()
}

func namedErrorJoined() (err error) {
	g, err := runtimectx.TrySetCurrent(h)
	if err != nil {
		return err
	}
	defer func() {
		g.Release()
		err = errors.Join(err, work())
	}()
	return work()
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
		next.ServeHTTP(w, r.WithContext(runtimectx.NewContext(r.Context(), h)))
	})
}

func fromContext(ctx context.Context) {
	k, ok := runtimectx.FromContext(ctx)
	if !ok {
		k = h
	}
	g := runtimectx.SetCurrent(k)
	defer g.Release()
}

type option func(*config)

type config struct {
	allow bool
	hook  func()
}

func withAllow() option { return func(c *config) { c.allow = true } }

func run(opts ...option) {
	var c config
	for _, o := range opts {
		o(&c)
	}
	var g runtimectx.EnterRuntimeGuard
	if c.allow {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	} else {
		g = runtimectx.Enter(h)
	}
	defer g.Release()
	if c.hook != nil {
		c.hook()
	}
}

func runs() {
	run()
	run(withAllow())
}

type list struct {
	mu    sync.Mutex
	items []string
}

func (l *list) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
		for _, s := range l.items {
			if !yield(s) {
				return
			}
		}
	}
}

func (l *list) find(prefix string) string {
	for s := range l.all() {
		if strings.HasPrefix(s, prefix) {
			return s
		}
	}
	return ""
}

func (l *list) locked(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f()
}

func (l *list) add(s string) {
	l.locked(func() {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
		l.items = append(l.items, s)
	})
}

func table() {
	for _, f := range []func() error{work, switchOnNil, elseIf} {
		if err := f(); err != nil {
			return
		}
	}
}

func commands() map[string]func() error {
	return map[string]func() error{
		"work":   work,
		"switch": switchOnError,
	}
}

type scope struct{ release func() }

func open() *scope { return &scope{runtimectx.SetCurrent(h).Release} }

func (s *scope) Close() error {
	if s.release != nil {
		s.release()
		s.release = nil
	}
	return nil
}

func scoped() error {
	s := open()
	defer s.Close()
	if err := work(); err != nil {
		return err
	}
	return s.Close()
}

func scopedForgotten() error {
	s := open() // want `^guard s, set current at line 206, is not released when the function returns at line 208 \[leakedguard\]$`
	if err := work(); err != nil {
		return err
	}
	return s.Close()
}

func step(name string, f func() error) error {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	if err := f(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func steps() error {
	return errors.Join(
		step("a", work),
		step("b", func() error { return step("c", work) }),
	)
}

func timeout(d time.Duration) error {
	b, ok := runtimectx.TryEnterBlockingRegion()
	if !ok {
		return runtimectx.ErrBlockingDenied
	}
	return b.BlockOnTimeout(d, func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
}

func askFirst() {
	if runtimectx.CurrentEnterContext().IsEntered() {
		if runtimectx.CurrentEnterContext().AllowsBlockInPlace() {
			runtimectx.BlockInPlace(func() { time.Sleep(1) })
		}
		return
	}
	time.Sleep(1)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func mustEnter() {
	defer must(runtimectx.TryEnter(h)).Release()
	work()
}

func locals() {
	type pair struct{ a, b runtimectx.SetCurrentGuard }
	p := pair{a: runtimectx.SetCurrent(h)}
	p.b = runtimectx.SetCurrent(h)
	defer func(p *pair) {
		p.b.Release()
		p.a.Release()
	}(&p)
}

func stackOfTwo(deep bool) {
	var undo [2]func()
	n := 0
	push := func() {
		undo[n] = runtimectx.SetCurrent(h).Release
		n++
	}
	push()
	if deep {
		push()
	}
	for n > 0 {
		n--
		undo[n]()
	}
}

func builder() string {
	g := runtimectx.Enter(h)
	defer g.Release()
	var b strings.Builder
	fmt.Fprintf(&b, "%d", 1)
	for range 3 {
		b.WriteString("x")
	}
	return b.String()
}
