package lockcalls

import "lockcalls/store"

// A deferred call waits for the lock that the callee held when it panicked.
// What is wrong there is the panic.
func token(s *store.Store) int {
	defer s.Stop()
	return s.Token()
}

func tokens(s *store.Store) {
	defer s.Stop() // want `s\.Stop \(calls s\.mu\.Lock at token\.go:24\) waits for ever: this goroutine has locked it at line 14 and not unlocked it since \[nestedenter\]`
	s.Hold()
}

func bufferLocked(u *user) []byte {
	u.mu.Lock()
	defer u.mu.Unlock()
	return store.Buffer()
}
