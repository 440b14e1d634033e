package lockcalls

import (
	"os"
	"sync"
)

// A pool has a condition whose lock is set where the pool is made.
type pool struct {
	mu    sync.Mutex
	cond  *sync.Cond
	other sync.Mutex
	free  int
}

func newPool() *pool {
	p := &pool{}
	p.cond = sync.NewCond(&p.mu)
	return p
}

// await is called with mu held, which Wait gives up.
func (p *pool) await() error {
	for p.free == 0 {
		p.cond.Wait()
	}
	if p.free < 0 {
		return os.ErrClosed
	}
	return nil
}

func (p *pool) awaitMore() error {
	p.free--
	return p.await()
}

func (p *pool) Take() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.await(); err != nil {
		return err
	}
	return p.awaitMore()
}

// Drain takes the lock itself.
func (p *pool) Drain() {
	p.mu.Lock()
	for p.free > 0 {
		p.cond.Wait()
	}
	p.mu.Unlock()
}

func (p *pool) drainOther() {
	p.other.Lock()
	defer p.other.Unlock()
	p.Drain() // want `p\.Drain blocks \(calls p\.cond\.Wait\) while p\.other, locked at line 57, is held; category sync \[blockingcall\]`
}

func (p *pool) takeOther() {
	p.other.Lock()
	defer p.other.Unlock()
	p.Take() // want `p\.Take blocks \(calls \(\*pool\)\.await, which calls p\.cond\.Wait\) while p\.other, locked at line 63, is held; category sync \[blockingcall\]`
}
