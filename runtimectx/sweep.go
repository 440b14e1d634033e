package runtimectx

import (
	"runtime"
	"sync/atomic"
)

// sweepArmed says that the next garbage collection will start a sweep.
var sweepArmed atomic.Bool

// A collected is there to be collected. It has a pointer so that it is an
// object of its own, which the allocator does not batch with others.
type collected struct{ _ *byte }

// armSweep has sweep run after the next garbage collection.
func armSweep() {
	if sweepArmed.Load() || !sweepArmed.CompareAndSwap(false, true) {
		return
	}
	runtime.AddCleanup(new(collected), func(struct{}) {
		go func() {
			sweepArmed.Store(false)
			sweep()
		}()
	}, struct{}{})
}

// sweep runs once per garbage collection while the table has records. It gives
// up the records that no goroutine uses, as a sync.Pool does, lets go of the
// tokens of the others, so that the next collection can find those that no
// guard leads to any more, and shrinks the table.
//
// The fast paths thereby need not write a token into the guard's record on each
// release and out of it on each acquire.
func sweep() {
	tableMu.Lock()
	defer tableMu.Unlock()
	t := tab.Load()
	live := t.sweep()
	if n := len(t.buckets); n > minBuckets && live < n/16 {
		for n > minBuckets && live < n/4 {
			n /= 2
		}
		rebuild(t, n)
	}
	if live > 0 {
		armSweep()
	}
	recheckSuspects()
}

// sweep returns how many records are in use. The caller holds tableMu.
func (t *table) sweep() int {
	live := 0
	for i := range t.buckets {
		b := &t.buckets[i]
		for r := b.first.Load(); r != nil; r = r.next.Load() {
			switch {
			case r == &noRecord:
			case r.key.Load() == 0 && r.key.CompareAndSwap(0, retired):
				b.unlink(r)
			default:
				r.dropTokens()
				live++
			}
		}
	}
	return live
}

// dropTokens lets go of the tokens of a record in use.
func (r *record) dropTokens() {
	for i := range r.tokens {
		r.dropToken(&r.tokens[i])
	}
	r.dropToken(&r.denyToken)
}

func (r *record) dropToken(token *atomic.Pointer[token]) {
	if t := token.Load(); t != nil {
		token.Store(nil)
		// From here on no other acquisition can use t, so the goroutine
		// that holds it, if any, is the one that has the record.
		t.e.gid.Store(r.key.Load())
		runtime.KeepAlive(t)
	}
}
