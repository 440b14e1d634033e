// Cancel functions that are kept in something of which nobody knows where it is
// from are not lost: who gets it can call them.

package cancels

import "context"

type watched struct {
	ctx   context.Context
	watch context.CancelFunc
}

var watchedPool = make(map[int]*watched)

func openWatched(n int) (*watched, error) { return watchedPool[n], nil }

func (s *watched) watchIt() {
	ctx, cancel := context.WithCancel(s.ctx)
	s.watch = cancel
	_ = ctx
}

func watchedFrom(c chan *watched) *watched {
	s := <-c
	s.watchIt()
	return s
}

func useWatched(c chan *watched) {
	s := watchedFrom(c)
	s.watch()
}

func dropWatched(c chan *watched) {
	watchedFrom(c)
}

func openedWatched(n int) *watched {
	s, err := openWatched(n)
	if err != nil {
		return nil
	}
	s.watchIt()
	return s
}

func useOpened() { openedWatched(2).watch() }
