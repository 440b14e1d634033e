// Package across uses package interfaces from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/interfaces"
)

func concrete() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r interfaces.Runner = interfaces.Entering{}
	r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 10: the goroutine is already entered \[nestedenter\]$`
}

func concreteIdle() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r interfaces.Runner = interfaces.Idle{}
	r.Run()
}

func concreteBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r interfaces.Runner = interfaces.Sleeping{}
	r.Run() // want `^r\.Run blocks \(calls time\.Sleep\) inside the region entered at line 24; category sleep \[blockingcall\]$`
}

func chosen(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r interfaces.Runner = interfaces.Idle{}
	if c {
		r = interfaces.Entering{}
	}
	r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 31: the goroutine is already entered \[nestedenter\]$`
}

func chosenCorrelated(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	var r interfaces.Runner = interfaces.Idle{}
	if c {
		r = interfaces.Entering{}
	}
	if !c {
		r.Run()
	}
}

func given() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	interfaces.Call(interfaces.Idle{})
	interfaces.Call(interfaces.Entering{}) // want `^interfaces\.Call enters \(calls r\.Run at interfaces\.go:36, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 53: the goroutine is already entered \[nestedenter\]$`
}

func givenBlocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	interfaces.Call(interfaces.Sleeping{}) // want `^interfaces\.Call blocks \(calls interfaces\.Sleeping\.Run, which calls time\.Sleep\) inside the region entered at line 60; category sleep \[blockingcall\]$`
}

func givenIf(c bool) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	interfaces.CallIf(interfaces.Entering{}, false)
	interfaces.CallIf(interfaces.Entering{}, c) // want `^interfaces\.CallIf enters \(calls r\.Run at interfaces\.go:40, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 66: the goroutine is already entered \[nestedenter\]$`
}

func givenFunc() {
	g := runtimectx.SetCurrent(h2)
	interfaces.Call(interfaces.Func(g.Release))
}

// What r is, nobody knows here.
func unknown(r interfaces.Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	r.Run()
}

func typeSwitched(r interfaces.Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	switch r := r.(type) {
	case interfaces.Idle:
		r.Run()
	case interfaces.Entering:
		r.Run() // want `^r\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 85: the goroutine is already entered \[nestedenter\]$`
	}
}

func asserted(r interfaces.Runner) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	if e, ok := r.(interfaces.Entering); ok {
		e.Run() // want `^e\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 96: the goroutine is already entered \[nestedenter\]$`
	}
}

func opened() {
	o := interfaces.NewOpener()
	g := o.Open()
	o.Drop(g)
}

func closer() {
	c := interfaces.Open()
	c.Close()
}

func closerDeferred() {
	c := interfaces.Open()
	defer c.Close()
}

func closerForgotten(b bool) {
	c := interfaces.Open() // want `^guard c, set current at line 120, is not released when the function returns at line 122 \[leakedguard\]$`
	if b {
		return
	}
	c.Close()
}

func closerOr(c bool) {
	x, ok := interfaces.OpenOr(c)
	if !ok {
		return
	}
	x.Close()
}

func closerOrForgotten(c bool) {
	x, ok := interfaces.OpenOr(c) // want `^guard x, set current at line 136, is not released when the function returns at line 138 \[leakedguard\]$`
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
	interfaces.Call(interfaces.Func(g.Release))
	g.Release() // want `^guard g, set current at line 150, was already released at line 151 \[guardmisuse\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)

type local struct{}

func (local) Run() { interfaces.Call(interfaces.Entering{}) }

func localType() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	interfaces.Call(local{}) // want `^interfaces\.Call enters \(calls r\.Run at interfaces\.go:36, which calls interfaces\.Call at uses\.go:159, which calls r\.Run at interfaces\.go:36, which calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 162: the goroutine is already entered \[nestedenter\]$`
}

func embeddedInterface() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	x := struct{ interfaces.Runner }{interfaces.Entering{}}
	x.Run() // want `^x\.Run enters \(calls runtimectx\.Enter at interfaces\.go:19\) inside the region entered at line 168: the goroutine is already entered \[nestedenter\]$`
}

// The type behind the interface is not exported.
func openedForgotten(c bool) {
	o := interfaces.NewOpener()
	g := o.Open() // want `^guard g, set current at line 177, is not released when the function returns at line 179 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func openedDropped() {
	o := interfaces.NewOpener()
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
	interfaces.Walk(entering{}, 3) // want `^interfaces\.Walk enters \(calls v\.Visit at interfaces\.go:107, which calls runtimectx\.Enter at uses\.go:192\) inside the region entered at line 205: the goroutine is already entered \[nestedenter\]$`
}

func visitCounts() {
	interfaces.Walk(&counting{}, 3)
}

func hiddenClosed() {
	c := interfaces.OpenCloser()
	c.Close()
}

func hiddenForgotten() {
	c := interfaces.OpenCloser() // want `^guard c, entered at line 218, is not released when the function returns at line 220 \[leakedguard\]$`
	_ = c
}

func hiddenClosedTwice() {
	c := interfaces.OpenCloser()
	c.Close()
	c.Close() // want `^c\.Close releases guard c, entered at line 223 \(calls h\.g\.Release at interfaces\.go:117\): it was already released at line 224 \[guardmisuse\]$`
}

func hiddenGiven() {
	c := interfaces.OpenCloser()
	interfaces.CloseIt(c)
	interfaces.CloseIt(c) // want `^interfaces\.CloseIt releases guard c, entered at line 229 \(calls c\.Close at interfaces\.go:134, which calls h\.g\.Release at interfaces\.go:117\): it was already released at line 230 \[guardmisuse\]$`
}

func hiddenHeld() {
	c := interfaces.NewClosingTwice()
	c.Close()
	c.Close() // want `^c\.Close releases guard c, entered at line 235 \(calls c\.c\.Close at interfaces\.go:131, which calls h\.g\.Release at interfaces\.go:117\): it was already released at line 236 \[guardmisuse\]$`
}

func hiddenHeldForgotten() {
	interfaces.NewClosingTwice() // want `^the guard entered at line 241 is not released when the function returns at line 242 \[leakedguard\]$`
}
