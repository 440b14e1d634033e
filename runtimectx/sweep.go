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
	runtime.AddCleanup(new(collected), func(struct{}) { go sweep() }, struct{}{})
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
	sweepArmed.Store(false)
	t := tab.Load()
	live := 0
	for i := range t.buckets {
		for j := range t.buckets[i].slots {
			if t.buckets[i].slots[j].sweep() {
				live++
			}
		}
	}
	if n := len(t.buckets); n > minBuckets && live < n/8 {
		for n > minBuckets && live < n/2 {
			n /= 2
		}
		rebuild(t, n)
	}
	if live > 0 {
		armSweep()
	}
	recheckSuspects()
}

// sweep reports whether the slot is in use. The caller holds tableMu.
func (s *slot) sweep() bool {
	r := s.rec.Load()
	if s.key.Load() == 0 {
		if r == &noRecord {
			return false
		}
		if s.key.CompareAndSwap(0, busy) {
			s.rec.Store(&noRecord)
			s.key.Store(0)
			return false
		}
		r = s.rec.Load()
	}
	for i := range r.tokens {
		if t := r.tokens[i].Load(); t != nil {
			r.tokens[i].Store(nil)
			// From here on no other acquisition can use t, so the
			// goroutine that holds it, if any, is the one in the slot.
			t.e.gid.Store(s.key.Load())
			runtime.KeepAlive(t)
		}
	}
	return true
}
