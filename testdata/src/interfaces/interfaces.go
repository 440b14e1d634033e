// Package interfaces pins calls of interface methods: those whose concrete
// type can be seen, and those that have only one implementation in the package.
package interfaces

import (
	"io"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type Runner interface{ Run() }

type Entering struct{}

func (Entering) Run() {
	g := runtimectx.Enter(h)
	g.Release()
}

type Sleeping struct{}

func (Sleeping) Run() { time.Sleep(time.Second) }

type Idle struct{}

func (Idle) Run() {}

type Func func()

func (f Func) Run() { f() }

// Call calls whatever it is given.
func Call(r Runner) { r.Run() }

func CallIf(r Runner, c bool) {
	if c {
		r.Run()
	}
}

// Opener has one implementation.
type Opener interface {
	Open() runtimectx.SetCurrentGuard
	Drop(runtimectx.SetCurrentGuard)
	enter()
}

type opener struct{ name string }

func NewOpener() Opener { return &opener{"x"} }

func (o *opener) Open() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h) }

func (o *opener) Drop(g runtimectx.SetCurrentGuard) { g.Release() }

func (o *opener) enter() {
	g := runtimectx.Enter(h)
	g.Release()
}

type Session struct{ guard runtimectx.SetCurrentGuard }

func (s *Session) Close() error {
	s.guard.Release()
	return nil
}

func Open() io.Closer { return &Session{runtimectx.SetCurrent(h)} }

func OpenOr(c bool) (io.Closer, bool) {
	if c {
		return nil, false
	}
	return &Session{runtimectx.SetCurrent(h)}, true
}

func onlyImplementation(o Opener) {
	g := runtimectx.Enter(h)
	defer g.Release()
	o.enter() // want `^o\.enter enters \(calls runtimectx\.Enter at interfaces\.go:60\) inside the region entered at line 81: the goroutine is already entered \[nestedenter\]$`
}

func converted() {
	s := &Session{runtimectx.SetCurrent(h)}
	var c io.Closer = &Session{}
	c.Close() // of the zero guard
	s.Close()
}

func convertedTwice() {
	s := &Session{runtimectx.SetCurrent(h)}
	var c io.Closer = s
	c.Close()
	s.Close() // want `^s\.Close releases guard s\.guard, set current at line 94 \(calls s\.guard\.Release at interfaces\.go:67\): it was already released at line 96 \[guardmisuse\]$`
}

// A Visitor is for importers to implement.
type Visitor interface{ Visit(n int) bool }

func Walk(v Visitor, n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for i := range n {
		if !v.Visit(i) {
			return
		}
	}
}

// hiddenHolder is known to other packages by the methods of io.Closer alone.
type hiddenHolder struct{ g runtimectx.EnterRuntimeGuard }

func (h *hiddenHolder) Close() error {
	h.g.Release()
	return nil
}

// OpenCloser returns an interface that has to be closed.
func OpenCloser() io.Closer { return &hiddenHolder{runtimectx.Enter(h)} }

// ClosingTwice holds one, and closes it twice if it is asked to.
type ClosingTwice struct{ c io.Closer }

// NewClosingTwice opens.
func NewClosingTwice() *ClosingTwice { return &ClosingTwice{OpenCloser()} }

// Close closes.
func (c *ClosingTwice) Close() { c.c.Close() }

// CloseIt closes what it is given.
func CloseIt(c io.Closer) { c.Close() }

// scoper has one implementation, and is not what a guard could be.
type scoper interface{ Set(v *int, f func()) }

type directly struct{}

func (directly) Set(_ *int, f func()) { f() }

func setsDirectly(s scoper) {
	g := runtimectx.Enter(h)
	defer g.Release()
	s.Set(nil, func() { runtimectx.Enter(h).Release() }) // want `^runtimectx\.Enter inside the region entered at line 144: the goroutine is already entered \[nestedenter\]$`
}

// releaser has one implementation here, but guards are releasers too.
type releaser interface{ Release() }

type printing struct{}

func (printing) Release() { println("released") }

func releases(r releaser) { r.Release() }

func releasesTwice() {
	g := runtimectx.Enter(h)
	releases(g)
	g.Release() // want `^guard g, entered at line 159, was already released at line 160 \[guardmisuse\]$`
}
