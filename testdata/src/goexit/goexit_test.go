package goexit

import (
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func TestFatal(t *testing.T) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 10, is not released when the goroutine exits at line 12 \[leakedguard\]$`
	if t.Name() == "" {
		t.Fatal("no name")
	}
	g.Release()
}

func TestFatalDeferred(t *testing.T) {
	g := runtimectx.Enter(h)
	defer g.Release()
	if t.Name() == "" {
		t.Fatalf("no name")
	}
}

func TestSkip(t *testing.T) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 26, is not released when the goroutine exits at line 28 \[leakedguard\]$`
	if testing.Short() {
		t.Skip("short")
	}
	g.Release()
}

func TestErrorGoesOn(t *testing.T) {
	g := runtimectx.Enter(h)
	if t.Name() == "" {
		t.Error("no name")
	}
	g.Release()
}

func BenchmarkFailNow(b *testing.B) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 42, is not released when the goroutine exits at line 45 \[leakedguard\]$`
	for range b.N {
		if b.Failed() {
			b.FailNow()
		}
	}
	g.Release()
}

func TestCleanup(t *testing.T) {
	g := runtimectx.Enter(h)
	t.Cleanup(g.Release)
}

func must(t testing.TB, ok bool) {
	t.Helper()
	if !ok {
		t.FailNow()
	}
}

func TestHelperFails(t *testing.T) {
	g := runtimectx.Enter(h) // want `^guard g, entered at line 64, is not released when the goroutine exits at line 65 \[leakedguard\]$`
	must(t, t.Name() != "")
	g.Release()
}
