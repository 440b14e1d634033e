// Package across passes functions to another package.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/directives/passed"
)

var h = runtimectx.NewHandle("across", nil)

func named() { time.Sleep(1) }

func posts(l *passed.Loop, p passed.Poster) {
	l.Post(func() {
		time.Sleep(1)            // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says; category sleep \[blockingcall\]`
		g := runtimectx.Enter(h) // want `runtimectx.Enter where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says: the goroutine is already entered \[nestedenter\]`
		g.Release()
	})
	p.Post(named)       // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Poster.Post says; category sleep`
	l.Run("a", named)   // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Loop.Run says; category sleep`
	defer l.Post(named) // want `named blocks \(calls time.Sleep\) where the goroutine is entered`
	l.Start(func() {
		time.Sleep(1)
		runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered`
	})
	l.OnIdle = named // want `named blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
}

func hook(n int) { time.Sleep(1) }

func types() passed.Hook {
	g := runtimectx.Enter(h)
	defer g.Release()
	l := &passed.Loop{OnIdle: func() { time.Sleep(1) }} // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
	l.Allow(named)
	l.Outside(named)
	return hook // want `hook blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Hook says`
}

// Embeds has a loop, and Alias another name for a hook.
type Embeds struct {
	*passed.Loop
	P passed.Poster
}

type Alias = passed.Hook
