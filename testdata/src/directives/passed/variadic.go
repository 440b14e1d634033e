package passed

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// All runs tasks on the loop, some time.
//
//ctxvet:entered tasks
func (l *Loop) All(tasks ...func()) {
	for _, task := range tasks {
		l.Post(task)
	}
}

//ctxvet:entered hooks
func (l *Loop) Hooks(name string, hooks ...Hook) {}

//ctxvet:goroutine jobs
func start(jobs ...func()) {
	for _, job := range jobs {
		go job()
	}
}

//ctxvet:sanctioned fs
func allow(fs ...func()) {
	for _, f := range fs {
		f()
	}
}

func beside(
	n int,
	fs ...func(), //ctxvet:outside
) {
}

type starter interface {
	//ctxvet:entered fs
	Start(fs ...func())
}

func variadic(l *Loop, s starter, more []func(), c bool) {
	l.All()
	l.All(func() {}, nil, func() {
		time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of tasks of Loop.All says`
	})
	l.All(named)                 // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of tasks of Loop.All says`
	l.All(func() { go named() }) // it does not wait
	s.Start(func() {}, func() {
		g := runtimectx.Enter(h) // want `runtimectx.Enter where the goroutine is entered, as //ctxvet:entered of fs of starter.Start says`
		defer g.Release()
	})
	l.Hooks("a", count) // want `count blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Hook says`
	beside(1, named, func() {
		time.Sleep(1)
		runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered`
	})

	// Which functions a slice holds is not known.
	l.All(more...)
	l.All([]func(){named}...)
	fs := append(more, named)
	l.All(fs...)
}

func variadicEntered(l *Loop) {
	g := runtimectx.Enter(h)
	defer g.Release()
	start(named, func() { time.Sleep(1) })
	allow(named, func() { time.Sleep(1) })
}
