package runtimectx_test

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/petermattis/goid"
)

// A leakLog is a leak handler that remembers what it is told.
type leakLog struct {
	mu   sync.Mutex
	told []*runtimectx.MisuseError
}

// logLeaks makes a leakLog the leak handler until the test ends. Leaks of
// earlier tests are not in it.
func logLeaks(t *testing.T) *leakLog {
	t.Helper()
	settle()
	l := new(leakLog)
	runtimectx.SetLeakHandler(func(m *runtimectx.MisuseError) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.told = append(l.told, m)
	})
	t.Cleanup(func() { runtimectx.SetLeakHandler(nil) })
	return l
}

// settle lets the garbage collector and what follows it come to an end.
func settle() {
	for range 4 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
	}
}

func (l *leakLog) all() []*runtimectx.MisuseError {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.told[:len(l.told):len(l.told)]
}

// await collects garbage until n leaks have been told, then some more, and
// returns all that were told.
func (l *leakLog) await(t *testing.T, n int) []*runtimectx.MisuseError {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); len(l.all()) < n; settle() {
		if time.Now().After(deadline) {
			t.Fatalf("%d leaks told after a long time, want %d", len(l.all()), n)
		}
	}
	settle()
	if got := len(l.all()); got != n {
		t.Fatalf("%d leaks told, want %d", got, n)
	}
	return l.all()
}

// awaitRecords collects garbage until the table has as many goroutines as it
// should, and no more records than these.
func awaitRecords(t *testing.T, live int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; settle() {
		l, records, buckets := runtimectx.Records()
		if l == live && records == live && (live > 0 || buckets == runtimectx.MinBuckets) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the table has %d goroutines and %d records in %d buckets, want %d", l, records, buckets, live)
		}
	}
}

func TestDeadGoroutinesAreTold(t *testing.T) {
	l := logLeaks(t)
	const goroutines = 500
	h := runtimectx.NewHandle("leaky", nil)
	for range 2 * goroutines { // leave records for the others to use
		onGoroutine(func() { runtimectx.Enter(h).Release() })
	}
	ids := make(map[int64]bool)
	for range goroutines {
		onGoroutine(func() {
			ids[goid.Get()] = true
			runtimectx.Enter(h)
		})
	}
	for _, m := range l.await(t, goroutines) {
		if m.Op != "Enter" || m.Err != runtimectx.ErrLeaked || m.Handle != h || m.Acquired != nil {
			t.Errorf("told of %+v", m)
		}
		if !ids[m.Goroutine] {
			t.Errorf("goroutine %d is told twice, or did not leak", m.Goroutine)
		}
		delete(ids, m.Goroutine)
	}
	wantMessage(t, l.all()[0], `runtimectx: Enter: goroutine %d lost the guard of runtime "leaky" (#%d) (RUNTIMECTX_TRACE=1 shows where it was acquired) without releasing it; release it on every path, best by a defer right after the acquire`)
	awaitRecords(t, 0)
}

func TestEachLostGuardIsTold(t *testing.T) {
	l := logLeaks(t)
	a, b, c := handles()
	onGoroutine(func() {
		runtimectx.SetCurrent(a)
		runtimectx.Enter(b, runtimectx.AllowBlockInPlace)
		runtimectx.SetCurrent(c).Release()
		runtimectx.DisallowBlockInPlace()
		for range 10 { // deeper than a record has room for
			runtimectx.SetCurrent(c)
		}
	})
	count := make(map[string]int)
	for _, m := range l.await(t, 13) {
		count[m.Op+" "+m.Handle.Name()]++
	}
	if count["SetCurrent a"] != 1 || count["Enter b"] != 1 || count["SetCurrent c"] != 10 || count["DisallowBlockInPlace b"] != 1 {
		t.Errorf("told of %v", count)
	}
	awaitRecords(t, 0)
}

func TestLeakIsTracedWhenRecorded(t *testing.T) {
	l := logLeaks(t)
	runtimectx.TraceGuards(true)
	defer runtimectx.TraceGuards(false)
	a, _, _ := handles()
	var want int
	onGoroutine(func() {
		runtimectx.Enter(a)
		want = line() - 1
	})
	m := l.await(t, 1)[0]
	f, _ := runtime.CallersFrames(m.Acquired).Next()
	if f.Line != want || !strings.HasSuffix(f.File, "leak_test.go") {
		t.Errorf("acquired at %s:%d, want line %d", f.File, f.Line, want)
	}
	if !strings.Contains(m.Error(), "leak_test.go:") {
		t.Errorf("message %s", m)
	}
	awaitRecords(t, 0)
}

