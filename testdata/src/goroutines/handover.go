package goroutines

import (
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Where a guard is handed to another goroutine, that is the defect: what follows
// from the region or the handle that stays is not reported beside it.

func enteredStill() {
	g := runtimectx.Enter(h)
	go g.Release() // want `^guard g, entered at line 14, is released on another goroutine, started at line 15: release it on the goroutine that acquired it \[guardmisuse\]$`
	k := runtimectx.Enter(h)
	k.Release()
}

func blocksBefore() {
	g := runtimectx.Enter(h)
	time.Sleep(time.Second)
	go g.Release() // want `^guard g, entered at line 21, is released on another goroutine, started at line 23: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func waitsForRelease() {
	var wg sync.WaitGroup
	g := runtimectx.Enter(h)
	wg.Go(g.Release) // want `^guard g, entered at line 28, is released on another goroutine, started at line 29: release it on the goroutine that acquired it \[guardmisuse\]$`
	wg.Wait()
}

func handleStays() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	go b.Release() // want `^guard b, set current at line 35, is released on another goroutine, started at line 36: release it on the goroutine that acquired it \[guardmisuse\]$`
	a.Release()
}

// The guard is released here as well: two defects.
func releasedHereToo() {
	g := runtimectx.Enter(h)
	go g.Release()          // want `^guard g, entered at line 42, is released on another goroutine, started at line 43: release it on the goroutine that acquired it \[guardmisuse\]$`
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 42; category sleep \[blockingcall\]$`
	g.Release()
}

func releasedHereByDefer() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go g.Release()           // want `^guard g, entered at line 49, is released on another goroutine, started at line 51: release it on the goroutine that acquired it \[guardmisuse\]$`
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 49: the goroutine is already entered \[nestedenter\]$`
	k.Release()
}

func releasedHereOnOnePath(c bool) {
	g := runtimectx.Enter(h)
	if c {
		go g.Release() // want `^guard g, entered at line 57, is released on another goroutine, started at line 59: release it on the goroutine that acquired it \[guardmisuse\]$`
	}
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 57; category sleep \[blockingcall\]$`
	if !c {
		g.Release()
	}
}
