package lockcalls

import (
	"os"
	"sync"
)

// A memory calls back with its lock given up.
type memory struct {
	mu   sync.Mutex
	call func()
	ok   bool
	n    int
}

// remove expects the lock and gives it up for the call.
func (m *memory) remove() bool {
	if m.n == 0 {
		return false
	}
	m.n--
	if m.call != nil {
		m.mu.Unlock()
		m.call()
		m.mu.Lock()
	}
	return true
}

func (m *memory) Remove() bool {
	m.mu.Lock()
	removed := m.remove()
	m.mu.Unlock()
	return removed
}

func (m *memory) RemoveLeak() bool {
	m.mu.Lock() // want `m\.mu, locked at line 38, is still locked when the function returns at line 40 \[leakedguard\]`
	if !m.remove() {
		return false
	}
	m.mu.Unlock()
	return true
}

// search gives the lock up in each turn.
func (m *memory) search(keys []int) (int, error) {
	for _, k := range keys {
		m.mu.Unlock()
		if k == 0 {
			m.mu.Lock()
			continue
		}
		if k == 1 {
			m.mu.Lock()
			return k, nil
		}
		m.mu.Lock()
	}
	return 0, os.ErrNotExist
}

// preload gives the lock up, and gets it back however it ends.
func (m *memory) preload(load func() error) error {
	if m.ok {
		m.mu.Unlock()
		defer m.mu.Lock()
		if err := load(); err != nil {
			return err
		}
	}
	return nil
}

// forgets to lock again on one path.
func (m *memory) forgets(load func() error) {
	m.mu.Unlock()
	err := load()
	m.mu.Lock() // want `m\.mu, locked at line 79, is still locked when the function returns at line 84 \[leakedguard\]`
	if err != nil {
		m.mu.Unlock()
		return
	}
}

// A list is locked hand over hand: y is x in the first turn alone.
type list struct {
	mu   sync.Mutex
	next *list
	n    int
}

func (x *list) sum() int {
	n := 0
	y := x
	for y.next != nil {
		n += y.n
		next := y.next
		if y != x {
			y.mu.Unlock()
		}
		next.mu.Lock()
		y = next
	}
	if y != x {
		y.mu.Unlock()
	}
	return n
}

// Request has a lock taken by what it hands to others, which runs elsewhere.
func (m *memory) Request(all map[int]func(), wait chan int) (int, error) {
	m.mu.Lock()
	if m.n == 0 {
		m.mu.Unlock()
		return 0, os.ErrClosed
	}
	all[m.n] = func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.n++
	}
	m.mu.Unlock()
	m.note(1)
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(all, m.n)
	}()
	return <-wait, nil
}

func (m *memory) note(n int) {
	m.mu.Lock()
	m.n += n
	m.mu.Unlock()
}

func requests(m *memory, all map[int]func(), wait chan int) {
	m.Request(all, wait)
	m.Request(all, wait)
}

type fresh struct {
	mu sync.Mutex
	n  int
}

// lockFresh always returns with the lock held: that it lets go of it meanwhile is no
// path that releases it.
func (m *fresh) lockFresh(stale bool) {
	m.mu.Lock()
	if stale {
		m.mu.Unlock()
		m.n++
		m.mu.Lock()
	}
}

func (m *fresh) lockUntil(stale func() bool) {
	for {
		m.mu.Lock()
		if !stale() {
			return
		}
		m.mu.Unlock()
	}
}

func (m *fresh) useFresh(stale bool) {
	m.lockFresh(stale)
	m.mu.Unlock()
	m.lockUntil(func() bool { return stale })
	m.mu.Unlock()
}

func (m *fresh) lockStale(stale bool) {
	m.mu.Lock() // want `^m\.mu, locked at line 178, is still locked when the function returns at line 183 \[leakedguard\]$`
	if stale {
		m.mu.Unlock()
		m.n++
	}
}
