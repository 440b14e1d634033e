// Package stored pins what -guardmisuse.stored asks for: a guard that is stored
// where it cannot be known which goroutine releases it. It is reported at the
// store.
package stored

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

var (
	current runtimectx.EnterRuntimeGuard
	release func()
	held    = map[string]runtimectx.SetCurrentGuard{}
	state   struct{ guard runtimectx.SetCurrentGuard }
	any1    any
)

func global() {
	current = runtimectx.Enter(h) // want `^the guard entered at line 25 is stored in current, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func globalByVariable() {
	g := runtimectx.Enter(h)
	current = g // want `^guard g, entered at line 29, is stored in current, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func globalField() {
	state.guard = runtimectx.SetCurrent(h) // want `^the guard set current at line 34 is stored in state\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func globalInterface() {
	any1 = runtimectx.SetCurrent(h) // want `^the guard set current at line 38 is stored in any1, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func globalMethodValue() {
	g := runtimectx.Enter(h)
	release = g.Release // want `^guard g, entered at line 42, is stored in release, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func globalClosure() {
	g := runtimectx.Enter(h)
	release = func() { // want `^guard g, entered at line 47, is stored in release, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
		g.Release()
	}
}

func globalOnOnePath(c bool) {
	g := runtimectx.Enter(h)
	if c {
		current = g // want `^guard g, entered at line 54, is stored in current, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
		return
	}
	g.Release()
}

type loop struct {
	guard    runtimectx.EnterRuntimeGuard
	stop     func()
	cleanups []func()
	guards   []runtimectx.SetCurrentGuard
	byName   map[string]runtimectx.SetCurrentGuard
	inner    struct{ guard runtimectx.SetCurrentGuard }
	next     *loop
}

func (l *loop) start() {
	l.guard = runtimectx.Enter(h) // want `^the guard entered at line 73 is stored in l\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) startInner() {
	l.inner.guard = runtimectx.SetCurrent(h) // want `^the guard set current at line 77 is stored in l\.inner\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) startNext() {
	l.next.guard = runtimectx.Enter(h) // want `^the guard entered at line 81 is stored in l\.next\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) startFunc() {
	g := runtimectx.Enter(h)
	l.stop = g.Release // want `^guard g, entered at line 85, is stored in l\.stop, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) startTried() error {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		return err
	}
	l.guard = g // want `^guard g, entered at line 90, is stored in l\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
	return nil
}

func (l *loop) adopt(g runtimectx.EnterRuntimeGuard) {
	l.guard = g // want `^guard g is stored in l\.guard, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) push() {
	g := runtimectx.SetCurrent(h)
	l.guards = append(l.guards, g) // want `^guard g, set current at line 103, is appended to l\.guards, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) cleanup() {
	g := runtimectx.SetCurrent(h)
	l.cleanups = append(l.cleanups, g.Release) // want `^guard g, set current at line 108, is appended to l\.cleanups, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) named(name string) {
	l.byName[name] = runtimectx.SetCurrent(h) // want `^the guard set current at line 113 is stored in l\.byName, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func (l *loop) replaceAll() {
	*l = loop{guard: runtimectx.Enter(h)} // want `^guard \*l\.guard, entered at line 117, is stored in \*l, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

// end releases and stores the zero guard.
func (l *loop) end() {
	l.guard.Release()
	l.guard = runtimectx.EnterRuntimeGuard{}
}

// move takes the guard from where it is already.
func (l *loop) move() {
	l.next.guard = l.guard
}

func inMap(name string) {
	held[name] = runtimectx.SetCurrent(h) // want `^the guard set current at line 132 is stored in held, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func inMapLiteral() map[string]runtimectx.SetCurrentGuard {
	return map[string]runtimectx.SetCurrentGuard{
		"a": runtimectx.SetCurrent(h), // want `^the guard set current at line 137 is stored in the map, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
	}
}

func inSlice(gs []runtimectx.SetCurrentGuard, i int) {
	gs[i] = runtimectx.SetCurrent(h) // want `^the guard set current at line 142 is stored in gs, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func onChannel(c chan runtimectx.SetCurrentGuard) {
	c <- runtimectx.SetCurrent(h) // want `^the guard set current at line 146 is sent on c, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func onChannelSelect(c chan runtimectx.SetCurrentGuard) {
	g := runtimectx.SetCurrent(h)
	select {
	case c <- g: // want `^guard g, set current at line 150, is sent on c, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
	default:
		g.Release()
	}
}

func inPool(p *sync.Pool) {
	p.Put(runtimectx.SetCurrent(h)) // want `^the guard set current at line 159 is given to p\.Put, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func inSyncMap(m *sync.Map) {
	g := runtimectx.SetCurrent(h)
	m.Store("g", g) // want `^guard g, set current at line 163, is given to m\.Store, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func inAtomic(v *atomic.Value) {
	v.Store(runtimectx.SetCurrent(h)) // want `^the guard set current at line 168 is given to v\.Store, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func inContext(ctx context.Context) context.Context {
	return context.WithValue(ctx, h, runtimectx.SetCurrent(h)) // want `^the guard set current at line 172 is given to context\.WithValue, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

func through(l *loop) {
	x := &loop{guard: runtimectx.Enter(h)}
	l.next = x // want `^guard x\.guard, entered at line 176, is stored in l\.next, where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it \[guardmisuse\]$`
}

// What follows is followed, or is no guard that is still held.

func local() {
	g := runtimectx.Enter(h)
	k := g
	k.Release()
}

func localStruct() {
	var l loop
	l.guard = runtimectx.Enter(h)
	defer l.end()
}

func captured() {
	var g runtimectx.EnterRuntimeGuard
	func() { g = runtimectx.Enter(h) }()
	g.Release()
}

func returned() *loop {
	return &loop{guard: runtimectx.Enter(h)}
}

func returnedFunc() func() {
	g := runtimectx.Enter(h)
	return g.Release
}

func result(out *runtimectx.EnterRuntimeGuard) {
	*out = runtimectx.Enter(h)
}

func released() {
	g := runtimectx.Enter(h)
	g.Release()
	current = g
}

func failed() {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		current = g
		return
	}
	g.Release()
}
