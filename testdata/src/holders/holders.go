// Package holders pins guards that go where nobody follows them inside of
// something else: a struct with a func field, an interface, a pointer. All of
// these are silent, and none of them hides a guard that nothing got.
package holders

import (
	"container/list"
	"context"
	"io"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"sort"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("holders", nil)

type guard = runtimectx.SetCurrentGuard

type task struct{ done func() }

func (t task) run()         { t.done() }
func (t *task) get() func() { return t.done }

type closer struct{ g guard }

func (c *closer) Close() error { c.g.Release(); return nil }

type closeFunc func() error

func (f closeFunc) Close() error { return f() }

func mapKey() {
	m := map[guard]bool{}
	m[runtimectx.SetCurrent(h)] = true
	for g := range m {
		g.Release()
	}
}

func mapOfStructs() {
	m := map[string]task{}
	g := runtimectx.SetCurrent(h)
	m["x"] = task{g.Release}
	m["x"].done()
}

func mapOfPointers() {
	m := map[int]*closer{1: {runtimectx.SetCurrent(h)}}
	m[1].Close()
}

func mapReturned() map[string]func() {
	g := runtimectx.SetCurrent(h)
	return map[string]func(){"close": g.Release}
}

func mapUsed() { mapReturned()["close"]() }

func mapValues() {
	for g := range maps.Values(map[string]guard{"a": runtimectx.SetCurrent(h)}) {
		g.Release()
	}
}

func appended() {
	var ts []task
	g := runtimectx.SetCurrent(h)
	ts = append(ts, task{g.Release})
	for _, t := range ts {
		t.done()
	}
}

func appendedPointers() {
	var ts []*task
	g := runtimectx.SetCurrent(h)
	ts = append(ts, &task{g.Release})
	for _, t := range ts {
		t.done()
	}
}

func appendedForgotten(ts []task) []task {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 92, is not released when the function returns at line 93 \[leakedguard\]$`
	return append(ts, task{func() {}}, task{}.ignore(g))
}

func (t task) ignore(guard) task { return t }

func literals() {
	g := runtimectx.SetCurrent(h)
	for _, t := range []task{{done: g.Release}, {}} {
		if t.done != nil {
			t.done()
		}
	}
}

func nested() {
	for _, row := range [][]guard{{runtimectx.SetCurrent(h)}} {
		for _, g := range row {
			g.Release()
		}
	}
}

func reversed() {
	gs := []guard{runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)}
	slices.Reverse(gs)
	for _, g := range gs {
		g.Release()
	}
}

func sorted() {
	gs := []guard{runtimectx.SetCurrent(h), runtimectx.SetCurrent(h)}
	sort.Slice(gs, func(i, j int) bool { return i > j })
	gs[0].Release()
	gs[1].Release()
}

func collected() {
	for _, f := range slices.Collect(func(yield func(func()) bool) {
		g := runtimectx.SetCurrent(h)
		yield(g.Release)
	}) {
		f()
	}
}

func copied() {
	gs := make([]guard, 1)
	copy(gs, []guard{runtimectx.SetCurrent(h)})
	gs[0].Release()
}

func cleared() {
	gs := []guard{runtimectx.SetCurrent(h)}
	g := gs[0]
	clear(gs)
	gs[0].Release() // the zero guard
	g.Release()
}

func popped() {
	var undo []func()
	g := runtimectx.SetCurrent(h)
	undo = append(undo, g.Release)
	for len(undo) > 0 {
		last := undo[len(undo)-1]
		undo = undo[:len(undo)-1]
		last()
	}
}

func undone() {
	var undo []func()
	defer func() {
		for _, f := range undo {
			f()
		}
	}()
	g := runtimectx.SetCurrent(h)
	undo = append(undo, g.Release)
}

func deferredWith() {
	gs := []guard{runtimectx.SetCurrent(h)}
	defer func(gs []guard) {
		for _, g := range gs {
			g.Release()
		}
	}(gs)
}

func add(l []any, v any) []any                         { return append(l, v) }
func addTask(l []task, f func()) []task                { return append(l, task{f}) }
func addCloser(l []io.Closer, c io.Closer) []io.Closer { return append(l, c) }

func added() {
	l := add(nil, runtimectx.SetCurrent(h))
	l[0].(guard).Release()
}

func addedTask() {
	g := runtimectx.SetCurrent(h)
	addTask(nil, g.Release)[0].done()
}

func addedCloser() {
	for _, c := range addCloser(nil, &closer{runtimectx.SetCurrent(h)}) {
		c.Close()
	}
}

func appendedCloser() {
	var l []io.Closer
	g := runtimectx.SetCurrent(h)
	l = append(l, closeFunc(func() error { g.Release(); return nil }))
	for _, c := range l {
		c.Close()
	}
}

func sentTask() {
	c := make(chan task, 1)
	g := runtimectx.SetCurrent(h)
	c <- task{g.Release}
	(<-c).done()
}

func selectedTask(c chan task, d chan int) {
	g := runtimectx.SetCurrent(h)
	select {
	case c <- task{g.Release}:
	case <-d:
		g.Release()
	}
}

func pointers() {
	g := runtimectx.SetCurrent(h)
	p := &g
	pp := &p
	(*pp).Release()
}

func anyPointer() {
	g := runtimectx.SetCurrent(h)
	var x any = &g
	x.(*guard).Release()
}

func setAny(x *any, v any)       { *x = v }
func setTask(t *task, f func())  { t.done = f }
func keep(t *task)               { kept = append(kept, t) }
func keepThen(t *task, f func()) { keep(t); t.done = f }

var kept []*task

func anySet() {
	var x any
	setAny(&x, runtimectx.SetCurrent(h))
	x.(guard).Release()
}

func taskSet() {
	var t task
	g := runtimectx.SetCurrent(h)
	setTask(&t, g.Release)
	t.get()()
}

// Who keeps the task sees what is put there later.
func keptBefore() {
	var t task
	keep(&t)
	g := runtimectx.SetCurrent(h)
	t.done = g.Release
}

func keptByCallee() {
	g := runtimectx.SetCurrent(h)
	keepThen(new(task), g.Release)
}

// To hand out one field leaves the others alone.
func otherField() {
	var s struct {
		t task
		g guard
	}
	keep(&s.t)
	s.g = runtimectx.SetCurrent(h) // want `^guard s\.g, set current at line 282, is not released when the function returns at line 283 \[leakedguard\]$`
}

func methodValues() {
	g := runtimectx.SetCurrent(h)
	f := task{g.Release}.run
	defer f()
}

func methodExpressions() {
	g := runtimectx.SetCurrent(h)
	task.run(task{g.Release})
	f := guard.Release
	f(runtimectx.SetCurrent(h))
}

func pooled() {
	var p sync.Pool
	g := runtimectx.SetCurrent(h)
	p.Put(&task{g.Release})
	p.Get().(*task).done()
}

func atomicValue() {
	var v atomic.Value
	g := runtimectx.SetCurrent(h)
	v.Store(task{g.Release})
	v.Load().(task).done()
}

func atomicPointer() {
	var v atomic.Pointer[task]
	g := runtimectx.SetCurrent(h)
	v.Store(&task{g.Release})
	v.Load().done()
}

func syncMap() {
	var m sync.Map
	g := runtimectx.SetCurrent(h)
	m.Store("x", task{g.Release})
	v, _ := m.Load("x")
	v.(task).done()
}

func inContext(ctx context.Context) context.Context {
	g := runtimectx.SetCurrent(h)
	return context.WithValue(ctx, task{}, task{g.Release})
}

func inList() {
	l := list.New()
	g := runtimectx.SetCurrent(h)
	l.PushBack(task{g.Release})
	l.Front().Value.(task).done()
}

func reflected() {
	g := runtimectx.SetCurrent(h)
	reflect.ValueOf(task{g.Release}).Field(0).Call(nil)
}

func finalized(p *int) {
	g := runtimectx.SetCurrent(h)
	runtime.SetFinalizer(p, func(*int) { g.Release() }) // want `^guard g, set current at line 345, is released on another goroutine, started at line 346: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func raw() {
	g := runtimectx.SetCurrent(h)
	p := unsafe.Pointer(&g)
	(*guard)(p).Release()
}

func rawKept() {
	g := runtimectx.SetCurrent(h)
	rawKeep(unsafe.Pointer(&g))
}

var rawAddress unsafe.Pointer

func rawKeep(p unsafe.Pointer) { rawAddress = p }

func enter(t *testing.T) {
	g := runtimectx.Enter(h)
	t.Cleanup(g.Release)
}

func enteredForTest(t *testing.T) {
	enter(t)
	runtimectx.ExitRuntime(func() {})
}

// The goroutine lets it go.
func goroutineKeeps(c chan task) {
	g := runtimectx.SetCurrent(h)
	go func() { c <- task{g.Release} }()
}
