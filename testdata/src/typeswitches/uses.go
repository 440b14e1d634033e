package typeswitches

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("h2", nil)

func released() {
	g := runtimectx.Enter(h2)
	Release(g)
	time.Sleep(0)
}

func twice() {
	g := runtimectx.SetCurrent(h2)
	g.Release()
	Release(g) // want `^Release releases guard g, set current at line 18 \(calls x.Release at typeswitches.go:14\): it was already released at line 19 \[guardmisuse\]$`
}

func passed() {
	g := runtimectx.SetCurrent(h2)
	Pass(g)
	g.Release() // want `^guard g, set current at line 24, was already released at line 25 \[guardmisuse\]$`
}

func otherKind() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 30, is not released when the function returns at line 32 \[leakedguard\]$`
	ReleaseCurrent(g)
}

func rightKind() {
	g := runtimectx.SetCurrent(h2)
	ReleaseCurrent(g)
}
