// Package gotolabels pins goto and labels.
package gotolabels

import (
	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() error { return nil }

func cleanup(c bool) error {
	var err error
	g := runtimectx.Enter(h)
	if c {
		goto out
	}
	err = work()
out:
	g.Release()
	return err
}

func pastRelease(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 25, is not released when the function returns at line 31 \[leakedguard\]$`
	if c {
		goto out
	}
	g.Release()
out:
}

func steps() error {
	var a, b runtimectx.SetCurrentGuard
	var err error
	a = runtimectx.SetCurrent(h)
	if err = work(); err != nil {
		goto first
	}
	b = runtimectx.SetCurrent(h)
	if err = work(); err != nil {
		goto second
	}
second:
	b.Release()
first:
	a.Release()
	return err
}

func stepsWrong() error {
	var a, b runtimectx.SetCurrentGuard
	var err error
	a = runtimectx.SetCurrent(h)
	if err = work(); err != nil {
		goto first
	}
	b = runtimectx.SetCurrent(h) // want `^guard b, set current at line 58, is not released when the function returns at line 65 \[leakedguard\]$`
	if err = work(); err != nil {
		goto first
	}
	b.Release()
first:
	a.Release()
	return err
}

func retry() {
again:
	g := runtimectx.Enter(h)
	err := work()
	g.Release()
	if err != nil {
		goto again
	}
}

func retryForgets() {
again:
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 80, is not released before the next turn of the loop \[leakedguard\]$`
	if work() != nil {
		goto again
	}
	g.Release()
}

func backwards(n int) {
	i := 0
loop:
	if i < n {
		g := runtimectx.SetCurrent(h)
		g.Release()
		i++
		goto loop
	}
}

func labelledSwitch(n int) {
	g := runtimectx.SetCurrent(h)
out:
	switch n {
	case 1:
		for {
			if work() != nil {
				break out
			}
		}
	}
	g.Release()
}

func labelledSelect(c, d chan int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 113, is not released when the function returns at line 120 \[leakedguard\]$`
out:
	for {
		select {
		case <-c:
			break out
		case <-d:
			return
		}
	}
	g.Release()
}

func deferThenGoto(c bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if c {
		goto out
	}
	work()
out:
	work()
}

func jumpOverDefer(c bool) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 138, is not released when the function returns at line 146 \[leakedguard\]$`
	if c {
		goto out
	}
	defer g.Release()
	work()
out:
	work()
}

func intoRegion(c bool) {
	var g runtimectx.EnterRuntimeGuard
	if c {
		goto inside
	}
	g = runtimectx.Enter(h)
inside:
	k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 153: the goroutine is already entered \[nestedenter\]$`
	k.Release()
	g.Release()
}
