package main

import (
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A Loop runs functions one after the other on the goroutine that called Run.
// What only such functions touch needs no lock.
//
// The goroutine is Entered while the loop runs, so whatever would stop it from
// serving its events is refused: to run a loop in one of its own functions, to
// wait for the loop there, or to wait for anything without saying so.
type Loop struct {
	handle *runtimectx.Handle
	wake   chan struct{} // holds a token when queue or stopped has changed

	mu      sync.Mutex
	queue   []func()
	stopped bool

	timers timers // touched by the loop's goroutine only
}

// NewLoop returns a loop that is not running yet.
func NewLoop(name string) *Loop {
	l := &Loop{wake: make(chan struct{}, 1)}
	l.handle = runtimectx.NewHandle(name, l)
	return l
}

// Run runs posted functions and timers until Stop. It panics on a goroutine
// that runs a loop already.
func (l *Loop) Run() {
	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		for {
			var ready []func()
			more := true
			b.BlockOn(func() { ready, more = l.next() }) // the one place where the loop waits
			for _, f := range ready {
				f()
			}
			if !more {
				return
			}
		}
	}, runtimectx.AllowBlockInPlace)
}

// Post queues f to run on the loop. It never waits and may be called from
// any goroutine. It returns false if the loop was stopped.
func (l *Loop) Post(f func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		return false
	}
	l.queue = append(l.queue, f)
	l.signal()
	return true
}

// Stop ends Run when the functions that were posted before have run.
func (l *Loop) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	l.signal()
}

// signal wakes the loop; a token that is still there does.
func (l *Loop) signal() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// Do runs f on the loop and waits until it has run. It returns false if the
// loop was stopped. On the loop's own goroutine it would wait for ever, so it
// panics there.
func (l *Loop) Do(f func()) bool {
	ran := make(chan struct{})
	posted := false
	runtimectx.EnterBlockingRegion().BlockOn(func() {
		posted = l.Post(func() {
			defer close(ran)
			f()
		})
		if posted {
			<-ran
		}
	})
	return posted
}

// After runs f on the loop when d has passed. It must be called on the loop.
func (l *Loop) After(d time.Duration, f func()) {
	l.timers.add(time.Now().Add(d), f)
}

// next waits for something to run. It returns false with the last of it.
func (l *Loop) next() (ready []func(), more bool) {
	for {
		ready = l.timers.due(time.Now())
		l.mu.Lock()
		ready = append(ready, l.queue...)
		l.queue = nil
		stopped := l.stopped
		l.mu.Unlock()
		if stopped || len(ready) > 0 {
			return ready, !stopped
		}
		l.sleep()
	}
}

// sleep waits for a signal or the next timer.
func (l *Loop) sleep() {
	at, ok := l.timers.next()
	if !ok {
		<-l.wake
		return
	}
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-l.wake:
	case <-timer.C:
	}
}
