package cancels

import (
	"context"
	"os/exec"
	"testing"
	"time"
)

// The test ends what Cleanup is given, however the test ends.
func command(t testing.TB, ctx context.Context, d time.Duration) *exec.Cmd {
	var cancel context.CancelFunc
	if d > 0 {
		ctx, cancel = context.WithTimeout(ctx, d)
	}
	cmd := exec.CommandContext(ctx, "true")
	cmd.Cancel = func() error {
		if cancel != nil && ctx.Err() == nil {
			t.Log("cancelled")
		}
		return nil
	}
	t.Cleanup(func() {
		if cancel != nil {
			cancel()
		}
	})
	return cmd
}

func useCommand(t testing.TB, d time.Duration) {
	cmd := command(t, context.Background(), d)
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
}

func simple(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return ctx
}

func useSimple(t testing.TB) {
	ctx := simple(t)
	if ctx.Err() != nil {
		t.Fatal("ended")
	}
}

// A test that fails ends its goroutine: what is cancelled then cancels nothing that
// outlives it. Stock lostcancel is silent about that too.
func failing(t testing.TB, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_ = ctx
	cancel()
}

func skipped(t testing.TB, err error) {
	ctx, cancel := context.WithCancel(context.Background()) // want `cancel function cancel, made at line \d+, is not called when the function returns at line \d+`
	if err != nil {
		return
	}
	_ = ctx
	cancel()
}
