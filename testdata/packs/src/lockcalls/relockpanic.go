package lockcalls

import "sync"

type cable struct{ mu sync.Mutex }

func (l *cable) lock()   { l.mu.Lock() }
func (l *cable) unlock() { l.mu.Unlock() }

func (l *cable) without(f func()) {
	l.mu.Unlock()
	defer l.mu.Lock()
	f()
}

// A deferred call locks again while a panic is on its way, what another call that
// came back has locked since.
func lockedBeforePanic(l *cable) {
	l.mu.Lock()
	l.without(func() { // want `l\.without \(calls l\.mu\.Lock at relockpanic\.go:12\) waits for ever: this goroutine has locked it at line 21 and not unlocked it since`
		l.lock()
		panic("stop")
	})
}

func lockedInTurn(l *cable, n int) {
	l.mu.Lock()
	l.without(func() { // want `l\.without .* waits for ever: this goroutine has locked it at line 30`
		for range n {
			l.lock()
			panic("stop")
		}
	})
	l.mu.Unlock()
}

func unlockedBeforePanic(l *cable, n int) {
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
