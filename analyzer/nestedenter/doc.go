/*
Package nestedenter defines an Analyzer that reports an Enter that can run
while its goroutine is already entered.

# Analyzer nestedenter

nestedenter: report an Enter that can run while its goroutine is already entered

A goroutine that drives a runtime is entered: it runs the loop of an executor, an
event loop or an actor. It must not start to drive a runtime again, the same or
another, before it has left that one. The check reports each runtimectx.Enter and
runtimectx.EnterRuntime that some path reaches in an entered state: directly, or
in a function that is called there. In the second case the report is at the call
that leads to it, with the chain of calls.

# Why

A nested Enter panics with ErrNestedEnter. Without that refusal it would run a
handler inside a handler, whose data is half changed, or wait for an event that
only the outer loop can deliver. It is found late, because the call sits deep in
code that works when it is not called from the loop.

# Bad

	func (l *Loop) Flush() {
		g := runtimectx.Enter(l.handle)
		defer g.Release()
		for _, f := range l.take() {
			f()
		}
	}

	func (l *Loop) Run() {
		runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
			for l.next(b) {
				l.Flush() // enters again
			}
		})
	}

# Good

	func (l *Loop) Flush() {
		g := runtimectx.Enter(l.handle)
		defer g.Release()
		l.runReady()
	}

	func (l *Loop) Run() {
		runtimectx.EnterRuntime(l.handle, func(b *runtimectx.BlockingRegionGuard) {
			for l.next(b) {
				l.runReady() // the part that needs no Enter of its own
			}
		})
	}

# Fix

Split off what both callers need, as above. Or leave the region around the call
with runtimectx.ExitRuntime, if what it does may happen in between. Or start a
goroutine, which begins outside of any region. Where a function may be called in
either state and has something else to do when it is entered, ask with
runtimectx.TryEnter. There is no suggested fix: which of these is right depends
on what the code means.

# Silence

Nothing is reported

  - for TryEnter, which returns an error instead;
  - in a function of which it is not known whether it is called in an entered
    state; the caller that is known to be entered gets the report;
  - in a closure given to ExitRuntime, to BlockInPlace or to a go statement,
    which runs outside of the region;
  - behind a condition that excludes it, such as a CurrentEnterContext that
    says that the goroutine is not entered;
  - when the outer guard has leaked: then the leak is reported, by leakedguard;
  - for a call of which it cannot be known what it runs: through a func value
    or an interface that is not resolved, through reflection, cgo or assembly.
*/
package nestedenter

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "nestedenter")
