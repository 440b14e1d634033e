// Package across uses package reentry from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/reentry"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func wait() { time.Sleep(time.Second) }

func reenters(e *reentry.Executor) {
	e.Counts(func() { e.Counts(work) })
	e.Counts(func() {
		e.Counts(func() { e.Counts(work) })
	})
	e.Flags(func() { e.Flags(work) })
	e.Names(func() { e.Names(work) })
	e.Keeps(func() { e.Keeps(work) })
}

func reentersOwn() {
	e := new(reentry.Executor)
	e.Counts(func() { e.Counts(work) })
	e.Counts(func() { e.Counts(work) })
	e.Flags(func() { e.Flags(work) })
	e.Names(func() { e.Names(work) })
	e.Keeps(func() { e.Keeps(work) })
	e.Keeps(func() { e.Keeps(work) })
}

type again struct{ e *reentry.Executor }

func (a again) Do() { a.e.FlagsJob(nothing{}) }

type nothing struct{}

func (nothing) Do() {}

func reentersJob() {
	e := new(reentry.Executor)
	e.FlagsJob(again{e})
	e.FlagsJob(again{e})
}

func blocksInside(e *reentry.Executor) {
	e.Counts(wait)                      // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 52; category sleep \[blockingcall\]$`
	e.Counts(func() { e.Counts(wait) }) // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 53; category sleep \[blockingcall\]$`
}

func blocksInsideOwn() {
	e := new(reentry.Executor)
	e.Counts(wait)                      // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 58; category sleep \[blockingcall\]$`
	e.Counts(func() { e.Counts(wait) }) // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 59; category sleep \[blockingcall\]$`
}

// What is behind is as it was, once the call is over.
func stands() {
	e := new(reentry.Executor)
	e.Flags(work)
	if e.Running {
		g := runtimectx.Enter(h) // not reached
		runtimectx.ExitRuntime(work)
		runtimectx.ExitRuntime(func() { g.Release() })
	}
}

// What is called can change it.
func clears() {
	e := new(reentry.Executor)
	e.Flags(func() {
		e.Running = false
		e.Flags(work) // want `^e\.Flags enters \(calls runtimectx\.Enter at reentry\.go:36\) inside the region entered at line 76: the goroutine is already entered \[nestedenter\]$`
	})
}

func late(e *reentry.Executor) {
	e.FlagsLate(func() {
		e.FlagsLate(work) // want `^e\.FlagsLate enters \(calls runtimectx\.Enter at reentry\.go:79\) inside the region entered at line 83: the goroutine is already entered \[nestedenter\]$`
	})
}

func another(e, d *reentry.Executor) {
	e.Flags(func() {
		d.Flags(work) // want `^d\.Flags enters \(calls runtimectx\.Enter at reentry\.go:36\) inside the region entered at line 89: the goroutine is already entered \[nestedenter\]$`
	})
}
