// Package onereport pins that many paths to one defect give one report, and
// that two defects on a line give two.
package onereport

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func twoRegions(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	} else {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 18; category sleep \[blockingcall\]$`
	g.Release()
}

func twoOuter(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	} else {
		g = runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
	}
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 29: the goroutine is already entered \[nestedenter\]$`
	k.Release()
	g.Release()
}

func twoFirstReleases(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		g.Release()
	} else {
		g.Release()
	}
	g.Release() // want `^guard g, set current at line 39, was already released at line 41 \[guardmisuse\]$`
}

func threeExits(n int) int {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 49, is not released when the function returns at line 53 \[leakedguard\]$`
	_ = g
	switch n {
	case 0:
		return 0
	case 1:
		return 1
	}
	return 2
}

func literalCalledTwice() {
	f := func() {
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 64; category sleep \[blockingcall\]$`
	}
	g := runtimectx.Enter(h)
	f()
	f()
	g.Release()
}

func literalCalledInTwoRegions() {
	f := func() {
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 74; category sleep \[blockingcall\]$`
	}
	g := runtimectx.Enter(h)
	f()
	g.Release()
	k := runtimectx.Enter(h)
	f()
	k.Release()
}

func literalLeaksTwice() {
	f := func(c bool) {
		g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 84, is not released when the function literal returns at line 86 \[leakedguard\]$`
		if c {
			return
		}
		g.Release()
	}
	f(true)
	f(true)
}

func helper(c bool) {
	if c {
		time.Sleep(1)
	} else {
		work()
		time.Sleep(2)
	}
}

func callBlocksTwice(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	helper(c) // want `^helper blocks \(calls time\.Sleep\) inside the region entered at line 104; category sleep \[blockingcall\]$`
}

func enterEither(c bool) {
	if c {
		g := runtimectx.Enter(h)
		g.Release()
	} else {
		runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {})
	}
}

func callNestsTwice(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	enterEither(c) // want `^enterEither enters \(calls runtimectx\.Enter at onereport\.go:111\) inside the region entered at line 119: the goroutine is already entered \[nestedenter\]$`
}

// It blocks on one path and enters on another: two defects.
func blockOrEnter(c bool) {
	if c {
		time.Sleep(1)
		return
	}
	g := runtimectx.Enter(h)
	g.Release()
}

func callBlocksOrNests(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	blockOrEnter(c) // want `^blockOrEnter blocks \(calls time\.Sleep\) inside the region entered at line 135; category sleep \[blockingcall\]$` `^blockOrEnter enters \(calls runtimectx\.Enter at onereport\.go:130\) inside the region entered at line 135: the goroutine is already entered \[nestedenter\]$`
}

func twoOnALine(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	use(<-c, wait()) // want `^channel receive blocks inside the region entered at line 141; category chan \[blockingcall\]$` `^wait blocks \(calls time\.Sleep\) inside the region entered at line 141; category sleep \[blockingcall\]$`
}

func use(int, int) {}

func wait() int {
	time.Sleep(1)
	return 1
}

func inLoop(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for range n {
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 154; category sleep \[blockingcall\]$`
	}
}

func manyDefers(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 162; category sleep \[blockingcall\]$`
	if c {
		return
	}
	work()
}

func leakOnReturnAndGoexit(t interface{ Failed() bool }) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 172, is not released when the function returns at line 175 \[leakedguard\]$`
	_ = g
	if t.Failed() {
		return
	}
	for {
		if t.Failed() {
			return
		}
	}
}

func sameOrderTwice(c bool) {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	if c {
		work()
	}
	a.Release() // want `^guard a, set current at line 185, is released before guard b, set current at line 186: release them in reverse order \[releaseorder\]$`
	b.Release()
}
