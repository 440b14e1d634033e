// Package lockedresults pins functions that return an object which they locked,
// for the caller to unlock.
package lockedresults

import "sync"

type series struct {
	sync.Mutex
	n    int
	gone bool
}

type table struct {
	m    map[int]*series
	last *series
}

func (t *table) getOrCreate(n int) (*series, error) {
	s := t.m[n]
	if s == nil {
		s = &series{n: n}
		t.m[n] = s
	}
	return s, nil
}

func (t *table) lockNew(n int) (*series, error) {
	s, err := t.getOrCreate(n)
	if err != nil {
		return nil, err
	}
	s.Lock()
	return s, nil
}

func (t *table) useNew(n int) error {
	s, err := t.lockNew(n)
	if err != nil {
		return err
	}
	s.Unlock()
	return nil
}

func (t *table) useNewTwice(n int) error {
	s, err := t.lockNew(n)
	if err != nil {
		return err
	}
	s.Unlock()
	s.Unlock() // want `^s is not locked here: it was already unlocked at line 50 \[guardmisuse\]$`
	return nil
}

// freshOrLast locks something that it allocates, or something that it finds.
func (t *table) freshOrLast(fresh bool) *series {
	var s *series
	if fresh {
		s = &series{}
	} else {
		s = t.last
	}
	s.Lock()
	return s
}

func (t *table) useFreshOrLast(fresh bool) {
	s := t.freshOrLast(fresh)
	s.Unlock()
}

func (t *table) forgetFreshOrLast(fresh, c bool) {
	s := t.freshOrLast(fresh) // want `^the lock that t\.freshOrLast takes at line 73 is still locked when the function returns at line 75 \[leakedguard\]$`
	if c {
		return
	}
	s.Unlock()
}

// lockFor goes on to another series where it comes too late for s.
func (t *table) lockFor(s *series) (*series, error) {
	for {
		s.Lock()
		if !s.gone {
			return s, nil
		}
		n := s.n
		s.Unlock()
		var err error
		if s, err = t.getOrCreate(n); err != nil {
			return nil, err
		}
	}
}

func (t *table) useFor(s *series) (int, error) {
	s, err := t.lockFor(s)
	if err != nil {
		return 0, err
	}
	n := s.n
	s.Unlock()
	return n, nil
}

func (t *table) forgetFor(s *series) (int, error) {
	s, err := t.lockFor(s) // want `^the lock that t\.lockFor takes at line 107 is still locked when the function returns at line 112 \[leakedguard\]$`
	if err != nil {
		return 0, err
	}
	if s.n > 3 {
		return 3, nil
	}
	s.Unlock()
	return 0, nil
}

// swap returns s, or another series, and locks what it returns.
func (t *table) swap(s *series, keep bool) *series {
	s.Lock()
	if keep {
		return s
	}
	s.Unlock()
	s = t.m[2]
	s.Lock()
	return s
}

func (t *table) useSwap(s *series, keep bool) {
	s = t.swap(s, keep)
	s.Unlock()
}

// perhaps returns s locked or not, and does not say which.
func (t *table) perhaps(s *series) *series {
	s.Lock() // want `^s, locked at line 137, is still locked when the function returns at line 142 \[leakedguard\]$`
	if s.gone {
		s.Unlock()
		return s
	}
	return s
}

// made returns an object that it has locked and unlocked.
func made() *series {
	s := &series{}
	s.Lock()
	s.n = 1
	s.Unlock()
	return s
}

func useMade() {
	s := made()
	s.Lock()
	s.Unlock()
}

// pair has two locks, and leaves both locked.
type pair struct{ a, b sync.Mutex }

func newPair(c bool) *pair {
	p := &pair{}
	if c {
		p.a.Lock()
	}
	p.b.Lock()
	if !c {
		p.a.Lock()
	}
	return p
}

func usePair(c bool) {
	p := newPair(c)
	p.b.Unlock()
	p.a.Unlock()
}
