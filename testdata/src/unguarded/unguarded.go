// Package unguarded deals with guards by helpers of packages that cannot reach a
// guarded API. They do what they would do here.
package unguarded

import (
	"context"
	"runtime/pprof"
	"slices"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/unguarded/more"
	"github.com/ctxvet/ctxvet/testdata/src/unguarded/plain"
)

var h = runtimectx.NewHandle("h", nil)

func closed() {
	g := runtimectx.Enter(h)
	plain.Close(g)
}

func closedLate() {
	g := runtimectx.Enter(h)
	defer plain.Close(g)
}

func closedPerhaps(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 28, is not released when the function returns at line 30 \[leakedguard\]$`
	plain.CloseIf(c, g)
}

func closedTwice() {
	g := runtimectx.Enter(h)
	plain.Close(g)
	g.Release() // want `^guard g, entered at line 33, was already released at line 34 \[guardmisuse\]$`
}

func closedGeneric() {
	g := runtimectx.Enter(h)
	plain.CloseAny(g)
	g.Release() // want `^guard g, entered at line 39, was already released at line 40 \[guardmisuse\]$`
}

func run() {
	g := runtimectx.Enter(h)
	plain.Do(g.Release)
}

func runLiteral() {
	g := runtimectx.Enter(h)
	plain.Do(func() { g.Release() })
}

func runLast() {
	g := runtimectx.Enter(h)
	plain.Last(g.Release)
}

func runTwice() {
	g := runtimectx.Enter(h)
	plain.Twice(g.Release) // want `^plain\.Twice releases guard g, entered at line 60 \(calls f at plain\.go:27\): it was already released at line 61 \[guardmisuse\]$`
}

func runIf(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 65, is not released when the function returns at line 67 \[leakedguard\]$`
	plain.If(c, g.Release)
}

func runIfCorrelated(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	plain.If(c, g.Release)
}

func runUnless(c bool) {
	var g runtimectx.SetCurrentGuard
	if !c {
		g = runtimectx.SetCurrent(h)
	}
	plain.Unless(c, g.Release)
}

func runAll() {
	a := runtimectx.SetCurrent(h)
	b := runtimectx.Enter(h)
	plain.All(b.Release, a.Release)
}

func enters() {
	var g runtimectx.EnterRuntimeGuard
	plain.Do(func() { g = runtimectx.Enter(h) })
	g.Release()
}

