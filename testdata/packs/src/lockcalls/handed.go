package lockcalls

import (
	"errors"
	"sync"
	"time"
)

// A function that nobody knows gets a method of the value whose lock is held, and
// so could unlock it. The unlock that follows is one all the same, for the callers
// too.

var (
	after   = time.AfterFunc
	errGone = errors.New("gone")
)

type idler struct {
	mu    sync.Mutex
	idle  bool
	timer *time.Timer
}

func (m *idler) expire() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.idle = true
}

func (m *idler) wake() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.idle {
		return
	}
	m.timer = after(time.Second, m.expire)
}

type dialed struct {
	mu sync.Mutex
	m  *idler
}

func open(ok bool) (*dialed, error) {
	if !ok {
		return nil, errGone
	}
	return &dialed{m: &idler{}}, nil
}

func woken(ok bool) *dialed {
	d, _ := open(ok)
	d.m.wake()
	d.mu.Lock()
	d.mu.Unlock()
	return d
}

func afterWoken(ok bool) {
	d := woken(ok)
	time.Sleep(time.Second)
	d.mu.Lock()
	time.Sleep(time.Second) // want `time\.Sleep blocks while d\.mu, locked at line \d+, is held`
	d.mu.Unlock()
}

// A nil value has no lock.
func ofNil() {
	var d *dialed
	lockNil(d)
	time.Sleep(time.Second)
}

func lockNil(d *dialed) func() { d.mu.Lock(); return d.mu.Unlock }
