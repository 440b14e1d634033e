package lockcalls

import (
	"errors"
	"sync"
)

// A lock that is left held where a function fails is a leak, also if the package
// has a function that unlocks: who gets an error has nothing to release.

var errShut = errors.New("closed")

type vault struct {
	mu     sync.Mutex
	closed bool
	m      map[string]int
}

func (s *vault) lock() { s.mu.Lock() }

func (s *vault) unlock() { s.mu.Unlock() }

func (s *vault) put(k string, v int) error {
	s.mu.Lock() // want `^s\.mu, locked at line 24, is still locked when the function returns at line 26 \[leakedguard\]$`
	if s.closed {
		return errShut
	}
	s.m[k] = v
	s.mu.Unlock()
	return nil
}

func (s *vault) get(k string) (int, bool) {
	s.mu.Lock() // want `^s\.mu, locked at line 34, is still locked when the function returns at line 37 \[leakedguard\]$`
	v, ok := s.m[k]
	if !ok {
		return 0, false
	}
	s.mu.Unlock()
	return v, true
}

func (s *vault) begin() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return errShut
	}
	return nil
}

func (s *vault) lockUnlessClosed() (closed bool) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return true
	}
	return false
}

func (s *vault) uses() {
	if s.lockUnlessClosed() {
		return
	}
	s.m["x"]++
	s.unlock()
}
