package runtimectx

import (
	"context"
	"time"

	"github.com/petermattis/goid"
)

// A BlockingRegionGuard sanctions blocking: code that has one may block the
// goroutine through it. It has nothing to release. On a nil guard its methods
// panic with a [*MisuseError] that wraps [ErrBlockingDenied].
type BlockingRegionGuard struct {
	_ byte // not of size zero, so that the address means something
}

var sanctioned BlockingRegionGuard

// TryEnterBlockingRegion returns a guard and true if the calling goroutine is
// NotEntered and therefore may block, and nil and false if it is Entered.
func TryEnterBlockingRegion() (*BlockingRegionGuard, bool) {
	if CurrentEnterContext().IsEntered() {
		return nil, false
	}
	return &sanctioned, true
}

// EnterBlockingRegion says that blocking code follows. It panics with a
// [*MisuseError] that wraps [ErrBlockingDenied] if the calling goroutine is
// Entered.
func EnterBlockingRegion() *BlockingRegionGuard {
	gid := goid.Get()
	if r := findRecord(gid); r != nil {
		if o := r.owner(); o != nil {
			panic(o.misuse("EnterBlockingRegion", ErrBlockingDenied, gid))
		}
	}
	return &sanctioned
}

// BlockOn runs f, which may block, on the calling goroutine. Whether the
// goroutine is Entered does not change, so an [Enter] in f can be nested.
func (b *BlockingRegionGuard) BlockOn(f func()) {
	b.check("BlockingRegionGuard.BlockOn")
	f()
}

// BlockOnContext runs f as [BlockingRegionGuard.BlockOn] does, passes ctx on
// to it and returns what it returns.
func (b *BlockingRegionGuard) BlockOnContext(ctx context.Context, f func(ctx context.Context) error) error {
	b.check("BlockingRegionGuard.BlockOnContext")
	return f(ctx)
}

// BlockOnTimeout runs f as [BlockingRegionGuard.BlockOn] does and returns what
// it returns. The context that f gets is done after d; f is never abandoned, so
// it must watch the context for the deadline to have an effect.
func (b *BlockingRegionGuard) BlockOnTimeout(d time.Duration, f func(ctx context.Context) error) error {
	b.check("BlockingRegionGuard.BlockOnTimeout")
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return f(ctx)
}

func (b *BlockingRegionGuard) check(op string) {
	if b == nil {
		panic(&MisuseError{Op: op, Err: ErrBlockingDenied, Goroutine: goid.Get()})
	}
}
