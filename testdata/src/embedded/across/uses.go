// Package across uses package embedded from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/embedded"
)

func promoted() {
	var m embedded.Middle
	m.Start()
	m.Stop()
}

func promotedForgotten(c bool) {
	var m embedded.Middle
	m.Start() // want `^guard m\.guard, entered at line 17, is not released when the function returns at line 21 \[leakedguard\]$`
	if c {
		m.Stop()
	}
}

func promotedTwice() {
	var m embedded.Middle
	m.Start()
	m.Stop()
	m.Base.Stop() // want `^m\.Base\.Stop releases guard m\.guard, entered at line 25 \(calls b\.guard\.Release at embedded\.go:17\): it was already released at line 26 \[guardmisuse\]$`
}

func promotedThroughPointer() {
	o := embedded.NewOuter()
	o.Start()
	defer o.Stop()
}

func promotedThroughPointerForgotten(c bool) {
	o := embedded.NewOuter()
	o.Start() // want `^guard o\.guard, entered at line 38, is not released when the function returns at line 42 \[leakedguard\]$`
	if c {
		o.Stop()
	}
}

func promotedNests() {
	o := embedded.NewOuter()
	o.Start()
	defer o.Stop()
	o.Once() // want `^o\.Once enters \(calls runtimectx\.Enter at embedded\.go:22\) inside the region entered at line 46: the goroutine is already entered \[nestedenter\]$`
}

func promotedBlocks() {
	o := embedded.NewOuter()
	o.Start()
	defer o.Stop()
	o.Wait() // want `^o\.Wait blocks \(calls time\.Sleep\) inside the region entered at line 53; category sleep \[blockingcall\]$`
}

func shadowingStopped() {
	var s embedded.Shadowing
	s.Start()
	s.Base.Stop()
}

func held() {
	x := embedded.NewHeld()
	x.Release()
}

func heldForgotten(c bool) {
	x := embedded.NewHeld() // want `^guard x, set current at line 70, is not released when the function returns at line 74 \[leakedguard\]$`
	if c {
		x.Release()
	}
}

func heldByField() {
	x := embedded.NewHeld()
	x.SetCurrentGuard.Release()
}

func heldPointer() {
	x := embedded.NewHeldPointer()
	defer x.Release()
}

func heldPointerTwice() {
	x := embedded.NewHeldPointer()
	x.Release()
	x.Release() // want `^guard x, set current at line 87, was already released at line 88 \[guardmisuse\]$`
}

func heldMethodValue() {
	x := embedded.NewHeld()
	release := x.Release
	release()
}

func throughInterface() {
	w := embedded.Wrapped{&embedded.Base{}}
	w.Start()
	w.Stop()
}

func throughInterfaceNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	w := embedded.Wrapped{&embedded.Base{}}
	w.Start() // want `^w\.Start enters \(calls runtimectx\.Enter at embedded\.go:15\) inside the region entered at line 105: the goroutine is already entered \[nestedenter\]$`
	w.Stop()
}

func locked() {
	o := embedded.NewOuter()
	o.Lock()
	defer o.Unlock()
	o.Start()
	o.Stop()
}

var h2 = runtimectx.NewHandle("h2", nil)

func shadowing() {
	var s embedded.Shadowing
	s.Start() // want `^guard s\.guard, entered at line 124, is not released when the function returns at line 126 \[leakedguard\]$`
	s.Stop()
}
