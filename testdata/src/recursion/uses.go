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
	t.Walk(enterAndLeave) // want `^t\.Walk enters \(calls f at recursion\.go:144, which calls enterAndLeave, which calls runtimectx\.Enter at uses\.go:50\) inside the region entered at line 55: the goroutine is already entered \[nestedenter\]$`
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

var h2 = runtimectx.NewHandle("h2", nil)
