package runtimectx

import (
	"context"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	real "github.com/ctxvet/ctxvet/runtimectx"
)

// closureForm runs a closure form of the library. do calls the form with a
// closure that calls run where the program's own closure stands. The library
// may refuse before the closure, or complain after it; a panic or a Goexit
// of the closure itself passes through. What follows a misuse is looked at
// only for what it releases: so a closure that was refused runs bare then.
func closureForm(op string, val bool, do func(run func(body func())), bare func()) {
	if refused(op, val, do) {
		bare()
	}
}

func refused(op string, val bool, do func(run func(body func()))) (refused bool) {
	c := trace.Here(op)
	started, returned, completed := false, false, false
	defer func() {
		switch {
		case completed:
		case started && !returned:
			c.Log(event.Close, nil, val)
		default:
			v := recover()
			m, ok := v.(*MisuseError)
			if !ok {
				panic(v)
			}
			c.Misuse(nameOf(m), nil)
			if started {
				c.Log(event.Close, nil, val)
			}
			if trace.Strict() {
				panic(m)
			}
			refused = !started
		}
	}()
	do(func(body func()) {
		started = true
		c.Log(event.Open, nil, val)
		body()
		returned = true
	})
	completed = true
	c.Log(event.Close, nil, val)
	return false
}

func EnterRuntime(h *Handle, f func(b *BlockingRegionGuard), opts ...EnterOption) {
	closureForm("EnterRuntime", allows(opts), func(run func(func())) {
		real.EnterRuntime(h, func(b *real.BlockingRegionGuard) {
			run(func() { f(&BlockingRegionGuard{b}) })
		}, opts...)
	}, func() { f(&BlockingRegionGuard{}) })
}

func ExitRuntime(f func()) {
	closureForm("ExitRuntime", false, func(run func(func())) {
		real.ExitRuntime(func() { run(f) })
	}, f)
}

func BlockInPlace(f func()) {
	closureForm("BlockInPlace", false, func(run func(func())) {
		real.BlockInPlace(func() { run(f) })
	}, f)
}

type BlockingRegionGuard struct{ b *real.BlockingRegionGuard }

func (b *BlockingRegionGuard) real() *real.BlockingRegionGuard {
	if b == nil {
		return nil
	}
	return b.b
}

func EnterBlockingRegion() (b *BlockingRegionGuard) {
	c := trace.Here("EnterBlockingRegion")
	b = &BlockingRegionGuard{}
	if attempt(c, nil, func() { b.b = real.EnterBlockingRegion() }) {
		c.Log(event.Region, nil, true)
	}
	return b
}

func TryEnterBlockingRegion() (*BlockingRegionGuard, bool) {
	c := trace.Here("TryEnterBlockingRegion")
	b, ok := real.TryEnterBlockingRegion()
	c.Log(event.Region, nil, ok)
	if !ok {
		return nil, false
	}
	return &BlockingRegionGuard{b}, true
}

func (b *BlockingRegionGuard) BlockOn(f func()) {
	closureForm("BlockingRegionGuard.BlockOn", false, func(run func(func())) {
		b.real().BlockOn(func() { run(f) })
	}, f)
}

func (b *BlockingRegionGuard) BlockOnContext(ctx context.Context, f func(ctx context.Context) error) (err error) {
	closureForm("BlockingRegionGuard.BlockOnContext", false, func(run func(func())) {
		err = b.real().BlockOnContext(ctx, func(ctx context.Context) (err error) {
			run(func() { err = f(ctx) })
			return err
		})
	}, func() { err = f(ctx) })
	return err
}

func (b *BlockingRegionGuard) BlockOnTimeout(d time.Duration, f func(ctx context.Context) error) (err error) {
	closureForm("BlockingRegionGuard.BlockOnTimeout", false, func(run func(func())) {
		err = b.real().BlockOnTimeout(d, func(ctx context.Context) (err error) {
			run(func() { err = f(ctx) })
			return err
		})
	}, func() { err = f(context.Background()) })
	return err
}

// Scoped delegates; it has no misuse of its own.
type Scoped[T any] struct{ s real.Scoped[T] }

func (s *Scoped[T]) Set(v *T, f func()) { s.s.Set(v, f) }

func (s *Scoped[T]) With(f func(v *T)) { s.s.With(f) }

func (s *Scoped[T]) Get() *T { return s.s.Get() }
