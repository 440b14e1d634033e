// Package cancels makes cancel functions that some path does not call.
package cancels

import (
	"context"
	"os"
	"time"
)

func earlyReturn(p context.Context, x bool) {
	ctx, cancel := context.WithCancel(p) // want `cancel function cancel, made at line 11, is not called when the function returns at line 13 \[leakedguard\]`
	if x {
		return
	}
	cancel()
	<-ctx.Done()
}

func discarded(p context.Context) {
	ctx, _ := context.WithCancel(p) // want `the cancel function made here is discarded: nothing can call it \[leakedguard\]`
	<-ctx.Done()
}

func correlated(p context.Context, x bool) {
	var cancel context.CancelFunc
	if x {
		p, cancel = context.WithCancel(p)
	}
	<-p.Done()
	if x {
		cancel()
	}
}

func wrapper(p context.Context, x bool) (context.Context, func()) {
	ctx, cancel := context.WithTimeout(p, 1)
	return ctx, cancel
}

func wrapped(p context.Context, x bool) {
	ctx, done := wrapper(p, x) // want `cancel function done, made at line 41, is not called when the function returns at line 43 \[leakedguard\]`
	if x {
		return
	}
	<-ctx.Done()
	done()
}

func each(p context.Context, x bool) {
	for range 3 {
		ctx, cancel := context.WithTimeout(p, 1)
		<-ctx.Done()
		cancel()
	}
	ctx, cancel := context.WithTimeout(p, 1)
	defer cancel()
	<-ctx.Done()
	cancel()
}

func elsewhere(p context.Context, x bool) {
	ctx, cancel := context.WithTimeout(p, 1)
	go func() {
		<-ctx.Done()
		cancel()
	}()
	time.AfterFunc(3, cancel)
}

func blank(p context.Context) {
	ctx, cancel := context.WithCancel(p) // want `cancel function cancel, made at line 71, is not called when the function returns at line 74 \[leakedguard\]`
	_ = cancel
	<-ctx.Done()
}

func overwritten(p context.Context, n int) {
	var cancel context.CancelFunc
	for range n {
		p, cancel = context.WithCancel(p) // want `cancel function cancel, made at line 79, is not called before the next turn of the loop at line 78 \[leakedguard\]`
	}
	if cancel != nil {
		cancel()
	}
}

func neverCalled(p context.Context) {
	ctx, cancel := context.WithCancel(p) // want `cancel function cancel, made at line 87, is not called when the function returns at line 91 \[leakedguard\]`
	stop := func() { cancel() }
	_ = stop
	<-ctx.Done()
}

func cause(p context.Context, bad bool) {
	ctx, cancel := context.WithCancelCause(p) // want `cancel function cancel, made at line 94, is not called when the function returns at line 96 \[leakedguard\]`
	if bad {
		return
	}
	<-ctx.Done()
	cancel(nil)
}

type server struct {
	cancel context.CancelFunc
	stop   func()
}

func (s *server) start(p context.Context) {
	p, s.cancel = context.WithCancel(p)
	<-p.Done()
}

func newServer(p context.Context) *server {
	ctx, cancel := context.WithCancel(p)
	s := &server{cancel: cancel}
	go func() { <-ctx.Done() }()
	return s
}

func newStopper(p context.Context) *server {
	ctx, cancel := context.WithCancel(p)
	<-ctx.Done()
	return &server{stop: func() { cancel() }}
}

func fails(p context.Context, try func() error) (context.Context, context.CancelFunc, error) {
	ctx, cancel := context.WithCancel(p)
	if err := try(); err != nil {
		cancel()
		return nil, nil, err
	}
	return ctx, cancel, nil
}

func usesFails(p context.Context, try func() error) error {
	ctx, cancel, err := fails(p, try)
	if err != nil {
		return err
	}
	defer cancel()
	<-ctx.Done()
	return nil
}

func panics(p context.Context) {
	ctx, cancel := context.WithCancel(p)
	if ctx.Err() != nil {
		panic("done")
	}
	cancel()
}

func inMap(p context.Context, m map[string]func(), k string) {
	_, cancel := context.WithCancel(p)
	m[k] = cancel
}

func afterFunc(p context.Context, d time.Duration) context.Context {
	ctx, cancel := context.WithCancel(p)
	time.AfterFunc(d, cancel)
	return ctx
}

func conditional(p context.Context, d time.Duration) {
	cancel := func() {}
	if d > 0 {
		p, cancel = context.WithTimeout(p, d)
	}
	defer cancel()
	<-p.Done()
}

func exits(p context.Context) {
	_, cancel := context.WithCancel(p)
	if p.Err() != nil {
		os.Exit(1)
	}
	cancel()
}

func selects(p context.Context, c chan int) {
	ctx, cancel := context.WithCancel(p) // want `cancel function cancel, made at line 181, is not called when the function returns at line 188 \[leakedguard\]`
	for {
		select {
		case <-ctx.Done():
			cancel()
			return
		case <-c:
			return
		}
	}
}

// Whoever started the goroutine that starts another leaks nothing either.
func nestedGoroutines(p context.Context, f func(func())) {
	ctx, cancel := context.WithCancel(p)
	go func() {
		go func() {
			<-ctx.Done()
			cancel()
		}()
	}()
	_, kept := context.WithCancel(p)
	go func() {
		elsewhereToo(func() { f(func() { kept() }) })
	}()
}

func elsewhereToo(f func()) { go f() }

func nestedGoroutinesNot(p context.Context) {
	ctx, cancel := context.WithCancel(p) // want `cancel function cancel, made at line \d+, is not called when the function returns at line \d+ \[leakedguard\]`
	go func() {
		go func() {
			stop := cancel
			_ = stop
			<-ctx.Done()
		}()
	}()
}
