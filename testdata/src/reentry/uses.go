package reentry

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func work() {}

func wait() { time.Sleep(time.Second) }

func reenters(e *Executor) {
	e.Counts(func() { e.Counts(work) })
	e.Counts(func() {
		e.Counts(func() { e.Counts(work) })
	})
	e.Flags(func() { e.Flags(work) })
	e.Names(func() { e.Names(work) })
	e.Keeps(func() { e.Keeps(work) })
}

func reentersOwn() {
	e := new(Executor)
	e.Counts(func() { e.Counts(work) })
	e.Counts(func() { e.Counts(work) })
	e.Flags(func() { e.Flags(work) })
	e.Names(func() { e.Names(work) })
	e.Keeps(func() { e.Keeps(work) })
	e.Keeps(func() { e.Keeps(work) })
}

type again struct{ e *Executor }

func (a again) Do() { a.e.FlagsJob(nothing{}) }

type nothing struct{}

func (nothing) Do() {}

func reentersJob() {
	e := new(Executor)
	e.FlagsJob(again{e})
	e.FlagsJob(again{e})
}

func blocksInside(e *Executor) {
	e.Counts(wait)                      // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 48; category sleep \[blockingcall\]$`
	e.Counts(func() { e.Counts(wait) }) // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 49; category sleep \[blockingcall\]$`
}

func blocksInsideOwn() {
	e := new(Executor)
	e.Counts(wait)                      // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 54; category sleep \[blockingcall\]$`
	e.Counts(func() { e.Counts(wait) }) // want `^e\.Counts blocks \(calls wait, which calls time\.Sleep\) inside the region entered at line 55; category sleep \[blockingcall\]$`
}

// What is behind is as it was, once the call is over.
func stands() {
	e := new(Executor)
	e.Flags(work)
	if e.Running {
		g := runtimectx.Enter(h) // not reached
		runtimectx.ExitRuntime(work)
		runtimectx.ExitRuntime(func() { g.Release() })
	}
}

// What is called can change it.
func clears() {
	e := new(Executor)
	e.Flags(func() {
		e.Running = false
		e.Flags(work) // want `^e\.Flags enters \(calls runtimectx\.Enter at reentry\.go:36\) inside the region entered at line 72: the goroutine is already entered \[nestedenter\]$`
	})
}

func late(e *Executor) {
	e.FlagsLate(func() {
		e.FlagsLate(work) // want `^e\.FlagsLate enters \(calls runtimectx\.Enter at reentry\.go:79\) inside the region entered at line 79: the goroutine is already entered \[nestedenter\]$`
	})
}

func another(e, d *Executor) {
	e.Flags(func() {
		d.Flags(work) // want `^d\.Flags enters \(calls runtimectx\.Enter at reentry\.go:36\) inside the region entered at line 85: the goroutine is already entered \[nestedenter\]$`
	})
}
