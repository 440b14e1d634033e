// Package passed declares in which state functions run that it is given.
package passed

import (
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("loop", nil)

type Loop struct {
	tasks chan func()
	hook  Hook

	OnIdle func() //ctxvet:entered
	// OnStop is called when the loop is done.
	//
	//ctxvet:outside
	OnStop func()
}

// A Hook runs on the loop.
//
//ctxvet:entered
type Hook func(n int)

// Post runs fn on the loop.
func (l *Loop) Post(
	fn func(), //ctxvet:entered
) {
	l.tasks <- fn
}

// Run runs fn on the loop, now.
//
//ctxvet:entered fn
func (l *Loop) Run(name string, fn func()) { fn() }

//ctxvet:goroutine fn
func (l *Loop) Start(fn func()) { go fn() }

//ctxvet:outside fn
func (l *Loop) Outside(fn func()) { fn() }

//ctxvet:sanctioned fn
func (l *Loop) Allow(fn func()) { fn() }

// A Poster is a loop of somebody else.
type Poster interface {
	Post(
		//ctxvet:entered
		fn func(),
	)
}

func posts(l *Loop, p Poster, f *os.File, ch chan int) {
	l.Post(func() {
		time.Sleep(1)            // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says; category sleep \[blockingcall\]`
		g := runtimectx.Enter(h) // want `runtimectx.Enter where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says: the goroutine is already entered \[nestedenter\]`
		g.Release()
	})
	l.Run("a", func() { <-ch }) // want `channel receive blocks where the goroutine is entered, as //ctxvet:entered of fn of Loop.Run says; category chan`
	p.Post(func() { f.Sync() }) // want `f.Sync blocks where the goroutine is entered, as //ctxvet:entered of fn of Poster.Post says; category file`
	l.Post(named)               // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says; category sleep`
	l.Post(l.method)            // want `method blocks \(calls time.Sleep\) where the goroutine is entered`
	l.Post(quick)
	l.Post(nil)
	l.Post(func() { go named() })
}

func named() { time.Sleep(1) }
func quick() {}

func (l *Loop) method() { time.Sleep(1) }

func leaks(l *Loop, c bool) {
	l.Post(func() {
		g := runtimectx.SetCurrent(h) // want `guard g, set current at line 80, is not released when the function literal returns at line 82 \[leakedguard\]`
		if c {
			return
		}
		g.Release()
	})
}

// The caller's own region is another matter.
func fromOutside(l *Loop) {
	g := runtimectx.Enter(h)
	l.Start(func() {
		time.Sleep(1)
		g := runtimectx.Enter(h)
		g.Release()
		runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered`
	})
	l.Outside(func() { time.Sleep(1) })
	l.Allow(func() { time.Sleep(1) })
	l.Allow(func() {
		g := runtimectx.Enter(h) // want `runtimectx.Enter inside the region entered at line 90: the goroutine is already entered`
		g.Release()
	})
	g.Release()
}

// Nobody knows whether the function has run when Post returns.
func guardInside(l *Loop) {
	g := runtimectx.SetCurrent(h)
	l.Post(func() { g.Release() })
}

func variable(l *Loop, c bool) {
	done := false
	var g runtimectx.SetCurrentGuard
	l.Post(func() { done = true })
	if done {
		g = runtimectx.SetCurrent(h)
	}
	if done {
		g.Release()
	}
}

func fields(l *Loop) *Loop {
	l.OnIdle = func() { time.Sleep(1) } // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
	l.OnIdle = named                    // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
	l.OnIdle = nil
	l.OnStop = func() {
		time.Sleep(1)
		runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered`
	}
	return &Loop{
		OnIdle: func() { time.Sleep(1) }, // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
		OnStop: func() { time.Sleep(1) },
		hook:   func(n int) { time.Sleep(1) }, // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Hook says`
	}
}

var global = Loop{
	OnIdle: named, // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
}

func setHook(h Hook) {}

func count(n int) { time.Sleep(1) }

func hooks() Hook {
	setHook(func(n int) { time.Sleep(1) }) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Hook says`
	setHook(count)                         // want `count blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Hook says`
	_ = Hook(count)                        // want `count blocks \(calls time.Sleep\) where the goroutine is entered`
	var f func(int) = func(int) {}
	setHook(f)
	return count // want `count blocks \(calls time.Sleep\) where the goroutine is entered`
}

// run calls what it was given: who gave it was judged.
func (l *Loop) run() {
	g := runtimectx.Enter(h)
	defer g.Release()
	if l.OnIdle != nil {
		l.OnIdle()
	}
	l.hook(1)
	l.Run("a", func() { time.Sleep(1) }) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of fn of Loop.Run says`
}

// Nobody says that a task runs twice.
func (l *Loop) call(f func() error) error {
	done := make(chan error, 1)
	l.Run("a", func() { done <- f() })
	l.Post(func() {})
	return <-done
}

func (l *Loop) callHook() int {
	done := make(chan int, 1)
	setHook(func(n int) { done <- n })
	return <-done
}

func (l *Loop) callTwice(fs []func() error) {
	done := make(chan error, 1)
	for _, f := range fs {
		l.Run("a", func() { done <- f() }) // want `channel send blocks where the goroutine is entered, as //ctxvet:entered of fn of Loop.Run says; category chan`
	}
	<-done
}
