// Package blocking declares what blocks and what does not.
package blocking

import (
	"io"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("loop", nil)

var calls int

//ctxvet:blocks net
func Dial() { calls++ }

// Inferred dials, as callers see.
func Inferred() { Dial() }

//ctxvet:nonblocking the channel always has room
func Post(ch chan int) { ch <- 1 }

// Fill posts, and so does not block either.
func Fill(ch chan int) { Post(ch) }

//ctxvet:nonblocking only w decides
func Copy(w io.Writer, r io.Reader) { io.Copy(w, r) }

type Conn struct{ queue chan int }

//ctxvet:blocks net,sleep
func (c *Conn) Send() {}

//ctxvet:nonblocking there is room
func (c *Conn) Queue() { c.queue <- 1 }

// A Store is implemented elsewhere.
type Store interface {
	Put(key string) //ctxvet:blocks sql
	Get(key string) //ctxvet:nonblocking it is in memory
	Len() int
}

// A Remote is far away.
//
//ctxvet:blocks http
type Remote interface {
	Fetch() error
}

// A Hook is called often.
//
//ctxvet:blocks process
type Hook func()

type Options struct {
	OnDone func() //ctxvet:blocks file
	// OnTick is called by the loop.
	//
	//ctxvet:nonblocking it only counts
	OnTick func()
	Plain  func()
}

func entered(c *Conn, s Store, r Remote, hook Hook, o *Options, ch chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	Dial()     // want `Dial blocks inside the region entered at line 67; category net \[blockingcall\]`
	Inferred() // want `Inferred blocks \(calls Dial\) inside the region entered at line 67; category net`
	Post(ch)
	Fill(ch)
	c.Send() // want `c.Send blocks inside the region entered at line 67; category sleep; also net`
	c.Queue()
	s.Put("a") // want `s.Put blocks inside the region entered at line 67; category sql`
	s.Get("a")
	s.Len()
	r.Fetch()  // want `r.Fetch blocks inside the region entered at line 67; category http`
	hook()     // want `hook blocks inside the region entered at line 67; category process`
	o.OnDone() // want `o.OnDone blocks inside the region entered at line 67; category file`
	o.OnTick()
	o.Plain()
}

// What it is given is asked whatever Put is declared to do.
func each(
	keys []string,
	put func(string), //ctxvet:blocks sql
) {
	for _, k := range keys {
		put(k)
	}
}

func callsEach(keys []string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	each(keys, func(string) {}) // want `each blocks .* category sql`
}

// A touching function keeps what is declared.
//
//ctxvet:nonblocking the other goroutine is quick
func handOver(ch chan int) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	<-ch
}

func callsHandOver(ch chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	handOver(ch)
}

// In its own region it is judged all the same.
//
//ctxvet:nonblocking it is quick
func blocksInside(ch chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-ch // want `channel receive blocks inside the region entered at line 120`
}

//ctxvet:nonblocking it does nothing // want `//ctxvet:nonblocking of sleeps is wrong: it calls time.Sleep at line 128, whatever happens before \[blockingcall\]`
func sleeps() {
	calls++
	time.Sleep(time.Second)
}

//ctxvet:nonblocking it does nothing // want `//ctxvet:nonblocking of deeper is wrong: it calls sleeps, which calls time.Sleep at line 134, whatever happens before`
func deeper() int {
	x := 1
	sleeps()
	return x
}

//ctxvet:nonblocking never // want `//ctxvet:nonblocking of Conn.parks is wrong: it waits in an empty select at line 141`
func (c *Conn) parks() {
	c.queue = nil
	select {}
}

//ctxvet:nonblocking never // want `//ctxvet:nonblocking of ticks is wrong: it waits for time.After at line 147`
func ticks() {
	for {
		<-time.After(1)
	}
}

//ctxvet:nonblocking unless somebody asks for it
func mayReturn(now bool) {
	if now {
		return
	}
	time.Sleep(time.Second)
}

//ctxvet:nonblocking the delay is zero in production
func maySleep(d time.Duration) {
	time.Sleep(d)
	time.Sleep(0)
}

//ctxvet:nonblocking it sleeps elsewhere
func elsewhere() {
	go sleeps()
	f := func() { time.Sleep(1) }
	go f()
}

//ctxvet:nonblocking either way // want `//ctxvet:nonblocking of either is wrong: it calls time.Sleep at line \d+, whatever happens before`
func either(c bool) {
	if c {
		time.Sleep(time.Second)
	} else if calls > 3 {
		time.Sleep(time.Minute)
	} else {
		select {}
	}
}

//ctxvet:nonblocking in one of two cases
func orNot(c bool) {
	if c {
		time.Sleep(time.Second)
	} else if calls > 3 {
		time.Sleep(time.Minute)
	}
	if !c {
		return
	} else {
		calls++
	}
	time.Sleep(1)
}

//ctxvet:nonblocking in place // want `//ctxvet:nonblocking of inPlace is wrong: it calls time.Sleep at line \d+, whatever happens before`
func inPlace() {
	func() {
		defer func() { calls++ }()
		time.Sleep(1)
	}()
}

//ctxvet:nonblocking it returns before
func inPlaceEarly(c bool) {
	func() {
		if c {
			return
		}
		time.Sleep(1)
	}()
}

//ctxvet:nonblocking three times // want `//ctxvet:nonblocking of turns is wrong: it waits for time.NewTimer at line \d+, whatever happens before`
func turns() {
	for range 3 {
		<-time.NewTimer(1).C
	}
}

//ctxvet:nonblocking there may be none
func maybeTurns(n int) {
	for range n {
		time.Sleep(1)
	}
	for range 0 {
		time.Sleep(1)
	}
	t := time.NewTimer(time.Hour)
	t.Stop()
}

//ctxvet:nonblocking a tick // want `//ctxvet:nonblocking of asked is wrong: it waits for time.Tick at line \d+, whatever happens before`
func asked() bool {
	if (<-time.Tick(1)).IsZero() {
		return true
	}
	return false
}
