package runtimectx_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func ExampleEnter() {
	h := runtimectx.NewHandle("worker", nil)

	work := func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		fmt.Println("inside:", runtimectx.CurrentEnterContext())
	}
	work()
	fmt.Println("outside:", runtimectx.CurrentEnterContext())
	// Output:
	// inside: Entered
	// outside: NotEntered
}

// A loop runs jobs one after the other, on the goroutine that calls Run.
type loop struct {
	handle *runtimectx.Handle
	jobs   []func()
}

func newLoop(name string) *loop {
	l := new(loop)
	l.handle = runtimectx.NewHandle(name, l)
	return l
}

// Post adds a job.
func (l *loop) Post(job func()) { l.jobs = append(l.jobs, job) }

// Run runs all jobs. It refuses to be called by one of them.
func (l *loop) Run() error {
	g, err := runtimectx.TryEnter(l.handle)
	if err != nil {
		return err
	}
	defer g.Release()
	for len(l.jobs) > 0 {
		job := l.jobs[0]
		l.jobs = l.jobs[1:]
		job()
	}
	return nil
}

// post adds a job to the loop that runs the caller.
func post(job func()) error {
	h, err := runtimectx.Current()
	if err != nil {
		return err
	}
	h.Value().(*loop).Post(job)
	return nil
}

func Example_eventLoop() {
	l := newLoop("events")
	l.Post(func() {
		fmt.Println("first job")
		// To run the loop from a job would run other jobs in the middle of
		// this one.
		err := l.Run()
		fmt.Println("refused:", errors.Is(err, runtimectx.ErrNestedEnter))
		// To post another job is how a job goes on.
		if err := post(func() { fmt.Println("second job") }); err != nil {
			fmt.Println(err)
		}
	})
	if err := l.Run(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// first job
	// refused: true
	// second job
}

func ExampleBlockInPlace() {
	// fetch blocks, so it refuses to be called where that would stop others.
	fetch := func() string {
		runtimectx.EnterBlockingRegion()
		time.Sleep(time.Millisecond)
		return "data"
	}

	pool := runtimectx.NewHandle("pool", nil)
	runtimectx.EnterRuntime(pool, func(*runtimectx.BlockingRegionGuard) {
		func() {
			defer func() {
				err, _ := recover().(error)
				fmt.Println("refused:", errors.Is(err, runtimectx.ErrBlockingDenied))
			}()
			fetch()
		}()
		// This runtime has other workers, so it lets its jobs block in place.
		runtimectx.BlockInPlace(func() { fmt.Println(fetch()) })
	}, runtimectx.AllowBlockInPlace)
	// Output:
	// refused: true
	// data
}

func ExampleScoped() {
	type request struct{ id int }
	var current runtimectx.Scoped[request]

	logLine := func(text string) {
		current.With(func(r *request) {
			if r == nil {
				fmt.Println(text)
				return
			}
			fmt.Printf("request %d: %s\n", r.id, text)
		})
	}

	logLine("start")
	current.Set(&request{id: 7}, func() { logLine("found") })
	logLine("stop")
	// Output:
	// start
	// request 7: found
	// stop
}

func ExampleSetCurrent() {
	outer, inner := runtimectx.NewHandle("outer", nil), runtimectx.NewHandle("inner", nil)

	defer runtimectx.SetCurrent(outer).Release()
	func() {
		defer runtimectx.SetCurrent(inner).Release()
		h, _ := runtimectx.Current()
		fmt.Println(h.Name())
	}()
	h, _ := runtimectx.Current()
	fmt.Println(h.Name())
	// Output:
	// inner
	// outer
}
