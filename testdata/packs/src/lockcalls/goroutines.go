package lockcalls

import (
	"sync"
	"time"
)

// What a goroutine leaves locked is as wrong as what a function does, however
// it is started.

type shared struct {
	mu sync.Mutex
	m  map[string]int
}

func started(s *shared) {
	go func() {
		s.mu.Lock() // want `s\.mu, locked at line 18, is still locked when the goroutine returns at line 20 \[leakedguard\]`
		if s.m == nil {
			return
		}
		s.mu.Unlock()
	}()
}

func startedByGroup(s *shared, wg *sync.WaitGroup) {
	wg.Go(func() {
		s.mu.Lock() // want `s\.mu, locked at line 28, is still locked when the goroutine returns at line 30 \[leakedguard\]`
		if s.m == nil {
			return
		}
		s.mu.Unlock()
	})
}

func startedByTimer(s *shared) {
	time.AfterFunc(1, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.m == nil {
			return
		}
		s.m["x"]++
	})
}
