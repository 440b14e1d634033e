package runtimectx_test

import (
	"errors"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// wantMessage checks a message in full. In want, %d stands for any number.
func wantMessage(t *testing.T, m *runtimectx.MisuseError, want string) {
	t.Helper()
	want = regexp.QuoteMeta(want)
	want = strings.ReplaceAll(want, "%d", `\d+`)
	if !regexp.MustCompile("^" + want + "$").MatchString(m.Error()) {
		t.Errorf("message\n%s\nwant\n%s", m, want)
	}
}

// everyMisuse makes each misuse in turn, and returns them by name.
func everyMisuse(t *testing.T) map[string]*runtimectx.MisuseError {
	a, b, _ := handles()
	all := make(map[string]*runtimectx.MisuseError)
	note := func(name string, f func()) {
		t.Helper()
		if all[name] = misuse(t, f); all[name] == nil {
			t.Fatalf("%s is no misuse", name)
		}
	}
	note("nil handle", func() { runtimectx.SetCurrent(nil) })
	note("not entered", func() { runtimectx.ExitRuntime(func() {}) })
	note("nil guard", func() { (*runtimectx.BlockingRegionGuard)(nil).BlockOn(func() {}) })
	if _, err := runtimectx.Current(); !errors.As(err, new(*runtimectx.MisuseError)) {
		t.Fatalf("Current: %v", err)
	} else {
		all["no current"] = err.(*runtimectx.MisuseError)
	}
	g := runtimectx.Enter(a)
	note("nested", func() { runtimectx.Enter(b) })
	note("denied in place", func() { runtimectx.BlockInPlace(func() {}) })
	note("blocking", func() { runtimectx.EnterBlockingRegion() })
	onGoroutine(func() { note("elsewhere", g.Release) })
	runtimectx.ExitRuntime(func() { note("suspended", g.Release) })
	note("still entered", func() { runtimectx.ExitRuntime(func() { runtimectx.Enter(b) }) })
	s := runtimectx.SetCurrent(b)
	note("out of order", g.Release)
	s.Release()
	note("released", g.Release)
	return all
}

func TestMessages(t *testing.T) {
	const trace = " (RUNTIMECTX_TRACE=1 shows where it was entered)"
	all := everyMisuse(t)
	for name, want := range map[string]string{
		"nil handle":      `runtimectx: SetCurrent: the handle is nil; pass one that NewHandle made`,
		"not entered":     `runtimectx: ExitRuntime: goroutine %d is not driving a runtime; call it between Enter and Release only, or ask CurrentEnterContext before`,
		"nil guard":       `runtimectx: BlockingRegionGuard.BlockOn: the guard is nil, so goroutine %d must not block; use the guard only if TryEnterBlockingRegion said true, or take the one that EnterRuntime passes on`,
		"no current":      `runtimectx: Current: goroutine %d has no current runtime; call it between SetCurrent or Enter and Release; a new goroutine does not inherit the handle, so pass it or use NewContext`,
		"nested":          `runtimectx: Enter: goroutine %d cannot drive runtime "b" (#%d), it is driving runtime "a" (#%d) already` + trace + `; hand the work to that runtime or to a new goroutine, suspend the region with ExitRuntime or BlockInPlace, or call SetCurrent if only the current handle is to change`,
		"denied in place": `runtimectx: BlockInPlace: goroutine %d is driving runtime "a" (#%d)` + trace + `, which does not allow blocking in place; enter it with AllowBlockInPlace, release the DisallowBlockInPlace guard before, or block on another goroutine`,
		"blocking":        `runtimectx: EnterBlockingRegion: goroutine %d is driving runtime "a" (#%d)` + trace + ` and must not block, or all that waits for that runtime waits too; block on another goroutine, inside ExitRuntime or BlockInPlace, or by the guard that EnterRuntime passes on`,
		"elsewhere":       `runtimectx: EnterRuntimeGuard.Release: the guard was acquired by goroutine %d and cannot be released by goroutine %d; release a guard on the goroutine that acquired it; the body of an iter.Pull is another one`,
		"suspended":       `runtimectx: EnterRuntimeGuard.Release: the region of runtime "a" (#%d)` + trace + ` is suspended by an ExitRuntime or BlockInPlace of goroutine %d that is still running; release the guard after that call has returned`,
		"still entered":   `runtimectx: ExitRuntime: the function left goroutine %d driving runtime "b" (#%d)` + trace + `; that region was ended; release its guard before the function returns, best by a defer right after Enter`,
		"out of order":    `runtimectx: EnterRuntimeGuard.Release: goroutine %d released the guard of runtime "a" (#%d) (RUNTIMECTX_TRACE=1 shows where it was acquired) before one that it acquired later; it counts as released; release guards in the reverse order of acquiring them, best by a defer right after each acquire`,
		"released":        `runtimectx: EnterRuntimeGuard.Release: the guard or a copy of it was released before by goroutine %d; all copies are one acquisition; release it once, best by a defer right after the acquire`,
	} {
		wantMessage(t, all[name], want)
		delete(all, name)
	}
	for name := range all {
		t.Errorf("%s: no message is expected", name)
	}
}

func TestMessagesWhenTraced(t *testing.T) {
	runtimectx.TraceGuards(true)
	defer runtimectx.TraceGuards(false)
	all := everyMisuse(t)
	for name, want := range map[string]string{
		"nested":          "(entered at ",
		"denied in place": "(entered at ",
		"blocking":        "(entered at ",
		"suspended":       "(entered at ",
		"still entered":   "(entered at ",
		"out of order":    "(acquired at ",
	} {
		m := all[name]
		if place := regexp.MustCompile(`\((\w+ at \S*messages_test\.go:\d+ by \S*runtimectx_test\.everyMisuse\S*)\)`).FindString(m.Error()); !strings.HasPrefix(place, want) {
			t.Errorf("message %s, want %s", m, want)
		}
		if strings.Contains(m.Error(), "RUNTIMECTX_TRACE") {
			t.Errorf("message %s asks for what it has", m)
		}
	}
	for _, name := range []string{"nil handle", "not entered", "nil guard", "no current", "elsewhere", "released"} {
		if m := all[name]; m.Acquired != nil {
			t.Errorf("%s: a place without a guard", name)
		}
	}
}

// TestTraceNamesTheCaller checks the recorded place for all that acquires.
func TestTraceNamesTheCaller(t *testing.T) {
	runtimectx.TraceGuards(true)
	defer runtimectx.TraceGuards(false)
	a, b, _ := handles()
	var acquired []uintptr
	nested := func() {
		_, err := runtimectx.TryEnter(b)
		var m *runtimectx.MisuseError
		if errors.As(err, &m) {
			acquired = m.Acquired
		}
	}
	outOfOrder := func(release func()) {
		s := runtimectx.SetCurrent(b)
		acquired = misuse(t, release).Acquired
		s.Release()
	}
	for _, row := range []struct {
		name string
		f    func() int // returns the line of the acquire
	}{
		{"Enter", func() int { g := runtimectx.Enter(a); defer g.Release(); nested(); return line() }},
		{"TryEnter", func() int { g, _ := runtimectx.TryEnter(a); defer g.Release(); nested(); return line() }},
		{"EnterRuntime", func() int {
			runtimectx.EnterRuntime(a, func(*runtimectx.BlockingRegionGuard) { nested() })
			return line() - 1
		}},
		{"SetCurrent", func() int { outOfOrder(runtimectx.SetCurrent(a).Release); return line() }},
		{"TrySetCurrent", func() int { g, _ := runtimectx.TrySetCurrent(a); outOfOrder(g.Release); return line() }},
	} {
		acquired = nil
		want := row.f()
		f, _ := runtime.CallersFrames(acquired).Next()
		if f.Line != want || !strings.HasSuffix(f.File, "messages_test.go") {
			t.Errorf("%s: acquired at %s:%d (%s), want line %d", row.name, f.File, f.Line, f.Function, want)
		}
	}
}

func line() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

// TestTraceGuardsFromNowOn checks that it is the acquire that matters.
func TestTraceGuardsFromNowOn(t *testing.T) {
	a, b, _ := handles()
	nested := func() *runtimectx.MisuseError { return misuse(t, func() { runtimectx.Enter(b) }) }
	g := runtimectx.Enter(a)
	runtimectx.TraceGuards(true)
	if m := nested(); m.Acquired != nil {
		t.Error("a place that was not recorded")
	}
	g.Release()
	g = runtimectx.Enter(a)
	runtimectx.TraceGuards(false)
	if m := nested(); m.Acquired == nil {
		t.Error("the place is forgotten while the guard is live")
	}
	g.Release()
	g = runtimectx.Enter(a)
	if m := nested(); m.Acquired != nil {
		t.Error("the place of an earlier acquisition")
	}
	g.Release()
}
