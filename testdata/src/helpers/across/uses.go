// Package across uses package helpers from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/helpers"
)

func drop() {
	g := runtimectx.SetCurrent(h2)
	helpers.Drop(g)
}

func dropDirectly() {
	helpers.Drop(runtimectx.SetCurrent(h2))
}

func dropOnOnePath(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 19, is not released when the function returns at line 23 \[leakedguard\]$`
	if c {
		helpers.Drop(g)
	}
}

func dropTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.Drop(g)
	helpers.Drop(g) // want `^helpers\.Drop releases guard g, set current at line 26 \(calls g\.Release at helpers\.go:15\): it was already released at line 27 \[guardmisuse\]$`
}

func dropThenRelease() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropThrough(g)
	g.Release() // want `^guard g, set current at line 32, was already released at line 33 \[guardmisuse\]$`
}

func dropDefer(c bool) {
	g := runtimectx.SetCurrent(h2)
	defer helpers.Drop(g)
	if c {
		return
	}
	workHere()
}

func dropDeferred() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropDeferred(g)
	k := runtimectx.SetCurrent(h2)
	k.Release()
}

func dropOutOfOrder() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	helpers.Drop(a) // want `^helpers\.Drop releases guard a, set current at line 54 \(calls g\.Release at helpers\.go:15\): it is released before guard b, set current at line 55: release them in reverse order \[releaseorder\]$`
	helpers.Drop(b)
}

func dropIf(c bool) {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, c)
	helpers.DropIf(g, !c)
}

func dropIfForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 67, is not released when the function returns at line 69 \[leakedguard\]$`
	helpers.DropIf(g, c)
}

func dropIfConstant() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, true)
}

func dropIfConstantForgotten() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 77, is not released when the function returns at line 79 \[leakedguard\]$`
	helpers.DropIf(g, false)
}

func dropIfThen(c bool) {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, c)
	if !c {
		g.Release()
	}
}

func dropIfThenWrong(c bool) {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, c)
	g.Release() // want `^guard g, set current at line 90, was already released at line 91 \[guardmisuse\]$`
}

func dropUnless(c bool) {
	g := runtimectx.SetCurrent(h2)
	helpers.DropUnless(c, g)
	if c {
		g.Release()
	}
}

func dropOnError(f func() error) error {
	g := runtimectx.SetCurrent(h2)
	err := f()
	helpers.DropOnError(g, err)
	if err != nil {
		return err
	}
	g.Release()
	return nil
}

func dropOnErrorForgotten(f func() error) error {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 115, is not released when the function returns at line 121 \[leakedguard\]$`
	err := f()
	helpers.DropOnError(g, err)
	if err != nil {
		return err
	}
	return nil
}

func dropPointer() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropPointer(&g)
	g.Release() // the zero guard by now
}

func dropPointerForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 131, is not released when the function returns at line 135 \[leakedguard\]$`
	if c {
		helpers.DropPointer(&g)
	}
}

func dropPointerKeeps() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropPointerKeeps(&g)
	g.Release() // want `^guard g, set current at line 138, was already released at line 139 \[guardmisuse\]$`
}

func dropInLiteral() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropInLiteral(g)
}

func dropInLiteralTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropInLiteral(g)
	g.Release() // want `^guard g, set current at line 149, was already released at line 150 \[guardmisuse\]$`
}

func dropGo() {
	g := runtimectx.SetCurrent(h2)
	go helpers.Drop(g) // want `^helpers\.Drop releases guard g, set current at line 155 \(calls g\.Release at helpers\.go:15\): it is released on another goroutine, started at line 156: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func dropReleased() {
	g := runtimectx.SetCurrent(h2)
	g.Release()
	helpers.Drop(g) // want `^helpers\.Drop releases guard g, set current at line 160 \(calls g\.Release at helpers\.go:15\): it was already released at line 161 \[guardmisuse\]$`
}

func dropZero() {
	helpers.Drop(helpers.Guard{})
	var g helpers.Guard
	helpers.Drop(g)
	helpers.Drop(g)
}

func twoGuards() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	helpers.Two(a, b)
}

func twoGuardsSwapped() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	helpers.Two(b, a) // want `^helpers\.Two releases guard a, set current at line 179 \(calls b\.Release at helpers\.go:87\): it is released before guard b, set current at line 180: release them in reverse order \[releaseorder\]$`
}

func twoTheSame() {
	a := runtimectx.SetCurrent(h2)
	helpers.Two(a, a) // want `^helpers\.Two releases guard a, set current at line 185 \(calls a\.Release at helpers\.go:88\): it was already released at line 186 \[guardmisuse\]$`
}

