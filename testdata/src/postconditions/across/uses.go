// Package across uses package postconditions from outside: the verdicts are the same.
package across

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/postconditions"
)

func begin(c bool) error {
	var l postconditions.Loop
	if err := l.Begin(c); err != nil {
		return err
	}
	l.End()
	return nil
}

func beginForgotten(c bool) error {
	var l postconditions.Loop
	if err := l.Begin(c); err != nil { // want `^guard l\.guard, entered at line 22, is not released when the function returns at line 25 \[leakedguard\]$`
		return err
	}
	return nil
}

func beginAnyway(c bool) error {
	var l postconditions.Loop
	if err := l.BeginAnyway(c); err != nil {
		l.End()
		return err
	}
	l.End()
	return nil
}

func beginAnywayForgotten(c bool) error {
	var l postconditions.Loop
	if err := l.BeginAnyway(c); err != nil { // want `^guard l\.guard, entered at line 40, is not released when the function returns at line 41 \[leakedguard\]$`
		return err
	}
	l.End()
	return nil
}

func enteredAfter() error {
	var l postconditions.Loop
	if err := l.Begin(false); err != nil {
		return err
	}
	defer l.End()
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 49; category sleep \[blockingcall\]$`
	return nil
}

func notEnteredAfterError() {
	var l postconditions.Loop
	if err := l.Begin(true); err != nil {
		return
	}
	time.Sleep(time.Second) // not reached: Begin(true) fails
}

func onlyWhenStarted(c bool) {
	var l postconditions.Loop
	if l.Begin(c) == nil {
		l.End()
	}
	g := runtimectx.SetCurrent(h2)
	g.Release()
}

func startedByFlag(c bool) {
	var l postconditions.Loop
	l.Begin(c)
	if l.Started() {
		l.End()
	}
}

func swappedForgotten() {
	var a, b postconditions.Loop
	a.BeginAnyway(false) // want `^guard a\.guard, entered at line 84, is not released when the function returns at line 87 \[leakedguard\]$`
	a.Swap(&b)
	a.End()
}

func reset() {
	var l postconditions.Loop
	l.BeginAnyway(false) // want `^guard l\.guard, entered at line 91, is not released when the function returns at line 94 \[leakedguard\]$`
	l.Reset()
	l.End()
}

func detachedForgotten() {
	var l postconditions.Loop
	l.BeginAnyway(false) // want `^guard l\.guard, entered at line 98, is not released when the function returns at line 101 \[leakedguard\]$`
	l.Detach()
	l.End()
}

func answeringWrong() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 104, is not released when the function returns at line 108 \[leakedguard\]$`
	if postconditions.Answer() != 42 {
		g.Release()
	}
}

var h2 = runtimectx.NewHandle("h2", nil)
