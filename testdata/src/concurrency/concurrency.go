// Package concurrency pins programs that share work between goroutines.
package concurrency

import (
	"context"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func fanOut(n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			g := runtimectx.Enter(h)
			defer g.Release()
			work()
		}()
	}
	wg.Wait()
}

func fanOutInRegion(n int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			k := runtimectx.Enter(h)
			defer k.Release()
		}()
	}
	wg.Wait() // want `^wg\.Wait blocks inside the region entered at line 31; category sync \[blockingcall\]$`
}

// Without a turn the guard stays here.
func sharedGuard(n int) {
	g := runtimectx.SetCurrent(h) // want `^guard g, set current at line 47, is not released when the function returns at line 53 \[leakedguard\]$`
	for range n {
		go func() {
			g.Release() // want `^guard g, set current at line 47, is released on another goroutine, started at line 49: release it on the goroutine that acquired it \[guardmisuse\]$`
		}()
	}
}

func worker(jobs chan func()) {
	g := runtimectx.Enter(h)
	defer g.Release()
	for job := range jobs { // want `^range over channel blocks inside the region entered at line 56; category chan \[blockingcall\]$`
		job()
	}
}

func startsWorkers(jobs chan func()) {
	for range 3 {
		go worker(jobs)
	}
}

func pump(in, out chan int) {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		for {
			select {
			case x := <-in:
				out <- x // want `^channel send blocks inside the region entered at line 71; category chan \[blockingcall\]$`
			default:
				return
			}
		}
	}()
}

func handOver(ctx context.Context) {
	g := runtimectx.SetCurrent(h)
	done := make(chan struct{})
	go func() {
		defer close(done)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
		g.Release() // want `^guard g, set current at line 85, is released on another goroutine, started at line 87: release it on the goroutine that acquired it \[guardmisuse\]$`
	}()
	<-done
}

func timers() {
	g := runtimectx.Enter(h)
	defer g.Release()
	t := time.AfterFunc(time.Second, func() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
	t.Stop()
}

type actor struct {
	mailbox chan func()
	g       runtimectx.EnterRuntimeGuard
}

func (a *actor) start() {
	go a.loop()
}

func (a *actor) loop() {
	a.g = runtimectx.Enter(h)
	defer a.g.Release()
	for {
		select {
		case f := <-a.mailbox: // want `^channel receive blocks inside the region entered at line 117; category chan \[blockingcall\]$`
			f()
		}
	}
}

func (a *actor) leaving() {
	go a.leave() // want `^a\.leave needs an entered goroutine \(calls runtimectx\.ExitRuntime at concurrency\.go:132\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func (a *actor) leave() {
	runtimectx.ExitRuntime(work)
}

func onceOnGoroutine() {
	var once sync.Once
	go once.Do(func() {
		g := runtimectx.Enter(h)
		defer g.Release()
	})
}

func goMethodValue() {
	l := &actor{}
	f := l.leave
	go f() // want `^f needs an entered goroutine \(calls runtimectx\.ExitRuntime at concurrency\.go:132\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func goInterface() {
	var r interface{ leave() } = &actor{}
	go r.leave() // want `^r\.leave needs an entered goroutine \(calls runtimectx\.ExitRuntime at concurrency\.go:132\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func nestedSpawn() {
	g := runtimectx.SetCurrent(h)
	go func() {
		func() {
			g.Release() // want `^guard g, set current at line 155, is released on another goroutine, started at line 156: release it on the goroutine that acquired it \[guardmisuse\]$`
		}()
	}()
}

func spawnedByCallee() {
	g := runtimectx.SetCurrent(h)
	spawn(func() {
		g.Release() // want `^guard g, set current at line 164, is released on another goroutine, started at line 165: release it on the goroutine that acquired it \[guardmisuse\]$`
	})
}

func spawn(f func()) { go f() }

func waitsForOther() {
	g := runtimectx.Enter(h)
	defer g.Release()
	done := make(chan struct{}, 1)
	go func() {
		done <- struct{}{}
	}()
	<-done // want `^channel receive blocks inside the region entered at line 173; category chan \[blockingcall\]$`
}

func asksOther() {
	g := runtimectx.Enter(h)
	defer g.Release()
	done := make(chan struct{}, 1)
	go func() {
		done <- struct{}{}
	}()
	runtimectx.ExitRuntime(func() { <-done })
}
