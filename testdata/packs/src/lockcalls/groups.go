package lockcalls

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// What the catalogue says of a function counts, not what its body tells: Go
// waits where the group has a limit.

type members struct {
	mu      sync.Mutex
	eg      *errgroup.Group
	limited errgroup.Group
	ctx     context.Context
}

func newMembers(ctx context.Context) *members {
	eg, ctx := errgroup.WithContext(ctx)
	p := &members{eg: eg, ctx: ctx}
	p.limited.SetLimit(2)
	return p
}

func (p *members) start(f func() error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.eg.Go(f)
	p.limited.Go(f) // want `p\.limited\.Go blocks while p\.mu, locked at line 28, is held; category sync \[blockingcall\]`
}

func (p *members) wait() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.eg.Wait() // want `p\.eg\.Wait blocks while p\.mu, locked at line 35, is held; category sync \[blockingcall\]`
}

func (p *members) closure() {
	p.eg.Go(func() error {
		p.mu.Lock() // want `p\.mu, locked at line 42, is still locked when the goroutine returns at line 44 \[leakedguard\]`
		if p.ctx == nil {
			return nil
		}
		p.mu.Unlock()
		return nil
	})
}
