package cleanups

import (
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// Whose cleanup it is decides on which goroutine it runs.

func TestOuter(t *testing.T) {
	s := runtimectx.SetCurrent(hA)
	t.Run("x", func(st *testing.T) {
		t.Cleanup(s.Release)
	})
}
func TestOuter2(t *testing.T) {
	t.Run("x", func(st *testing.T) {
		g := runtimectx.Enter(hA)
		st.Cleanup(g.Release)
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 20; category sleep \[blockingcall\]$`
	})
}
func FuzzX(f *testing.F) {
	f.Fuzz(func(t *testing.T, n int) {
		g := runtimectx.Enter(hA)
		t.Cleanup(g.Release)
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 27; category sleep \[blockingcall\]$`
	})
}
func BenchmarkX(b *testing.B) {
	g := runtimectx.Enter(hA)
	b.Cleanup(g.Release)
	time.Sleep(1)                   // want `^time\.Sleep blocks inside the region entered at line 33; category sleep \[blockingcall\]$`
	b.Run("y", func(b *testing.B) { // want `^b\.Run blocks inside the region entered at line 33; category testing \[blockingcall\]$`
		g := runtimectx.Enter(hA)
		b.Cleanup(g.Release)
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 37; category sleep \[blockingcall\]$`
	})
}
func TestGo(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		g := runtimectx.Enter(hA)
		t.Cleanup(g.Release)
		time.Sleep(1)
	}()
	<-done
}
func helper(t *testing.T, f func()) {
	t.Cleanup(func() { f() })
}
func TestHelper(t *testing.T) {
	g := runtimectx.Enter(hA)
	helper(t, g.Release)
	time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 56; category sleep \[blockingcall\]$`
}
func TestTable(t *testing.T) {
	for _, tc := range []struct{ n int }{{1}, {2}} {
		t.Run("x", func(t *testing.T) {
			g := runtimectx.Enter(hA)
			t.Cleanup(func() { g.Release() })
			if tc.n == 1 {
				t.Skip("x")
			}
		})
	}
}
func TestCond(t *testing.T) {
	g, err := runtimectx.TryEnter(hA)
	if err == nil {
		t.Cleanup(g.Release)
	}
}
func TestSetup(t *testing.T) {
	var g runtimectx.EnterRuntimeGuard
	t.Cleanup(func() { g.Release() })
	g = runtimectx.Enter(hA)
}
func TestSetup2(t *testing.T) {
	g := runtimectx.Enter(hA)
	defer func() {
		t.Cleanup(g.Release)
	}()
}
func TestNested(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(func() {
		t.Cleanup(g.Release)
	})
}
