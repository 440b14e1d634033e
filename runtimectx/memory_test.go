package runtimectx_test

import (
	"math"
	"runtime"
	"sync"
	"testing"
	"weak"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// heapAfter runs f and returns the size of the heap after it.
func heapAfter(f func()) int64 {
	f()
	settle()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// leftBy returns how much larger the heap is after with than after without.
// The Go runtime never frees the descriptor of a goroutine, so the heap also
// grows when a run happens to have more goroutines at once than any run before
// it, as it does now and then on a busy machine. That growth comes once, what
// the package keeps would come again: leftBy returns the least of some rounds.
func leftBy(with, without func()) int64 {
	without()
	least := int64(math.MaxInt64)
	for range 5 {
		before := heapAfter(without)
		if least = min(least, heapAfter(with)-before); least <= tolerance {
			break
		}
	}
	return least
}

// inBatches runs f on many goroutines, so many at once.
func inBatches(goroutines, atOnce int, f func()) {
	others := runtime.NumGoroutine()
	for range goroutines / atOnce {
		var ready, done sync.WaitGroup
		ready.Add(atOnce)
		all := make(chan struct{})
		for range atOnce {
			done.Go(func() {
				defer func() { // all are alive at once when they hold most
					ready.Done()
					<-all
				}()
				f()
			})
		}
		ready.Wait()
		close(all)
		done.Wait()
		for runtime.NumGoroutine() > others+atOnce/100 { // the last steps to their ends
			runtime.Gosched()
		}
	}
}

// tolerance is what the heap may differ by between two runs that are alike. It
// is far less than a record for each goroutine that was there at once.
const tolerance = 512 << 10

// TestMillionGoroutinesLeaveNothing compares a program with the same program
// without the package.
func TestMillionGoroutinesLeaveNothing(t *testing.T) {
	goroutines := 1_000_000
	if testing.Short() || raceEnabled {
		goroutines = 50_000
	}
	h, _, _ := handles()
	for _, atOnce := range []int{100, 10_000} {
		without := func() { inBatches(goroutines, atOnce, func() {}) }
		with := func() { inBatches(goroutines, atOnce, func() { runtimectx.Enter(h).Release() }) }
		if left := leftBy(func() { with(); awaitRecords(t, 0) }, without); left > tolerance {
			t.Errorf("%d goroutines, %d at once, leave %d bytes", goroutines, atOnce, left)
		}
	}
}

// TestManyAtOnceLeaveNothing has all goroutines Entered at the same time, so
// that the table grows and shrinks.
func TestManyAtOnceLeaveNothing(t *testing.T) {
	const goroutines = 50_000
	h, _, _ := handles()
	run := func(enter func() (release func())) func() {
		return func() {
			var ready, done sync.WaitGroup
			all := make(chan struct{})
			ready.Add(goroutines)
			for range goroutines {
				done.Go(func() {
					release := enter()
					ready.Done()
					<-all
					release()
				})
			}
			ready.Wait()
			close(all)
			done.Wait()
		}
	}
	without := run(func() func() { return func() {} })
	with := run(func() func() { return runtimectx.Enter(h).Release })
	if left := leftBy(func() { with(); awaitRecords(t, 0) }, without); left > tolerance {
		t.Errorf("%d goroutines leave %d bytes", goroutines, left)
	}
}

// TestLeakedMemoryComesBack has goroutines die with guards held.
func TestLeakedMemoryComesBack(t *testing.T) {
	goroutines := 50_000
	if testing.Short() || raceEnabled {
		goroutines = 5_000
	}
	h, _, _ := handles()
	leak := func() { inBatches(goroutines, 1000, func() { runtimectx.Enter(h); runtimectx.SetCurrent(h) }) }
	without := func() { inBatches(goroutines, 1000, func() {}) }
	left := leftBy(func() {
		l := logLeaks(t)
		leak()
		byGoroutine := make(map[int64]int)
		for _, m := range l.await(t, 2*goroutines) {
			byGoroutine[m.Goroutine]++
		}
		for gid, n := range byGoroutine {
			if n != 2 {
				t.Fatalf("goroutine %d is told of %d times, want 2", gid, n)
			}
		}
		awaitRecords(t, 0)
		l.told = nil
	}, without)
	if left > tolerance {
		t.Errorf("%d goroutines leave %d bytes", goroutines, left)
	}
}

// TestHandlesAreNotKept checks that what a goroutine held can be collected.
func TestHandlesAreNotKept(t *testing.T) {
	type executor struct{ _ [64]byte }
	hold := func(acquire func(h *runtimectx.Handle) func()) weak.Pointer[executor] {
		x := new(executor)
		acquire(runtimectx.NewHandle("short-lived", x))()
		return weak.Make(x)
	}
	for name, acquire := range map[string]func(h *runtimectx.Handle) func(){
		"Enter":      func(h *runtimectx.Handle) func() { return runtimectx.Enter(h).Release },
		"SetCurrent": func(h *runtimectx.Handle) func() { return runtimectx.SetCurrent(h).Release },
		"EnterRuntime": func(h *runtimectx.Handle) func() {
			return func() { runtimectx.EnterRuntime(h, func(*runtimectx.BlockingRegionGuard) {}) }
		},
	} {
		p := hold(acquire)
		settle()
		if p.Value() != nil {
			t.Errorf("%s: what the handle led to is kept after the release", name)
		}
	}
}

// TestScopedValuesAreNotKept checks it for a goroutine that holds something else.
func TestScopedValuesAreNotKept(t *testing.T) {
	h, _, _ := handles()
	var cell runtimectx.Scoped[[64]byte]
	g := runtimectx.SetCurrent(h)
	p := func() weak.Pointer[[64]byte] {
		v := new([64]byte)
		cell.Set(v, func() {})
		return weak.Make(v)
	}()
	settle()
	if p.Value() != nil {
		t.Error("the value is kept after Set")
	}
	g.Release()
}

// TestNothingHeldNothingInTheTable checks that what was refused, and what was
// released out of order, leaves the table without the goroutine.
func TestNothingHeldNothingInTheTable(t *testing.T) {
	a, b, _ := handles()
	awaitRecords(t, 0)
	check := func(what string, keepsRecord bool) {
		t.Helper()
		live, records, _ := runtimectx.Records()
		if live != 0 || (records != 0) != keepsRecord {
			t.Errorf("after %s: %d goroutines and %d records in the table", what, live, records)
		}
	}
	runtimectx.Enter(a).Release()
	check("Enter and Release", true)
	misuse(t, func() { runtimectx.Enter(nil) })
	check("Enter of nil", true)
	misuse(t, func() { runtimectx.SetCurrent(nil) })
	check("SetCurrent of nil", true)
	s, g := runtimectx.SetCurrent(a), runtimectx.Enter(b)
	misuse(t, s.Release)
	g.Release()
	check("a release out of order", false)
}

// TestAllocations checks that the usual operations allocate nothing.
func TestAllocations(t *testing.T) {
	a, b, _ := handles()
	var cell runtimectx.Scoped[int]
	v := new(int)
	nothing := func() {}
	body := func(*runtimectx.BlockingRegionGuard) {}
	for name, f := range map[string]func(){
		"Enter":                  func() { runtimectx.Enter(a).Release() },
		"Enter, two handles":     func() { runtimectx.Enter(a).Release(); runtimectx.Enter(b).Release() },
		"Enter with option":      func() { runtimectx.Enter(a, runtimectx.AllowBlockInPlace).Release() },
		"TryEnter":               func() { g, _ := runtimectx.TryEnter(a); g.Release() },
		"SetCurrent":             func() { runtimectx.SetCurrent(a).Release() },
		"SetCurrent in Enter":    func() { g := runtimectx.Enter(a); runtimectx.SetCurrent(b).Release(); g.Release() },
		"EnterRuntime":           func() { runtimectx.EnterRuntime(a, body) },
		"ExitRuntime":            func() { g := runtimectx.Enter(a); runtimectx.ExitRuntime(nothing); g.Release() },
		"BlockInPlace":           func() { runtimectx.BlockInPlace(nothing) },
		"Current":                func() { g := runtimectx.SetCurrent(a); _, _ = runtimectx.Current(); g.Release() },
		"CurrentEnterContext":    func() { runtimectx.CurrentEnterContext() },
		"TryEnterBlockingRegion": func() { runtimectx.TryEnterBlockingRegion() },
		"DisallowBlockInPlace": func() {
			g := runtimectx.Enter(a, runtimectx.AllowBlockInPlace)
			runtimectx.DisallowBlockInPlace().Release()
			g.Release()
		},
		"Scoped.Set": func() { s := runtimectx.SetCurrent(a); cell.Set(v, nothing); s.Release() },
	} {
		if n := testing.AllocsPerRun(1000, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
