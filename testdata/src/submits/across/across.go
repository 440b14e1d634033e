// Package across gives jobs to executors of another package.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/submits"
)

var h = runtimectx.NewHandle("across", nil)

func slow() { time.Sleep(1) }

func enters() { runtimectx.Enter(h).Release() }

func uses(e *submits.Executor) {
	e.Submit(func() { time.Sleep(1) }) // want `^time\.Sleep blocks inside the region entered at line 18; category sleep \[blockingcall\]$`
	e.Append(slow)                     // want `^e\.Append blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 19; category sleep \[blockingcall\]$`
	e.Name("a", enters)                // want `^e\.Name enters \(calls enters at submits\.go:42, which calls runtimectx\.Enter at across\.go:15\) inside the region entered at line 20: the goroutine is already entered \[nestedenter\]$`
	e.Handle(slow)                     // want `^e\.Handle blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 21; category sleep \[blockingcall\]$`
	e.Post(slow)
	e.SubmitTwice(enters) // want `^e\.SubmitTwice enters \(calls enters at submits\.go:65, which calls runtimectx\.Enter at across\.go:15\) inside the region entered at line 23: the goroutine is already entered \[nestedenter\]$`
	e.Outside(slow)
}

// forwards is an executor of its own.
func forwards(e *submits.Executor, f func()) { e.Submit(f) }

func usesForwards(e *submits.Executor) {
	forwards(e, slow) // want `^forwards blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 31; category sleep \[blockingcall\]$`
}
