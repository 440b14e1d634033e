package iterators

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func entered() {
	for x := range Entered {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 10: the goroutine is already entered \[nestedenter\]$`
		workN(x)
		g.Release()
	}
}

func enteredBlocks() {
	for range Entered {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 18; category sleep \[blockingcall\]$`
	}
}

func enteredExits() {
	for range Entered {
		runtimectx.ExitRuntime(func() { time.Sleep(0) })
	}
}

func enteredLeft(n int) int {
	for x := range Entered {
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
	for range Entered { // want `^Entered enters \(calls runtimectx\.Enter at iterators\.go:16\) inside the region entered at line 44: the goroutine is already entered \[nestedenter\]$`
	}
}

func scoped() {
	for x := range Scoped {
		g := runtimectx.SetCurrent(h2)
		workN(x)
		g.Release()
	}
}

func scopedForgotten() {
	for x := range Scoped {
		g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 60, is not released before the next turn of the loop at line 59 \[leakedguard\]$`
		workN(x)
		_ = g
	}
}

func outside() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	for range Outside {
		time.Sleep(0)
		k := runtimectx.Enter(h2)
		k.Release()
	}
}

func outsideReleases() {
	g := runtimectx.Enter(h2)
	for range Outside {
		g.Release() // want `^guard g, entered at line 77, is released while its region is suspended: release it after the closure that runs outside of the region \[guardmisuse\]$`
		return
	}
	g.Release()
}

func outsideNotEntered() {
	for range Entered {
		break
	}
	runtimectx.EnterRuntime(h2, func(*runtimectx.BlockingRegionGuard) {
		for range Outside {
		}
	})
	g := runtimectx.Enter(h2)
	g.Release()
	for range Outside { // want `^Outside needs an entered goroutine \(calls runtimectx\.ExitRuntime at iterators\.go:34\), but it is not entered here \[exitstate\]$`
	}
}

func plain() {
	g := runtimectx.Enter(h2)
	for x := range Plain {
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
	for range Slow { // want `^Slow blocks \(calls time\.Sleep\) inside the region entered at line 111; category sleep \[blockingcall\]$`
	}
}

func slowOutside() {
	for range Slow {
	}
}

func method(l *Loop) {
	for range l.Each {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 123; category sleep \[blockingcall\]$`
	}
	for range l.All() {
		time.Sleep(0) // want `^time\.Sleep blocks inside the region entered at line 126; category sleep \[blockingcall\]$`
	}
	for range l.Items() {
		time.Sleep(0)
	}
}

func methodNests(l *Loop) {
	for range l.Each {
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:169\) inside the region entered at line 135: the goroutine is already entered \[nestedenter\]$`
	}
	for range l.All() {
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:169\) inside the region entered at line 138: the goroutine is already entered \[nestedenter\]$`
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
		workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:169\) inside the region entered at line 148: the goroutine is already entered \[nestedenter\]$`
	}
}

func nested() {
	for range Plain {
		for range Entered {
			workE() // want `^workE enters \(calls runtimectx\.Enter at uses\.go:169\) inside the region entered at line 159: the goroutine is already entered \[nestedenter\]$`
		}
		for range Plain {
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
