package lockcalls

import (
	"errors"
	"os"
	"sync"
)

// A base has transactions, which hold its lock until they end.
type base struct {
	mu   sync.Mutex
	own  sync.Mutex
	open bool
}

type tx struct {
	base *base
}

func (b *base) begin() (*tx, error) {
	b.mu.Lock()
	if !b.open {
		b.mu.Unlock()
		return nil, errors.New("closed")
	}
	return &tx{base: b}, nil
}

func (t *tx) end() error {
	if t.base == nil {
		return os.ErrClosed
	}
	t.base.mu.Unlock()
	t.base = nil
	return nil
}

// Update hands the transaction to code that may end it.
func (b *base) Update(f func(*tx) error) error {
	t, err := b.begin()
	if err != nil {
		return err
	}
	if err := f(t); err != nil {
		t.end()
		return err
	}
	return t.end()
}

// Check hands it to a goroutine.
func (b *base) Check(visit func(*tx), done chan int) error {
	t, err := b.begin()
	if err != nil {
		return err
	}
	go func() {
		visit(t)
		close(done)
	}()
	return t.end()
}

func (b *base) Count() (int, error) {
	t, err := b.begin() // want `the lock that b\.begin takes at line 65 is still locked when the function returns at line 72 \[leakedguard\]`
	if err != nil {
		return 0, err
	}
	if !t.base.open {
		return 0, nil
	}
	return 1, t.end()
}

// What is handed on leads to the base, but the lock is released here alone.
func (b *base) Tell(f func(*tx), x bool) {
	b.own.Lock() // want `b\.own, locked at line 77, is still locked when the function returns at line 80 \[leakedguard\]`
	f(&tx{base: b})
	if x {
		return
	}
	b.own.Unlock()
}

// The base itself is no token.
func (b *base) Run(f func(*base), x bool) {
	b.mu.Lock() // want `b\.mu, locked at line 87, is still locked when the function returns at line 90 \[leakedguard\]`
	f(b)
	if x {
		return
	}
	b.mu.Unlock()
}
