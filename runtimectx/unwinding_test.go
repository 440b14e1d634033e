package runtimectx_test

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// deep calls f at the given depth of calls.
func deep(depth int, f func()) {
	if depth == 0 {
		f()
		return
	}
	deep(depth-1, f)
}

// waysToRelease call a Release that is a misuse, from a deferred function.
var waysToRelease = []struct {
	name string
	way  func(release func())
}{
	{"directly", func(release func()) { release() }},
	{"in a closure", func(release func()) { func() { release() }() }},
	{"deep down", func(release func()) { deep(1000, release) }},
	{"in another defer", func(release func()) { defer release() }},
	{"in a closure form", func(release func()) { new(runtimectx.Scoped[int]).Set(nil, release) }},
}

func TestNoMisuseReplacesAPanic(t *testing.T) {
	a, b, _ := handles()
	for _, w := range waysToRelease {
		t.Run(w.name, func(t *testing.T) {
			v := recovered(func() {
				g1 := runtimectx.SetCurrent(a)
				g2 := runtimectx.Enter(b)
				defer func() { w.way(g2.Release) }() // too late
				defer func() { w.way(g1.Release) }() // too early
				defer func() { w.way(g1.Release) }() // misuse even earlier
				panic("in flight")
			})
			if v != "in flight" {
				t.Errorf("panic with %v, want the one in flight", v)
			}
			wantState(t, notEntered, nil)
		})
	}
	t.Run("deferred release", func(t *testing.T) {
		v := recovered(func() {
			g1 := runtimectx.SetCurrent(a)
			g2 := runtimectx.Enter(b)
			defer g2.Release()
			defer g1.Release()
			panic("in flight")
		})
		if v != "in flight" {
			t.Errorf("panic with %v, want the one in flight", v)
		}
		wantState(t, notEntered, nil)
	})
	t.Run("runtime error", func(t *testing.T) {
		v := recovered(func() {
			g := runtimectx.Enter(a)
			defer g.Release()
			defer g.Release()
			var p *int
			*p = 1
		})
		if _, ok := v.(runtime.Error); !ok {
			t.Errorf("panic with %v, want the one in flight", v)
		}
		wantState(t, notEntered, nil)
	})
	t.Run("on another goroutine", func(t *testing.T) {
		g := runtimectx.Enter(a)
		onGoroutine(func() {
			v := recovered(func() {
				defer g.Release()
				panic("in flight")
			})
			if v != "in flight" {
				t.Errorf("panic with %v, want the one in flight", v)
			}
		})
		wantState(t, entered, a)
		g.Release()
	})
}

func TestNoMisuseStopsAGoexit(t *testing.T) {
	a, b, _ := handles()
	for _, w := range waysToRelease {
		t.Run(w.name, func(t *testing.T) {
			onGoroutine(func() {
				defer func() {
					if v := recover(); v != nil {
						t.Errorf("panic with %v", v)
					}
					wantState(t, notEntered, nil)
				}()
				g1 := runtimectx.SetCurrent(a)
				g2 := runtimectx.Enter(b)
				defer func() { w.way(g2.Release) }()
				defer func() { w.way(g1.Release) }()
				defer func() { w.way(g1.Release) }()
				runtime.Goexit()
			})
		})
	}
}

// TestMisuseAfterAPanicWasRecovered checks that only unwinding makes it silent.
func TestMisuseAfterAPanicWasRecovered(t *testing.T) {
	a, _, _ := handles()
	g := runtimectx.Enter(a)
	g.Release()
	recovered(func() { panic("recovered") })
	wantMisuse(t, "EnterRuntimeGuard.Release", runtimectx.ErrReleased, g.Release)

	// It is not silent because a function is deferred, either.
	v := recovered(func() { defer g.Release() })
	if _, ok := v.(*runtimectx.MisuseError); !ok {
		t.Errorf("panic with %v, want the misuse", v)
	}
}

