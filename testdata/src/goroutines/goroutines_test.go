package goroutines

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Tests start outside of any region.
func TestOutside(t *testing.T) {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func BenchmarkOutside(b *testing.B) {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func FuzzOutside(f *testing.F) {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func Example() {
	runtimectx.ExitRuntime(work) // want `^runtimectx\.ExitRuntime is called where the goroutine is not entered \[exitstate\]$`
}

func helper() {
	runtimectx.ExitRuntime(work)
}

func TestHelper(t *testing.T) {
	helper() // want `^helper needs an entered goroutine \(calls runtimectx\.ExitRuntime at goroutines_test\.go:27\), but it is not entered here \[exitstate\]$`
}

// Subtests run on goroutines of their own.
func TestSub(t *testing.T) {
	g := runtimectx.SetCurrent(h)
	t.Run("sub", func(t *testing.T) {
		g.Release() // want `^guard g, set current at line 36, is released on another goroutine, started at line 37: release it on the goroutine that acquired it \[guardmisuse\]$`
	})
}

func TestSubOutside(t *testing.T) {
	g := runtimectx.Enter(h)
	defer g.Release()
	t.Run("sub", func(t *testing.T) { // want `^t\.Run blocks inside the region entered at line 43; category testing \[blockingcall\]$`
		k := runtimectx.Enter(h)
		k.Release()
	})
}

func TestSubLeaks(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		g := runtimectx.Enter(h) // want `^guard g, entered at line 53, is not released when the goroutine exits at line 55 \[leakedguard\]$`
		if t.Name() == "" {
			t.FailNow()
		}
		g.Release()
	})
}

func TestParallel(t *testing.T) {
	g := runtimectx.Enter(h)
	defer g.Release()
	t.Parallel() // want `^t\.Parallel blocks inside the region entered at line 62; category testing \[blockingcall\]$`
}

func BenchmarkParallel(b *testing.B) {
	g := runtimectx.SetCurrent(h)
	defer g.Release()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			k := runtimectx.Enter(h)
			k.Release()
		}
	})
}

// Not a test: a helper whose name begins like one.
func Testimony(n int) {
	runtimectx.ExitRuntime(work)
}