// TestLostGuardOfALivingGoroutine checks that the garbage collector does not
// change the state of a goroutine.
func TestLostGuardOfALivingGoroutine(t *testing.T) {
	l := logLeaks(t)
	a, b, _ := handles()
	onGoroutine(func() {
		runtimectx.Enter(a)
		l.await(t, 1)
		wantState(t, entered, a)
		for range 3 {
			s := runtimectx.SetCurrent(b)
			wantState(t, entered, b)
			settle()
			s.Release()
			wantState(t, entered, a)
		}
		wantMisuse(t, "Enter", runtimectx.ErrNestedEnter, func() { runtimectx.Enter(b) })
		runtimectx.ExitRuntime(func() {
			g := runtimectx.Enter(b)
			settle()
			g.Release()
		})
		wantState(t, entered, a)
		if n := len(l.all()); n != 1 {
			t.Errorf("%d leaks told, want 1", n)
		}
	})
	awaitRecords(t, 0)
}

func TestNoLeakIsToldOf(t *testing.T) {
	l := logLeaks(t)
	a, b, _ := handles()
	kept := make(chan runtimectx.EnterRuntimeGuard, 1)
	stop, done := make(chan struct{}), make(chan struct{})
	var left runtimectx.EnterRuntimeGuard
	go func() { // guards that are live for long
		defer close(done)
		g := runtimectx.Enter(a)
		s := runtimectx.SetCurrent(b)
		<-stop
		s.Release()
		g.Release()
	}()
	onGoroutine(func() { // a guard that is reachable from elsewhere
		kept <- runtimectx.Enter(a)
	})
	onGoroutine(func() { // guards that were released, in whatever way
		g, s := runtimectx.Enter(a), runtimectx.SetCurrent(b)
		settle()
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrOutOfOrder, g.Release)
		s.Release()
		runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
			settle()
			wantMisuse(t, "ExitRuntime", runtimectx.ErrStillEntered, func() {
				runtimectx.ExitRuntime(func() {
					left = runtimectx.Enter(b)
					settle()
				})
			})
			settle()
			wantMisuse(t, "ExitRuntime", runtimectx.ErrStillEntered, func() {
				runtimectx.ExitRuntime(func() { runtimectx.Enter(b) })
			})
			settle()
		})
		wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, left.Release)
	})
	settle()
	for _, m := range l.all() {
		t.Errorf("told of %v", m)
	}
	close(stop)
	<-done

	// Only when the last copy is gone the guard is lost.
	<-kept
	if m := l.await(t, 1)[0]; m.Handle != a {
		t.Errorf("told of %v", m)
	}
	awaitRecords(t, 0)
}

// TestNoFalseReports has goroutines use all that can be used, for a while,
// under constant garbage collection.
func TestNoFalseReports(t *testing.T) {
	l := logLeaks(t)
	duration := 3 * time.Second
	if testing.Short() {
		duration = time.Second
	}
	deadline := time.Now().Add(duration)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			h := runtimectx.NewHandle("busy", nil)
			var cell runtimectx.Scoped[int]
			for time.Now().Before(deadline) {
				onGoroutine(func() {
					for range 50 {
						outer := runtimectx.SetCurrent(h)
						g := runtimectx.Enter(h, runtimectx.AllowBlockInPlace)
						d := runtimectx.DisallowBlockInPlace()
						runtimectx.ExitRuntime(func() {
							inner := runtimectx.Enter(h)
							cell.Set(new(int), func() { runtimectx.SetCurrent(h).Release() })
							runtime.Gosched()
							inner.Release()
						})
						d.Release()
						if i == 0 {
							misuse(t, outer.Release)
							g.Release()
							continue
						}
						g.Release()
						outer.Release()
					}
				})
			}
		})
	}
	for time.Now().Before(deadline) {
		runtime.GC()
	}
	wg.Wait()
	settle()
	for _, m := range l.all() {
		t.Errorf("told of %v", m)
	}
	awaitRecords(t, 0)
}

func TestLeakHandlerIsReplaced(t *testing.T) {
	l := logLeaks(t)
	runtimectx.SetLeakHandler(nil)
	a, _, _ := handles()
	onGoroutine(func() { runtimectx.Enter(a) })
	awaitRecords(t, 0) // what was held is given up without a handler too
	if n := len(l.all()); n != 0 {
		t.Errorf("%d leaks told to a handler that was replaced", n)
	}
}
