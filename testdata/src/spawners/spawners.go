// Package spawners pins functions that start goroutines which call what the
// caller gave: as they are started, behind a deferred call, in a region of
// their own.
package spawners

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Deep(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

func Entered(f func()) {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		f()
	}()
}

func Twice(f func()) {
	go func() {
		go func() {
			f()
		}()
	}()
}

func Named(f func()) { go runEntered(f) }

func runEntered(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

type Job struct {
	Name string
	Run  func(n int)
}

// Start runs the job on the loop's goroutine.
func Start(j Job) {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		j.Run(1)
	}()
}

type Pool struct{ h *runtimectx.Handle }

func (p *Pool) Go(f func()) {
	go p.work(f)
}

func (p *Pool) work(f func()) {
	runtimectx.EnterRuntime(p.h, func(b *runtimectx.BlockingRegionGuard) {
		f()
	})
}

type Stepper interface{ Step() }

func Steps(s Stepper) {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		s.Step()
	}()
}
