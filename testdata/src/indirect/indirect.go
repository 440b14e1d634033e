// Package indirect calls methods of a type whose package it does not import.
package indirect

import "github.com/ctxvet/ctxvet/testdata/src/indirect/maker"

func stopped() {
	l := maker.New()
	l.Start()
	l.Stop()
}

func notStopped(c bool) {
	l := maker.New()
	l.Start() // want `^guard l\.guard, entered at line 14, is not released when the function returns at line 16 \[leakedguard\]$`
	if c {
		return
	}
	l.Stop()
}

func waits() {
	l := maker.New()
	l.Start()
	defer l.Stop()
	l.Wait() // want `^l\.Wait blocks \(calls time\.Sleep\) inside the region entered at line 23; category sleep \[blockingcall\]$`
}

func waitsOutside() {
	l := maker.New()
	l.Start()
	l.Stop()
	l.Wait()
}

func startsTwice() {
	l, m := maker.New(), maker.New()
	l.Start()
	m.Start() // want `^m\.Start enters \(calls runtimectx\.Enter at owner\.go:18\) inside the region entered at line 37: the goroutine is already entered \[nestedenter\]$`
	m.Stop()
	l.Stop()
}
