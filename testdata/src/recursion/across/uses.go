// Package across uses package recursion from outside: the verdicts are the same.
package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/recursion"
)

func balanced() {
	g := runtimectx.Enter(h2)
	recursion.Balanced(3)
	g.Release()
}

func mutualOther() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	recursion.Odd(3) // want `^recursion\.Odd enters \(calls runtimectx\.Enter at recursion\.go:59\) inside the region entered at line 16: the goroutine is already entered \[nestedenter\]$`
}

func mutualOutside() {
	recursion.Even(3)
	recursion.Odd(3)
}

func blocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	recursion.Ping(3) // want `^recursion\.Ping blocks \(calls recursion\.Pong, which calls time\.Sleep\) inside the region entered at line 27; category sleep \[blockingcall\]$`
}

func needsInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	recursion.A(3)
	recursion.B(3)
	recursion.C(3)
}

func opens() {
	g := recursion.Opens(3)
	g.Release()
}

func tossExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() { recursion.TossB(enterAndLeave, 3) })
}

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func walk(t *recursion.Tree) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	t.Walk(enterAndLeave) // want `^t\.Walk enters \(calls enterAndLeave at recursion\.go:144, which calls runtimectx\.Enter at uses\.go:52\) inside the region entered at line 57: the goroutine is already entered \[nestedenter\]$`
}

func walkHarmless(t *recursion.Tree) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	t.Walk(func() {})
}

func afterForgets() {
	recursion.Forgets(3)
	recursion.LeavesFirst(3)
	recursion.Nests(0)
	recursion.MutualB(0)
}

func mutual() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	recursion.Even(3) // want `^recursion\.Even enters \(calls Odd at recursion\.go:52, which calls runtimectx\.Enter at recursion\.go:59\) inside the region entered at line 76: the goroutine is already entered \[nestedenter\]$`
}

func needs() {
	go func() {
		recursion.B(3) // want `^recursion\.B needs an entered goroutine \(calls C at recursion\.go:83, which calls runtimectx\.ExitRuntime at recursion\.go:89\), but it is not entered here \[exitstate\]$`
	}()
}

func opensForgotten(c bool) {
	g := recursion.Opens(3) // want `^guard g, set current at line 88, is not released when the function returns at line 90 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func passes() {
	g := runtimectx.SetCurrent(h2)
	recursion.Passes(3, g)
}

func toss() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	recursion.TossA(enterAndLeave, 3) // want `^recursion\.TossA enters \(calls TossB at recursion\.go:117, which calls TossA at recursion\.go:120, which calls enterAndLeave at recursion\.go:114, which calls runtimectx\.Enter at uses\.go:52\) inside the region entered at line 101: the goroutine is already entered \[nestedenter\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)

func forever() {
	g := runtimectx.SetCurrent(h2)
	_ = g
	recursion.Forever()
}
