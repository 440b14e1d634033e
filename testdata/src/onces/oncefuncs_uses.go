package onces

import (
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
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
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 20, is not released when the function returns at line 23 \[leakedguard\]$`
	end := sync.OnceFunc(g.Release)
	_ = end
}

func releaseOnceFuncBeforeRelease() {
	g := runtimectx.Enter(h2)
	end := sync.OnceFunc(func() { g.Release() })
	end()
	g.Release() // want `^guard g, entered at line 26, was already released at line 27 \[guardmisuse\]$`
}

func releaseOnceFuncOfHelper() {
	g := runtimectx.Enter(h2)
	end := Releaser(g)
	end()
	time.Sleep(0)
	end()
}

func releaseOnceFuncOfHelperNeverCalled() {
	g := runtimectx.Enter(h2) // want `^guard g, entered at line 41, is not released when the function returns at line 44 \[leakedguard\]$`
	end := Releaser(g)
	_ = end
}

func twoOnceFuncs() {
	g := runtimectx.Enter(h2)
	Once(g.Release)()
	Once(g.Release)() // want `^guard g, entered at line 47, was already released at line 48 \[guardmisuse\]$`
}
