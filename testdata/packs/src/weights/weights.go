// Package weights acquires the weight of semaphores.
package weights

import (
	"context"

	"golang.org/x/sync/semaphore"
)

type pool struct{ sem *semaphore.Weighted }

func (p *pool) deferred(ctx context.Context) error {
	if err := p.sem.Acquire(ctx, 1); err != nil {
		return err
	}
	defer p.sem.Release(1)
	return nil
}

func (p *pool) earlyReturn(ctx context.Context, bad bool) error {
	if err := p.sem.Acquire(ctx, 1); err != nil { // want `p\.sem, acquired at line 21, is not released when the function returns at line 25 \[leakedguard\]`
		return err
	}
	if bad {
		return nil
	}
	p.sem.Release(1)
	return nil
}

func (p *pool) try(bad bool) {
	if !p.sem.TryAcquire(1) { // want `p\.sem, acquired at line 32, is not released when the function returns at line 36 \[leakedguard\]`
		return
	}
	if bad {
		return
	}
	p.sem.Release(1)
}

func (p *pool) handsOver(ctx context.Context, work []func()) error {
	for _, f := range work {
		if err := p.sem.Acquire(ctx, 1); err != nil {
			return err
		}
		go func() {
			defer p.sem.Release(1)
			f()
		}()
	}
	return p.sem.Acquire(ctx, 10)
}

func (p *pool) acquire(ctx context.Context) error { return p.sem.Acquire(ctx, 1) }
func (p *pool) release()                          { p.sem.Release(1) }

func (p *pool) wrapped(ctx context.Context, bad bool) error {
	if err := p.acquire(ctx); err != nil { // want `the weight that p\.acquire takes at line 58 is not released when the function returns at line 62 \[leakedguard\]`
		return err
	}
	if bad {
		return nil
	}
	p.release()
	return nil
}

func (p *pool) begin(ctx context.Context) (func(), error) {
	if err := p.sem.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { p.sem.Release(1) }, nil
}

func (p *pool) usesBegin(ctx context.Context) error {
	done, err := p.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	return nil
}

// Who gets an error has got no weight.
func (p *pool) failsHolding(ctx context.Context, work func() error) error {
	if err := p.sem.Acquire(ctx, 1); err != nil { // want `p\.sem, acquired at line \d+, is not released when the function returns at line \d+ \[leakedguard\]`
		return err
	}
	if err := work(); err != nil {
		return err
	}
	p.sem.Release(1)
	return nil
}

// The weight goes to the caller, unless there is an error.
func (p *pool) keeps(ctx context.Context, work func() error) error {
	if err := p.sem.Acquire(ctx, 1); err != nil {
		return err
	}
	if err := work(); err != nil {
		p.sem.Release(1)
		return err
	}
	return nil
}
