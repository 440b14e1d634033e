package recursion

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

func balanced() {
	g := runtimectx.Enter(h2)
	Balanced(3)
	g.Release()
}

func mutualOther() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Odd(3) // want `^Odd enters \(calls runtimectx\.Enter at recursion\.go:59\) inside the region entered at line 14: the goroutine is already entered \[nestedenter\]$`
}

func mutualOutside() {
	Even(3)
	Odd(3)
}

func blocks() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Ping(3) // want `^Ping blocks \(calls Pong, which calls time\.Sleep\) inside the region entered at line 25; category sleep \[blockingcall\]$`
}

func needsInRegion() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	A(3)
	B(3)
	C(3)
}

func opens() {
	g := Opens(3)
	g.Release()
}

func tossExited() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() { TossB(enterAndLeave, 3) })
}

func enterAndLeave() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func walk(t *Tree) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	t.Walk(enterAndLeave) // want `^t\.Walk enters \(calls enterAndLeave at recursion\.go:144, which calls runtimectx\.Enter at uses\.go:50\) inside the region entered at line 55: the goroutine is already entered \[nestedenter\]$`
}

func walkHarmless(t *Tree) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	t.Walk(func() {})
}

func afterForgets() {
	Forgets(3)
	LeavesFirst(3)
	Nests(0)
	MutualB(0)
}

func mutual() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Even(3) // want `^Even enters \(calls Odd at recursion\.go:52, which calls runtimectx\.Enter at recursion\.go:59\) inside the region entered at line 74: the goroutine is already entered \[nestedenter\]$`
}

func needs() {
	go func() {
		B(3) // want `^B needs an entered goroutine \(calls C at recursion\.go:83, which calls runtimectx\.ExitRuntime at recursion\.go:89\), but it is not entered here \[exitstate\]$`
	}()
}

func opensForgotten(c bool) {
	g := Opens(3) // want `^guard g, set current at line 86, is not released when the function returns at line 88 \[leakedguard\]$`
	if c {
		return
	}
	g.Release()
}

func passes() {
	g := runtimectx.SetCurrent(h2)
	Passes(3, g)
}

func toss() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	TossA(enterAndLeave, 3) // want `^TossA enters \(calls TossB at recursion\.go:117, which calls TossA at recursion\.go:120, which calls enterAndLeave at recursion\.go:114, which calls runtimectx\.Enter at uses\.go:50\) inside the region entered at line 99: the goroutine is already entered \[nestedenter\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)
