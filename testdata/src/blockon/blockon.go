// Package blockon pins the right to block: BlockOn grants it to its closure,
// in the region and on the goroutine that it is called in.
package blockon

import (
	"context"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func region() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			time.Sleep(time.Second)
		})
	})
}

func context_(ctx context.Context, c chan int) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		_ = b.BlockOnContext(ctx, func(ctx context.Context) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-c:
				return nil
			}
		})
		_ = b.BlockOnTimeout(time.Second, func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		})
		<-ctx.Done() // want `^channel receive blocks inside the region entered at line 25; category chan \[blockingcall\]$`
	})
}

func literalVariable() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		wait := func() { time.Sleep(time.Second) }
		b.BlockOn(wait)
	})
}

func literalCalledBesides() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		wait := func() {
			time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 50; category sleep \[blockingcall\]$`
		}
		b.BlockOn(wait)
		wait()
	})
}

func wait() { time.Sleep(time.Second) }

func named() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(wait)
		wait() // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 62; category sleep \[blockingcall\]$`
	})
}

// BlockOn leaves the state as it is.
func stillEntered() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			g := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 70: the goroutine is already entered \[nestedenter\]$`
			g.Release()
		})
	})
}

func exitInside() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			runtimectx.ExitRuntime(work)
		})
	})
}

// The right does not reach into a region that is entered inside.
func innerRegion() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			runtimectx.ExitRuntime(func() {
				g := runtimectx.Enter(h)
				time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 91; category sleep \[blockingcall\]$`
				g.Release()
			})
		})
	})
}

func outside() {
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(func() {
		time.Sleep(time.Second)
	})
}

func outsideThenInner() {
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 109; category sleep \[blockingcall\]$`
	})
}

// A guard obtained outside sanctions blocking where it is used.
func obtainedOutside() {
	b := runtimectx.EnterBlockingRegion()
	g := runtimectx.Enter(h)
	defer g.Release()
	b.BlockOn(func() {
		time.Sleep(time.Second)
	})
}

func deniedInside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	b := runtimectx.EnterBlockingRegion() // want `^runtimectx\.EnterBlockingRegion asks to block inside the region entered at line 126; category runtimectx \[blockingcall\]$`
	b.BlockOn(work)
}

func fineAfter() {
	g := runtimectx.Enter(h)
	g.Release()
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(work)
}

func deniedInsideExited() {
	g := runtimectx.Enter(h)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		b := runtimectx.EnterBlockingRegion()
		b.BlockOn(work)
	})
}

// An operation that returned proves the state it needed.
func proves() {
	b := runtimectx.EnterBlockingRegion()
	b.BlockOn(work)
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func tried() {
	if b, ok := runtimectx.TryEnterBlockingRegion(); ok {
		b.BlockOn(wait)
	}
}

func triedProves() {
	if _, ok := runtimectx.TryEnterBlockingRegion(); !ok {
		g := runtimectx.Enter(h) // want `^runtimectx\.Enter where the goroutine is entered: the goroutine is already entered \[nestedenter\]$`
		g.Release()
	}
}

func triedProvesOutside() {
	if _, ok := runtimectx.TryEnterBlockingRegion(); ok {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}
}

func triedInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	if b, ok := runtimectx.TryEnterBlockingRegion(); ok {
		b.BlockOn(work) // not reached
		time.Sleep(time.Second)
	}
}

func triedInRegionOtherwise() {
	g := runtimectx.Enter(h)
	defer g.Release()
	b, ok := runtimectx.TryEnterBlockingRegion()
	if !ok {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 184; category sleep \[blockingcall\]$`
		return
	}
	b.BlockOn(work)
}

func comparedWithNil() {
	b, _ := runtimectx.TryEnterBlockingRegion()
	if b != nil {
		b.BlockOn(work)
	}
}

func comparedWithNilInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	b, _ := runtimectx.TryEnterBlockingRegion()
	if b != nil {
		time.Sleep(time.Second) // not reached
	}
}

// On a nil guard BlockOn is refused.
func nilGuard() {
	g := runtimectx.Enter(h)
	defer g.Release()
	b, _ := runtimectx.TryEnterBlockingRegion()
	b.BlockOn(work) // want `^b\.BlockOn is called on a nil guard: the goroutine was entered when it asked for one; category runtimectx \[blockingcall\]$`
}

// The other goroutine is in no region.
func elsewhere() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			go func() {
				time.Sleep(time.Second)
			}()
		})
		go func() {
			g := runtimectx.Enter(h)
			defer g.Release()
			time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 227; category sleep \[blockingcall\]$`
		}()
	})
}

// What a closure given to BlockOn starts has a region of its own.
func elsewhereInside() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			go func() {
				g := runtimectx.Enter(h)
				defer g.Release()
				time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 239; category sleep \[blockingcall\]$`
			}()
		})
	})
}

func guardLeaksInside() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			s := runtimectx.SetCurrent(h) // want `^guard s, set current at line 250, is not released when the function literal returns at line 252 \[leakedguard\]$`
			_ = s
		})
	})
}

func guardAcquiredInside() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		var s runtimectx.SetCurrentGuard
		b.BlockOn(func() {
			s = runtimectx.SetCurrent(h)
		})
		s.Release()
	})
}

func resultOfContext(ctx context.Context) error {
	g := runtimectx.SetCurrent(h)
	b := runtimectx.EnterBlockingRegion()
	err := b.BlockOnContext(ctx, func(context.Context) error { return nil })
	if err != nil {
		g.Release()
		return err
	}
	g.Release()
	return nil
}

func deferredBlockOn() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		defer b.BlockOn(wait)
		defer wait() // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 279; category sleep \[blockingcall\]$`
	})
}

func nestedBlockOn() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() {
			b.BlockOn(wait)
			wait()
		})
		wait() // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 286; category sleep \[blockingcall\]$`
	})
}

func panicsInside(c bool) {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		func() {
			defer func() { recover() }()
			b.BlockOn(func() {
				if c {
					panic("c")
				}
			})
		}()
		wait() // want `^wait blocks \(calls time\.Sleep\) inside the region entered at line 296; category sleep \[blockingcall\]$`
	})
}

// The guard that EnterRuntime gives sanctions nothing in another region.
func regionInRegion() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(wait)
		runtimectx.ExitRuntime(func() {
			b.BlockOn(wait)
			runtimectx.EnterRuntime(h, func(inner *runtimectx.BlockingRegionGuard) {
				inner.BlockOn(wait)
				b.BlockOn(func() {
					time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 315; category sleep \[blockingcall\]$`
				})
			})
		})
		b.BlockOn(wait)
	})
}

func regionElsewhere() {
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		go func() {
			b.BlockOn(wait) // outside of any region
			g := runtimectx.Enter(h)
			defer g.Release()
			b.BlockOn(func() {
				time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 330; category sleep \[blockingcall\]$`
			})
		}()
	})
}

func regionAfterRegion() {
	var kept *runtimectx.BlockingRegionGuard
	runtimectx.EnterRuntime(h, func(b *runtimectx.BlockingRegionGuard) {
		kept = b
		kept.BlockOn(wait)
	})
	runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {
		kept.BlockOn(func() {
			time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 345; category sleep \[blockingcall\]$`
		})
	})
}
