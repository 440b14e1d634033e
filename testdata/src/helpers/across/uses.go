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
	g := runtimectx.SetCurrent(h2) // want leakedguard
	if c {
		helpers.Drop(g)
	}
}

func dropTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.Drop(g)
	helpers.Drop(g) // want guardmisuse
}

func dropThenRelease() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropThrough(g)
	g.Release() // want guardmisuse
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
	helpers.Drop(a) // want releaseorder
	helpers.Drop(b)
}

func dropIf(c bool) {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, c)
	helpers.DropIf(g, !c)
}

func dropIfForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want leakedguard
	helpers.DropIf(g, c)
}

func dropIfConstant() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropIf(g, true)
}

func dropIfConstantForgotten() {
	g := runtimectx.SetCurrent(h2) // want leakedguard
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
	g.Release() // want guardmisuse
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
	g := runtimectx.SetCurrent(h2) // want leakedguard
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
	g := runtimectx.SetCurrent(h2) // want leakedguard
	if c {
		helpers.DropPointer(&g)
	}
}

func dropPointerKeeps() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropPointerKeeps(&g)
	g.Release() // want guardmisuse
}

func dropInLiteral() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropInLiteral(g)
}

func dropInLiteralTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropInLiteral(g)
	g.Release() // want guardmisuse
}

func dropGo() {
	g := runtimectx.SetCurrent(h2)
	go helpers.Drop(g) // want guardmisuse
}

func dropReleased() {
	g := runtimectx.SetCurrent(h2)
	g.Release()
	helpers.Drop(g) // want guardmisuse
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
	helpers.Two(b, a) // want releaseorder
}

func twoTheSame() {
	a := runtimectx.SetCurrent(h2)
	helpers.Two(a, a) // want guardmisuse
}

func dropAny() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropAny(g)
}

func dropAnyTwice() {
	g := runtimectx.SetCurrent(h2)
	helpers.DropAny(g)
	helpers.DropAny(g) // want guardmisuse
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
	g := runtimectx.SetCurrent(h2) // want leakedguard
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
	g := runtimectx.SetCurrent(h2) // want leakedguard
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
	g := runtimectx.SetCurrent(h2) // want leakedguard
	helpers.PanicHolding(g)
}

func holder() {
	x := helpers.Holder{runtimectx.SetCurrent(h2)}
	x.Drop()
}

func holderForgotten(c bool) {
	x := helpers.Holder{runtimectx.SetCurrent(h2)} // want leakedguard
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
	x.Take(runtimectx.SetCurrent(h2)) // want leakedguard
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
	x.Drop() // want guardmisuse
}

// The guard escapes: nothing is known about it any more.
func keep() {
	g := runtimectx.SetCurrent(h2)
	helpers.Keep(g)
}

func workHere() {}

var h2 = runtimectx.NewHandle("h2", nil)
