/*
Package releaseorder defines an Analyzer that reports guards that are released
while one acquired later is live.

# Analyzer releaseorder

releaseorder: report guards that are released while one acquired later is live

The handles that Enter and SetCurrent of package runtimectx make current form a
stack for each goroutine, and their guards must be released in the reverse of the
order in which they were acquired. The check reports a Release of a guard while a
later one of the goroutine is live.

# Why

An out-of-order release panics with ErrOutOfOrder. If it did nothing, the handle
of the later guard would stay current for code that runs on behalf of the outer
one, and its work would go to the wrong runtime.

# Bad

	forClient := runtimectx.SetCurrent(client)
	forStore := runtimectx.SetCurrent(store)
	save(text)
	forClient.Release() // forStore is live
	forStore.Release()

# Good

	forClient := runtimectx.SetCurrent(client)
	defer forClient.Release()
	forStore := runtimectx.SetCurrent(store)
	defer forStore.Release()
	save(text)

# Fix

Use defer, which releases in reverse order by itself, or exchange the releases. A
fix that exchanges them is suggested where the two stand side by side.

# Silence

Nothing is reported

  - for the guards of DisallowBlockInPlace, which have no place in the order;
  - when the later guard leaks: then the leak is reported, by leakedguard;
  - for a Release while a panic or a Goexit is in flight, which does not panic;
  - for the zero guard, whose Release does nothing;
  - for guards that are stored where it cannot be known which one is meant, or
    released by a function that cannot be resolved;
  - on a path that the function's own conditions exclude.

The order crosses ExitRuntime and BlockInPlace: a guard that was acquired before
must not be released inside while one that was acquired inside is live.
*/
package releaseorder

import (
	_ "embed"

	"github.com/ctxvet/ctxvet/analyzer/internal/manual"
)

//go:embed doc.go
var source string

var doc = manual.MustExtract(source, "releaseorder")
