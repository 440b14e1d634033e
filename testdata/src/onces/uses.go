package onces

import (
	"sync"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h2 = runtimectx.NewHandle("uses", nil)

func work() bool { return len(h2.Name()) > 3 }

func closed() {
	s := Open()
	defer s.Close()
	if work() {
		s.Close()
	}
}

func neverClosed() {
	s := Open() // want `^guard s, set current at line 22, is not released when the function returns at line 25 \[leakedguard\]$`
	s.Done()
	s.Close()
}

func closedOnSome() {
	s := Open() // want `^guard s, set current at line 28, is not released when the function returns at line 32 \[leakedguard\]$`
	if work() {
		s.Close()
	}
}

func handed() {
	var o sync.Once
	g := runtimectx.SetCurrent(h2)
	defer Do(&o, g.Release)
	Do(&o, g.Release)
}

func handedTwo() {
	var o, p sync.Once
	g := runtimectx.SetCurrent(h2)
	Do(&o, g.Release)
	Do(&p, g.Release) // want `^Do releases guard g, set current at line 43 \(calls o\.Do at onces\.go:24\): it was already released at line 44 \[guardmisuse\]$`
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
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 70, is not released when the function returns at line 76 \[leakedguard\]$`
	func() {
		defer func() { recover() }()
		once.Do(func() { panic("x") })
	}()
	once.Do(g.Release)
}

func passedOnce(o *sync.Once) {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 79, is not released when the function returns at line 81 \[leakedguard\]$`
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
		g := runtimectx.Enter(h2) // want `^runtimectx\.Enter inside the region entered at line 96: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	})
}

func globally() {
	g := runtimectx.SetCurrent(h2) // want `^guard g, set current at line 105, is not released when the function returns at line 108 \[leakedguard\]$`
	Global(g.Release)
	Global(g.Release)
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