func dropAny() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropAny(g)
}

func dropAnyTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropAny(g)
	helpers.DropAny(g) // want `^helpers\.DropAny releases guard g, set current at line 195 \(calls r\.Release at helpers\.go:91\): it was already released at line 196 \[guardmisuse\]$`
}

func call() {
	g := runtimectx.SetCurrent(h2)
	helpers.Call(g.Release)
}

func callLiteral() {
	g := runtimectx.SetCurrent(h2)
	helpers.Call(func() { g.Release() })
}

func callIf(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 211, is not released when the function returns at line 213 \[leakedguard\]$`
	helpers.CallIf(g.Release, c)
}

func callIfConstant() {
	g := runtimectx.SetCurrent(h2)
	helpers.CallIf(g.Release, true)
}

func later() {
	g := runtimectx.SetCurrent(h2)
	defer helpers.Later(g)()
	workHere()
}

func laterForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 227, is not released when the function returns at line 232 \[leakedguard\]$`
	release := helpers.Later(g)
	if c {
		release()
	}
}

func fail() error {
	g := runtimectx.SetCurrent(h2)
	return helpers.Fail(g)
}

func failCorrelated() {
	g := runtimectx.SetCurrent(h2)
	if err := helpers.Fail(g); err == nil {
		g.Release() // not reached: helpers.Fail always fails
	}
}

func panics() {
	g := runtimectx.SetCurrent(h2)
	helpers.Panic(g)
}

func panicsRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2)
	helpers.Panic(g)
}

func panicsHolding() {
	g := runtimectx.SetCurrent(h2)
	helpers.PanicHolding(g)
}

func panicsHoldingRecovered() {
	defer func() { recover() }()
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 264, is not released when the function returns after it recovered the panic at line 265 \[leakedguard\]$`
	helpers.PanicHolding(g)
}

func holder() {
	x := helpers.Holder{runtimectx.SetCurrent(h2)}
	x.Drop()
}

func holderForgotten(c bool) {
	x := helpers.Holder{runtimectx.SetCurrent(h2)} // want `^guard x\.G, set current at line 274, is not released when the function returns at line 278 \[leakedguard\]$`
	if c {
		x.Drop()
	}
}

func holderTakes() {
	var x helpers.Holder
	x.Take(runtimectx.SetCurrent(h2))
	x.Drop()
}

func holderTakesForgotten(c bool) {
	var x helpers.Holder
	x.Take(runtimectx.SetCurrent(h2)) // want `^guard x\.G, set current at line 288, is not released when the function returns at line 292 \[leakedguard\]$`
	if c {
		x.Drop()
	}
}

func dropHolder() {
	x := helpers.Holder{runtimectx.SetCurrent(h2)}
	helpers.DropHolder(x)
}

func dropField() {
	x := helpers.Holder{runtimectx.SetCurrent(h2)}
	helpers.DropField(&x)
	x.Drop() // want `^x\.Drop releases guard x\.G, set current at line 300 \(calls x\.G\.Release at helpers\.go:119\): it was already released at line 301 \[guardmisuse\]$`
}

// The guard escapes: nothing is known about it any more.
func keep() {
	g := runtimectx.SetCurrent(h2)
	helpers.Keep(g)
}

func ignore() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 312, is not released when the function returns at line 314 \[leakedguard\]$`
	helpers.Ignore(g)
}

func ignoreAndRelease() {
	g := runtimectx.SetCurrent(h2)
	helpers.Ignore(g)
	g.Release()
}

func read() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 323, is not released when the function returns at line 325 \[leakedguard\]$`
	helpers.Read(g)
}

func holderNamed() {
	x := helpers.Holder{G: runtimectx.SetCurrent(h2)}
	x.Name()
	x.Drop()
}

func holderNamedOnly() {
	x := helpers.Holder{G: runtimectx.SetCurrent(h2)} // want `^guard x\.G, set current at line 334, is not released when the function returns at line 336 \[leakedguard\]$`
	x.Name()
}

// The helper is wrong whoever calls it.
func dropElsewhere() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropElsewhere(g)
}

func dropHolderElsewhere() {
	helpers.DropHolderElsewhere(helpers.Holder{G: runtimectx.SetCurrent(h2)})
}

func dropFieldElsewhere() {
	helpers.DropFieldElsewhere(&helpers.Holder{G: runtimectx.SetCurrent(h2)})
}

func workHere() {}

var h2 = runtimectx.NewHandle("h2", nil)
