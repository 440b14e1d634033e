// Package goroutines pins guards and states across goroutines: each starts
// outside of any region, and a guard belongs to the one that acquired it.
package goroutines

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func work() {}

func releasedElsewhere() {
	g := runtimectx.Enter(h)
	go g.Release() // want `^guard g, entered at line 19, is released on another goroutine, started at line 20: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func releasedInLiteral() {
	g := runtimectx.Enter(h)
	go func() {
		g.Release() // want `^guard g, entered at line 24, is released on another goroutine, started at line 25: release it on the goroutine that acquired it \[guardmisuse\]$`
	}()
}

func releasedInDeferredLiteral() {
	g := runtimectx.Enter(h)
	go func() {
		defer g.Release() // want `^guard g, entered at line 31, is released on another goroutine, started at line 32: release it on the goroutine that acquired it \[guardmisuse\]$`
		work()
	}()
}

func passedAsArgument() {
	g := runtimectx.SetCurrent(h)
	go func(g runtimectx.SetCurrentGuard) {
		g.Release() // want `^guard g, set current at line 39, is released on another goroutine, started at line 40: release it on the goroutine that acquired it \[guardmisuse\]$`
	}(g)
}

func methodValueElsewhere() {
	g := runtimectx.SetCurrent(h)
	release := g.Release
	go release() // want `^guard g, set current at line 46, is released on another goroutine, started at line 48: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func capturedNotUsed() {
	g := runtimectx.SetCurrent(h)
	go func() {
		work()
	}()
	g.Release()
}

// The guard is compared, not released: nothing is punished.
func capturedAndRead() {
	g := runtimectx.SetCurrent(h)
	go func() {
		_ = g
	}()
	g.Release()
}

// Only one of two arms takes the guard to another goroutine.
func elsewhereOnOneArm(c bool) {
	g := runtimectx.SetCurrent(h)
	if c {
		go func() {
			g.Release() // want `^guard g, set current at line 70, is released on another goroutine, started at line 72: release it on the goroutine that acquired it \[guardmisuse\]$`
		}()
		return
	}
	g.Release()
}

func elsewhereWhereItIsZero(c bool) {
	var g runtimectx.SetCurrentGuard
	if c {
		g = runtimectx.SetCurrent(h)
	} else {
		go g.Release()
	}
	g.Release()
}

func startsOutside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		k := runtimectx.Enter(h)
		defer k.Release()
		work()
	}()
}

func blocksElsewhere(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		<-c
		time.Sleep(time.Second)
	}()
}

func nestsElsewhere() {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 111: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	}()
}

func leaksElsewhere(c bool) {
	go func() {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 120, is not released when the function literal returns at line 122 \[leakedguard\]$`
		if c {
			return
		}
		g.Release()
	}()
}

func exitsElsewhere() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	}()
}

func placesElsewhere() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go func() {
		runtimectx.BlockInPlace(work) // runs it, and nothing else
	}()
}

func exitsRuntime() {
	runtimectx.ExitRuntime(work)
}

// A function started by a go statement that is wrong there is reported there.
func startsNamed() {
	go exitsRuntime() // want `^exitsRuntime needs an entered goroutine \(calls runtimectx\.ExitRuntime at goroutines\.go:145\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func startsNamedInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go exitsRuntime() // want `^exitsRuntime needs an entered goroutine \(calls runtimectx\.ExitRuntime at goroutines\.go:145\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func callsNamedInRegion() {
	g := runtimectx.Enter(h)
	defer g.Release()
	exitsRuntime()
}

func nests() {
	g := runtimectx.Enter(h)
	g.Release()
}

func startsFine() {
	g := runtimectx.Enter(h)
	defer g.Release()
	go nests()
}

func deferredStart() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer func() {
		go func() {
			k := runtimectx.Enter(h)
			k.Release()
		}()
	}()
}

func acquiredElsewhere() {
	var g runtimectx.SetCurrentGuard
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		g = runtimectx.SetCurrent(h)
	}()
	wg.Wait()
	g.Release() // want `^guard g, set current at line 193, was acquired on another goroutine: release it there \[guardmisuse\]$`
}

