package arrays

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("uses", nil)

func returned() {
	gs := Two()
	gs[1].Release()
	gs[0].Release()
}

func returnedInWrongOrder() {
	gs := Two()
	gs[0].Release() // want `^guard gs, set current at line 16, is released before guard gs, set current there later: release them in reverse order \[releaseorder\]$`
	gs[1].Release()
}

func returnedForgotten() {
	gs := Two() // want `^guard gs, set current at line 22, is not released when the function returns at line 24 \[leakedguard\]$`
	gs[1].Release()
}

func copied() {
	gs := Two()
	hs := gs
	hs[1].Release()
	gs[0].Release()
}

func copiedTwice() {
	gs := Two()
	hs := gs
	hs[1].Release()
	gs[1].Release() // want `^guard gs, set current at line 34, was already released at line 36 \[guardmisuse\]$`
	gs[0].Release()
}

func passed() { ArrayReversed(Two()) }

func pointed() {
	gs := Two()
	Pointed(&gs)
}

func slice() {
	gs := Slice()
	gs[1].Release()
	gs[0].Release()
}

func sliceForgotten() {
	gs := Slice() // want `^guard gs, set current at line 55, is not released when the function returns at line 57 \[leakedguard\]$`
	gs[1].Release()
}

func reversed() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	Reversed(a, b)
}

func reversedResult() { Reversed(Slice()...) }

func forwards() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	Forwards(a, b) // want `^Forwards releases guard a, set current at line 68 \(calls g\.Release at arrays\.go:30\): it is released before guard b, set current at line 69: release them in reverse order \[releaseorder\]$`
}

func forwardsOne() { Forwards(runtimectx.SetCurrent(h2)) }

func forwardsNone() {
	Forwards()
	Reversed()
}

func forwardsFive() {
	Reversed(runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2))
}

func first() { First(runtimectx.SetCurrent(h2)) }

func firstOfTwo() {
	a := runtimectx.SetCurrent(h2) // want `^guard a, set current at line 87, is not released when the function returns at line 90 \[leakedguard\]$`
	b := runtimectx.SetCurrent(h2)
	First(b, a)
}

func firstTwice() {
	a := runtimectx.SetCurrent(h2)
	First(a)
	First(a) // want `^First releases guard a, set current at line 93 \(calls gs\.Release at arrays\.go:34\): it was already released at line 94 \[guardmisuse\]$`
}

func at() {
	a := runtimectx.SetCurrent(h2)
	At(0, a)
}

func atUnknown(i int) {
	a := runtimectx.SetCurrent(h2)
	At(i, a)
}

func pick(m map[string]int) {
	g := Pick(m, runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2))
	g.Release()
}

func count() {
	a := runtimectx.SetCurrent(h2) // want `^guard a, set current at line 114, is not released when the function returns at line 116 \[leakedguard\]$`
	Count(a)
}

func literal() {
	gs := [...]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	gs[1].Release()
	gs[0].Release()
}

func literalForgotten() {
	gs := [...]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)} // want `^guard gs\[0\], set current at line 125, is not released when the function returns at line 127 \[leakedguard\]$`
	gs[1].Release()
}

func counted() {
	gs := [2]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	for i := 1; i >= 0; i-- {
		gs[i].Release()
	}
}

func numbered(i int) {
	gs := [2]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	gs[i].Release()
}

func overwritten(i int) {
	gs := [2]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	gs[i] = runtimectx.SetCurrent(h2)
	gs[1].Release()
}

func ranged() {
	gs := [...]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2)}
	for _, g := range gs {
		g.Release()
	}
}

func many(i int) {
	var gs [64]runtimectx.SetCurrentGuard
	gs[3] = runtimectx.SetCurrent(h2)
	hs := gs
	hs[3].Release()
	hs[i].Release()
}

func subslices() {
	gs := []runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	last := gs[len(gs)-1]
	gs = gs[:len(gs)-1]
	last.Release()
	gs[0].Release()
}

func subslicesForgotten() {
	gs := []runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)} // want `^guard gs\[0\], set current at line 171, is not released when the function returns at line 174 \[leakedguard\]$`
	gs = gs[1:]
	gs[0].Release()
}

func made() {
	gs := make([]runtimectx.SetCurrentGuard, 2)
	gs[0] = runtimectx.SetCurrent(h2)
	gs[1] = runtimectx.SetCurrent(h2)
	Reversed(gs...)
}

func madeForSome(n int) {
	gs := make([]runtimectx.SetCurrentGuard, n)
	for i := range gs {
		gs[i] = runtimectx.SetCurrent(h2)
	}
	Reversed(gs...)
}

func undo() {
	s := Stack{Undo: []func(){runtimectx.SetCurrent(h2).Release}}
	defer s.Run()
}

func undoForgotten() {
	s := Stack{Undo: []func(){runtimectx.SetCurrent(h2).Release}} // want `^guard s\.Undo\[0\], set current at line 197, is not released when the function returns at line 199 \[leakedguard\]$`
	_ = s
}

func undoTwo() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)
	s := Stack{Undo: []func(){a.Release, b.Release}}
	s.Run()
}

func runAll() {
	g := runtimectx.SetCurrent(h2)
	RunAll(func() {}, g.Release)
}

func entersLast() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	RunAll(func() {}, func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 213: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}
