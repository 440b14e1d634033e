// Package across uses package onces from outside: the verdicts are the same.
package across

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/onces"
)

var h2 = runtimectx.NewHandle("uses", nil)

func work() bool { return len(h2.Name()) > 3 }

func closed() {
	s := onces.Open()
	defer s.Close()
	if work() {
		s.Close()
	}
}

func neverClosed() {
	s := onces.Open() // want `^guard s, set current at line 24, is not released when the function returns at line 27 \[leakedguard\]$`
	s.Done()
	s.Close()
}

func closedOnSome() {
	s := onces.Open() // want `^guard s, set current at line 30, is not released when the function returns at line 34 \[leakedguard\]$`
	if work() {
		s.Close()
	}
}

func handed() {
	var o sync.Once
	g := runtimectx.SetCurrent(h2)
	defer onces.Do(&o, g.Release)
	onces.Do(&o, g.Release)
}

func handedTwo() {
	var o, p sync.Once
	g := runtimectx.SetCurrent(h2)
	onces.Do(&o, g.Release)
	onces.Do(&p, g.Release) // want `^onces\.Do releases guard g, set current at line 45 \(calls o\.Do at onces\.go:24\): it was already released at line 46 \[guardmisuse\]$`
}

func perFunction() {
	var once sync.Once
	g := runtimectx.SetCurrent(h2)
	release := func() { once.Do(g.Release) }
	defer release()
	if work() {
		release()
	}
}

func inLoop(n int) {
	var once sync.Once
	g := runtimectx.SetCurrent(h2)
	once.Do(g.Release)
	for range n {
		once.Do(g.Release)
	}
}

// The function that panics was called.
func panics() {
	var once sync.Once
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 72, is not released when the function returns at line 78 \[leakedguard\]$`
	func() {
		defer func() { recover() }()
		once.Do(func() { panic("x") })
	}()
	once.Do(g.Release)
}

func passedOnce(o *sync.Once) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 81, is not released when the function returns at line 83 \[leakedguard\]$`
	o.Do(g.Release)
}

func enters() {
	var once sync.Once
	g := runtimectx.Enter(h2)
	defer g.Release()
	once.Do(func() {})
	once.Do(func() {
		g := runtimectx.Enter(h2) // the once is done
		g.Release()
	})
}

func entersFirst() {
	var once sync.Once
	g := runtimectx.Enter(h2)
	defer g.Release()
	once.Do(func() {
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 98: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func globally() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 107, is not released when the function returns at line 110 \[leakedguard\]$`
	onces.Global(g.Release)
	onces.Global(g.Release)
}

func onceFunc() {
	g := runtimectx.SetCurrent(h2)
	release := sync.OnceFunc(g.Release)
	defer release()
	release()
}

func onceValue() {
	get := sync.OnceValue(func() runtimectx.SetCurrentGuard { return runtimectx.SetCurrent(h2) })
	get().Release()
}
