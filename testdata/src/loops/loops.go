// Package loops pins guards in loops, which run zero or more turns.
package loops

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work(int) bool { return true }

func eachTurn(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.Enter(h)
		work(i)
		g.Release()
	}
}

func eachTurnForgets(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 22, is not released before the next turn of the loop at line 21 \[leakedguard\]$`
		_ = g
	}
}

func continues(xs []int) {
	for _, x := range xs {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 29, is not released before the next turn of the loop at line 28 \[leakedguard\]$`
		if x == 0 {
			continue
		}
		g.Release()
	}
}

func continuesReleased(xs []int) {
	for _, x := range xs {
		g := runtimectx.SetCurrent(h)
		if x == 0 {
			g.Release()
			continue
		}
		g.Release()
	}
}

func breaks(xs []int) {
	for _, x := range xs {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 50, is not released when the function returns at line 56 \[leakedguard\]$`
		if x == 0 {
			break
		}
		g.Release()
	}
}

func breaksThenReleases(xs []int) {
	var g runtimectx.EnterRuntimeGuard
	for _, x := range xs {
		g = runtimectx.Enter(h)
		if x == 0 {
			break
		}
		g.Release()
		g = runtimectx.EnterRuntimeGuard{}
	}
	g.Release()
}

func breaksThenReleasesStale(xs []int) {
	var g runtimectx.EnterRuntimeGuard
	for _, x := range xs {
		g = runtimectx.Enter(h)
		if x == 0 {
			break
		}
		g.Release()
	}
	g.Release() // want `^guard g, entered at line 74, was already released at line 78 \[guardmisuse\]$`
}

func returnsFromLoop(xs []int) {
	for _, x := range xs {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 85, is not released when the function returns at line 87 \[leakedguard\]$`
		if x == 0 {
			return
		}
		g.Release()
	}
}

// The first turn's guard is live until the function returns.
func deferInLoop(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 96: the goroutine is already entered \[nestedenter\]$`
		defer g.Release()
	}
}

func deferInLiteral(n int) {
	for i := 0; i < n; i++ {
		func() {
			g := runtimectx.Enter(h)
			defer g.Release()
			work(i)
		}()
	}
}

func deferThenLeavesLoop(xs []int) {
	for _, x := range xs {
		if x > 0 {
			g := runtimectx.Enter(h)
			defer g.Release()
			break
		}
	}
}

func deferThenReturns(xs []int) int {
	for _, x := range xs {
		if x > 0 {
			g := runtimectx.Enter(h)
			defer g.Release()
			return x
		}
	}
	return 0
}

func aroundLoop(n int) {
	g := runtimectx.Enter(h)
	for i := 0; i < n; i++ {
		work(i)
	}
	g.Release()
}

func enterInEnteredLoop(n int) {
	g := runtimectx.Enter(h)
	for i := 0; i < n; i++ {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 141: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}
	g.Release()
}

func releasedInLoop(n int) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 150, is not released when the function returns at line 154 \[leakedguard\]$`
	for i := 0; i < n; i++ {
		g.Release() // want `^guard g, entered at line 150, was already released at line 152 \[guardmisuse\]$`
	}
}

func releasedInFirstTurn(n int) {
	g := runtimectx.Enter(h)
	for i := 0; ; i++ {
		if i == 0 {
			g.Release()
		}
		if i >= n {
			return
		}
	}
}

// Zero turns leave the guard live.
func releasedOnlyByTurn(xs []int) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 170, is not released when the function returns at line 175 \[leakedguard\]$`
	for range xs {
		g.Release()
		return
	}
}

func acquiredBeforeNextTurnReleases(n int) {
	var g runtimectx.SetCurrentGuard
	for i := 0; i < n; i++ {
		g.Release()
		g = runtimectx.SetCurrent(h)
	}
	g.Release()
}

func handOverHand(n int) {
	g := runtimectx.SetCurrent(h)
	for i := 0; i < n; i++ {
		k := runtimectx.SetCurrent(h)
		g.Release() // want `^guard g, set current at line 187, is released before guard k, set current at line 189: release them in reverse order \[releaseorder\]$`
		g = k
	}
	g.Release()
}

func carriedToNextTurn(n int) {
	g := runtimectx.SetCurrent(h)
	for i := 0; i < n; i++ {
		g.Release()
		work(i)
		g = runtimectx.SetCurrent(h)
	}
	g.Release()
}

func overwrittenByNextTurn(n int) {
	var g runtimectx.SetCurrentGuard
	for i := 0; i < n; i++ {
		g = runtimectx.SetCurrent(h) // want `^guard g, set current at line 209, is not released before the next turn of the loop at line 208 \[leakedguard\]$`
	}
	g.Release()
}

func retry(n int) bool {
	for i := 0; i < n; i++ {
		g, err := runtimectx.TryEnter(h)
		if err != nil {
			continue
		}
		ok := work(i)
		g.Release()
		if ok {
			return true
		}
	}
	return false
}

func retryForgets(n int) bool {
	for i := 0; i < n; i++ {
		g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 231, is not released when the function returns at line 236 \[leakedguard\]$`
		if err != nil {
			continue
		}
		if work(i) {
			return true
		}
		g.Release()
	}
	return false
}

