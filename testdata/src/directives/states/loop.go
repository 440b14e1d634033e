// Package states declares in which state functions run.
package states

import (
	"os"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("loop", nil)

//ctxvet:entered
func onMessage(ch chan int) {
	time.Sleep(time.Second) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of onMessage says; category sleep \[blockingcall\]`
	if len(ch) > 3 {
		g := runtimectx.Enter(h) // want `runtimectx.Enter where the goroutine is entered, as //ctxvet:entered of onMessage says: the goroutine is already entered \[nestedenter\]`
		g.Release()
	}
	go func() { time.Sleep(time.Second) }()
	runtimectx.ExitRuntime(func() { <-ch })
	helper() // want `helper blocks \(calls os.ReadFile\) where the goroutine is entered, as //ctxvet:entered of onMessage says; category file`
}

func helper() { os.ReadFile("x") }

// What is declared to run entered has been judged: its callers are not.
func callsEntered(ch chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	onMessage(ch)
}

//ctxvet:outside
func shutdown(ch chan int) {
	<-ch
	g := runtimectx.Enter(h)
	time.Sleep(time.Second) // want `time.Sleep blocks inside the region entered at line 37; category sleep`
	g.Release()
	runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered \[exitstate\]`
}

//ctxvet:outside
func enters() {
	g := runtimectx.Enter(h)
	g.Release()
}

// An entered caller breaks what the declaration says.
func callsOutside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	enters() // want `enters enters \(calls runtimectx.Enter at loop.go:45\) inside the region entered at line 51: the goroutine is already entered \[nestedenter\]`
}

//ctxvet:sanctioned
func drain(ch chan int) {
	<-ch
	g := runtimectx.Enter(h)
	<-ch // want `channel receive blocks inside the region entered at line 59; category chan`
	g.Release()
}

func callsSanctioned(ch chan int) {
	g := runtimectx.Enter(h)
	drain(ch) // want `drain enters`
	g.Release()
}

//ctxvet:sanctioned
func flush(ch chan int) { ch <- 1 }

func callsFlush(ch chan int) {
	g := runtimectx.Enter(h)
	flush(ch)
	g.Release()
}

//ctxvet:goroutine
func worker(ch chan int) {
	if _, err := runtimectx.Current(); err == nil {
		runtimectx.Enter(h) // nothing gets here
	}
	g := runtimectx.Enter(h) // want `guard g, entered at line \d+, is not released when the function returns at line \d+ \[leakedguard\]`
	if <-ch > 0 {            // want `channel receive blocks inside the region`
		return
	}
	g.Release()
}

// A Handler is called by the loop.
type Handler interface {
	// OnData runs on the loop.
	//
	//ctxvet:entered
	OnData(b []byte)
	OnClose() //ctxvet:outside
	Name() string
}

type conn struct{ f *os.File }

func (c *conn) OnData(b []byte) {
	c.f.Write(b) // want `c.f.Write blocks where the goroutine is entered, as //ctxvet:entered of Handler.OnData says; category file`
}

func (c *conn) OnClose() {
	c.f.Sync()
	runtimectx.ExitRuntime(func() {}) // want `runtimectx.ExitRuntime is called where the goroutine is not entered`
}

// Name is one of Ticker's methods as well, by way of clock.
func (c *conn) Name() string {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Ticker says`
	return ""
}

// A Starter says the opposite of what Handler says of OnClose.
type Starter interface {
	Start()
	OnClose() //ctxvet:entered
}

type both struct{ conn }

func (both) Start()   {}
func (both) OnClose() { time.Sleep(1) }

// almost has no method Name, and so is no Handler.
type almost struct{ f *os.File }

func (c *almost) OnData(b []byte) { c.f.Write(b) }
func (c *almost) OnClose()        {}

// own says itself where OnData runs.
type own struct{ f *os.File }

//ctxvet:goroutine
func (c own) OnData(b []byte) { c.f.Write(b) }
func (c own) OnClose()        {}
func (c own) Name() string    { return "" }

// All methods of a Ticker run on the loop.
//
//ctxvet:entered
type Ticker interface {
	Tick()
	Handler
}

type clock struct{ conn }

func (clock) Tick() {
	time.Sleep(1) // want `time.Sleep blocks where the goroutine is entered, as //ctxvet:entered of Ticker says; category sleep`
}

func (clock) OnClose() {
	// What is said of the method counts more than what is said of Ticker.
	time.Sleep(1)
}
