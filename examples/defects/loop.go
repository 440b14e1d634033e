// Package defects is the event loop of ../eventloop as it might look after
// some hasty changes. Each function was correct once, and each now has a
// defect that compiles and looks right, and that some tests do not show. A
// comment at the end of the line names the check of ctxvet that reports it:
//
//	ctxvet ./examples/defects
//
// The tests of this package run into the defects and show what happens then.
package defects

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A Loop runs functions one after the other on one goroutine.
type Loop struct {
	handle *runtimectx.Handle
	events chan func()
	timers []timer
}

type timer struct {
	interval time.Duration
	f        func()
}

// NewLoop returns a loop with room for 16 events.
func NewLoop(name string) *Loop {
	l := &Loop{events: make(chan func(), 16)}
	l.handle = runtimectx.NewHandle(name, l)
	return l
}

// Every runs f in intervals such as "10ms". When the interval is wrong it
// returns early, and the goroutine stays Entered: its next Enter panics, far
// from here.
func (l *Loop) Every(interval string, f func()) error {
	g := runtimectx.Enter(l.handle) // defect: leakedguard
	d, err := time.ParseDuration(interval)
	if err != nil {
		return err
	}
	l.timers = append(l.timers, timer{d, f})
	g.Release()
	return nil
}

// Drain runs what is queued. Someone moved the timers in here and kept the
// region that they had when they ran on their own.
func (l *Loop) Drain() {
	g := runtimectx.Enter(l.handle)
	defer g.Release()
	for range len(l.events) {
		select {
		case f := <-l.events:
			f()
		default:
		}
	}
	runtimectx.EnterRuntime(l.handle, func(*runtimectx.BlockingRegionGuard) { // defect: nestedenter
		for _, t := range l.timers {
			t.f()
		}
	})
}

// Run waits for events while it is Entered, and says nothing about it: it was
// b.BlockOn that made this the one place where the loop may wait.
func (l *Loop) Run() {
	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		for {
			f := <-l.events // defect: blockingcall
			if f == nil {
				return
			}
			f()
		}
	})
}

// Tick runs the timers, and backs off when there are none: inside the region,
// so that nothing else is served meanwhile.
func (l *Loop) Tick() {
	g := runtimectx.Enter(l.handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	if len(l.timers) == 0 {
		time.Sleep(time.Millisecond) // defect: blockingcall
	}
	for _, t := range l.timers {
		t.f()
	}
}
