package lockcalls

import (
	"iter"
	"sync"
)

// One defect, one report: the next turn of the loop, or the caller of the
// iterator, has nothing to add to a lock that is left held.

type table struct {
	mu sync.Mutex
	m  map[string]int
}

func (t *table) skips(ks []string) {
	for _, k := range ks {
		t.mu.Lock() // want `^t\.mu, locked at line 18, is still locked when the function returns at line 24 \[leakedguard\]$`
		if t.m[k] == 0 {
			continue
		}
		t.mu.Unlock()
	}
}

func (t *table) skipsReceived(ks chan string) {
	for k := range ks {
		t.mu.Lock() // want `^t\.mu, locked at line 28, is still locked when the function returns at line 34 \[leakedguard\]$`
		if t.m[k] == 0 {
			continue
		}
		t.mu.Unlock()
	}
}

func (t *table) defersInLoop(ks []string) {
	for range ks {
		t.mu.Lock() // want `^t\.mu\.Lock waits for ever: this goroutine has locked it at line 38 and not unlocked it since \[nestedenter\]$`
		defer t.mu.Unlock()
	}
}

func (t *table) twoDefects(b bool) {
	t.mu.Lock() // want `^t\.mu, locked at line 44, is still locked when the function returns at line 46 \[leakedguard\]$`
	if b {
		return
	}
	t.mu.Lock() // want `^t\.mu\.Lock waits for ever: this goroutine has locked it at line 44 and not unlocked it since \[nestedenter\]$`
	t.mu.Unlock()
	t.mu.Unlock()
}

type listing struct {
	mu sync.Mutex
	m  map[string]int
}

func (l *listing) all() iter.Seq[string] {
	return func(yield func(string) bool) {
		l.mu.Lock() // want `^l\.mu, locked at line 60, is still locked when the function returns at line 63 \[leakedguard\]$`
		for k := range l.m {
			if !yield(k) {
				return
			}
		}
		l.mu.Unlock()
	}
}

func (l *listing) some() (n int) {
	for range l.all() {
		n++
		if n > 3 {
			break
		}
	}
	return n
}
