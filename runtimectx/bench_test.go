package runtimectx_test

import (
	"context"
	"fmt"
	"runtime/pprof"
	"sync"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/petermattis/goid"
)

// The benchmarks stand beside what people know the price of. The program in
// internal/benchratio measures the ratios between them in one run.

var (
	benchHandle = runtimectx.NewHandle("bench", nil)
	benchMutex  sync.Mutex
	benchGoid   int64
	benchAny    any
	benchState  runtimectx.EnterContext
)

// subjects are what is compared.
var subjects = []struct {
	name string
	f    func()
}{
	{"Enter+Release", func() { runtimectx.Enter(benchHandle).Release() }},
	{"SetCurrent+Release", func() { runtimectx.SetCurrent(benchHandle).Release() }},
	{"CurrentEnterContext", func() { benchState = runtimectx.CurrentEnterContext() }},
}

func BenchmarkEnterRelease(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		runtimectx.Enter(benchHandle).Release()
	}
}

func BenchmarkEnterReleaseHeld(b *testing.B) {
	defer runtimectx.SetCurrent(benchHandle).Release()
	b.ReportAllocs()
	for range b.N {
		runtimectx.Enter(benchHandle).Release()
	}
}

func BenchmarkSetCurrentRelease(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		runtimectx.SetCurrent(benchHandle).Release()
	}
}

func BenchmarkSetCurrentReleaseHeld(b *testing.B) {
	defer runtimectx.Enter(benchHandle).Release()
	b.ReportAllocs()
	for range b.N {
		runtimectx.SetCurrent(benchHandle).Release()
	}
}

func BenchmarkCurrentEnterContext(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		benchState = runtimectx.CurrentEnterContext()
	}
}

func BenchmarkCurrentEnterContextEntered(b *testing.B) {
	defer runtimectx.Enter(benchHandle).Release()
	b.ReportAllocs()
	for range b.N {
		benchState = runtimectx.CurrentEnterContext()
	}
}

func BenchmarkExitRuntime(b *testing.B) {
	defer runtimectx.Enter(benchHandle).Release()
	f := func() {}
	b.ReportAllocs()
	for range b.N {
		runtimectx.ExitRuntime(f)
	}
}

func BenchmarkMutexLockUnlock(b *testing.B) {
	for range b.N {
		benchMutex.Lock()
		benchMutex.Unlock() //lint:ignore SA2001 it is measured
	}
}

func BenchmarkGoidGet(b *testing.B) {
	for range b.N {
		benchGoid = goid.Get()
	}
}

type benchKey struct{}

func BenchmarkContextWithValue(b *testing.B) {
	ctx := context.Background()
	b.ReportAllocs()
	for range b.N {
		benchAny = context.WithValue(ctx, benchKey{}, benchHandle).Value(benchKey{})
	}
}

func BenchmarkPprofDo(b *testing.B) {
	ctx, labels := context.Background(), pprof.Labels("runtime", "bench")
	f := func(context.Context) {}
	b.ReportAllocs()
	for range b.N {
		pprof.Do(ctx, labels, f)
	}
}

func BenchmarkParallel(b *testing.B) {
	for _, s := range subjects {
		b.Run(s.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					s.f()
				}
			})
		})
	}
	b.Run("mutex of its own", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			var mu struct {
				sync.Mutex
				_ [128]byte
			}
			for pb.Next() {
				mu.Lock()
				mu.Unlock() //lint:ignore SA2001 it is measured
			}
		})
	})
}

// BenchmarkOthers has other goroutines Entered. A million of them take some 3 GB.
func BenchmarkOthers(b *testing.B) {
	for _, others := range []int{0, 10_000, 1_000_000} {
		if others > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprint(others), func(b *testing.B) {
			defer enterOthers(others)()
			for _, s := range subjects {
				b.Run(s.name, func(b *testing.B) {
					b.ReportAllocs()
					for range b.N {
						s.f()
					}
				})
			}
		})
	}
}

// enterOthers has n other goroutines Entered until the function that it returns
// is called.
func enterOthers(n int) (leave func()) {
	var entered, left sync.WaitGroup
	stop := make(chan struct{})
	entered.Add(n)
	for range n {
		left.Go(func() {
			g := runtimectx.Enter(benchHandle)
			defer g.Release()
			entered.Done()
			<-stop
		})
	}
	entered.Wait()
	return func() {
		close(stop)
		left.Wait()
	}
}
