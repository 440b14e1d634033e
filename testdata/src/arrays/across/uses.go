// Package across uses package arrays from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/arrays"
)

var h2 = runtimectx.NewHandle("uses", nil)

func returned() {
	gs := arrays.Two()
	gs[1].Release()
	gs[0].Release()
}

func returnedInWrongOrder() {
	gs := arrays.Two()
	gs[0].Release() // want `^guard gs, set current at line 18, is released before guard gs, set current there later: release them in reverse order \[releaseorder\]$`
	gs[1].Release()
}

func returnedForgotten() {
	gs := arrays.Two() // want `^guard gs, set current at line 24, is not released when the function returns at line 26 \[leakedguard\]$`
	gs[1].Release()
}

func copied() {
	gs := arrays.Two()
	hs := gs
	hs[1].Release()
	gs[0].Release()
}

func copiedTwice() {
	gs := arrays.Two()
	hs := gs
	hs[1].Release()
	gs[1].Release() // want `^guard gs, set current at line 36, was already released at line 38 \[guardmisuse\]$`
	gs[0].Release()
}

func passed() { arrays.ArrayReversed(arrays.Two()) }

func pointed() {
	gs := arrays.Two()
	arrays.Pointed(&gs)
}

func slice() {
	gs := arrays.Slice()
	gs[1].Release()
	gs[0].Release()
}

func sliceForgotten() {
	gs := arrays.Slice() // want `^guard gs, set current at line 57, is not released when the function returns at line 59 \[leakedguard\]$`
	gs[1].Release()
}

func reversed() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	arrays.Reversed(a, b)
}

func reversedResult() { arrays.Reversed(arrays.Slice()...) }

func forwards() {
	a := runtimectx.SetCurrent(h2)
	b := runtimectx.SetCurrent(h2)
	arrays.Forwards(a, b) // want `^arrays\.Forwards releases guard a, set current at line 70 \(calls g\.Release at arrays\.go:30\): it is released before guard b, set current at line 71: release them in reverse order \[releaseorder\]$`
}

func forwardsOne() { arrays.Forwards(runtimectx.SetCurrent(h2)) }

func forwardsNone() {
	arrays.Forwards()
	arrays.Reversed()
}

func forwardsFive() {
	arrays.Reversed(runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2))
}

func first() { arrays.First(runtimectx.SetCurrent(h2)) }

func firstOfTwo() {
	a := runtimectx.SetCurrent(h2) // want `^guard a, set current at line 89, is not released when the function returns at line 92 \[leakedguard\]$`
	b := runtimectx.SetCurrent(h2)
	arrays.First(b, a)
}

func firstTwice() {
	a := runtimectx.SetCurrent(h2)
	arrays.First(a)
	arrays.First(a) // want `^arrays\.First releases guard a, set current at line 95 \(calls gs\.Release at arrays\.go:34\): it was already released at line 96 \[guardmisuse\]$`
}

func at() {
	a := runtimectx.SetCurrent(h2)
	arrays.At(0, a)
}

func atUnknown(i int) {
	a := runtimectx.SetCurrent(h2)
	arrays.At(i, a)
}

func pick(m map[string]int) {
	g := arrays.Pick(m, runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2))
	g.Release()
}

func count() {
	a := runtimectx.SetCurrent(h2) // want `^guard a, set current at line 116, is not released when the function returns at line 118 \[leakedguard\]$`
	arrays.Count(a)
}

func literal() {
	gs := [...]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)}
	gs[1].Release()
	gs[0].Release()
}

func literalForgotten() {
	gs := [...]runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)} // want `^guard gs\[0\], set current at line 127, is not released when the function returns at line 129 \[leakedguard\]$`
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
	gs := []runtimectx.SetCurrentGuard{runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)} // want `^guard gs\[0\], set current at line 173, is not released when the function returns at line 176 \[leakedguard\]$`
	gs = gs[1:]
	gs[0].Release()
}

func made() {
	gs := make([]runtimectx.SetCurrentGuard, 2)
	gs[0] = runtimectx.SetCurrent(h2)
	gs[1] = runtimectx.SetCurrent(h2)
	arrays.Reversed(gs...)
}

func madeForSome(n int) {
	gs := make([]runtimectx.SetCurrentGuard, n)
	for i := range gs {
		gs[i] = runtimectx.SetCurrent(h2)
	}
	arrays.Reversed(gs...)
}

func undo() {
	s := arrays.Stack{Undo: []func(){runtimectx.SetCurrent(h2).Release}}
	defer s.Run()
}

func undoForgotten() {
	s := arrays.Stack{Undo: []func(){runtimectx.SetCurrent(h2).Release}} // want `^guard s\.Undo\[0\], set current at line 199, is not released when the function returns at line 201 \[leakedguard\]$`
	_ = s
}

func undoTwo() {
	a, b := runtimectx.SetCurrent(h2), runtimectx.SetCurrent(h2)
	s := arrays.Stack{Undo: []func(){a.Release, b.Release}}
	s.Run()
}

func runAll() {
	g := runtimectx.SetCurrent(h2)
	arrays.RunAll(func() {}, g.Release)
}

func entersLast() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	arrays.RunAll(func() {}, func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 215: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}
