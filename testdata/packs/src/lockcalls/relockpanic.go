package lockcalls

import "sync"

type wire struct{ mu sync.Mutex }

func (l *wire) lock()   { l.mu.Lock() }
func (l *wire) unlock() { l.mu.Unlock() }

func (l *wire) without(f func()) {
	l.mu.Unlock()
	defer l.mu.Lock()
	f()
}

// A deferred call locks again while a panic is on its way, what another call that
// came back has locked since.
func lockedBeforePanic(l *wire) {
	l.mu.Lock()
	l.without(func() { // want `l\.without \(calls l\.mu\.Lock at relockpanic\.go:12\) waits for ever: this goroutine has locked it at line 21 and not unlocked it since`
		l.lock()
		panic("stop")
	})
}

func lockedInTurn(l *wire, n int) {
	l.mu.Lock()
	l.without(func() { // want `l\.without .* waits for ever: this goroutine has locked it at line 30`
		for range n {
			l.lock()
			panic("stop")
		}
	})
	l.mu.Unlock()
}

func unlockedBeforePanic(l *wire, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.without(func() {
		for range n {
			l.lock()
			l.unlock()
			panic("stop")
		}
	})
}
