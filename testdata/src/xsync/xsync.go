// Package xsync pins golang.org/x/sync, whose functions block or start
// goroutines.
package xsync

import (
	"context"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func enterAndLeave() error {
	g := runtimectx.Enter(h)
	defer g.Release()
	return nil
}

func group(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	var eg errgroup.Group
	eg.Go(enterAndLeave)
	eg.Go(func() error {
		<-c
		return nil
	})
	eg.Wait() // want `^eg\.Wait blocks inside the region entered at line 24; category sync \[blockingcall\]$`
}

func groupReleases() {
	g := runtimectx.SetCurrent(h)
	var eg errgroup.Group
	eg.Go(func() error {
		g.Release() // want `^guard g, set current at line 36, is released on another goroutine, started at line 38: release it on the goroutine that acquired it \[guardmisuse\]$`
		return nil
	})
	eg.Wait()
}

func groupExits() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var eg errgroup.Group
	eg.TryGo(func() error {
		runtimectx.ExitRuntime(func() {}) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
		return nil
	})
}

func limited() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var eg errgroup.Group
	eg.SetLimit(1)
	eg.Go(enterAndLeave) // want `^eg\.Go blocks inside the region entered at line 56; category sync \[blockingcall\]$`
}

func weighted(ctx context.Context, s *semaphore.Weighted) {
	g := runtimectx.Enter(h)
	defer g.Release()
	s.TryAcquire(1)
	s.Release(1)
	s.Acquire(ctx, 1) // want `^s\.Acquire blocks inside the region entered at line 64; category sync \[blockingcall\]$`
}

func flight(sf *singleflight.Group) {
	g := runtimectx.Enter(h)
	defer g.Release()
	sf.Do("x", func() (any, error) { // want `^sf\.Do blocks inside the region entered at line 72; category sync \[blockingcall\]$`
		return nil, nil
	})
}
