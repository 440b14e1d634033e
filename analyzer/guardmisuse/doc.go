/*
Package guardmisuse defines an Analyzer that reports guards that are released
twice, while suspended, or on another goroutine.

# Analyzer guardmisuse

guardmisuse: report guards released twice, while suspended, or on another goroutine

A guard of package runtimectx belongs to the goroutine that acquired it and is
released once, by that goroutine, in the region that it guards. All copies of a
guard are the same acquisition. The check reports

  - a second release, of the guard or of a copy;
  - the release of an Enter guard inside an ExitRuntime or BlockInPlace that
    suspends its region;
  - a release on another goroutine: in a go statement, or in a function that one
    starts. A function that releases its parameter there is reported itself, and
    its callers are not;
  - with the flag -guardmisuse.stored, also the store of a guard, or of a function
    that releases it, where it cannot be known which goroutine will do so: in a
    global, in a field of something that outlives the function, in a map, on a
    channel, appended to a slice, or in a sync.Pool, sync.Map, atomic.Value or
    context.

# Why

Each of these panics: with ErrReleased, ErrNotEntered or ErrWrongGoroutine. A
guard that went to another goroutine is released by nobody, so the goroutine that
acquired it also stays entered.

# Bad

	g := runtimectx.Enter(l.handle)
	defer g.Release() // the second release, after the one below
	if l.empty() {
		g.Release()
		return
	}

	g := runtimectx.Enter(l.handle)
	go func() {
		defer g.Release() // on another goroutine
		l.drain()
	}()

# Good

	g := runtimectx.Enter(l.handle)
	defer g.Release()
	if l.empty() {
		return
	}

	go func() {
		g := runtimectx.Enter(l.handle)
		defer g.Release()
		l.drain()
	}()

# Fix

Release in one place, by defer. Enter on the goroutine that does the work. A fix
that removes the second release is suggested where that is all there is to do.

# Silence

Nothing is reported

  - for the zero guard, whose Release does nothing, such as what a Try form
    returns with an error;
  - for a Release while a panic or a Goexit is in flight, which does not panic;
  - for a guard that is stored, unless -guardmisuse.stored asks for it, and for
    what happens to it afterwards. What a function builds and returns, and what it
    leaves in a variable that its caller passed by address, is no such store;
  - for a function of which it cannot be known on which goroutine it runs;
  - on a path that the function's own conditions exclude.
*/
package guardmisuse

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "guardmisuse")
