package postconditions

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func begin(c bool) error {
	var l Loop
	if err := l.Begin(c); err != nil {
		return err
	}
	l.End()
	return nil
}

func beginForgotten(c bool) error {
	var l Loop
	if err := l.Begin(c); err != nil { // want `^guard l\.guard, entered at line 20, is not released when the function returns at line 23 \[leakedguard\]$`
		return err
	}
	return nil
}

func beginAnyway(c bool) error {
	var l Loop
	if err := l.BeginAnyway(c); err != nil {
		l.End()
		return err
	}
	l.End()
	return nil
}

func beginAnywayForgotten(c bool) error {
	var l Loop
	if err := l.BeginAnyway(c); err != nil { // want `^guard l\.guard, entered at line 38, is not released when the function returns at line 39 \[leakedguard\]$`
		return err
	}
	l.End()
	return nil
}

func enteredAfter() error {
	var l Loop
	if err := l.Begin(false); err != nil {
		return err
	}
	defer l.End()
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 47; category sleep \[blockingcall\]$`
	return nil
}

func notEnteredAfterError() {
	var l Loop
	if err := l.Begin(true); err != nil {
		return
	}
	time.Sleep(time.Second) // not reached: Begin(true) fails
}

func onlyWhenStarted(c bool) {
	var l Loop
	if l.Begin(c) == nil {
		l.End()
	}
	g := runtimectx.SetCurrent(h2)
	g.Release()
}

func startedByFlag(c bool) {
	var l Loop
	l.Begin(c)
	if l.Started() {
		l.End()
	}
}

func swappedForgotten() {
	var a, b Loop
	a.BeginAnyway(false) // want `^guard a\.guard, entered at line 82, is not released when the function returns at line 85 \[leakedguard\]$`
	a.Swap(&b)
	a.End()
}

func reset() {
	var l Loop
	l.BeginAnyway(false) // want `^guard l\.guard, entered at line 89, is not released when the function returns at line 92 \[leakedguard\]$`
	l.Reset()
	l.End()
}

func detachedForgotten() {
	var l Loop
	l.BeginAnyway(false) // want `^guard l\.guard, entered at line 96, is not released when the function returns at line 99 \[leakedguard\]$`
	l.Detach()
	l.End()
}

func answeringWrong() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 102, is not released when the function returns at line 106 \[leakedguard\]$`
	if Answer() != 42 {
		g.Release()
	}
}

var h2 = runtimectx.NewHandle("h2", nil)
