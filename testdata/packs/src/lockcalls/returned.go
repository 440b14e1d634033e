package lockcalls

import (
	"os"
	"sync"
	"sync/atomic"
)

// A link hands out the method that unlocks it.
type link struct {
	state  sync.Mutex
	busy   sync.Mutex
	closed atomic.Bool
	ended  bool
	n      int
}

func (l *link) begin() (unlock func(), err error) {
	l.state.Lock()
	first := !l.ended
	l.ended = true
	l.state.Unlock()
	if !first {
		return nil, os.ErrClosed
	}
	l.busy.Lock()
	if l.closed.Load() {
		l.busy.Unlock()
		return nil, os.ErrClosed
	}
	l.n++
	return l.busy.Unlock, nil
}

// beginTurning calls what outgrows the analysis, and might have released the
// lock that others get to release.
func (l *link) beginTurning(s *shelf, f func() bool) (unlock func(), err error) {
	l.busy.Lock()
	s.turn(f, f, f, f, f, f, f, f, f)
	return l.busy.Unlock, nil
}

func (l *link) CloseTurning(s *shelf, f func() bool) error {
	unlock, err := l.beginTurning(s, f)
	if err != nil {
		return err
	}
	defer unlock()
	l.n--
	return nil
}

// add takes the lock and gives it back, whatever comes of it.
func (l *link) add() {
	l.busy.Lock()
	defer l.busy.Unlock()
	l.n++
}

func (l *link) addAndUnlock() {
	l.add()
	l.busy.Unlock() // want `l\.busy is not locked here: it was already unlocked at line 61 \[guardmisuse\]`
}

func (l *link) shut() { l.closed.Store(true) }

func (l *link) Close() error {
	unlock, err := l.begin()
	if err != nil {
		return err
	}
	defer unlock()
	defer l.shut()
	l.n--
	return nil
}

func (l *link) CloseWaiting() error {
	unlock, err := l.begin()
	if err != nil {
		return err
	}
	defer unlock()
	os.ReadFile("x") // want `os\.ReadFile blocks while the lock that l\.begin takes at line 79 is held; category file \[blockingcall\]`
	return nil
}

func (l *link) CloseLeaking() error {
	unlock, err := l.begin() // want `the lock that l\.begin takes at line 89 is still locked when the function returns at line 94 \[leakedguard\]`
	if err != nil {
		return err
	}
	if l.n == 0 {
		return nil
	}
	unlock()
	return nil
}
