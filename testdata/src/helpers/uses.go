package helpers

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func drop() {
	g := runtimectx.SetCurrent(h2)
	Drop(g)
}

func dropDirectly() {
	Drop(runtimectx.SetCurrent(h2))
}

func dropOnOnePath(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 17, is not released when the function returns at line 21 \[leakedguard\]$`
	if c {
		Drop(g)
	}
}

func dropTwice() {
	g := runtimectx.SetCurrent(h2)
	Drop(g)
	Drop(g) // want `^Drop releases guard g, set current at line 24 \(calls g\.Release at helpers\.go:15\): it was already released at line 25 \[guardmisuse\]$`
}

func dropThenRelease() {
	g := runtimectx.SetCurrent(h2)
	DropThrough(g)
	g.Release() // want `^guard g, set current at line 30, was already released at line 31 \[guardmisuse\]$`
}

func dropDefer(c bool) {
	g := runtimectx.SetCurrent(h2)
	defer Drop(g)
	if c {
		return
	}
	workHere()
}

func dropDeferred() {
	g := runtimectx.SetCurrent(h2)
	DropDeferred(g)
	k := runtimectx.SetCurrent(h2)
	k.Release()
}

func dropOutOfOrder() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	Drop(a) // want `^Drop releases guard a, set current at line 52 \(calls g\.Release at helpers\.go:15\): it is released before guard b, set current at line 53: release them in reverse order \[releaseorder\]$`
	Drop(b)
}

func dropIf(c bool) {
	g := runtimectx.SetCurrent(h2)
	DropIf(g, c)
	DropIf(g, !c)
}

func dropIfForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 65, is not released when the function returns at line 67 \[leakedguard\]$`
	DropIf(g, c)
}

func dropIfConstant() {
	g := runtimectx.SetCurrent(h2)
	DropIf(g, true)
}

func dropIfConstantForgotten() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 75, is not released when the function returns at line 77 \[leakedguard\]$`
	DropIf(g, false)
}

func dropIfThen(c bool) {
	g := runtimectx.SetCurrent(h2)
	DropIf(g, c)
	if !c {
		g.Release()
	}
}

func dropIfThenWrong(c bool) {
	g := runtimectx.SetCurrent(h2)
	DropIf(g, c)
	g.Release() // want `^guard g, set current at line 88, was already released at line 89 \[guardmisuse\]$`
}

func dropUnless(c bool) {
	g := runtimectx.SetCurrent(h2)
	DropUnless(c, g)
	if c {
		g.Release()
	}
}

func dropOnError(f func() error) error {
	g := runtimectx.SetCurrent(h2)
	err := f()
	DropOnError(g, err)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func dropOnErrorForgotten(f func() error) error {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 113, is not released when the function returns at line 119 \[leakedguard\]$`
	err := f()
	DropOnError(g, err)
	if err != nil {
		return err
	}
	return nil
}

func dropPointer() {
	g := runtimectx.SetCurrent(h2)
	DropPointer(&g)
	g.Release() // the zero guard by now
}

func dropPointerForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 129, is not released when the function returns at line 133 \[leakedguard\]$`
	if c {
		DropPointer(&g)
	}
}

func dropPointerKeeps() {
	g := runtimectx.SetCurrent(h2)
	DropPointerKeeps(&g)
	g.Release() // want `^guard g, set current at line 136, was already released at line 137 \[guardmisuse\]$`
}

func dropInLiteral() {
	g := runtimectx.SetCurrent(h2)
	DropInLiteral(g)
}

func dropInLiteralTwice() {
	g := runtimectx.SetCurrent(h2)
	DropInLiteral(g)
	g.Release() // want `^guard g, set current at line 147, was already released at line 148 \[guardmisuse\]$`
}

func dropGo() {
	g := runtimectx.SetCurrent(h2)
	go Drop(g) // want `^Drop releases guard g, set current at line 153 \(calls g\.Release at helpers\.go:15\): it is released on another goroutine, started at line 154: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func dropReleased() {
	g := runtimectx.SetCurrent(h2)
	g.Release()
	Drop(g) // want `^Drop releases guard g, set current at line 158 \(calls g\.Release at helpers\.go:15\): it was already released at line 159 \[guardmisuse\]$`
}

func dropZero() {
	Drop(Guard{})
	var g Guard
	Drop(g)
	Drop(g)
}

func twoGuards() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	Two(a, b)
}

func twoGuardsSwapped() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	Two(b, a) // want `^Two releases guard a, set current at line 177 \(calls b\.Release at helpers\.go:87\): it is released before guard b, set current at line 178: release them in reverse order \[releaseorder\]$`
}

