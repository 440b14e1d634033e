package interfaces

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func concrete() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner = Entering{}
	r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 8: the goroutine is already entered \[nestedenter\]$`
}

func concreteIdle() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner = Idle{}
	r.Run()
}

func concreteBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner = Sleeping{}
	r.Run() // want `^r\.Run blocks \(calls time\.Sleep\) inside the region entered at line 22; category sleep \[blockingcall\]$`
}

func chosen(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner = Idle{}
	if c {
		r = Entering{}
	}
	r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 29: the goroutine is already entered \[nestedenter\]$`
}

func chosenCorrelated(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r Runner = Idle{}
	if c {
		r = Entering{}
	}
	if !c {
		r.Run()
	}
}

func given() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Call(Idle{})
	Call(Entering{}) // want `^Call enters \(calls r\.Run at interfaces\.go:36, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 51: the goroutine is already entered \[nestedenter\]$`
}

func givenBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Call(Sleeping{}) // want `^Call blocks \(calls Sleeping\.Run, which calls time\.Sleep\) inside the region entered at line 58; category sleep \[blockingcall\]$`
}

func givenIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	CallIf(Entering{}, false)
	CallIf(Entering{}, c) // want `^CallIf enters \(calls r\.Run at interfaces\.go:40, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 64: the goroutine is already entered \[nestedenter\]$`
}

func givenFunc() {
	g := runtimectx.SetCurrent(h2)
	Call(Func(g.Release))
}

// What r is, nobody knows here.
func unknown(r Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	r.Run()
}

func typeSwitched(r Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	switch r := r.(type) {
	case Idle:
		r.Run()
	case Entering:
		r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 83: the goroutine is already entered \[nestedenter\]$`
	}
}

func asserted(r Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	if e, ok := r.(Entering); ok {
		e.Run() // want `^e\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 94: the goroutine is already entered \[nestedenter\]$`
	}
}

func opened() {
	o := NewOpener()
	g := o.Open()
	o.Drop(g)
}

func closer() {
	c := Open()
	c.Close()
}

func closerDeferred() {
	c := Open()
	defer c.Close()
}

func closerForgotten(b bool) {
	c := Open() // want `^guard c, set current at line 118, is not released when the function returns at line 120 \[leakedguard\]$`
	if b {
		return
	}
	c.Close()
}

func closerOr(c bool) {
	x, ok := OpenOr(c)
	if !ok {
		return
	}
	x.Close()
}

func closerOrForgotten(c bool) {
	x, ok := OpenOr(c) // want `^guard x, set current at line 134, is not released when the function returns at line 136 \[leakedguard\]$`
	if ok {
		return
	}
	_ = x
}

// Many types have a Release method: this one is a guard.
func release() {
	var r interface{ Release() } = runtimectx.SetCurrent(h2)
	defer r.Release()
}

func givenFuncTwice() {
	g := runtimectx.SetCurrent(h2)
	Call(Func(g.Release))
	g.Release() // want `^guard g, set current at line 148, was already released at line 149 \[guardmisuse\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)

type local struct{}

func (local) Run() { Call(Entering{}) }

func localType() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Call(local{}) // want `^Call enters \(calls r\.Run at interfaces\.go:36, which calls Call at uses\.go:157, which calls r\.Run at interfaces\.go:36, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 160: the goroutine is already entered \[nestedenter\]$`
}

func embeddedInterface() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	x := struct{ Runner }{Entering{}}
	x.Run() // want `^x\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 166: the goroutine is already entered \[nestedenter\]$`
}

// The type behind the interface is not exported.
func openedForgotten(c bool) {
	o := NewOpener()
	g := o.Open() // want `^guard g, set current at line 175, is not released when the function returns at line 177 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func openedDropped() {
	o := NewOpener()
	o.Drop(o.Open())
}

type entering struct{}

func (entering) Visit(int) bool {
	g := runtimectx.Enter(h2)
	g.Release()
	return true
}

type counting struct{ n int }

func (c *counting) Visit(n int) bool {
	c.n += n
	return true
}

func visitEnters() {
	Walk(entering{}, 3) // want `^Walk enters \(calls v\.Visit at interfaces\.go:107, which calls runtimectx\.Enter at uses\.go:190\) inside the region entered at line 203: the goroutine is already entered \[nestedenter\]$`
}

func visitCounts() {
	Walk(&counting{}, 3)
}

func hiddenClosed() {
	c := OpenCloser()
	c.Close()
}

func hiddenForgotten() {
	c := OpenCloser() // want `^guard c, entered at line 216, is not released when the function returns at line 218 \[leakedguard\]$`
	_ = c
}

func hiddenClosedTwice() {
	c := OpenCloser()
	c.Close()
	c.Close() // want `^c\.Close releases guard c, entered at line 221 \(calls h\.g\.Release at interfaces\.go:117\): it was already released at line 222 \[guardmisuse\]$`
}

func hiddenGiven() {
	c := OpenCloser()
	CloseIt(c)
	CloseIt(c) // want `^CloseIt releases guard c, entered at line 227 \(calls c\.Close at interfaces\.go:134, which calls h\.g\.Release at interfaces\.go:117\): it was already released at line 228 \[guardmisuse\]$`
}

func hiddenHeld() {
	c := NewClosingTwice()
	c.Close()
	c.Close() // want `^c\.Close releases guard c, entered at line 233 \(calls c\.c\.Close at interfaces\.go:131, which calls h\.g\.Release at interfaces\.go:117\): it was already released at line 234 \[guardmisuse\]$`
}

func hiddenHeldForgotten() {
	NewClosingTwice() // want `^the guard entered at line 239 is not released when the function returns at line 240 \[leakedguard\]$`
}
