// Package top sees the guarded API through two packages.
package top

import (
	"github.com/ctxvet/ctxvet/testdata/src/chain/low"
	"github.com/ctxvet/ctxvet/testdata/src/chain/mid"
)

func nests() {
	mid.Region(func() {
		mid.Enters() // want `^mid\.Enters enters \(calls low\.Enters at mid\.go:10, which calls runtimectx\.Enter at low\.go:28\) inside the region entered at line 10: the goroutine is already entered \[nestedenter\]$`
	})
}

func nestsNamed() {
	mid.Region(mid.Enters) // want `^mid\.Region enters \(calls low\.Region at mid\.go:24, which calls mid\.Enters at low\.go:45, which calls low\.Enters at mid\.go:10, which calls runtimectx\.Enter at low\.go:28\) inside the region entered at line 16: the goroutine is already entered \[nestedenter\]$`
}

func nestsThroughTwo() {
	mid.Region(func() {
		mid.Do(mid.Enters) // want `^mid\.Do enters \(calls low\.Do at mid\.go:22, which calls mid\.Enters at low\.go:40, which calls low\.Enters at mid\.go:10, which calls runtimectx\.Enter at low\.go:28\) inside the region entered at line 20: the goroutine is already entered \[nestedenter\]$`
	})
}

func outside() {
	mid.Do(mid.Enters)
	mid.Region(func() {})
	mid.Enters()
}

func needs() {
	go func() {
		mid.Needs() // want `^mid\.Needs needs an entered goroutine \(calls low\.Needs at mid\.go:12, which calls runtimectx\.ExitRuntime at low\.go:32\), but it is not entered here \[exitstate\]$`
	}()
	mid.Region(mid.Needs)
}

func blocks() {
	mid.Region(func() {
		mid.Load("x") // want `^mid\.Load blocks \(calls low\.Load, which calls os\.ReadFile\) inside the region entered at line 39; category file \[blockingcall\]$`
	})
	mid.Load("x")
}

func pair(c bool) {
	var s mid.Session
	s.Begin()
	defer s.End()
}

func pairForgotten(c bool) {
	var s mid.Session
	s.Begin() // want `^guard s\.stack\.guards\[0\], set current at line 53, is not released when the function returns at line 55 \[leakedguard\]$`
	if c {
		return
	}
	s.End()
}

func checked(err error) {
	g := low.Current()
	mid.Check(err)
	if err != nil {
		return // not reached
	}
	low.Drop(g)
}

func with() {
	mid.With(func() error { return nil })
	mid.WithForgets(func() error { return low.Fails() })
}

func transaction() {
	mid.Transaction(func() {
		mid.Enters() // want `^mid\.Enters enters \(calls low\.Enters at mid\.go:10, which calls runtimectx\.Enter at low\.go:28\) inside the region entered at line 75: the goroutine is already entered \[nestedenter\]$`
	})
}

func transactionInside() {
	mid.Region(func() {
		mid.Transaction(func() {}) // fails
	})
}

func dial() error {
	c, err := low.Dial()
	if err != nil {
		return err
	}
	return c.Close()
}

func nested() {
	mid.Nests()
	mid.Blocks()
}