func spawned() {
	g := runtimectx.Enter(h)
	plain.Spawn(g.Release) // want `^plain\.Spawn releases guard g, entered at line 98 \(calls f at plain\.go:43\): it is released on another goroutine, started at line 99: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func leaks() {
	plain.Do(func() { runtimectx.Enter(h) }) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

func nests() {
	g := runtimectx.Enter(h)
	defer g.Release()
	plain.Do(func() {
		inner := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 107: the goroutine is already entered \[nestedenter\]$`
		inner.Release()
	})
}

func nestsInTurns() {
	plain.Twice(func() { runtimectx.Enter(h) }) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
}

func retries() error {
	return plain.Retry(3, func() error {
		g, err := runtimectx.TryEnter(h)
		if err != nil {
			return err
		}
		defer g.Release()
		return nil
	})
}

func tries() error {
	return plain.Try(func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		panic("x")
	})
}

func triesAndLeaks() error {
	return plain.Try(func() {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
		panic("x")
	})
}

func binds() {
	g := runtimectx.Enter(h)
	defer plain.Bind(g.Release)()
}

func bindsForNothing() {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 151, is not released when the function returns at line 153 \[leakedguard\]$`
	_ = plain.Bind(g.Release)
}

func must() {
	g, err := runtimectx.TryEnter(h)
	plain.Must(err)
	g.Release()
}

func get() {
	g := plain.Get(runtimectx.TryEnter(h))
	g.Release()
}

func getForNothing() {
	plain.Get(runtimectx.TryEnter(h)) // want `^the guard entered at line 167 is not released when the function returns at line 168 \[leakedguard\]$`
}

func same() {
	g := plain.Same(runtimectx.Enter(h))
	g.Release()
}

func sameTwice() {
	g := runtimectx.Enter(h)
	plain.Same(g).Release()
	g.Release() // want `^guard g, entered at line 176, was already released at line 177 \[guardmisuse\]$`
}

func pointer() {
	p := plain.Ptr(runtimectx.Enter(h))
	p.Release()
}

func dies(c bool) {
	g := runtimectx.Enter(h)
	if c {
		plain.Die("c")
	} else {
		g.Release()
	}
}

func diesFurtherAway(c bool) {
	g := runtimectx.Enter(h)
	if c {
		more.Die("c")
	} else {
		g.Release()
	}
}

func fails(c bool) {
	g := runtimectx.Enter(h)
	if c {
		plain.Fail("c")
	}
	g.Release()
}

func failsIf(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	plain.FailIf(c)
	_ = g // on the way to here, nothing was entered
}

func isNil() {
	g, err := runtimectx.TryEnter(h)
	if plain.IsNil(err) {
		g.Release()
	}
}

func failed() {
	g, err := runtimectx.TryEnter(h)
	if more.Failed(err) {
		return
	}
	g.Release()
}

func failedTheOtherWay() {
	g, err := runtimectx.TryEnter(h) // want `^guard g, entered at line 237, is not released when the function returns at line 241 \[leakedguard\]$`
	if more.Failed(err) {
		g.Release()
	}
}

func not(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		g = runtimectx.Enter(h)
	}
	if plain.Not(c) {
		return
	}
	g.Release()
}

func check(n int) error {
	var g runtimectx.EnterRuntimeGuard
	if n >= 0 {
		g = runtimectx.Enter(h)
	}
	if err := plain.Check(n); err != nil {
		return err
	}
	g.Release()
	return nil
}

func getter(c *plain.Config) {
	var g runtimectx.EnterRuntimeGuard
	if c.On() {
		g = runtimectx.Enter(h)
	}
	if c.On() {
		g.Release()
	}
}

func made() {
	c := plain.New(true)
	g := runtimectx.Enter(h)
	if c.On() {
		g.Release()
	}
}

func method(r *plain.Runner) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 285, is not released when the function returns at line 287 \[leakedguard\]$`
	r.Run(g.Release)
}

func further() {
	g := runtimectx.Enter(h)
	more.Do(g.Release)
}

func furtherTwice() {
	g := runtimectx.Enter(h)
	more.DoTwice(g.Release) // want `^more\.DoTwice releases guard g, entered at line 295 \(calls plain\.Twice at more\.go:8, which calls f at plain\.go:27\): it was already released at line 296 \[guardmisuse\]$`
}

// Of std the effects alone are known, but for a few functions that are known to
// call what they are given once.

func labelled() {
	g := runtimectx.Enter(h)
	pprof.Do(context.Background(), pprof.Labels("k", "v"), func(context.Context) { g.Release() })
	g.Release() // want `^guard g, entered at line 303, was already released at line 304 \[guardmisuse\]$`
}

func sorted(list []int) {
	g := runtimectx.Enter(h)
	slices.SortFunc(list, func(a, b int) int {
		g.Release() // when, and how often, nobody knows
		return a - b
	})
}

func sortedAndEntered(list []int) {
	var g runtimectx.EnterRuntimeGuard
	slices.SortFunc(list, func(a, b int) int {
		g = runtimectx.Enter(h)
		return a - b
	})
	runtimectx.Enter(h).Release()
	g.Release()
}

func sortedAndLeaked(list []int) {
	slices.SortFunc(list, func(a, b int) int {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
		return a - b
	})
}

// Nor is it known of what belongs to the caller.

func sortedAndReleased(g runtimectx.EnterRuntimeGuard, list []int) {
	slices.SortFunc(list, func(a, b int) int {
		g.Release()
		return a - b
	})
}

func givesToSorted(list []int) {
	g := runtimectx.Enter(h)
	sortedAndReleased(g, list)
}

func givesToSortedAndReleases(list []int) {
	g := runtimectx.Enter(h)
	sortedAndReleased(g, list)
	g.Release()
}

type holder struct{ g runtimectx.EnterRuntimeGuard }

func (x *holder) sortedAndClosed(list []int) {
	slices.SortFunc(list, func(a, b int) int {
		x.g.Release()
		return a - b
	})
}

func closesHolder(list []int) {
	x := &holder{runtimectx.Enter(h)}
	x.sortedAndClosed(list)
}

func sortedAndCalled(list []int, f func()) {
	slices.SortFunc(list, func(a, b int) int {
		f()
		return a - b
	})
}

func callsRelease(list []int) {
	g := runtimectx.Enter(h)
	sortedAndCalled(list, g.Release)
}

func callsEnter(list []int) {
	var g runtimectx.EnterRuntimeGuard
	sortedAndCalled(list, func() { g = runtimectx.Enter(h) })
	g.Release()
}

func callsNested(list []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	sortedAndCalled(list, func() { runtimectx.Enter(h).Release() }) // want `^runtimectx\.Enter inside the region entered at line 386: the goroutine is already entered \[nestedenter\]$`
}

func closesKept() {
	g := runtimectx.Enter(h)
	c := plain.NewCloser(g.Release)
	c.Close()
	g.Release() // want `^guard g, entered at line 392, was already released at line 394 \[guardmisuse\]$`
}

func donesHeld() {
	g := runtimectx.Enter(h)
	b := plain.Hold(g)
	b.Done()
	g.Release() // want `^guard g, entered at line 399, was already released at line 401 \[guardmisuse\]$`
}

func callsBehind() {
	g := runtimectx.Enter(h)
	f := g.Release
	plain.CallBehind(&f)
	g.Release() // want `^guard g, entered at line 406, was already released at line 408 \[guardmisuse\]$`
}

func closesBehind() {
	g := runtimectx.Enter(h)
	c := plain.Behind(g.Release)
	c.Close()
	g.Release() // want `^guard g, entered at line 413, was already released at line 415 \[guardmisuse\]$`
}

func releasesAs() {
	g := runtimectx.Enter(h)
	r := plain.AsReleaser(g.Release)
	r.Release()
	g.Release() // want `^guard g, entered at line 420, was already released at line 422 \[guardmisuse\]$`
}

func leftOfPair() {
	p := plain.MakePair(runtimectx.Enter(h), 1)
	p.Left().Release()
	p.A.Release() // want `^the guard entered at line 427 was already released at line 428 \[guardmisuse\]$`
}

func diesOf(errs []error) {
	g := runtimectx.Enter(h)
	if len(errs) > 0 {
		plain.DieOf(errs)
		return
	}
	g.Release()
}

func diesCleanly(c bool) {
	g := runtimectx.Enter(h)
	if c {
		plain.DieCleanly()
		return
	}
	g.Release()
}

func explains(n int) {
	g := runtimectx.Enter(h)
	if n > 0 {
		plain.Usage(n, "a")
		return
	}
	g.Release()
}

func failsWith(err error) error {
	g := runtimectx.Enter(h)
	if err != nil {
		return plain.Fails(err)
	}
	g.Release()
	return nil
}

func checksAll(errs []error) {
	defer func() { recover() }()
	g := runtimectx.Enter(h) // want `^guard g, entered at line 470, is not released when the function returns after it recovered the panic at line 471 \[leakedguard\]$`
	plain.CheckAll(errs)
	g.Release()
}

func closesLoudly() {
	g := runtimectx.Enter(h)
	c := plain.NewCloser(g.Release)
	c.CloseLoudly()
	g.Release() // want `^guard g, entered at line 476, was already released at line 478 \[guardmisuse\]$`
}

func failsBefore(n int) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 483, is not released when the function returns at line 486 \[leakedguard\]$`
	if n > 5 {
		plain.FailBefore(n)
		return
	}
	g.Release()
}

func serves(c chan int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 492, is not released when the function returns at line 495 \[leakedguard\]$`
	if c != nil {
		plain.Serve(c)
		return
	}
	g.Release()
}
