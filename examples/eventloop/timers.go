package main

import (
	"container/heap"
	"time"
)

// timers is a queue of functions by the time at which they are due. Those that
// are due at the same time run in the order in which they were added.
type timers struct {
	heap timerHeap
	last uint64
}

type timer struct {
	at    time.Time
	order uint64
	f     func()
}

func (t *timers) add(at time.Time, f func()) {
	t.last++
	heap.Push(&t.heap, timer{at, t.last, f})
}

// next returns when the first timer is due, and false if there is none.
func (t *timers) next() (time.Time, bool) {
	if len(t.heap) == 0 {
		return time.Time{}, false
	}
	return t.heap[0].at, true
}

// due removes and returns the functions that are due at now.
func (t *timers) due(now time.Time) []func() {
	var fs []func()
	for len(t.heap) > 0 && !t.heap[0].at.After(now) {
		fs = append(fs, heap.Pop(&t.heap).(timer).f)
	}
	return fs
}

type timerHeap []timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].order < h[j].order
	}
	return h[i].at.Before(h[j].at)
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timerHeap) Push(x any)   { *h = append(*h, x.(timer)) }
func (h *timerHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	(*h)[last] = timer{}
	*h = (*h)[:last]
	return x
}
