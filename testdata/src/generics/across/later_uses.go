package across

import (
	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/generics"
)

func later() {
	g := runtimectx.SetCurrent(h2)
	defer generics.Later(g)()
}

func laterTwice() {
	g := runtimectx.SetCurrent(h2)
	end := generics.Later(g)
	end()
	end() // want `^end releases guard g, set current at line 14 \(calls g.Release at later.go:4\): it was already released at line 16 \[guardmisuse\]$`
}

func laterNever() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 21, is not released when the function returns at line 24 \[leakedguard\]$`
	end := generics.Later(g)
	_ = end
}

func laterThenExit() {
	g := runtimectx.Enter(h2)
	end := generics.Later(g)
	runtimectx.ExitRuntime(func() {})
	end()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func laterOfCouple() {
	p := &generics.Couple[runtimectx.SetCurrentGuard]{A: runtimectx.SetCurrent(h2), B: runtimectx.SetCurrent(h2)}
	defer p.Close()()
}
