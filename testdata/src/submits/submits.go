// Package submits pins executors that wrap what they are given in a function literal
// and put that into a queue.
package submits

import (
	"net/http"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

// An Executor has a queue.
type Executor struct {
	queue chan func()
	list  []func()
	named map[string]func()
	on    func()
}

func (e *Executor) Submit(f func()) {
	e.queue <- func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		f()
	}
}

func (e *Executor) Append(f func()) {
	e.list = append(e.list, func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		f()
	})
}

func (e *Executor) Name(name string, f func()) {
	e.named[name] = func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		f()
	}
}

func (e *Executor) Handle(f func()) {
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) { e.run(f) })
}

func (e *Executor) run(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func (e *Executor) Post(f func()) { e.queue <- func() { f() } }

func (e *Executor) SubmitAll(fs ...func()) {
	for _, f := range fs {
		e.Submit(f)
	}
}

func (e *Executor) SubmitTwice(f func()) {
	e.Submit(func() { f() })
	e.Submit(f)
}

func (e *Executor) Outside(f func()) {
	e.queue <- func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		runtimectx.ExitRuntime(f)
	}
}

func slow() { time.Sleep(1) }

func enters() { runtimectx.Enter(h).Release() }

func fine() {}

func uses(e *Executor) {
	e.Submit(func() { time.Sleep(1) }) // want `^time\.Sleep blocks inside the region entered at line 84; category sleep \[blockingcall\]$`
	e.Submit(slow)                     // want `^e\.Submit blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 85; category sleep \[blockingcall\]$`
	e.Submit(enters)                   // want `^e\.Submit enters \(calls enters at submits\.go:26, which calls runtimectx\.Enter at submits\.go:79\) inside the region entered at line 86: the goroutine is already entered \[nestedenter\]$`
	e.Submit(fine)
	e.Append(func() { time.Sleep(1) })    // want `^time\.Sleep blocks inside the region entered at line 88; category sleep \[blockingcall\]$`
	e.Name("a", func() { time.Sleep(1) }) // want `^time\.Sleep blocks inside the region entered at line 89; category sleep \[blockingcall\]$`
	e.Handle(func() { time.Sleep(1) })    // want `^time\.Sleep blocks inside the region entered at line 90; category sleep \[blockingcall\]$`
	e.Post(func() { time.Sleep(1) })
	e.Post(enters)
	e.SubmitTwice(slow) // want `^e\.SubmitTwice blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 93; category sleep \[blockingcall\]$`
	e.Outside(slow)
	e.Outside(enters)
	e.Submit(func() {
		if !runtimectx.CurrentEnterContext().IsEntered() {
			time.Sleep(1)
		}
	})
	e.Submit(func() { runtimectx.ExitRuntime(slow) })
}

func inRegion(e *Executor) {
	g := runtimectx.Enter(h)
	defer g.Release()
	e.Append(fine)
	e.Append(enters) // want `^e\.Append enters \(calls enters at submits\.go:34, which calls runtimectx\.Enter at submits\.go:79\) inside the region entered at line 108: the goroutine is already entered \[nestedenter\]$`
}