// TestRefusalsWhileUnwinding checks that what is refused at its start panics
// as ever: to go on as if it had begun would be worse.
func TestRefusalsWhileUnwinding(t *testing.T) {
	a, b, _ := handles()
	recovered(func() {
		defer func() {
			wantMisuse(t, "ExitRuntime", runtimectx.ErrNotEntered, func() { runtimectx.ExitRuntime(func() {}) })
			g := runtimectx.Enter(a)
			wantMisuse(t, "Enter", runtimectx.ErrNestedEnter, func() { runtimectx.Enter(b) })
			wantMisuse(t, "BlockInPlace", runtimectx.ErrBlockInPlaceDenied, func() { runtimectx.BlockInPlace(func() {}) })
			wantMisuse(t, "EnterBlockingRegion", runtimectx.ErrBlockingDenied, func() { runtimectx.EnterBlockingRegion() })
			wantMisuse(t, "SetCurrent", runtimectx.ErrNilHandle, func() { runtimectx.SetCurrent(nil) })
			wantMisuse(t, "BlockingRegionGuard.BlockOn", runtimectx.ErrBlockingDenied, func() { (*runtimectx.BlockingRegionGuard)(nil).BlockOn(func() {}) })
			g.Release()
		}()
		panic("in flight")
	})
	wantState(t, notEntered, nil)
}

// inSubprocess is set for the tests that are run by another test of this file
// in a process of their own, because they fail.
const inSubprocess = "RUNTIMECTX_TEST_SUBPROCESS"

// runSubprocess runs one test of this binary in a process of its own.
func runSubprocess(t *testing.T, env ...string) (output string, err error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(append(os.Environ(), inSubprocess+"=1"), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestFatalWithGuardsInDisorder checks that t.Fatal with guards in disorder
// fails its own test and no other.
func TestFatalWithGuardsInDisorder(t *testing.T) {
	if os.Getenv(inSubprocess) != "" {
		a, b, _ := handles()
		t.Run("fails", func(t *testing.T) {
			g1 := runtimectx.SetCurrent(a)
			g2 := runtimectx.Enter(b)
			defer g2.Release()
			defer g1.Release()
			t.Fatal("on purpose")
		})
		t.Run("fails inside closures", func(t *testing.T) {
			runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) {
				runtimectx.SetCurrent(b)
				runtimectx.ExitRuntime(func() {
					runtimectx.Enter(b)
					t.Fatal("on purpose")
				})
			})
		})
		t.Run("passes", func(t *testing.T) {
			g := runtimectx.Enter(a)
			defer g.Release()
		})
		return
	}
	out, err := runSubprocess(t)
	if err == nil {
		t.Errorf("the test that fails passes")
	}
	for _, want := range []string{
		"--- FAIL: TestFatalWithGuardsInDisorder/fails ",
		"--- FAIL: TestFatalWithGuardsInDisorder/fails_inside_closures ",
		"--- PASS: TestFatalWithGuardsInDisorder/passes ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(out, "panic") {
		t.Errorf("a panic")
	}
	if t.Failed() {
		t.Logf("output:\n%s", out)
	}
}

// TestTraceVariable checks that the environment turns the recording on.
func TestTraceVariable(t *testing.T) {
	if os.Getenv(inSubprocess) != "" {
		a, b, _ := handles()
		defer runtimectx.Enter(a).Release()
		t.Log(misuse(t, func() { runtimectx.Enter(b) }))
		return
	}
	for _, row := range []struct {
		value string
		want  string
	}{
		{"1", "entered at "},
		{"0", "RUNTIMECTX_TRACE=1 shows"},
		{"", "RUNTIMECTX_TRACE=1 shows"},
	} {
		out, err := runSubprocess(t, "RUNTIMECTX_TRACE="+row.value)
		if err != nil || !strings.Contains(out, row.want) {
			t.Errorf("RUNTIMECTX_TRACE=%s: %v, output\n%s\nwant %q", row.value, err, out, row.want)
		}
	}
}
