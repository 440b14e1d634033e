package cleanups

import (
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var hA = runtimectx.NewHandle("a", nil)
var hB = runtimectx.NewHandle("b", nil)

func enterT(t *testing.T)  { t.Helper(); g := runtimectx.Enter(hA); t.Cleanup(g.Release) }
func enterTB(t testing.TB) { t.Helper(); g := runtimectx.Enter(hA); t.Cleanup(func() { g.Release() }) }

func TestPlain(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release)
	time.Sleep(1)                  // want `^time\.Sleep blocks inside the region entered at line 17; category sleep \[blockingcall\]$`
	runtimectx.Enter(hB).Release() // want `^runtimectx\.Enter inside the region entered at line 17: the goroutine is already entered \[nestedenter\]$`
}
func TestTwice(t *testing.T) {
	enterT(t)
	runtimectx.Enter(hB).Release() // want `^runtimectx\.Enter inside the region entered at line 23: the goroutine is already entered \[nestedenter\]$`
}
func TestTB(t *testing.T) {
	enterTB(t)
	time.Sleep(1)                  // want `^time\.Sleep blocks inside the region entered at line 27; category sleep \[blockingcall\]$`
	runtimectx.Enter(hB).Release() // want `^runtimectx\.Enter inside the region entered at line 27: the goroutine is already entered \[nestedenter\]$`
}
func TestFatal(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release)
	if testing.Short() {
		t.Fatal("x")
	}
}
func TestDouble(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release) // want `^guard g, entered at line 39, was already released at line 41 \[guardmisuse\]$`
	g.Release()
}
func TestOrder(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release)
	s := runtimectx.SetCurrent(hB)
	t.Cleanup(s.Release)
}
func TestOrderWrong(t *testing.T) {
	g := runtimectx.Enter(hA)
	s := runtimectx.SetCurrent(hB)
	t.Cleanup(s.Release)
	t.Cleanup(g.Release) // want `^guard g, entered at line 50, is released before guard s, set current at line 51: release them in reverse order \[releaseorder\]$`
}
func TestDeferThenCleanup(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release)
	s := runtimectx.SetCurrent(hB)
	defer s.Release()
}
func TestDeferThenCleanupWrong(t *testing.T) {
	s := runtimectx.SetCurrent(hB)
	defer s.Release() // want `^guard s, set current at line 62, is released before guard g, set current at line 64: release them in reverse order \[releaseorder\]$`
	g := runtimectx.SetCurrent(hA)
	t.Cleanup(g.Release)
}
func TestSub(t *testing.T) {
	t.Run("x", func(t *testing.T) {
		g := runtimectx.Enter(hA)
		t.Cleanup(g.Release)
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 69; category sleep \[blockingcall\]$`
	})
	t.Run("y", func(t *testing.T) {
		enterT(t)
		time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 74; category sleep \[blockingcall\]$`
	})
	time.Sleep(1)
}
func TestConditional(t *testing.T) {
	g, err := runtimectx.TryEnter(hA)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Release)
}
func TestLeak(t *testing.T) {
	g := runtimectx.Enter(hA) // want `^guard g, entered at line 87, is not released when the goroutine exits at line 89 \[leakedguard\]$`
	if testing.Short() {
		t.Fatal("x")
	}
	t.Cleanup(g.Release)
}

type env struct{ g runtimectx.EnterRuntimeGuard }

func newEnv(t *testing.T) *env {
	e := &env{g: runtimectx.Enter(hA)}
	t.Cleanup(func() { e.g.Release() })
	return e
}
func TestEnv(t *testing.T) {
	e := newEnv(t)
	_ = e
	time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 102; category sleep \[blockingcall\]$`
}
func TestLoop(t *testing.T) {
	for range 3 {
		s := runtimectx.SetCurrent(hA)
		t.Cleanup(s.Release)
	}
}
func TestOther(t *testing.T) {
	s := runtimectx.SetCurrent(hA)
	t.Cleanup(func() { s.Release(); t.Log("x") })
	work(t)
}
func work(t *testing.T) { t.Cleanup(func() {}) }

// A helper is in the region that it leaves to the test.
func enterAndWait(t *testing.T) {
	g := runtimectx.Enter(hA)
	t.Cleanup(g.Release)
	time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 121; category sleep \[blockingcall\]$`
}

func enterAndEnter(t testing.TB) {
	g := runtimectx.Enter(hA)
	t.Cleanup(func() { g.Release() })
	runtimectx.Enter(hB).Release() // want `^runtimectx\.Enter inside the region entered at line 127: the goroutine is already entered \[nestedenter\]$`
}

func TestHelpers(t *testing.T) {
	t.Run("wait", func(t *testing.T) { enterAndWait(t) })
	t.Run("enter", func(t *testing.T) { enterAndEnter(t) })
}
