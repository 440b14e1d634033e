// Package columns pins the column of each report: the mark below it stands
// under the token, indentation left aside, and //^ is the start of the line.
package columns

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func leak(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 16, is not released when the function returns at line 19 \[leakedguard\]$`
	//   ^
	if c {
		return
	}
	g.Release()
}

func discarded() {
	runtimectx.SetCurrent(h) // want `^the guard set current here is discarded: nothing can release it \[leakedguard\]$`
	//^
}

func nested() {
	g := runtimectx.Enter(h)
	defer g.Release()
	func() {
		if k, err := enter(), error(nil); err == nil { // want `^enter enters \(calls runtimectx\.Enter at columns\.go:40\) inside the region entered at line 30: the goroutine is already entered \[nestedenter\]$`
			//           ^
			k.Release()
		}
	}()
}

func enter() runtimectx.EnterRuntimeGuard { return runtimectx.Enter(h) }

func order() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.SetCurrent(h)
	if work(); true {
		func() { a.Release() }() // want `^guard a, set current at line 43, is released before guard b, set current at line 44: release them in reverse order \[releaseorder\]$`
		//       ^
	}
	b.Release()
}

func blocks(ch chan int) (x int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	x = 1 + <-ch // want `^channel receive blocks inside the region entered at line 53; category chan \[blockingcall\]$`
	//      ^
	ch <- x // want `^channel send blocks inside the region entered at line 53; category chan \[blockingcall\]$`
	// ^
	for range ch { // want `^range over channel blocks inside the region entered at line 53; category chan \[blockingcall\]$`
		//^
	}
	select { // want `^select blocks inside the region entered at line 53; category chan \[blockingcall\]$`
	//^
	case <-ch:
	case ch <- 1:
	}
	defer time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 53; category sleep \[blockingcall\]$`
	//    ^
	return x
}

func released() {
	g := runtimectx.SetCurrent(h)
	g.Release()
	defer g.Release() // want `^guard g, set current at line 73, was already released at line 74 \[guardmisuse\]$`
	//    ^
}

func elsewhere() {
	g := runtimectx.SetCurrent(h)
	go g.Release() // want `^guard g, set current at line 80, is released on another goroutine, started at line 81: release it on the goroutine that acquired it \[guardmisuse\]$`
	//^
}

func exit() {
	g := runtimectx.Enter(h)
	g.Release()
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	//^
}
