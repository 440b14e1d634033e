package generics

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var handle = runtimectx.NewHandle("fields", nil)

type poller interface{ Poll() int }

type sleeps struct{}

func (sleeps) Poll() int { time.Sleep(1); return 0 }

type idles struct{}

func (idles) Poll() int { return 0 }

type entersToo struct{}

func (entersToo) Poll() int { runtimectx.Enter(handle).Release(); return 0 }

// A loop holds what it polls as a value of its type parameter.
type loopOf[P poller] struct {
	name string
	in   struct{ p P }
}

func (l *loopOf[P]) Run() {
	g := runtimectx.Enter(handle)
	defer g.Release()
	l.in.p.Poll()
}

func (l loopOf[P]) Poll() { l.in.p.Poll() }

func runsSleeps(l *loopOf[sleeps]) {
	l.Run() // want `^l\.Run blocks \(calls sleeps\.Poll, which calls time\.Sleep\) inside the region entered at line 40; category sleep \[blockingcall\]$`
}

func runsEnters() {
	l := &loopOf[entersToo]{name: "enters"}
	l.Run() // want `^l\.Run enters \(calls l\.in\.p\.Poll at fields\.go:34, which calls runtimectx\.Enter at fields\.go:23\) inside the region entered at line 45: the goroutine is already entered \[nestedenter\]$`
}

func runsIdles(l *loopOf[idles]) { l.Run() }

func pollsInRegion(l *loopOf[entersToo], m *loopOf[idles]) {
	g := runtimectx.Enter(handle)
	defer g.Release()
	m.Poll()
	l.Poll() // want `^l\.Poll enters \(calls l\.in\.p\.Poll at fields\.go:37, which calls runtimectx\.Enter at fields\.go:23\) inside the region entered at line 51: the goroutine is already entered \[nestedenter\]$`
}
