package embedded

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func promoted() {
	var m Middle
	m.Start()
	m.Stop()
}

func promotedForgotten(c bool) {
	var m Middle
	m.Start() // want `^guard m\.guard, entered at line 15, is not released when the function returns at line 19 \[leakedguard\]$`
	if c {
		m.Stop()
	}
}

func promotedTwice() {
	var m Middle
	m.Start()
	m.Stop()
	m.Base.Stop() // want `^m\.Base\.Stop releases guard m\.guard, entered at line 23 \(calls b\.guard\.Release at embedded\.go:17\): it was already released at line 24 \[guardmisuse\]$`
}

func promotedThroughPointer() {
	o := NewOuter()
	o.Start()
	defer o.Stop()
}

func promotedThroughPointerForgotten(c bool) {
	o := NewOuter()
	o.Start() // want `^guard o\.guard, entered at line 36, is not released when the function returns at line 40 \[leakedguard\]$`
	if c {
		o.Stop()
	}
}

func promotedNests() {
	o := NewOuter()
	o.Start()
	defer o.Stop()
	o.Once() // want `^o\.Once enters \(calls runtimectx\.Enter at embedded\.go:22\) inside the region entered at line 44: the goroutine is already entered \[nestedenter\]$`
}

func promotedBlocks() {
	o := NewOuter()
	o.Start()
	defer o.Stop()
	o.Wait() // want `^o\.Wait blocks \(calls time\.Sleep\) inside the region entered at line 51; category sleep \[blockingcall\]$`
}

func shadowingStopped() {
	var s Shadowing
	s.Start()
	s.Base.Stop()
}

func held() {
	x := NewHeld()
	x.Release()
}

func heldForgotten(c bool) {
	x := NewHeld() // want `^guard x, set current at line 68, is not released when the function returns at line 72 \[leakedguard\]$`
	if c {
		x.Release()
	}
}

func heldByField() {
	x := NewHeld()
	x.SetCurrentGuard.Release()
}

func heldPointer() {
	x := NewHeldPointer()
	defer x.Release()
}

func heldPointerTwice() {
	x := NewHeldPointer()
	x.Release()
	x.Release() // want `^guard x, set current at line 85, was already released at line 86 \[guardmisuse\]$`
}

func heldMethodValue() {
	x := NewHeld()
	release := x.Release
	release()
}

func throughInterface() {
	w := Wrapped{&Base{}}
	w.Start()
	w.Stop()
}

func throughInterfaceNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	w := Wrapped{&Base{}}
	w.Start() // want `^w\.Start enters \(calls runtimectx\.Enter at embedded\.go:15\) inside the region entered at line 103: the goroutine is already entered \[nestedenter\]$`
	w.Stop()
}

func locked() {
	o := NewOuter()
	o.Lock()
	defer o.Unlock()
	o.Start()
	o.Stop()
}

var h2 = runtimectx.NewHandle("h2", nil)

func shadowing() {
	var s Shadowing
	s.Start() // want `^guard s\.guard, entered at line 122, is not released when the function returns at line 124 \[leakedguard\]$`
	s.Stop()
}
