package lockcalls

import (
	"errors"
	"sync"
)

var errNotFound = errors.New("not found")

// A function that locks may return the function that unlocks, as a literal too,
// or keep it for another one to call.

type lender struct {
	mu sync.Mutex
	m  map[string]int
}

func (l *lender) acquire() (release func()) {
	l.mu.Lock()
	return func() { l.mu.Unlock() }
}

func (l *lender) deferred() {
	defer l.acquire()()
	l.m["x"]++
}

func (l *lender) called() {
	release := l.acquire()
	l.m["x"]++
	release()
}

func (l *lender) forgotten() {
	defer l.acquire() // want `^the function that l\.acquire returns to unlock what it locks is discarded: nothing can unlock it \(defer l\.acquire\(\)\(\) would\) \[leakedguard\]$`
	l.m["x"]++
}

func (l *lender) onePath(b bool) {
	release := l.acquire() // want `^the lock that l\.acquire takes at line 40 is still locked when the function returns at line 42 \[leakedguard\]$`
	if b {
		return
	}
	release()
}

type boundLender struct {
	mu sync.Mutex
	m  map[string]int
}

func (l *boundLender) Acquire() func() { l.mu.Lock(); return l.mu.Unlock }

func (l *boundLender) forgotten() {
	defer l.Acquire() // want `^the function that l\.Acquire returns to unlock what it locks is discarded: nothing can unlock it \(defer l\.Acquire\(\)\(\) would\) \[leakedguard\]$`
	l.m["x"]++
}

func (l *boundLender) dropped() {
	l.Acquire() // want `^the function that l\.Acquire returns to unlock what it locks is discarded: nothing can unlock it \[leakedguard\]$`
	l.m["x"]++
}

func (l *boundLender) deferred() {
	defer l.Acquire()()
	l.m["x"]++
}

type ticket struct{ unlock func() }

func (t *ticket) Release() { t.unlock() }

type ticketed struct {
	mu sync.Mutex
	m  map[string]int
}

func (c *ticketed) acquire() *ticket {
	c.mu.Lock()
	return &ticket{unlock: func() { c.mu.Unlock() }}
}

func (c *ticketed) use() {
	t := c.acquire()
	defer t.Release()
	c.m["x"]++
}

type keeper struct {
	mu      sync.Mutex
	release func()
}

func (k *keeper) take() {
	k.mu.Lock()
	k.release = func() { k.mu.Unlock() }
}

func (k *keeper) drop() { k.release() }

type onceLender struct {
	mu sync.Mutex
	m  map[string]int
}

func (l *onceLender) take() func() {
	l.mu.Lock()
	return sync.OnceFunc(func() { l.mu.Unlock() })
}

func (l *onceLender) use() {
	release := l.take()
	defer release()
	l.m["y"]++
}

type finder struct {
	mu sync.Mutex
	m  map[string]int
}

func (f *finder) find(k string) (v int, done func(), err error) {
	f.mu.Lock()
	v, ok := f.m[k]
	if !ok {
		f.mu.Unlock()
		return 0, nil, errNotFound
	}
	return v, func() { f.mu.Unlock() }, nil
}

func (f *finder) use() {
	v, done, err := f.find("x")
	if err != nil {
		return
	}
	defer done()
	f.m["y"] += v
}

// A literal that only the function itself runs is no help to others.

type own struct {
	mu sync.Mutex
	m  map[string]int
}

func (o *own) leaks(b bool) {
	o.mu.Lock() // want `^o\.mu, locked at line 149, is still locked when the function returns at line 152 \[leakedguard\]$`
	unlock := func() { o.mu.Unlock() }
	if b {
		return
	}
	unlock()
}

// Whoever throws the function away may unlock in another way.

func (l *boundLender) otherwise() {
	l.Acquire()
	defer l.mu.Unlock()
	l.m["x"]++
}

func (l *boundLender) otherwiseOnOnePath(b bool) {
	l.Acquire() // want `^the lock that l\.Acquire takes at line 166 is still locked when the function returns at line 168 \[leakedguard\]$`
	if b {
		return
	}
	l.mu.Unlock()
}

type paired struct {
	mu sync.Mutex
	m  map[string]int
}

func (p *paired) acquire() func() { p.mu.Lock(); return p.mu.Unlock }

func (p *paired) begin() { p.acquire() }

func (p *paired) end() { p.mu.Unlock() }
