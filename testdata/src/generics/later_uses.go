package generics

import "github.com/ctxvet/ctxvet/runtimectx"

func later() {
	g := runtimectx.SetCurrent(h2)
	defer Later(g)()
}

func laterTwice() {
	g := runtimectx.SetCurrent(h2)
	end := Later(g)
	end()
	end() // want `^end releases guard g, set current at line 11 \(calls g.Release at later.go:4\): it was already released at line 13 \[guardmisuse\]$`
}

func laterNever() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 18, is not released when the function returns at line 21 \[leakedguard\]$`
	end := Later(g)
	_ = end
}

func laterThenExit() {
	g := runtimectx.Enter(h2)
	end := Later(g)
	runtimectx.ExitRuntime(func() {})
	end()
	runtimectx.ExitRuntime(func() {}) // want `^runtimectx.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func laterOfCouple() {
	p := &Couple[runtimectx.SetCurrentGuard]{A: runtimectx.SetCurrent(h2), B: runtimectx.SetCurrent(h2)}
	defer p.Close()()
}
