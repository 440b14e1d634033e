// Package across uses package typeswitches from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/typeswitches"
)

var h2 = runtimectx.NewHandle("h2", nil)

func released() {
	g := runtimectx.Enter(h2)
	typeswitches.Release(g)
	time.Sleep(0)
}

func twice() {
	g := runtimectx.SetCurrent(h2)
	g.Release()
	typeswitches.Release(g) // want `^typeswitches.Release releases guard g, set current at line 20 \(calls x.Release at typeswitches.go:14\): it was already released at line 21 \[guardmisuse\]$`
}

func passed() {
	g := runtimectx.SetCurrent(h2)
	typeswitches.Pass(g)
	g.Release() // want `^guard g, set current at line 26, was already released at line 27 \[guardmisuse\]$`
}

func otherKind() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 32, is not released when the function returns at line 34 \[leakedguard\]$`
	typeswitches.ReleaseCurrent(g)
}

func rightKind() {
	g := runtimectx.SetCurrent(h2)
	typeswitches.ReleaseCurrent(g)
}
