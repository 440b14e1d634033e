package lockcalls

import (
	"os"
	"sync"
)

// A shelf calls functions that outgrow the analysis: nothing is known of these
// but which locks they release.
type shelf struct {
	mu    sync.Mutex
	cache sync.Mutex
	files []*book
	left  [12]int
}

type book struct {
	mu    sync.Mutex
	pages []int
}

// tidy gives up the shelf's own lock now and then.
func (s *shelf) tidy(b, c, d, e, f, g, h, i, j func() bool) {
	for range s.files {
		for b() {
			for c() {
				if d() {
					s.mu.Unlock()
					s.mu.Lock()
				}
				for e() {
					if f() {
						s.mu.Unlock()
						s.left[4]++
						s.mu.Lock()
					}
				}
				if g() {
					s.mu.Unlock()
					s.mu.Lock()
				}
			}
			for h() {
				if i() {
					s.mu.Unlock()
					s.mu.Lock()
				}
			}
		}
		if j() {
			s.mu.Unlock()
			s.left[5]++
			s.mu.Lock()
			continue
		}
		s.mu.Unlock()
		s.mu.Lock()
	}
}

// turn locks each book.
func (s *shelf) turn(b, c, d, e, f, g, h, i, j func() bool) {
	for _, x := range s.files {
		x.mu.Lock()
		for b() {
			for c() {
				if d() {
					x.mu.Unlock()
					x.mu.Lock()
				}
				for e() {
					if f() {
						x.mu.Unlock()
						s.left[4]++
						x.mu.Lock()
					}
				}
				if g() {
					x.mu.Unlock()
					x.mu.Lock()
				}
			}
			for h() {
				if i() {
					x.mu.Unlock()
					x.mu.Lock()
				}
			}
		}
		if j() {
			x.mu.Unlock()
			continue
		}
		x.mu.Unlock()
	}
}

func (s *shelf) turnAll(f func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn(f, f, f, f, f, f, f, f, f)
	os.ReadFile("x") // want `os\.ReadFile blocks while s\.mu, locked at line 99, is held; category file \[blockingcall\]`
}

func (s *shelf) tidyAll(f func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy(f, f, f, f, f, f, f, f, f)
	os.ReadFile("x")
}

func (s *shelf) tidyCached(f func() bool) {
	s.cache.Lock()
	defer s.cache.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy(f, f, f, f, f, f, f, f, f)
	os.ReadFile("x") // want `os\.ReadFile blocks while s\.cache, locked at line 113, is held; category file \[blockingcall\]`
}
