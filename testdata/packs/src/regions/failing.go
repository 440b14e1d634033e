package regions

import (
	"context"
	"runtime/trace"
	"testing"
)

// A test that fails leaves nothing behind that anybody reads.
func failing(t testing.TB, err error) {
	ctx, task := trace.NewTask(context.Background(), "failing")
	r := trace.StartRegion(ctx, "region")
	if err != nil {
		t.Fatal(err)
	}
	r.End()
	task.End()
}

func returning(t testing.TB, err error) {
	ctx, task := trace.NewTask(context.Background(), "returning") // want `task task, created at line \d+, is not ended when the function returns at line \d+`
	r := trace.StartRegion(ctx, "region")
	r.End()
	if err != nil {
		t.Error(err)
		return
	}
	task.End()
}
