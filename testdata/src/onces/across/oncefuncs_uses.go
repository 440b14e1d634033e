package across

import (
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/onces"
)

func releaseOnceFunc() {
	g := runtimectx.Enter(h2)
	end := sync.OnceFunc(g.Release)
	defer end()
	if work() {
		end()
	}
}

func releaseOnceFuncNeverCalled() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 21, is not released when the function returns at line 24 \[leakedguard\]$`
	end := sync.OnceFunc(g.Release)
	_ = end
}

func releaseOnceFuncBeforeRelease() {
	g := runtimectx.Enter(h2)
	end := sync.OnceFunc(func() { g.Release() })
	end()
	g.Release() // want `^guard g, entered at line 27, was already released at line 28 \[guardmisuse\]$`
}

func releaseOnceFuncOfHelper() {
	g := runtimectx.Enter(h2)
	end := onces.Releaser(g)
	end()
	time.Sleep(0)
	end()
}

func releaseOnceFuncOfHelperNeverCalled() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 42, is not released when the function returns at line 45 \[leakedguard\]$`
	end := onces.Releaser(g)
	_ = end
}

func twoOnceFuncs() {
	g := runtimectx.Enter(h2)
	onces.Once(g.Release)()
	onces.Once(g.Release)() // want `^guard g, entered at line 48, was already released at line 49 \[guardmisuse\]$`
}
