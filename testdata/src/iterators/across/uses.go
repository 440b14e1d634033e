// Package across uses package iterators from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/iterators"
)

func entered() {
	for x := range iterators.Entered {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 12: the goroutine is already entered \[nestedenter\]$`
		workN(x)
		g.Release()
	}
}

func enteredBlocks() {
	for range iterators.Entered {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 20; category sleep \[blockingcall\]$`
	}
}

func enteredExits() {
	for range iterators.Entered {
		runtimectx.ExitRuntime(func() { time.Sleep(0) })
	}
}

func enteredLeft(n int) int {
	for x := range iterators.Entered {
		if x == n {
			return x
		}
		if x > n {
			break
		}
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	return 0
}

func enteredInside() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range iterators.Entered { // want `^iterators\.Entered enters \(calls runtimectx\.Enter at iterators\.go:16\) inside the region entered at line 46: the goroutine is already entered \[nestedenter\]$`
	}
}

func scoped() {
	for x := range iterators.Scoped {
		g := runtimectx.SetCurrent(h2)
		workN(x)
		g.Release()
	}
}

func scopedForgotten() {
	for x := range iterators.Scoped {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 62, is not released before the next turn of the loop at line 61 \[leakedguard\]$`
		workN(x)
		_ = g
	}
}

func outside() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range iterators.Outside {
		time.Sleep(0)
		k := runtimectx.Enter(h2)
		k.Release()
	}
}

func outsideReleases() {
	g := runtimectx.Enter(h2)
	for range iterators.Outside {
		g.Release() // want `^guard g, entered at line 79, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		return
	}
	g.Release()
}

func outsideNotEntered() {
	for range iterators.Entered {
		break
	}
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {
		for range iterators.Outside {
		}
	})
	g := runtimectx.Enter(h2)
	g.Release()
	for range iterators.Outside { // want `^iterators\.Outside needs an entered goroutine \(calls runtimectx\.ExitRuntime at iterators\.go:34\), but it is not entered here \[exitstate\]$`
	}
}

func plain() {
	g := runtimectx.Enter(h2)
	for x := range iterators.Plain {
		if x > 1 {
			g.Release()
			return
		}
	}
	g.Release()
}

func slow() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range iterators.Slow { // want `^iterators\.Slow blocks \(calls time\.Sleep\) inside the region entered at line 113; category sleep \[blockingcall\]$`
	}
}

func slowOutside() {
	for range iterators.Slow {
	}
}

func method(l *iterators.Loop) {
	for range l.Each {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 125; category sleep \[blockingcall\]$`
	}
	for range l.All() {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 128; category sleep \[blockingcall\]$`
	}
	for range l.Items() {
		time.Sleep(0)
	}
}

func methodNests(l *iterators.Loop) {
	for range l.Each {
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:171\) inside the region entered at line 137: the goroutine is already entered \[nestedenter\]$`
	}
	for range l.All() {
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:171\) inside the region entered at line 140: the goroutine is already entered \[nestedenter\]$`
	}
	for range l.Items() {
		workE()
	}
}

func literal() {
	seq := func(yield func(int) bool) {
		g := runtimectx.Enter(h2)
		defer g.Release()
		yield(1)
	}
	for range seq {
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:171\) inside the region entered at line 150: the goroutine is already entered \[nestedenter\]$`
	}
}

func nested() {
	for range iterators.Plain {
		for range iterators.Entered {
			workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:171\) inside the region entered at line 161: the goroutine is already entered \[nestedenter\]$`
		}
		for range iterators.Plain {
			workE()
		}
	}
}

func workE() {
	g := runtimectx.Enter(h2)
	g.Release()
}

func workN(int) {}

var h2 = runtimectx.NewHandle("h2", nil)
