package store

import "errors"

// Token panics with its lock held when nothing is left.
func (s *Store) Token() int {
	s.mu.Lock()
	if s.n == 0 {
		panic("store: no token")
	}
	s.n--
	s.mu.Unlock()
	return s.n
}

// Hold returns with the lock held.
func (s *Store) Hold() { s.mu.Lock() }

// Free releases what Hold took.
func (s *Store) Free() { s.mu.Unlock() }

// Stop locks.
func (s *Store) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n > 0 {
		return errors.New("store: in use")
	}
	return nil
}

// Buffer makes a slice that is longer than most.
func Buffer() []byte {
	b := make([]byte, 100_000)
	b[0] = 1
	return b
}
