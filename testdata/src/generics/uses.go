package generics

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func drop() {
	g := runtimectx.SetCurrent(h2)
	Drop(g)
}

func dropTwice() {
	g := runtimectx.SetCurrent(h2)
	Drop(g)
	Drop(g) // want `^Drop releases guard g, set current at line 15 \(calls g\.Release at generics\.go:15\): it was already released at line 16 \[guardmisuse\]$`
}

func dropExplicitly() {
	g := runtimectx.Enter(h2)
	Drop[runtimectx.EnterRuntimeGuard](g)
}

func dropIfForgotten(c bool) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 26, is not released when the function returns at line 28 \[leakedguard\]$`
	DropIf(g, c)
}

func dropIfConstant() {
	g := runtimectx.SetCurrent(h2)
	DropIf(g, true)
}

func dropAfter() {
	g := runtimectx.Enter(h2)
	DropAfter(g, func() {})
	k := runtimectx.Enter(h2)
	k.Release()
}

func dropAfterNests() {
	g := runtimectx.Enter(h2)
	DropAfter(g, func() {
		k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 43: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func through() {
	g := Through(runtimectx.SetCurrent(h2))
	g.Release()
}

func throughFunc() {
	release := Through(runtimectx.SetCurrent(h2).Release)
	release()
}

func open() {
	_, g := Open(1)
	g.Release()
}

func openForgotten(c bool) {
	_, g := Open("x") // want `^guard g, set current at line 66, is not released when the function returns at line 70 \[leakedguard\]$`
	if c {
		g.Release()
	}
}

func entering() int {
	return Entering(func() int { return 1 })
}

func enteringNests() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Entering(func() string { return "" }) // want `^Entering enters \(calls runtimectx\.Enter at generics\.go:35\) inside the region entered at line 77: the goroutine is already entered \[nestedenter\]$`
}

func enteringBlocks() {
	Entering(func() error {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 83; category sleep \[blockingcall\]$`
		return nil
	})
}

func enteringTwice() {
	Entering(func() int {
		return Entering(func() int { return 1 }) // want `^Entering enters \(calls runtimectx\.Enter at generics\.go:35\) inside the region entered at line 90: the goroutine is already entered \[nestedenter\]$`
	})
}

func here() {
	g := runtimectx.SetCurrent(h2)
	Here(g, func(g runtimectx.SetCurrentGuard) { g.Release() })
}

func hereForgotten() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 101, is not released when the function returns at line 103 \[leakedguard\]$`
	Here(g, func(g runtimectx.SetCurrentGuard) {})
}

func must() {
	g := Must(runtimectx.TryEnter(h2))
	g.Release()
}

func mustForgotten(c bool) {
	g := Must(runtimectx.TryEnter(h2)) // want `^the guard entered at line 111 is not released when the function returns at line 113 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func box() {
	b := NewBox(1)
	defer b.Close()
	_ = b.Value()
}

func boxForgotten(c bool) {
	b := NewBox("x") // want `^guard b, set current at line 125, is not released when the function returns at line 127 \[leakedguard\]$`
	if c {
		return
	}
	b.Close()
}

func boxOpened() {
	var b Box[int]
	b.Open()
	b.Close()
}

func boxOpenedForgotten(c bool) {
	var b Box[int]
	b.Open() // want `^guard b\.guard, set current at line 140, is not released when the function returns at line 144 \[leakedguard\]$`
	if c {
		b.Close()
	}
}

func pair() {
	p := MakePair("x", runtimectx.SetCurrent(h2))
	p.Second.Release()
}

func each(xs []int) {
	Each(xs, func(int) {
		g := runtimectx.Enter(h2)
		g.Release()
	})
}

func eachNests(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Each(xs, func(int) {
		k := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 159: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func eachForgets(xs []int) {
	Each(xs, func(x int) {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 169, is not released when the function literal returns at line 171 \[leakedguard\]$`
		if x == 0 {
			return
		}
		g.Release()
	})
}

func seq() {
	for x := range Seq(1, 2, 3) {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 179, is not released when the loop at line 178 is left \[leakedguard\]$`
		if x == 2 {
			break
		}
		g.Release()
	}
}

func sum() int {
	g := runtimectx.Enter(h2)
	defer g.Release()
	return Sum(1, 2, 3)
}

func leaks() {
	Leaks(1, true)
	Leaks("x", false)
}

var h2 = runtimectx.NewHandle("h2", nil)
