// Package locks uses the locks of package sync.
package locks

import (
	"errors"
	"os"
	"sync"
	"time"
)

type conn struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	n     int
	inner *conn
	ch    chan int
	cond  *sync.Cond
}

func (c *conn) twice() {
	c.mu.Lock()
	c.mu.Lock() // want `c\.mu\.Lock waits for ever: this goroutine has locked it at line 21 and not unlocked it since \[nestedenter\]`
	c.mu.Unlock()
}

func (c *conn) earlyReturn(x bool) int {
	c.mu.Lock() // want `c\.mu, locked at line 27, is still locked when the function returns at line 29 \[leakedguard\]`
	if x {
		return 1
	}
	c.mu.Unlock()
	return 2
}

func (c *conn) ok(x bool) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x {
		return 1
	}
	return 2
}

func (c *conn) lock()   { c.mu.Lock() }
func (c *conn) unlock() { c.mu.Unlock() }

func (c *conn) viaWrapper() {
	c.lock()
	defer c.unlock()
	c.n++
}

func (c *conn) viaWrapperTwice() {
	c.lock()
	c.add() // want `c\.add \(calls c\.mu\.Lock at locks\.go:60\) waits for ever: this goroutine has locked it at line 54 and not unlocked it since \[nestedenter\]`
	c.unlock()
}

func (c *conn) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func (c *conn) wrapperEarly(x bool) {
	c.lock() // want `the lock that c\.lock takes at line 66 is still locked when the function returns at line 68 \[leakedguard\]`
	if x {
		return
	}
	c.unlock()
}

func (c *conn) blocks() {
	c.mu.Lock()
	defer c.mu.Unlock()
	time.Sleep(1) // want `time\.Sleep blocks while c\.mu, locked at line 74, is held; category sleep \[blockingcall\]`
	<-c.ch        // want `channel receive blocks while c\.mu, locked at line 74, is held; category chan \[blockingcall\]`
	c.flush()     // want `c\.flush blocks \(calls os\.ReadFile\) while c\.mu, locked at line 74, is held; category file \[blockingcall\]`
}

func (c *conn) flush() { os.ReadFile("x") }

func (c *conn) unlockTwice() {
	c.mu.Lock()
	c.mu.Unlock()
	c.mu.Unlock() // want `c\.mu is not locked here: it was already unlocked at line 85 \[guardmisuse\]`
}

func unlockFree() {
	var mu sync.Mutex
	mu.Unlock() // want `mu is unlocked, but nothing locked it \[guardmisuse\]`
}

func (c *conn) readTwice() {
	c.rw.RLock()
	c.rw.RLock() // want `c\.rw\.RLock waits for ever when another goroutine asks for the write lock in between: this goroutine has read-locked it at line 95 and not read-unlocked it since \[nestedenter\]`
	c.rw.RUnlock()
	c.rw.RUnlock()
}

func (c *conn) write() {
	c.rw.Lock()
	c.rw.Unlock()
}

func (c *conn) upgrade() {
	c.rw.RLock()
	defer c.rw.RUnlock()
	c.rw.Lock() // want `c\.rw\.Lock waits for ever: this goroutine has read-locked it at line 107 and not read-unlocked it since \[nestedenter\]`
	c.rw.Unlock()
}

func (c *conn) mismatch() {
	c.rw.RLock()
	c.rw.Unlock() // want `c\.rw\.Unlock is called for c\.rw, read-locked at line 114: call RUnlock \[guardmisuse\]`
}

func (c *conn) try() {
	if !c.mu.TryLock() {
		return
	}
	c.n++
	c.mu.Unlock()
}

func (c *conn) tryLeak(x bool) {
	if !c.mu.TryLock() { // want `c\.mu, locked at line 127, is still locked when the function returns at line 131 \[leakedguard\]`
		return
	}
	if x {
		return
	}
	c.mu.Unlock()
}

func (c *conn) acquire(fail bool) error {
	c.mu.Lock()
	if fail {
		c.mu.Unlock()
		return errors.New("x")
	}
	return nil
}

func (c *conn) useAcquire() {
	if err := c.acquire(true); err != nil {
		return
	}
	c.n++
	c.mu.Unlock()
}

func two(a, b *conn) {
	a.mu.Lock()
	b.mu.Lock()
	b.mu.Unlock()
	a.mu.Unlock()
}

func (c *conn) without(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

func (c *conn) usesWithout() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.without(func() { time.Sleep(1) })
}

func (c *conn) wait() {
	c.mu.Lock()
	for c.n == 0 {
		c.cond.Wait()
	}
	c.mu.Unlock()
}

func condLocal() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	mu.Lock()
	c.Wait()
	mu.Unlock()
}

func condLocalTwo(d *conn) {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	d.mu.Lock()
	mu.Lock()
	c.Wait() // want `c\.Wait blocks while d\.mu, locked at line 191, is held; category sync \[blockingcall\]`
	mu.Unlock()
	d.mu.Unlock()
}

func (c *conn) goUnlock() {
	c.mu.Lock()
	go func() {
		defer c.mu.Unlock()
		c.n++
	}()
}

func (c *conn) loop(xs []int) {
	for _, x := range xs {
		c.mu.Lock()
		if x == 0 {
			c.mu.Unlock()
			continue
		}
		c.n++
		c.mu.Unlock()
	}
}

func (c *conn) loopDefer(xs []int) {
	for range xs {
		c.mu.Lock() // want `c\.mu\.Lock waits for ever: this goroutine has locked it at line 220 and not unlocked it since \[nestedenter\]`
		defer c.mu.Unlock()
	}
}

func shards(cs []*conn) {
	for _, c := range cs {
		c.mu.Lock()
	}
	for _, c := range cs {
		c.mu.Unlock()
	}
}

func shardsDefer(cs []*conn) {
	for _, c := range cs {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
}

type emb struct{ sync.Mutex }

func (e *emb) f() {
	e.Lock()
	e.g() // want `e\.g \(calls l\.Lock at locks\.go:251\) waits for ever: this goroutine has locked it at line 244 and not unlocked it since \[nestedenter\]`
	e.Unlock()
}

func (e *emb) g() {
	var l sync.Locker = e
	l.Lock()
	defer l.Unlock()
}

var gmu sync.RWMutex

func global(x bool) {
	gmu.RLock() // want `gmu, read-locked at line 258, is still read-locked when the function returns at line 260 \[leakedguard\]`
	if x {
		return
	}
	gmu.RUnlock()
}

func rlocker() {
	l := gmu.RLocker()
	l.Lock()
	defer l.Unlock()
	gmu.Lock() // want `gmu\.Lock waits for ever: this goroutine has read-locked it at line 267 and not read-unlocked it since \[nestedenter\]`
	gmu.Unlock()
}
