// Package across uses package generics from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/generics"
)

func drop() {
	g := runtimectx.SetCurrent(h2)
	generics.Drop(g)
}

func dropTwice() {
	g := runtimectx.SetCurrent(h2)
	generics.Drop(g)
	generics.Drop(g) // want `^generics\.Drop releases guard g, set current at line 17 \(calls g\.Release at generics\.go:15\): it was already released at line 18 \[guardmisuse\]$`
}

func dropExplicitly() {
	g := runtimectx.Enter(h2)
	generics.Drop[runtimectx.EnterRuntimeGuard](g)
}

func dropIfForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 28, is not released when the function returns at line 30 \[leakedguard\]$`
	generics.DropIf(g, c)
}

func dropIfConstant() {
	g := runtimectx.SetCurrent(h2)
	generics.DropIf(g, true)
}

func dropAfter() {
	g := runtimectx.Enter(h2)
	generics.DropAfter(g, func() {})
	k := runtimectx.Enter(h2)
	k.Release()
}

func dropAfterNests() {
	g := runtimectx.Enter(h2)
	generics.DropAfter(g, func() {
		k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 45: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func through() {
	g := generics.Through(runtimectx.SetCurrent(h2))
	g.Release()
}

func throughFunc() {
	release := generics.Through(runtimectx.SetCurrent(h2).Release)
	release()
}

func open() {
	_, g := generics.Open(1)
	g.Release()
}

func openForgotten(c bool) {
	_, g := generics.Open("x") // want `^guard g, set current at line 68, is not released when the function returns at line 72 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func entering() int {
	return generics.Entering(func() int { return 1 })
}

func enteringNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	generics.Entering(func() string { return "" }) // want `^generics\.Entering enters \(calls runtimectx\.Enter at generics\.go:35\) inside the region entered at line 79: the goroutine is already entered \[nestedenter\]$`
}

func enteringBlocks() {
	generics.Entering(func() error {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 85; category sleep \[blockingcall\]$`
		return nil
	})
}

func enteringTwice() {
	generics.Entering(func() int {
		return generics.Entering(func() int { return 1 }) // want `^generics\.Entering enters \(calls runtimectx\.Enter at generics\.go:35\) inside the region entered at line 92: the goroutine is already entered \[nestedenter\]$`
	})
}

func here() {
	g := runtimectx.SetCurrent(h2)
	generics.Here(g, func(g runtimectx.SetCurrentGuard) { g.Release() })
}

func hereForgotten() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 103, is not released when the function returns at line 105 \[leakedguard\]$`
	generics.Here(g, func(g runtimectx.SetCurrentGuard) {})
}

func must() {
	g := generics.Must(runtimectx.TryEnter(h2))
	g.Release()
}

func mustForgotten(c bool) {
	g := generics.Must(runtimectx.TryEnter(h2)) // want `^the guard entered at line 113 is not released when the function returns at line 115 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func box() {
	b := generics.NewBox(1)
	defer b.Close()
	_ = b.Value()
}

func boxForgotten(c bool) {
	b := generics.NewBox("x") // want `^guard b, set current at line 127, is not released when the function returns at line 129 \[leakedguard\]$`
	if c {
		return
	}
	b.Close()
}

func boxOpened() {
	var b generics.Box[int]
	b.Open()
	b.Close()
}

func boxOpenedForgotten(c bool) {
	var b generics.Box[int]
	b.Open() // want `^guard b\.guard, set current at line 142, is not released when the function returns at line 146 \[leakedguard\]$`
	if c {
		b.Close()
	}
}

func pair() {
	p := generics.MakePair("x", runtimectx.SetCurrent(h2))
	p.Second.Release()
}

func each(xs []int) {
	generics.Each(xs, func(int) {
		g := runtimectx.Enter(h2)
		g.Release()
	})
}

func eachNests(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	generics.Each(xs, func(int) {
		k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 161: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func eachForgets(xs []int) {
	generics.Each(xs, func(x int) {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 171, is not released when the function literal returns at line 173 \[leakedguard\]$`
		if x == 0 {
			return
		}
		g.Release()
	})
}

func seq() {
	for x := range generics.Seq(1, 2, 3) {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 181, is not released when the loop at line 180 is left \[leakedguard\]$`
		if x == 2 {
			break
		}
		g.Release()
	}
}

func sum() int {
	g := runtimectx.Enter(h2)
	defer g.Release()
	return generics.Sum(1, 2, 3)
}

func leaks() {
	generics.Leaks(1, true)
	generics.Leaks("x", false)
}

var h2 = runtimectx.NewHandle("h2", nil)
