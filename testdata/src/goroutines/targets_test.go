package goroutines

import (
	"testing"
	"testing/synctest"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// The calls of a fuzz target, which is given as an any, run on goroutines of their own.
func FuzzTarget(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}

func FuzzTargetLeaks(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		g := runtimectx.Enter(h) // want `^guard g, entered at line \d+, is not released when the goroutine exits at line \d+ \[leakedguard\]$`
		if s == "" {
			t.Skip()
		}
		g.Release()
	})
}

func FuzzTargetReleases(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {
		g := runtimectx.Enter(h)
		defer g.Release()
		if s == "" {
			t.Skip()
		}
	})
}

func fuzzed(t *testing.T, s string) {
	runtimectx.ExitRuntime(work)
}

func FuzzTargetNamed(f *testing.F) {
	f.Fuzz(fuzzed) // want `^f\.Fuzz needs an entered goroutine \(calls fuzzed, which calls runtimectx\.ExitRuntime at targets_test\.go:\d+\), but it runs on a goroutine of its own, which is not entered \[exitstate\]$`
}

func fuzzUnknown(f *testing.F, target any) {
	f.Fuzz(target)
}

func TestBubble(t *testing.T) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	synctest.Test(t, func(t *testing.T) {
		k := runtimectx.Enter(h)
		k.Release()
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}

func TestBenchmark(t *testing.T) {
	testing.Benchmark(func(b *testing.B) {
		runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
	})
}
