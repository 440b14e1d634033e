// Package callbacks pins functions that call what they are given: here,
// entered, exited, on another goroutine, deferred or later.
package callbacks

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Here(f func()) { f() }

func HereIf(c bool, f func()) {
	if c {
		f()
	}
}

func HereTwice(f func()) {
	f()
	f()
}

func HereDeep(f func()) { Here(f) }

func HereDeferred(f func()) {
	defer f()
}

func Entered(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func EnteredDeep(f func()) { Entered(func() { f() }) }

func EnteredRuntime(f func()) {
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) { f() })
}

func EnteredThenOutside(f, after func()) {
	Entered(f)
	after()
}

func Exited(f func()) { runtimectx.ExitRuntime(f) }

func ExitedDeep(f func()) { Exited(f) }

func InPlace(f func()) { runtimectx.BlockInPlace(f) }

func Elsewhere(f func()) { go f() }

func ElsewhereDeep(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

func Sanctioned(b *runtimectx.BlockingRegionGuard, f func()) { b.BlockOn(f) }

func Drive(f func()) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(f)
	})
}

func Recovering(f func()) {
	defer func() { recover() }()
	f()
}

func Value[T any](f func() T) T { return f() }

func Error(f func() error) error {
	if err := f(); err != nil {
		return err
	}
	return nil
}

func WithGuard(f func(g runtimectx.SetCurrentGuard)) {
	f(runtimectx.SetCurrent(h))
}

func WithOwnGuard(f func(g runtimectx.SetCurrentGuard)) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	f(g)
}

type Runner struct{ Do func() }

func (r Runner) Run() { r.Do() }

func (r *Runner) Set(f func()) { r.Do = f }

var queue []func()

// Later keeps the function where nobody can follow it.
func Later(f func()) { queue = append(queue, f) }

type Options struct{ OnStart, OnStop func() }

func RunWith(o Options) {
	if o.OnStart != nil {
		o.OnStart()
	}
	if o.OnStop != nil {
		defer o.OnStop()
	}
}

func EnteredWith(o Options) {
	g := runtimectx.Enter(h)
	defer g.Release()
	o.OnStart()
}
