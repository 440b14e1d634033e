package runtimectx_test

import (
	"iter"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestNewGoroutineStartsClean(t *testing.T) {
	h, _, _ := handles()
	var cell runtimectx.Scoped[int]
	g := runtimectx.Enter(h)
	defer g.Release()
	cell.Set(new(int), func() {
		onGoroutine(func() {
			wantState(t, notEntered, nil)
			if cell.Get() != nil {
				t.Error("a new goroutine sees the scoped value of its parent")
			}
			child := runtimectx.Enter(h)
			wantState(t, entered, h)
			child.Release()
		})
	})
	wantState(t, entered, h)
}

// TestManyGoroutines has 10,000 goroutines in all states at once, while others
// come and go, so that the table grows under way.
func TestManyGoroutines(t *testing.T) {
	const goroutines = 10_000
	var ready, done sync.WaitGroup
	all := make(chan struct{})
	ready.Add(goroutines)
	done.Add(goroutines)
	for i := range goroutines {
		go func() {
			defer done.Done()
			h := runtimectx.NewHandle("of one goroutine", i)
			wantState(t, notEntered, nil)
			var outer runtimectx.SetCurrentGuard
			if i%3 == 0 {
				outer = runtimectx.SetCurrent(h)
			}
			g := runtimectx.Enter(h, runtimectx.EnterOption(i%2))
			ready.Done()
			for range 5 {
				runtimectx.SetCurrent(h).Release()
				runtime.Gosched()
			}
			<-all
			state := entered
			if i%2 != 0 {
				state = enteredAllowed
			}
			wantState(t, state, h)
			runtimectx.ExitRuntime(func() { wantState(t, notEntered, h) })
			g.Release()
			outer.Release()
			wantState(t, notEntered, nil)
		}()
	}
	ready.Wait()
	close(all)
	done.Wait()
}

// TestGoroutinesComeAndGo has few goroutines at once, but many one after the
// other, that inherit each other's records.
func TestGoroutinesComeAndGo(t *testing.T) {
	h, _, _ := handles()
	for range 200 {
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				for range i%5 + 1 {
					g := runtimectx.Enter(h)
					s := runtimectx.SetCurrent(h)
					if i%7 == 0 {
						// Spoil the record.
						if misuse(t, g.Release) == nil {
							t.Error("no misuse")
						}
						s.Release()
					} else {
						s.Release()
						g.Release()
					}
					wantState(t, notEntered, nil)
				}
			})
		}
		wg.Wait()
	}
}

// TestResizeMeanwhile has the table replaced and swept all the time, while
// goroutines come and go.
func TestResizeMeanwhile(t *testing.T) {
	const duration = time.Second
	deadline := time.Now().Add(duration)
	h, _, _ := handles()
	var cell runtimectx.Scoped[int]
	life := func(n int) {
		wantState(t, notEntered, nil)
		outer := runtimectx.SetCurrent(h)
		g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
		if n%3 == 0 {
			runtime.Gosched()
		}
		runtimectx.BlockInPlace(func() {
			wantState(t, notEntered, h)
			runtimectx.Enter(h).Release()
		})
		cell.Set(&n, func() { wantState(t, enteredAllowed, h) })
		if n%20 == 0 {
			wantMisuse(t, "SetCurrentGuard.Release", runtimectx.ErrOutOfOrder, outer.Release)
			g.Release()
		} else {
			g.Release()
			wantState(t, notEntered, h)
			outer.Release()
		}
		cell.Set(&n, func() {})
		wantState(t, notEntered, nil)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n := 0; time.Now().Before(deadline); n++ {
				onGoroutine(func() {
					for i := range n % 4 {
						life(n + i)
					}
					for range 20 {
						runtimectx.Enter(h).Release()
					}
				})
			}
		})
	}
	for n := 0; time.Now().Before(deadline); n++ {
		runtimectx.Resize([]int{runtimectx.MinBuckets, 2, 4 * runtimectx.MinBuckets}[n%3])
		if n%4 == 0 {
			runtimectx.Sweep()
		}
	}
	wg.Wait()
	runtimectx.Resize(runtimectx.MinBuckets)
	awaitRecords(t, 0)
}

// TestCrowdedTable fills the table until many ids share a bucket.
func TestCrowdedTable(t *testing.T) {
	const goroutines = 5 * runtimectx.MinBuckets
	h, _, _ := handles()
	var ready, done sync.WaitGroup
	all := make(chan struct{})
	ready.Add(goroutines)
	for range goroutines {
		done.Go(func() {
			g := runtimectx.Enter(h)
			ready.Done()
			<-all
			wantState(t, entered, h)
			runtimectx.SetCurrent(h).Release()
			g.Release()
			for range 10 {
				runtimectx.Enter(h).Release()
				wantState(t, notEntered, nil)
			}
		})
	}
	ready.Wait()
	if live, _, buckets := runtimectx.Records(); live < goroutines || buckets == runtimectx.MinBuckets {
		t.Errorf("%d goroutines in %d buckets", live, buckets)
	}
	close(all)
	done.Wait()
	awaitRecords(t, 0)
}

// TestIterPullBodyIsAnotherGoroutine pins what the documentation says.
func TestIterPullBodyIsAnotherGoroutine(t *testing.T) {
	h, _, _ := handles()
	g := runtimectx.Enter(h)
	next, stop := iter.Pull(func(yield func(int) bool) {
		wantState(t, notEntered, nil)
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrWrongGoroutine, g.Release)
		own := runtimectx.SetCurrent(h)
		yield(1)
		wantState(t, notEntered, h)
		own.Release()
	})
	next()
	wantState(t, entered, h)
	next()
	stop()
	g.Release()
}

// TestRangeOverFuncBodyIsThisGoroutine pins the opposite.
func TestRangeOverFuncBodyIsThisGoroutine(t *testing.T) {
	h, _, _ := handles()
	g := runtimectx.Enter(h)
	for range func(yield func(int) bool) { yield(1) } {
		wantState(t, entered, h)
		g.Release()
	}
	wantState(t, notEntered, nil)
}
