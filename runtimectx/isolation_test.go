package runtimectx_test

import (
	"runtime"
	"sync"
	"testing"

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
// other, that inherit each other's slots and records.
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
