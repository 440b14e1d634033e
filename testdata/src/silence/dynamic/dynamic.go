// Package dynamic pins the silence on calls of which it cannot be known what
// they run.
package dynamic

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

type plugin interface {
	Run()
	Keep(runtimectx.SetCurrentGuard)
	Open() runtimectx.SetCurrentGuard
}

func param(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func method(p plugin) {
	g := runtimectx.Enter(h)
	defer g.Release()
	p.Run()
}

var hook func()

func global() {
	g := runtimectx.Enter(h)
	defer g.Release()
	hook()
}

func element(fs map[string]func(), name string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	fs[name]()
}

func received(c chan func()) {
	f := <-c
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

type server struct{ handler func() }

func (s *server) serve() {
	g := runtimectx.Enter(h)
	defer g.Release()
	s.handler()
}

// What it is given to may release it.
func givenToParam(f func(runtimectx.SetCurrentGuard)) {
	g := runtimectx.SetCurrent(h)
	f(g)
}

func givenToMethod(p plugin) {
	g := runtimectx.SetCurrent(h)
	p.Keep(g)
}

func methodValueGiven(f func(func())) {
	g := runtimectx.SetCurrent(h)
	f(g.Release)
}

// A guard from an unresolved call is nobody's acquisition here.
func openedByMethod(p plugin) {
	g := p.Open()
	_ = g
}

func openedByParam(open func() runtimectx.SetCurrentGuard) {
	g := open()
	_ = g
}

// The call may have changed the state.
func stateAfter(f func()) {
	f()
	g := runtimectx.Enter(h)
	g.Release()
}

// But the guard that was not given away is still to be released.
func leaksAllTheSame(f func() bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 94, is not released when the function returns at line 96 \[leakedguard\]$`
	if f() {
		return
	}
	g.Release()
}

func nestsAllTheSame(f func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 102: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

// Whether it panics or never returns is not known either.
func mayNotReturn(f func()) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 111, is not released when the function returns at line 114 \[leakedguard\]$`
	f()
	_ = g
}

// A guard that came as a parameter has been acquired elsewhere.
func parameter(g runtimectx.SetCurrentGuard) {
	_ = g
}

func parameterOnOnePath(g runtimectx.SetCurrentGuard, c bool) {
	if c {
		g.Release()
	}
}

func parametersInAnyOrder(a, b runtimectx.SetCurrentGuard) {
	a.Release()
	b.Release()
}