func twoTheSame() {
	a := runtimectx.SetCurrent(h2)
	Two(a, a) // want `^Two releases guard a, set current at line 183 \(calls a\.Release at helpers\.go:88\): it was already released at line 184 \[guardmisuse\]$`
}

func dropAny() {
	g := runtimectx.SetCurrent(h2)
	DropAny(g)
}

func dropAnyTwice() {
	g := runtimectx.SetCurrent(h2)
	DropAny(g)
	DropAny(g) // want `^DropAny releases guard g, set current at line 193 \(calls r\.Release at helpers\.go:91\): it was already released at line 194 \[guardmisuse\]$`
}

func call() {
	g := runtimectx.SetCurrent(h2)
	Call(g.Release)
}

func callLiteral() {
	g := runtimectx.SetCurrent(h2)
	Call(func() { g.Release() })
}

func callIf(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 209, is not released when the function returns at line 211 \[leakedguard\]$`
	CallIf(g.Release, c)
}

func callIfConstant() {
	g := runtimectx.SetCurrent(h2)
	CallIf(g.Release, true)
}

func later() {
	g := runtimectx.SetCurrent(h2)
	defer Later(g)()
	workHere()
}

func laterForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 225, is not released when the function returns at line 230 \[leakedguard\]$`
	release := Later(g)
	if c {
		release()
	}
}

func fail() error {
	g := runtimectx.SetCurrent(h2)
	return Fail(g)
}

func failCorrelated() {
	g := runtimectx.SetCurrent(h2)
	if err := Fail(g); err == nil {
		g.Release() // not reached: Fail always fails
	}
}

func panics() {
	g := runtimectx.SetCurrent(h2)
	Panic(g)
}

func panicsRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2)
	Panic(g)
}

func panicsHolding() {
	g := runtimectx.SetCurrent(h2)
	PanicHolding(g)
}

func panicsHoldingRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 262, is not released when the function returns after it recovered the panic at line 263 \[leakedguard\]$`
	PanicHolding(g)
}

func holder() {
	x := Holder{runtimectx.SetCurrent(h2)}
	x.Drop()
}

func holderForgotten(c bool) {
	x := Holder{runtimectx.SetCurrent(h2)} // want `^guard x\.G, set current at line 272, is not released when the function returns at line 276 \[leakedguard\]$`
	if c {
		x.Drop()
	}
}

func holderTakes() {
	var x Holder
	x.Take(runtimectx.SetCurrent(h2))
	x.Drop()
}

func holderTakesForgotten(c bool) {
	var x Holder
	x.Take(runtimectx.SetCurrent(h2)) // want `^guard x\.G, set current at line 286, is not released when the function returns at line 290 \[leakedguard\]$`
	if c {
		x.Drop()
	}
}

func dropHolder() {
	x := Holder{runtimectx.SetCurrent(h2)}
	DropHolder(x)
}

func dropField() {
	x := Holder{runtimectx.SetCurrent(h2)}
	DropField(&x)
	x.Drop() // want `^x\.Drop releases guard x\.G, set current at line 298 \(calls x\.G\.Release at helpers\.go:119\): it was already released at line 299 \[guardmisuse\]$`
}

// The guard escapes: nothing is known about it any more.
func keep() {
	g := runtimectx.SetCurrent(h2)
	Keep(g)
}

func ignore() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 310, is not released when the function returns at line 312 \[leakedguard\]$`
	Ignore(g)
}

func ignoreAndRelease() {
	g := runtimectx.SetCurrent(h2)
	Ignore(g)
	g.Release()
}

func read() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 321, is not released when the function returns at line 323 \[leakedguard\]$`
	Read(g)
}

func holderNamed() {
	x := Holder{G: runtimectx.SetCurrent(h2)}
	x.Name()
	x.Drop()
}

func holderNamedOnly() {
	x := Holder{G: runtimectx.SetCurrent(h2)} // want `^guard x\.G, set current at line 332, is not released when the function returns at line 334 \[leakedguard\]$`
	x.Name()
}

// The helper is wrong whoever calls it.
func dropElsewhere() {
	g := runtimectx.SetCurrent(h2)
	DropElsewhere(g)
}

func dropHolderElsewhere() {
	DropHolderElsewhere(Holder{G: runtimectx.SetCurrent(h2)})
}

func dropFieldElsewhere() {
	DropFieldElsewhere(&Holder{G: runtimectx.SetCurrent(h2)})
}

func workHere() {}

var h2 = runtimectx.NewHandle("h2", nil)
