// Package store locks in functions that others call.
package store

import (
	"os"
	"sync"
)

type Store struct {
	mu   sync.Mutex
	conn sync.RWMutex
	out  chan int
	held bool
	n    int
}

// Save blocks while it holds its own lock.
func (s *Store) Save() {
	s.mu.Lock()
	defer s.mu.Unlock()
	os.ReadFile("x") // want `os\.ReadFile blocks while s\.mu, locked at line 19, is held; category file \[blockingcall\]`
}

// Begin returns holding the read lock, for the caller to release by what it gets.
func (s *Store) Begin() (func(error), error) {
	s.conn.RLock()
	if s.n == 0 {
		s.conn.RUnlock()
		return nil, os.ErrClosed
	}
	return s.end, nil
}

func (s *Store) end(err error) {
	s.conn.RUnlock()
	if err != nil {
		s.n = 0
	}
}

// Scan may leave the lock to Next, and says so by a flag.
func (s *Store) Scan(raw bool) {
	if s.held {
		return
	}
	s.conn.RLock()
	if raw {
		s.held = true
		return
	}
	s.conn.RUnlock()
}

func (s *Store) Next() {
	s.release()
	s.n++
}

func (s *Store) Close() {
	s.release()
	s.n = 0
}

func (s *Store) release() {
	if s.held {
		s.held = false
		s.conn.RUnlock()
	}
}

// Drain releases the lock that the caller holds, and takes it again.
func (s *Store) Drain() {
	s.conn.Unlock()
	<-s.out
	s.conn.Lock()
}

func (s *Store) drained() {
	s.conn.Lock()
	defer s.conn.Unlock()
	s.Drain()
}
