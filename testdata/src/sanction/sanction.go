// Package sanction pins how far the right to block goes through calls.
package sanction

import (
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func Wait(b *runtimectx.BlockingRegionGuard, c <-chan int) (x int) {
	b.BlockOn(func() { x = <-c })
	return x
}

func WaitAndMore(b *runtimectx.BlockingRegionGuard, c <-chan int) {
	b.BlockOn(func() { <-c })
	<-c
}

func On(b *runtimectx.BlockingRegionGuard, f func()) { b.BlockOn(f) }

func Drive(f func(b *runtimectx.BlockingRegionGuard)) { runtimectx.EnterRuntime(h, f) }

func DriveSanctioned(f func()) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(f)
	})
}

func DriveThenSanctioned(first, second func()) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		first()
		b.BlockOn(second)
	})
}

func Sleep() { time.Sleep(time.Second) }

func SleepInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	Sleep() // want `^Sleep blocks \(calls time\.Sleep\) inside the region entered at line 42; category sleep \[blockingcall\]$`
}

func SleepExited() { runtimectx.ExitRuntime(Sleep) }

func Nothing() {}

func Blocking() *runtimectx.BlockingRegionGuard { return runtimectx.EnterBlockingRegion() }

func TryBlocking() (*runtimectx.BlockingRegionGuard, bool) {
	return runtimectx.TryEnterBlockingRegion()
}

type Loop struct {
	b *runtimectx.BlockingRegionGuard
}

func (l *Loop) Run(step func(*Loop)) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		l.b = b
		step(l)
	})
}

func (l *Loop) Wait(f func()) { l.b.BlockOn(f) }
