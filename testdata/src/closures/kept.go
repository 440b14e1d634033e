package closures

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A function literal that leaves the function, to be called at a time nobody
// knows, is judged on its own: for what is wrong with it whoever calls it.

type queue struct {
	jobs  chan func()
	hooks []func()
	named map[string]func()
	first func()
}

func (q *queue) send() {
	q.jobs <- func() {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	}
}

func (q *queue) trySend() bool {
	select {
	case q.jobs <- func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 28; category sleep \[blockingcall\]$`
	}:
		return true
	default:
		return false
	}
}

func (q *queue) hook() {
	q.hooks = append(q.hooks, func() {
		g := runtimectx.Enter(h)
		g.Release()
		g.Release() // want `^guard g, entered at line 40, was already released at line 41 \[guardmisuse\]$`
	})
}

func (q *queue) name(name string) {
	q.named[name] = func() {
		a := runtimectx.SetCurrent(h)
		b := runtimectx.SetCurrent(h)
		a.Release() // want `^guard a, set current at line 48, is released before guard b, set current at line 49: release them in reverse order \[releaseorder\]$`
		b.Release()
	}
}

func (q *queue) set() {
	q.first = func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 57: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}
}

type task struct{ run func() }

func newTask() *task {
	return &task{run: func() {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	}}
}

// In which state they are called is not known.
func (q *queue) keep(c bool) {
	q.jobs <- func() { time.Sleep(0) }
	q.hooks = append(q.hooks, func() { runtimectx.ExitRuntime(func() {}) })
	q.named["enter"] = func() {
		g := runtimectx.Enter(h)
		defer g.Release()
	}
}

// Two that share a guard.
func (q *queue) pair() {
	var g runtimectx.SetCurrentGuard
	q.jobs <- func() { g = runtimectx.SetCurrent(h) }
	q.jobs <- func() { g.Release() }
}

func (q *queue) once() {
	g := runtimectx.SetCurrent(h)
	q.jobs <- func() { g.Release() }
}
