/*
Package exitstate defines an Analyzer that reports ExitRuntime and BlockInPlace
where the state forbids them.

# Analyzer exitstate

exitstate: report ExitRuntime and BlockInPlace where the state forbids them

ExitRuntime and BlockInPlace of package runtimectx leave the region of the
goroutine while a closure runs, and come back to it afterwards. The check reports

  - an ExitRuntime where the goroutine is not entered;
  - a BlockInPlace in a region that does not allow it: one that was entered
    without AllowBlockInPlace, or in which DisallowBlockInPlace is in force;
  - a closure given to ExitRuntime, or in an entered state to BlockInPlace, that
    ends in an entered state, because it leaves an Enter guard to be released
    later.

# Why

Each of these panics: with ErrNotEntered, ErrBlockInPlaceDenied or
ErrStillEntered. The first two show when code moves: to a goroutine of its own,
or into another runtime that serves its tasks in another way.

# Bad

	go func() {
		runtimectx.ExitRuntime(func() { // a new goroutine is not entered
			result <- os.WriteFile(name, text, 0o644)
		})
	}()

	g := runtimectx.Enter(l.handle)
	defer g.Release()
	runtimectx.BlockInPlace(func() { // the region does not allow it
		err = os.WriteFile(name, text, 0o644)
	})

# Good

	go func() {
		result <- os.WriteFile(name, text, 0o644)
	}()

	g := runtimectx.Enter(l.handle, runtimectx.AllowBlockInPlace)
	defer g.Release()
	runtimectx.BlockInPlace(func() {
		err = os.WriteFile(name, text, 0o644)
	})

# Fix

Drop the ExitRuntime where there is nothing to leave. Use BlockInPlace where code
runs in either state: outside of a region it just calls its closure. Whether a
region may allow BlockInPlace is for its owner to say, so there is no suggested
fix for that.

# Silence

Nothing is reported

  - in a function of which it is not known whether it is called in an entered
    state, or in a region that allows BlockInPlace; the caller of which it is
    known gets the report;
  - for a BlockInPlace outside of any region;
  - for SetCurrent guards that a closure leaves to be released later;
  - behind a condition that excludes it, such as a CurrentEnterContext;
  - for a closure whose guard is released nowhere: then the leak is reported, by
    leakedguard;
  - for a call of which it cannot be known what it runs.
*/
package exitstate

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "exitstate")
