// Package edges uses declared guards and states in less common ways.
package edges

import (
	"io"
	"time"
)

// Box is a guard of a generic type.
type Box[T any] struct{ v T }

//ctxvet:acquire
func Open[T any](v T) (*Box[T], error) { return &Box[T]{v}, nil }

func (b *Box[T]) Close() error { return nil }
func (b *Box[T]) Get() T       { return b.v }

func generic(c bool) int {
	b, err := Open(1) // want `guard b, acquired at line 19, is not released by Close when the function returns at line 24`
	if err != nil {
		return 0
	}
	if c {
		return b.Get()
	}
	b.Close()
	return 1
}

func genericClosed() string {
	b, err := Open("a")
	if err != nil {
		return ""
	}
	defer b.Close()
	return b.Get()
}

func closeQuietly(c io.Closer) { _ = c.Close() }

func byInterface() {
	b, err := Open(1)
	if err != nil {
		return
	}
	defer closeQuietly(b)
	b.Get()
}

type wrapper struct{ *Box[int] }

func embedded() {
	b, err := Open(1)
	if err != nil {
		return
	}
	w := wrapper{b}
	defer w.Close()
}

func methodValue() {
	b, err := Open(1)
	if err != nil {
		return
	}
	done := b.Close
	defer done()
}

func methodExpression() {
	b, err := Open(1)
	if err == nil {
		defer (*Box[int]).Close(b)
	}
}

func nilCheck() {
	b, _ := Open(1)
	if b != nil {
		b.Close()
	}
}

func closure() {
	b, err := Open(1)
	if err != nil {
		return
	}
	defer func() {
		if err := b.Close(); err != nil {
			println(err)
		}
	}()
}

func loop(n int) {
	for range n {
		b, err := Open(1) // want `guard b, acquired at line 98, is not released by Close before the next turn of the loop at line 97`
		if err != nil {
			continue
		}
		b.Get()
	}
	for range n {
		b, err := Open(1)
		if err != nil {
			break
		}
		b.Close()
	}
}

func joined() (b *Box[int], err error) {
	b, err = Open(1)
	if err != nil {
		return nil, err
	}
	return b, nil
}

func usesJoined() {
	b, err := joined() // want `guard b, acquired at line 122, is not released by Close when the function returns at line 127`
	if err != nil {
		return
	}
	b.Get()
}

// A Value has methods on its pointer.
type Value struct{ n int }

//ctxvet:acquire
func MakeValue() Value { return Value{} }

func (v *Value) Release() { v.n = 0 }
func (v Value) Read() int { return v.n }

func values(c bool) {
	v := MakeValue() // want `guard v, acquired at line 139, is not released by Release when the function returns at line 141`
	if c {
		return
	}
	v.Release()
}

func valuesDeferred() int {
	v := MakeValue()
	defer v.Release()
	return v.Read()
}

type Cancel func()

//ctxvet:acquire result=1
func Named() (int, Cancel) { return 0, func() {} }

func named(c bool) {
	_, cancel := Named() // want `guard cancel, acquired at line 158, is not released by a call when the function returns at line 160`
	if c {
		return
	}
	cancel()
}

func cleanup(t interface{ Cleanup(func()) }) {
	_, cancel := Named()
	t.Cleanup(cancel)
}

func list(all []func()) []func() {
	_, cancel := Named()
	return append(all, cancel)
}

//ctxvet:acquire anygoroutine
func (w *worker) Lock() error { return nil }

//ctxvet:release
func (w *worker) Unlock() {}

type worker struct{ n int }

func (w *worker) do(c bool) error {
	if err := w.Lock(); err != nil {
		return err
	}
	defer w.Unlock()
	w.n++
	return nil
}

func (w *worker) leaves(c bool) error {
	if err := w.Lock(); err != nil { // want `w, acquired at line 193, is not released by Unlock when the function returns at line 197`
		return err
	}
	if c {
		return nil
	}
	w.Unlock()
	return nil
}

// A Post passes its task to a loop.
type Post func(task func())

type dispatcher struct {
	//ctxvet:entered
	run, stop func()
	queue     chan func()
}

func (d *dispatcher) set() {
	d.run, d.stop = func() { <-d.queue }, // want `channel receive blocks where the goroutine is entered, as //ctxvet:entered of dispatcher.run says`
		func() { <-d.queue } // want `channel receive blocks where the goroutine is entered, as //ctxvet:entered of dispatcher.stop says`
}

type generic2[T any] struct {
	on func(T) //ctxvet:entered
}

func setGeneric(g *generic2[int]) {
	g.on = func(int) { time.Sleep(1) } // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of generic2.on says`
}

//ctxvet:entered f
func Each[T any](vs []T, f func(T)) {
	for _, v := range vs {
		f(v)
	}
}

func each() {
	Each([]int{1}, func(int) { time.Sleep(1) }) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of f of Each says`
}

//ctxvet:entered
func (g *generic2[T]) tick() {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of generic2.tick says`
}

func local() {
	//ctxvet:entered
	type hook func()
	var h hook = func() { time.Sleep(1) } // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of hook says`
	h()
}

func ignored() {
	//ctxvet:ignore leakedguard the process ends with it
	_, cancel := Named()
	_ = cancel
}

// recursive closes what it opens.
func recursive(n int) {
	b, err := Open(n)
	if err != nil {
		return
	}
	defer b.Close()
	if n > 0 {
		recursive(n - 1)
	}
}
