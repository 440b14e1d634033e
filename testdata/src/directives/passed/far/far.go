// Package far passes functions to a package that it does not import.
package far

import (
	"time"

	"github.com/ctxvet/ctxvet/testdata/src/directives/passed/across"
)

func wait()       { time.Sleep(1) }
func hook(n int)  { time.Sleep(1) }
func quick(n int) {}

func posts(e across.Embeds) across.Alias {
	e.Post(wait)                // want `wait blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Loop.Post says; category sleep \[blockingcall\]`
	e.Loop.Run("a", wait)       // want `wait blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Loop.Run says`
	e.P.Post(func() { wait() }) // want `wait blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of fn of Poster.Post says`
	e.OnIdle = wait             // want `wait blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Loop.OnIdle says`
	e.Start(func() { time.Sleep(time.Second) })
	if e.Loop == nil {
		return quick
	}
	return hook // want `hook blocks \(calls time.Sleep\) where the goroutine is entered, as //ctxvet:entered of Hook says`
}
