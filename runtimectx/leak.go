package runtimectx

import (
	"sync"
	"sync/atomic"
)

var leakHandler atomic.Pointer[func(*MisuseError)]

// SetLeakHandler makes f be told, once, of each guard that became unreachable
// without being released: f gets a [*MisuseError] that wraps [ErrLeaked], whose
// Op, Goroutine, Handle and (with [TraceGuards]) Acquired are those of the
// acquisition. A nil f turns the reports off, which is how a program starts.
//
// Guards are found by the garbage collector, so a report comes some collections
// after the loss, or never if the program ends before. It does not depend on f
// that what a dead goroutine held is given up. A goroutine that lost its guard
// and lives stays as it is, Entered or with its current handle.
//
// The calls of f come one after the other, on a goroutine of their own.
func SetLeakHandler(f func(*MisuseError)) {
	if f == nil {
		leakHandler.Store(nil)
		return
	}
	leakHandler.Store(&f)
}

// leaks is what the cleanups of lost tokens pass on to the goroutine that
// reports them.
var leaks struct {
	mu       sync.Mutex
	queue    []*MisuseError
	suspects map[int64]*suspect // goroutines that lost a guard
	running  bool               // a goroutine runs reportLeaks
}

// tokenLost runs after the last guard that stands for an acquisition of e has
// become unreachable.
func tokenLost(e *entry) {
	if !e.live() {
		return
	}
	m := e.misuse(acquiredBy(e.seq&seqKind), ErrLeaked, e.gid.Load())
	leaks.mu.Lock()
	defer leaks.mu.Unlock()
	leaks.queue = append(leaks.queue, m)
	if leaks.suspects == nil {
		leaks.suspects = make(map[int64]*suspect)
	}
	leaks.suspects[m.Goroutine] = new(suspect)
	startReporting()
}

// startReporting starts reportLeaks unless it runs. The caller holds leaks.mu.
func startReporting() {
	if !leaks.running {
		leaks.running = true
		go reportLeaks()
	}
}

// reportLeaks removes dead goroutines and tells the handler, until there is
// nothing left to tell.
func reportLeaks() {
	for {
		reapSuspects()
		leaks.mu.Lock()
		queue := leaks.queue
		leaks.queue = nil
		if len(queue) == 0 {
			leaks.running = false
			leaks.mu.Unlock()
			return
		}
		leaks.mu.Unlock()
		for _, m := range queue {
			if f := leakHandler.Load(); f != nil {
				(*f)(m)
			}
		}
	}
}

// acquiredBy names the function that makes acquisitions of a kind.
func acquiredBy(kind uint64) string {
	switch kind {
	case seqEnter:
		return "Enter"
	case seqSetCurrent:
		return "SetCurrent"
	}
	return "DisallowBlockInPlace"
}