func waitGroupGo() {
	g := runtimectx.SetCurrent(h)
	var wg sync.WaitGroup
	wg.Go(func() {
		g.Release() // want `^guard g, set current at line 200, is released on another goroutine, started at line 202: release it on the goroutine that acquired it \[guardmisuse\]$`
	})
	wg.Wait()
}

func waitGroupGoIsOutside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var wg sync.WaitGroup
	wg.Go(func() {
		k := runtimectx.Enter(h)
		k.Release()
	})
}

func timer() {
	g := runtimectx.SetCurrent(h)
	time.AfterFunc(time.Second, func() {
		g.Release() // want `^guard g, set current at line 219, is released on another goroutine, started at line 220: release it on the goroutine that acquired it \[guardmisuse\]$`
	})
}

func timerIsOutside() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.AfterFunc(time.Second, func() {
		k := runtimectx.Enter(h)
		defer k.Release()
		work()
	})
}

func timerLeaks() {
	time.AfterFunc(time.Second, func() {
		runtimectx.Enter(h) // want `^the guard entered here is discarded: nothing can release it \[leakedguard\]$`
	})
}

func afterFunc(ctx context.Context) {
	g := runtimectx.SetCurrent(h)
	context.AfterFunc(ctx, g.Release) // want `^guard g, set current at line 242, is released on another goroutine, started at line 243: release it on the goroutine that acquired it \[guardmisuse\]$`
}

func pulled(seq iter.Seq[int]) {
	g := runtimectx.SetCurrent(h)
	next, stop := iter.Pull(func(yield func(int) bool) {
		g.Release() // want `^guard g, set current at line 247, is released on another goroutine, started at line 248: release it on the goroutine that acquired it \[guardmisuse\]$`
		yield(1)
	})
	defer stop()
	next()
}

func onceRunsHere() {
	var once sync.Once
	g := runtimectx.Enter(h)
	defer g.Release()
	once.Do(func() {
		k := runtimectx.Enter(h) // want `^runtimectx\.Enter inside the region entered at line 258: the goroutine is already entered \[nestedenter\]$`
		k.Release()
	})
}

func goInLoop(n int) {
	for range n {
		go func() {
			g := runtimectx.Enter(h)
			defer g.Release()
		}()
	}
}

func goInLoopForgets(n int) {
	for range n {
		go func() {
			g := runtimectx.Enter(h) // want `^guard g, entered at line 278, is not released when the function literal returns at line 280 \[leakedguard\]$`
			_ = g
		}()
	}
}

func nestedGo() {
	go func() {
		g := runtimectx.Enter(h)
		go func() {
			g.Release() // want `^guard g, entered at line 286, is released on another goroutine, started at line 287: release it on the goroutine that acquired it \[guardmisuse\]$`
		}()
	}()
}

// A goroutine of a goroutine.
func nestedGoOutside() {
	go func() {
		g := runtimectx.Enter(h)
		defer g.Release()
		go func() {
			k := runtimectx.Enter(h)
			k.Release()
		}()
	}()
}

// Where the guard goes through a channel, nobody knows who releases it.
func sent(c chan runtimectx.SetCurrentGuard) {
	c <- runtimectx.SetCurrent(h)
}

func received(c chan runtimectx.SetCurrentGuard) {
	g := <-c
	g.Release()
}

// One defect: neither of those that started the goroutine leaks the guard.
func releasedTwoGoroutinesAway() {
	g := runtimectx.SetCurrent(h)
	go func() {
		work()
		go func() {
			g.Release() // want `^guard g, set current at line \d+, is released on another goroutine, started at line \d+: release it on the goroutine that acquired it \[guardmisuse\]$`
		}()
	}()
}
