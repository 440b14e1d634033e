/*
Package leakedguard defines an Analyzer that reports guards that some path
leaves unreleased.

# Analyzer leakedguard

leakedguard: report guards that some path leaves unreleased

Enter, SetCurrent and DisallowBlockInPlace of package runtimectx return a guard,
and so do their Try forms on success. The guard must be released on every path:
to each return, to a panic that is recovered, to a runtime.Goexit (a t.FailNow
is one), and to the next turn of a loop that acquires it anew. The check reports
the acquisition of a guard that some path leaves unreleased, and one that is
discarded or overwritten, so that nothing can release it.

# Why

The state belongs to the goroutine and outlives the function. After a leaked
Enter the goroutine stays entered, and the next Enter panics, in code that has
done nothing wrong. After a leaked SetCurrent the wrong handle is current. On a
goroutine of a pool the leak hits the next job.

# Bad

	func (l *Loop) Every(interval string, f func()) error {
		g := runtimectx.Enter(l.handle)
		d, err := time.ParseDuration(interval)
		if err != nil {
			return err // the goroutine stays entered
		}
		l.timers = append(l.timers, timer{d, f})
		g.Release()
		return nil
	}

# Good

	func (l *Loop) Every(interval string, f func()) error {
		g := runtimectx.Enter(l.handle)
		defer g.Release()
		d, err := time.ParseDuration(interval)
		if err != nil {
			return err
		}
		l.timers = append(l.timers, timer{d, f})
		return nil
	}

# Fix

Release with defer in the statement after the acquisition, or use EnterRuntime,
which releases whatever its closure does. Releasing the zero guard does nothing,
so a defer also fits behind a Try form:

	g, err := runtimectx.TryEnter(l.handle)
	defer g.Release()

A fix that adds the defer is suggested where the guard is discarded, released
nowhere, or released only right before the function returns. In a loop the defer
would come too late, so there is none.

# Silence

Nothing is reported

  - when a deferred function releases the guard, also through a method value or
    a closure, and also if the defer is conditional under the same condition as
    the acquisition;
  - when the guard is returned, stored in a field, a global, a map, a slice or a
    channel, or given to a function of which it cannot be known whether it keeps
    it: the obligation went elsewhere;
  - when the guard is used on another goroutine; that is reported by guardmisuse;
  - on a path that ends the process (os.Exit, log.Fatal), or that never ends;
  - for a panic that leaves the function; the function that recovers it has the
    leak;
  - for panics that the source does not write: that some call might panic is no
    path;
  - on a path that the function's own conditions exclude.
*/
package leakedguard

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "leakedguard")
