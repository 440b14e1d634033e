package edges

import (
	"errors"
	"time"
)

// Mutex is a lock with a directive.
type Mutex struct{ held bool }

//ctxvet:acquire exclusive once release=Unlock
func (m *Mutex) Lock() { m.held = true }

func (m *Mutex) Unlock() { m.held = false }

//ctxvet:acquire exclusive once release=Unlock
func (m *Mutex) LockTimeout() error { return errors.New("x") }

type acct struct {
	mu Mutex
	n  int
}

func (a *acct) lock()   { a.mu.Lock() }
func (a *acct) unlock() { a.mu.Unlock() }

func (a *acct) ok() {
	a.lock()
	defer a.unlock()
	a.n++
}

func (a *acct) bad() {
	a.lock()
	a.lock() // want `a.lock \(calls a.mu.Lock at locks.go:24\) waits for ever: this goroutine has acquired it at line 34 and not released it since \[nestedenter\]`
	a.unlock()
}

func (a *acct) twice() {
	a.mu.Lock()
	a.mu.Unlock()
	a.mu.Unlock() // want `a.mu is not acquired here: it was already released at line 41 \[guardmisuse\]`
}

func (a *acct) sleepy() {
	a.lock()
	time.Sleep(1) // want `time.Sleep blocks while the guard that a.lock takes at line 46 is held; category sleep`
	a.unlock()
	time.Sleep(1)
}

func (a *acct) timeout() error {
	if err := a.mu.LockTimeout(); err != nil {
		return err
	}
	a.n++
	a.mu.Unlock()
	return nil
}

func two(x, y *acct) {
	x.mu.Lock()
	y.mu.Lock()
	y.mu.Unlock()
	x.mu.Unlock()
}

//ctxvet:release m
func Unlock(m *Mutex) { m.Unlock() }

func viaFunc(a *acct, c bool) {
	a.mu.Lock()
	if c {
		Unlock(&a.mu)
		return
	}
	a.mu.Unlock()
}

//ctxvet:acquire exclusive release=Exit
func EnterErr() (*Reg, error) { return nil, nil }

type Reg struct{}

func (r *Reg) Exit() {}

func nestedErr() error {
	r, err := EnterErr()
	if err != nil {
		return err
	}
	defer r.Exit()
	return inner() // want `inner enters \(calls EnterErr at locks.go:97\) inside the region entered at line 88: the goroutine is already entered`
}

func inner() error {
	r, err := EnterErr()
	if err != nil {
		return err
	}
	defer r.Exit()
	return nil
}

//ctxvet:entered
func onLoop() {
	r, err := EnterErr() // want `EnterErr where the goroutine is entered, as //ctxvet:entered of onLoop says: the goroutine is already entered`
	if err == nil {
		r.Exit()
	}
	go inner()
}

// Wrap wraps the guard in another.
//
//ctxvet:acquire release=Done
func Wrap() (*W, error) {
	r, err := EnterErr()
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, errors.New("no")
	}
	return &W{r}, nil
}

type W struct{ r *Reg }

func (w *W) Done() { w.r.Exit() }

func wraps() {
	w, err := Wrap()
	if err != nil {
		return
	}
	defer w.Done()
	inner()
}
