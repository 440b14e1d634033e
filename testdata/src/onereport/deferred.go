package onereport

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// On one path the guard leaks, on the other a defer releases it when the second
// Enter panics: what blocked before is wrong on that one.
func blocksBeforeNested(a bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 12, is not released when the function returns at line 18 \[leakedguard\]$`
	time.Sleep(time.Second)  // want `^time\.Sleep blocks inside the region entered at line 12; category sleep \[blockingcall\]$`
	if a {
		defer g.Release()
	}
	g = runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 12: the goroutine is already entered \[nestedenter\]$`
}

func blocksBeforeNestedOnly() {
	g := runtimectx.Enter(h)
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 21; category sleep \[blockingcall\]$`
	defer g.Release()
	g = runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 21: the goroutine is already entered \[nestedenter\]$`
}
