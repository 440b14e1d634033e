// Package evaluation pins in which order, and whether at all, expressions are
// evaluated.
package evaluation

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func drop(g runtimectx.SetCurrentGuard) bool {
	g.Release()
	return true
}

func open() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h) }

func shortCircuit(c bool) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 21, is not released when the function returns at line 23 \[leakedguard\]$`
	_ = c && drop(g)
}

func shortCircuitBoth(c bool) {
	g := runtimectx.SetCurrent(h)
	_ = c && drop(g) || drop(g)
}

func shortCircuitTwice(c bool) {
	g := runtimectx.SetCurrent(h)
	_ = drop(g) && drop(g) // want `^drop releases guard g, set current at line 31 \(calls g\.Release at evaluation\.go:14\): it was already released at line 32 \[guardmisuse\]$`
}

func deferredArgument() {
	defer drop(runtimectx.SetCurrent(h))
	a := runtimectx.SetCurrent(h)
	a.Release()
}

// The argument is evaluated at the defer statement.
func deferredArgumentNests() {
	defer runtimectx.EnterRuntimeGuard.Release(runtimectx.Enter(h))
	g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 43: the goroutine is already entered \[nestedenter\]$`
	g.Release()
}

func deferredReceiver() {
	defer runtimectx.Enter(h).Release()
	defer runtimectx.Enter(h).Release() // want `^runtimectx\.Enter inside the region entered at line 49: the goroutine is already entered \[nestedenter\]$`
}

func deferredTwice() {
	defer open().Release()
	defer open().Release()
}

func argumentsInOrder() {
	use(open(), open())
}

func use(a, b runtimectx.SetCurrentGuard) {
	b.Release()
	a.Release()
}

func argumentsOutOfOrder() {
	useWrong(open(), open()) // want `^useWrong releases the guard set current at line 68 \(calls a\.Release at evaluation\.go:72\): it is released before the guard set current at line 68: release them in reverse order \[releaseorder\]$`
}

func useWrong(a, b runtimectx.SetCurrentGuard) {
	a.Release()
	b.Release()
}

func resultOfCall() runtimectx.SetCurrentGuard {
	return pass(open())
}

func pass(g runtimectx.SetCurrentGuard) runtimectx.SetCurrentGuard { return g }

func indexExpression(xs []int) int {
	g := runtimectx.SetCurrent(h)
	x := xs[count(g)]
	return x
}

func count(g runtimectx.SetCurrentGuard) int {
	g.Release()
	return 0
}

func compositeLiteral() {
	s := struct{ a, b runtimectx.SetCurrentGuard }{a: open(), b: open()}
	s.b.Release()
	s.a.Release()
}

func switchTag() {
	g := runtimectx.Enter(h)
	defer g.Release()
	switch wait() { // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 100; category sleep \[blockingcall\]$`
	case 1:
	}
}

func wait() int {
	time.Sleep(time.Second)
	return 1
}

func forCondition(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for i := 0; i < wait(); i++ { // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 113; category sleep \[blockingcall\]$`
	}
}

func rangeExpression() {
	g := runtimectx.Enter(h)
	defer g.Release()
	for range wait() { // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 120; category sleep \[blockingcall\]$`
	}
}

func sendOperand(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	select {
	case c <- wait(): // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 127; category sleep \[blockingcall\]$`
	default:
	}
}

func goArguments() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go consume(wait()) // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 136; category sleep \[blockingcall\]$`
}

func consume(int) {}

func goFunction() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go waiter()() // want `^waiter blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 144; category sleep \[blockingcall\]$`
}

func waiter() func() {
	wait()
	return func() {}
}

func deferArguments() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer consume(wait()) // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 155; category sleep \[blockingcall\]$`
}

// The operand is evaluated before the region, the call runs after it.
func deferEarlyArguments() {
	defer consume(wait())
	g := runtimectx.Enter(h)
	defer g.Release()
}

func returnBeforeDefer() int {
	g := runtimectx.Enter(h)
	defer g.Release()
	return wait() // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 168; category sleep \[blockingcall\]$`
}

func assignmentOrder() {
	var g runtimectx.SetCurrentGuard
	g, ok := open(), drop(g) // the zero guard is dropped
	_ = ok
	g.Release()
}

func parallelAssignment() {
	a, b := open(), open()
	a, b = b, a
	a.Release()
	b.Release()
}

func deferInsideIf(c bool) {
	if g := open(); c {
		defer g.Release()
	} else {
		g.Release()
	}
}

func immediately() {
	func() runtimectx.SetCurrentGuard {
		return open()
	}().Release()
}

func methodOnResult() {
	open().Release()
	runtimectx.Enter(h).Release()
	k := runtimectx.Enter(h)
	k.Release()
}
