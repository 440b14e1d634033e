// Package origins pins that one defect gives one report, at its origin.
package origins

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func leakThenNest() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 15, is not released when the function returns at line 19 \[leakedguard\]$`
	_ = g
	k := runtimectx.Enter(h)
	k.Release()
}

func leakThenBlock(c chan int) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 22, is not released when the function returns at line 26 \[leakedguard\]$`
	_ = g
	<-c
	time.Sleep(time.Second)
}

func leakThenOutOfOrder() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h) // want `^guard b, set current at line 30, is not released when the function returns at line 33 \[leakedguard\]$`
	_ = b
	a.Release()
}

func leakOnOnePathThenNest(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 36, is not released when the function returns at line 42 \[leakedguard\]$`
	if c {
		g.Release()
	}
	k := runtimectx.Enter(h)
	k.Release()
}

// The first Enter is released later, so the nesting is the defect.
func nestThenRelease(c bool) {
	g := runtimectx.Enter(h)
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 46: the goroutine is already entered \[nestedenter\]$`
	k.Release()
	g.Release()
}

func leakInLoop(n int) {
	for range n {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 54, is not released before the next turn of the loop at line 53 \[leakedguard\]$`
		_ = g
	}
}

func leakInExit() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		k := runtimectx.Enter(h) // want `^guard k, entered at line 63, is not released when the function literal returns at line 65 \[leakedguard\]$`
		_ = k
	})
	runtimectx.ExitRuntime(work)
}

func twoLeaks() {
	a := runtimectx.SetCurrent(h) // want `^guard a, set current at line 70, is not released when the function returns at line 73 \[leakedguard\]$`
	b := runtimectx.SetCurrent(h) // want `^guard b, set current at line 71, is not released when the function returns at line 73 \[leakedguard\]$`
	_, _ = a, b
}

func handedOver() {
	g := runtimectx.Enter(h)
	go func() {
		g.Release() // want `^guard g, entered at line 76, is released on another goroutine, started at line 77: release it on the goroutine that acquired it \[guardmisuse\]$`
	}()
	k := runtimectx.SetCurrent(h)
	k.Release()
}

func blocksTwice(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-c // want `^channel receive blocks inside the region entered at line 85; category chan \[blockingcall\]$`
	<-c // want `^channel receive blocks inside the region entered at line 85; category chan \[blockingcall\]$`
}

func blocksOnManyPaths(c chan int, a, b bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if a {
		work()
	}
	if b {
		work()
	}
	<-c // want `^channel receive blocks inside the region entered at line 92; category chan \[blockingcall\]$`
}

func leaks() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 104, is not released when the function returns at line 106 \[leakedguard\]$`
	_ = g
}

// The leak in the helper is not reported in its callers, and what it disturbs
// there is not either.
func callsLeaks() {
	leaks()
}

func callsLeaksThenEnters() {
	leaks()
	g := runtimectx.Enter(h)
	g.Release()
}

func nests() {
	g := runtimectx.Enter(h)
	g.Release()
}

func twoCallers() {
	g := runtimectx.Enter(h)
	defer g.Release()
	nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 126: the goroutine is already entered \[nestedenter\]$`
}

func otherCaller() {
	g := runtimectx.Enter(h)
	defer g.Release()
	nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 132: the goroutine is already entered \[nestedenter\]$`
}

// nests again is reported where the region is known, not further out.
func inner() {
	g := runtimectx.Enter(h)
	defer g.Release()
	nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 139: the goroutine is already entered \[nestedenter\]$`
}

func outer() {
	inner()
}

// The second misuse is behind the panic of the first.
func firstOnly() {
	g := runtimectx.Enter(h)
	defer g.Release()
	nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 150: the goroutine is already entered \[nestedenter\]$`
	nests()
	runtimectx.BlockInPlace(work)
}

// A blocking call is no panic: the path goes on.
func blocksThenNests(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-c     // want `^channel receive blocks inside the region entered at line 159; category chan \[blockingcall\]$`
	nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 159: the goroutine is already entered \[nestedenter\]$`
}

func eitherWay(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 166: the goroutine is already entered \[nestedenter\]$`
	} else {
		nests() // want `^nests enters \(calls runtimectx\.Enter at origins\.go:121\) inside the region entered at line 166: the goroutine is already entered \[nestedenter\]$`
	}
}

func orderOfTwo() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	c := runtimectx.SetCurrent(h)
	a.Release() // want `^guard a, set current at line 176, is released before guard c, set current at line 178: release them in reverse order \[releaseorder\]$`
	b.Release()
	c.Release()
}

// A guard that one path returns and another leaks: the first has the blocking
// call, the second the leak.
func returnedOrLeaked(c chan int, ok bool) (g runtimectx.EnterRuntimeGuard) {
	g = runtimectx.Enter(h) // want `^guard g, entered at line 187, is not released when the function returns at line 190 \[leakedguard\]$`
	<-c                     // want `^channel receive blocks inside the region entered at line 187; category chan \[blockingcall\]$`
	if !ok {
		return runtimectx.EnterRuntimeGuard{}
	}
	return g
}

// A guard that every path leaks is the origin of what it is in conflict with.
func leakedByEachPath(n int) {
	for range n {
		g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 198, is not released when the function returns at line 206 \[leakedguard\]$`
		if err != nil {
			return
		}
		_ = g
		break
	}
	nests()
}
