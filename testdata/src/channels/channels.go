// Package channels pins the operations of the language that can block in a
// region.
package channels

import (
	"context"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func outside(c chan int) {
	c <- 1
	<-c
	for range c {
	}
	select {
	case <-c:
	}
}

func receive(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-c // want `^channel receive blocks inside the region entered at line 25; category chan \[blockingcall\]$`
}

func receiveOk(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	x, ok := <-c // want `^channel receive blocks inside the region entered at line 31; category chan \[blockingcall\]$`
	_, _ = x, ok
}

func send(c chan<- int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c <- 1 // want `^channel send blocks inside the region entered at line 38; category chan \[blockingcall\]$`
}

func rangeOver(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for range c { // want `^range over channel blocks inside the region entered at line 44; category chan \[blockingcall\]$`
	}
}

func selectWithoutDefault(c, d chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	select { // want `^select blocks inside the region entered at line 51; category chan \[blockingcall\]$`
	case <-c:
	case d <- 1:
	}
}

func selectWithDefault(c, d chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	select {
	case <-c:
	case d <- 1:
	default:
	}
}

// A select with one case is that operation.
func selectWithOneCase(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	select {
	case <-c: // want `^channel receive blocks inside the region entered at line 71; category chan \[blockingcall\]$`
	}
}

func selectNothing() {
	g := runtimectx.Enter(h)
	defer g.Release()
	select {} // want `^empty select blocks inside the region entered at line 79; category chan \[blockingcall\]$`
}

func pollThenBlock(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for {
		select {
		case x := <-c:
			if x == 0 {
				return
			}
			continue
		default:
		}
		<-c // want `^channel receive blocks inside the region entered at line 85; category chan \[blockingcall\]$`
	}
}

func done(ctx context.Context) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-ctx.Done() // want `^channel receive blocks inside the region entered at line 101; category chan \[blockingcall\]$`
}

func timers(t *time.Timer, k *time.Ticker) {
	g := runtimectx.Enter(h)
	defer g.Release()
	<-time.After(time.Second) // want `^channel receive blocks inside the region entered at line 107; category sleep \[blockingcall\]$`
	<-t.C                     // want `^channel receive blocks inside the region entered at line 107; category sleep \[blockingcall\]$`
	<-k.C                     // want `^channel receive blocks inside the region entered at line 107; category sleep \[blockingcall\]$`
}

func timerInSelect(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	select { // want `^select blocks inside the region entered at line 115; category chan \[blockingcall\]$`
	case <-c:
	case <-time.After(time.Second):
	}
}

func hasRoom() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int, 1)
	c <- 1
}

func hasNoMoreRoom() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int, 1)
	c <- 1
	c <- 2 // want `^channel send blocks inside the region entered at line 131; category chan \[blockingcall\]$`
}

func hasRoomForTwo() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int, 2)
	c <- 1
	c <- 2
}

func unbuffered() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int)
	c <- 1 // want `^channel send blocks inside the region entered at line 147; category chan \[blockingcall\]$`
}

func unknownRoom(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int, n)
	c <- 1 // want `^channel send blocks inside the region entered at line 154; category chan \[blockingcall\]$`
}

func loopFills() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan int, 1)
	for i := range 10 {
		c <- i // want `^channel send blocks inside the region entered at line 161; category chan \[blockingcall\]$`
	}
}

func resultChannel() {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan error, 1)
	go func() {
		time.Sleep(time.Second)
		c <- nil
	}()
	<-c // want `^channel receive blocks inside the region entered at line 170; category chan \[blockingcall\]$`
}

func sendToOtherGoroutine(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() { c <- 1 }()
}

func closes(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	close(c)
	_ = len(c) + cap(c)
}

func beforeAndAfter(c chan int) {
	<-c
	g := runtimectx.Enter(h)
	g.Release()
	<-c
}

func betweenRegions(c chan int) {
	g := runtimectx.Enter(h)
	g.Release()
	<-c
	k := runtimectx.Enter(h)
	k.Release()
}

func oneArm(c chan int, b bool) {
	g := runtimectx.Enter(h)
	if b {
		g.Release()
	}
	<-c // want `^channel receive blocks inside the region entered at line 209; category chan \[blockingcall\]$`
	if !b {
		g.Release()
	}
}

func oneArmCorrelated(c chan int, b bool) {
	g := runtimectx.Enter(h)
	if b {
		g.Release()
		<-c
		return
	}
	g.Release()
}

// SetCurrent enters no region.
func setCurrent(c chan int) {
	s := runtimectx.SetCurrent(h)
	defer s.Release()
	<-c
}

func tryEnter(c chan int) {
	g, err := runtimectx.TryEnter(h)
	if err == nil {
		<-c // want `^channel receive blocks inside the region entered at line 237; category chan \[blockingcall\]$`
		g.Release()
	}
}

// An error means that the caller is in a region.
func tryEnterFailed(c chan int) {
	g, err := runtimectx.TryEnter(h)
	if err != nil {
		<-c // want `^channel receive blocks where the goroutine is entered; category chan \[blockingcall\]$`
		return
	}
	g.Release()
}

func isEntered(c chan int) {
	if runtimectx.CurrentEnterContext().IsEntered() {
		<-c // want `^channel receive blocks where the goroutine is entered; category chan \[blockingcall\]$`
	}
}

func isNotEntered(c chan int) {
	if !runtimectx.CurrentEnterContext().IsEntered() {
		<-c
	}
}

func inDeferred(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer func() {
		<-c // want `^channel receive blocks inside the region entered at line 267; category chan \[blockingcall\]$`
	}()
}

func inDeferredAfter(c chan int) {
	defer func() {
		<-c
	}()
	g := runtimectx.Enter(h)
	defer g.Release()
}

func nilChannel() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var c chan int
	<-c // want `^channel receive blocks inside the region entered at line 283; category chan \[blockingcall\]$`
}

func inCondition(c chan bool) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if <-c { // want `^channel receive blocks inside the region entered at line 290; category chan \[blockingcall\]$`
		return
	}
}

// The guard that makes the region leaks: the leak is the origin.
func leakedRegion(c chan int) {
	runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	<-c
}
