package lockcalls

import (
	"errors"
	"sync"
)

// A desk hands out channels with a place for one answer.
type desk struct {
	mu      sync.Mutex
	waiting map[int]*request
	closed  bool
	notice  chan error
	news    chan int
	last    int
}

type request struct {
	answer chan error
}

func newDesk() *desk {
	return &desk{waiting: make(map[int]*request), notice: make(chan error, 1), news: make(chan int, 1)}
}

func (d *desk) ask(n int) <-chan error {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := &request{answer: make(chan error, 1)}
	d.waiting[n] = r
	return r.answer
}

// answer takes the request out of the map, so that nobody answers it again.
func (d *desk) answer(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r, ok := d.waiting[n]; ok {
		delete(d.waiting, n)
		r.answer <- nil
	}
}

// Close says so once.
func (d *desk) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	d.closed = true
	d.notice <- errors.New("closed")
}

// tell finds a place only if somebody took the news before.
func (d *desk) tell(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n == d.last {
		return
	}
	d.last = n
	d.news <- n // want `channel send blocks while d\.mu, locked at line 57, is held; category chan \[blockingcall\]`
}
