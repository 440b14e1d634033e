package runtimectx

import (
	"bytes"
	"runtime"
	"time"
)

// That a guard is lost does not mean that its goroutine is dead: a program may
// enter for good and drop the guard. Freeing the record would then change the
// state of a live goroutine at the whim of the garbage collector. The runtime
// does not say whether a goroutine lives, but it lists those that do. The list
// stops the world for some time, so it is asked for only when a guard was lost,
// not in a program with very many goroutines, and never for more than about one
// percent of the time.

// A suspect is a goroutine that lost a guard and may be dead. One that was seen
// alive is looked for again after ever more collections.
type suspect struct {
	wait    int // collections until the next look
	backoff int
}

const (
	maxListedGoroutines = 100_000
	maxListBytes        = 64 << 20
	maxBackoff          = 1 << 10
	listingShare        = 100 // of the time, one part
)

// nextListing is when the list may be asked for again. Only the goroutine that
// runs reportLeaks uses it.
var nextListing time.Time

// recheckSuspects counts a garbage collection, and has the suspects looked for
// whose turn it is.
func recheckSuspects() {
	leaks.mu.Lock()
	defer leaks.mu.Unlock()
	due := false
	for _, s := range leaks.suspects {
		if s.wait > 0 {
			s.wait--
		}
		due = due || s.wait == 0
	}
	if due {
		startReporting()
	}
}

// reapSuspects frees the records of the suspects that are dead.
func reapSuspects() {
	due := dueSuspects()
	if len(due) == 0 || runtime.NumGoroutine() > maxListedGoroutines {
		return
	}
	start := time.Now()
	if start.Before(nextListing) {
		return
	}
	alive, ok := liveGoroutines()
	nextListing = time.Now().Add(listingShare * time.Since(start))
	if !ok {
		return
	}
	for _, gid := range due {
		if !alive[gid] {
			evict(gid)
		}
	}
	leaks.mu.Lock()
	defer leaks.mu.Unlock()
	for _, gid := range due {
		s := leaks.suspects[gid]
		if !alive[gid] {
			delete(leaks.suspects, gid)
			continue
		}
		s.backoff = min(max(2*s.backoff, 1), maxBackoff)
		s.wait = s.backoff
	}
	if len(leaks.suspects) == 0 {
		leaks.suspects = nil // a map does not shrink
	}
}

func dueSuspects() []int64 {
	leaks.mu.Lock()
	defer leaks.mu.Unlock()
	var due []int64
	for gid, s := range leaks.suspects {
		if s.wait == 0 {
			due = append(due, gid)
		}
	}
	return due
}

// liveGoroutines returns the ids of the goroutines that are alive, and whether
// the list is complete.
func liveGoroutines() (map[int64]bool, bool) {
	for size := 64 << 10; size <= maxListBytes; size *= 4 {
		buf := make([]byte, size)
		n := runtime.Stack(buf, true)
		if n == len(buf) {
			continue
		}
		alive := make(map[int64]bool)
		for stack := range bytes.SplitSeq(buf[:n], []byte("\n\n")) {
			if gid, ok := goroutineID(stack); ok {
				alive[gid] = true
			}
		}
		return alive, true
	}
	return nil, false
}
