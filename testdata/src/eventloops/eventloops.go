// Package eventloops pins the shapes in which programs use the library: loops
// that drive a runtime, and handlers that run inside.
package eventloops

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

type Loop struct {
	handle  *runtimectx.Handle
	tasks   chan func()
	stop    chan struct{}
	ready   []func()
	mu      sync.Mutex
	running bool
}

func New() *Loop {
	l := &Loop{tasks: make(chan func(), 16), stop: make(chan struct{})}
	l.handle = runtimectx.NewHandle("loop", l)
	return l
}

// Run waits where it says so.
func (l *Loop) Run(ctx context.Context) error {
	if runtimectx.CurrentEnterContext().IsEntered() {
		return runtimectx.ErrNestedEnter
	}
	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		for {
			var f func()
			b.BlockOn(func() {
				select {
				case f = <-l.tasks:
				case <-l.stop:
				case <-ctx.Done():
				}
			})
			if f == nil {
				return
			}
			f()
		}
	})
	return ctx.Err()
}

// RunGuarded does not say where it waits.
func (l *Loop) RunGuarded(ctx context.Context) error {
	g, err := runtimectx.TryEnter(l.handle)
	if err != nil {
		return err
	}
	defer g.Release()
	for {
		select { // want `^select blocks inside the region entered at line 56; category chan \[blockingcall\]$`
		case f := <-l.tasks:
			f()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// RunUntil leaks where a task fails.
func (l *Loop) RunUntil(step func() (bool, error)) error {
	g := runtimectx.Enter(l.handle) // want `^guard g, entered at line 73, is not released when the function returns at line 77 \[leakedguard\]$`
	for {
		done, err := step()
		if err != nil {
			return err
		}
		if done {
			break
		}
	}
	g.Release()
	return nil
}

// RunUntilReleased does not.
func (l *Loop) RunUntilReleased(step func() (bool, error)) (err error) {
	g := runtimectx.Enter(l.handle)
	for {
		var done bool
		if done, err = step(); err != nil || done {
			break
		}
	}
	g.Release()
	return err
}

func (l *Loop) Post(f func()) {
	select {
	case l.tasks <- f:
	default:
		go func() { l.tasks <- f }()
	}
}

// Call waits for its task, so it must not be called by one.
func (l *Loop) Call(f func() error) error {
	c := make(chan error, 1)
	l.Post(func() { c <- f() })
	return <-c
}

func (l *Loop) runReady() {
	l.mu.Lock()
	ready := l.ready
	l.ready = nil
	l.mu.Unlock()
	for _, f := range ready {
		f()
	}
}

// Poll runs what is ready, and never waits.
func (l *Loop) Poll() {
	g := runtimectx.Enter(l.handle)
	defer g.Release()
	l.runReady()
	for {
		select {
		case f := <-l.tasks:
			f()
		default:
			return
		}
	}
}

func (l *Loop) Flush() {
	runtimectx.EnterRuntime(l.handle, func(*runtimectx.BlockingRegionGuard) {
		l.runReady()
		l.Poll() // want `^l\.Poll enters \(calls runtimectx\.Enter at eventloops\.go:127\) inside the region entered at line 141: the goroutine is already entered \[nestedenter\]$`
	})
}

func (l *Loop) Save(name string) error {
	runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
		l.write(name) // want `^l\.write blocks \(calls os\.WriteFile\) inside the region entered at line 148; category file \[blockingcall\]$`
		b.BlockOn(func() { l.write(name) })
	})
	return nil
}

func (l *Loop) write(name string) error {
	return os.WriteFile(name, nil, 0o600)
}

func (l *Loop) Ask() error {
	g := runtimectx.Enter(l.handle)
	defer g.Release()
	return l.Call(func() error { return nil }) // want `^l\.Call blocks \(receives from a channel\) inside the region entered at line 160; category chan \[blockingcall\]$`
}

func (l *Loop) AskOutside() error {
	g := runtimectx.Enter(l.handle)
	defer g.Release()
	var err error
	runtimectx.ExitRuntime(func() {
		err = l.Call(func() error { return nil })
	})
	return err
}

// Shutdown waits with a deadline.
func (l *Loop) Shutdown(ctx context.Context) error {
	close(l.stop)
	b, ok := runtimectx.TryEnterBlockingRegion()
	if !ok {
		return errors.New("shutdown from inside the loop")
	}
	return b.BlockOnContext(ctx, func(ctx context.Context) error {
		for {
			select {
			case f := <-l.tasks:
				f()
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
}

// Worker is a goroutine of a pool: what it leaves behind hits the next job.
func (l *Loop) Worker(jobs <-chan func() error) {
	go func() {
		for job := range jobs {
			g := runtimectx.SetCurrent(l.handle) // want `^guard g, set current at line 198, is not released before the next turn of the loop at line 197 \[leakedguard\]$`
			if err := job(); err != nil {
				continue
			}
			g.Release()
		}
	}()
}

func (l *Loop) WorkerIsolated(jobs <-chan func() error) {
	go func() {
		for job := range jobs {
			l.runJob(job)
		}
	}()
}

func (l *Loop) runJob(job func() error) (err error) {
	g := runtimectx.SetCurrent(l.handle)
	defer g.Release()
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("job failed")
		}
	}()
	return job()
}

func (l *Loop) Every(d time.Duration, f func()) (stop func()) {
	t := time.NewTicker(d)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-t.C:
				l.Post(f)
			case <-done:
				return
			}
		}
	}()
	return func() {
		t.Stop()
		close(done)
	}
}

// Handle is a handler that leaves the region for its slow part.
func (l *Loop) Handle(name string) error {
	g := runtimectx.Enter(l.handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	var data []byte
	var err error
	runtimectx.BlockInPlace(func() {
		data, err = os.ReadFile(name)
	})
	if err != nil {
		return err
	}
	_ = data
	return nil
}

func (l *Loop) Start() error {
	if l.running {
		return errors.New("running")
	}
	l.running = true
	errs := make(chan error)
	go func() { errs <- l.Run(context.Background()) }()
	return <-errs
}

// Two loops on one goroutine take turns.
func Both(a, b *Loop) {
	for range 3 {
		a.Poll()
		b.Poll()
	}
}

func Inside(a, b *Loop) {
	runtimectx.EnterRuntime(a.handle, func(*runtimectx.BlockingRegionGuard) {
		b.Poll() // want `^b\.Poll enters \(calls runtimectx\.Enter at eventloops\.go:127\) inside the region entered at line 280: the goroutine is already entered \[nestedenter\]$`
	})
}
