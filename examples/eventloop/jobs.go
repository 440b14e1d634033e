package main

import "sync"

// A Pool runs jobs that block on goroutines of its own, and reports their
// outcome on the loop.
type Pool struct {
	loop    *Loop
	jobs    chan job
	workers sync.WaitGroup
}

type job struct {
	run  func() error
	done func(error)
}

// NewPool starts workers goroutines, for which up to queue jobs can wait.
func NewPool(l *Loop, workers, queue int) *Pool {
	p := &Pool{loop: l, jobs: make(chan job, queue)}
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *Pool) work() {
	for j := range p.jobs {
		err := j.run()
		p.loop.Post(func() { j.done(err) })
	}
}

// Submit has a worker call run, and the loop call done with its result. It
// never waits: it returns false if too many jobs are waiting.
func (p *Pool) Submit(run func() error, done func(error)) bool {
	select {
	case p.jobs <- job{run, done}:
		return true
	default:
		return false
	}
}

// Close waits for the submitted jobs. It must not be called on the loop.
func (p *Pool) Close() {
	close(p.jobs)
	p.workers.Wait()
}