func endlessLoopWithBreak(f func() bool) {
	g := runtimectx.SetCurrent(h)
	for {
		if f() {
			break
		}
	}
	g.Release()
}

func endlessLoopLeaksEachTurn() {
	for {
		runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	}
}

func conditionReleases(n int) {
	for g := runtimectx.SetCurrent(h); ; g = runtimectx.SetCurrent(h) {
		g.Release()
		if n--; n < 0 {
			return
		}
	}
}

func inPostStatement(n int) {
	g := runtimectx.SetCurrent(h)
	for i := 0; i < n; i++ {
		g.Release()
		g = runtimectx.SetCurrent(h)
	}
	_ = work(n)
	g.Release()
}

func rangeInteger(n int) {
	for i := range n {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 280, is not released when the function returns at line 282 \[leakedguard\]$`
		if i == 3 {
			return
		}
		g.Release()
	}
}

func rangeMapAndString(m map[string]int, s string) {
	for k := range m {
		g := runtimectx.Enter(h)
		_ = k
		g.Release()
	}
	for _, r := range s {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 295, is not released when the function returns at line 301 \[leakedguard\]$`
		if r == 'x' {
			break
		}
		g.Release()
	}
}

func nestedLoops(n int) {
	for i := range n {
		a := runtimectx.SetCurrent(h)
		for j := range n {
			b := runtimectx.SetCurrent(h)
			work(i * j)
			b.Release()
		}
		a.Release()
	}
}

func continueOuter(n int) {
outer:
	for i := range n {
		a := runtimectx.SetCurrent(h) // want `^guard a, set current at line 318, is not released before the next turn of the loop at line 317 \[leakedguard\]$`
		for j := range n {
			if work(i * j) {
				continue outer
			}
		}
		a.Release()
	}
}

func breakOuterReleases(n int) {
	a := runtimectx.SetCurrent(h)
outer:
	for i := range n {
		for j := range n {
			if work(i * j) {
				break outer
			}
		}
	}
	a.Release()
}

// The guards are in a slice, where the analysis does not follow them.
func keptInSlice(n int) {
	var gs []runtimectx.SetCurrentGuard
	for range n {
		gs = append(gs, runtimectx.SetCurrent(h))
	}
	for i := len(gs) - 1; i >= 0; i-- {
		gs[i].Release()
	}
}

// A conditional in a later turn: the guard taken in a turn with c is released
// in the same turn only when c still holds.
func flagPerTurn(xs []bool) {
	for _, c := range xs {
		var g runtimectx.SetCurrentGuard
		if c {
			g = runtimectx.SetCurrent(h)
		}
		work(1)
		if c {
			g.Release()
		}
	}
}

func flagOfOtherTurn(xs []bool) {
	held := false
	var g runtimectx.SetCurrentGuard
	for _, c := range xs {
		if c && !held {
			g = runtimectx.SetCurrent(h)
			held = true
		}
	}
	if held {
		g.Release()
	}
}

func endless() {
	g := runtimectx.Enter(h)
	_ = g
	for {
		work(1)
	}
}

func deferInLoopNests(n int) {
	for i := 0; i < n; i++ {
		g := runtimectx.SetCurrent(h)
		defer g.Release()
	}
}

func capturedIndex(n int) {
	for i := 0; i < n; i++ {
		func() {
			g := runtimectx.SetCurrent(h)
			if i >= 0 {
				g.Release()
			}
		}()
	}
}

func capturedIndexLeaks(n int) {
	for i := 0; i < n; i++ {
		func() {
			g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 410, is not released when the function literal returns at line 414 \[leakedguard\]$`
			if i > 0 {
				g.Release()
			}
		}()
	}
}
