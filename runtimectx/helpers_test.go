package runtimectx_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/petermattis/goid"
)

// recovered calls f and returns what it panics with, or nil.
func recovered(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

// misuse calls f and returns the misuse that it panics with, or nil.
func misuse(t *testing.T, f func()) *runtimectx.MisuseError {
	t.Helper()
	v := recovered(f)
	if v == nil {
		return nil
	}
	m, ok := v.(*runtimectx.MisuseError)
	if !ok {
		t.Fatalf("panic with %T %v, want a *MisuseError", v, v)
	}
	return m
}

// wantMisuse checks that f panics with the given misuse, on this goroutine.
func wantMisuse(t *testing.T, op string, err error, f func()) *runtimectx.MisuseError {
	t.Helper()
	m := misuse(t, f)
	if m == nil {
		t.Fatalf("%s: no panic, want %v", op, err)
	}
	checkMisuse(t, m, op, err)
	return m
}

// wantError checks that err is the given misuse, on this goroutine.
func wantError(t *testing.T, got error, op string, err error) *runtimectx.MisuseError {
	t.Helper()
	var m *runtimectx.MisuseError
	if !errors.As(got, &m) {
		t.Fatalf("%s: error %T %v, want a *MisuseError", op, got, got)
	}
	checkMisuse(t, m, op, err)
	return m
}

func checkMisuse(t *testing.T, m *runtimectx.MisuseError, op string, err error) {
	t.Helper()
	if m.Op != op || m.Err != err || !errors.Is(m, err) {
		t.Fatalf("misuse %s: %v, want %s: %v", m.Op, m.Err, op, err)
	}
	if m.Goroutine != goid.Get() {
		t.Errorf("misuse on goroutine %d, want %d", m.Goroutine, goid.Get())
	}
	if prefix := "runtimectx: " + op + ": "; !strings.HasPrefix(m.Error(), prefix) || !strings.Contains(m.Error(), "; ") {
		t.Errorf("message %q, want %q, what is wrong, and what to do instead", m.Error(), prefix)
	}
}

// wantState checks the state and the current handle (nil: none) of this goroutine.
func wantState(t *testing.T, state string, current *runtimectx.Handle) {
	t.Helper()
	if got := runtimectx.CurrentEnterContext().String(); got != state {
		t.Errorf("state %s, want %s", got, state)
	}
	if got, err := runtimectx.Current(); got != current || (err == nil) != (current != nil) {
		t.Errorf("current %v, %v, want %v", got, err, current)
	}
}

// The states, as EnterContext.String has them.
const (
	notEntered     = "NotEntered"
	entered        = "Entered"
	enteredAllowed = "Entered(AllowBlockInPlace)"
)

// onGoroutine runs f on a goroutine of its own and waits for its end, whether
// it returns, fails the test or calls runtime.Goexit.
func onGoroutine(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

func handles() (a, b, c *runtimectx.Handle) {
	return runtimectx.NewHandle("a", nil), runtimectx.NewHandle("b", nil), runtimectx.NewHandle("c", nil)
}
