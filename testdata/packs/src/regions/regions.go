// Package regions opens regions and tasks of runtime/trace.
package regions

import (
	"context"
	"runtime/trace"
)

func deferred(ctx context.Context) {
	defer trace.StartRegion(ctx, "deferred").End()
}

func discarded(ctx context.Context) {
	trace.StartRegion(ctx, "discarded") // want `the region started here is discarded: nothing can end it \[leakedguard\]`
}

func inOrder(ctx context.Context) {
	outer := trace.StartRegion(ctx, "outer")
	inner := trace.StartRegion(ctx, "inner")
	inner.End()
	outer.End()
}

func outOfOrder(ctx context.Context) {
	outer := trace.StartRegion(ctx, "outer")
	inner := trace.StartRegion(ctx, "inner")
	outer.End() // want `region outer, started at line 25, is released before region inner, started at line 26: release them in reverse order \[releaseorder\]`
	inner.End()
}

func elsewhere(ctx context.Context) {
	r := trace.StartRegion(ctx, "elsewhere")
	go r.End() // want `region r, started at line 32, is released on another goroutine, started at line 33: release it on the goroutine that acquired it \[guardmisuse\]`
}

func earlyReturn(ctx context.Context, bad bool) {
	r := trace.StartRegion(ctx, "earlyReturn") // want `region r, started at line 37, is not ended when the function returns at line 39 \[leakedguard\]`
	if bad {
		return
	}
	r.End()
}

func task(ctx context.Context, bad bool) {
	ctx, task := trace.NewTask(ctx, "task") // want `task task, created at line 45, is not ended when the function returns at line 47 \[leakedguard\]`
	if bad {
		return
	}
	trace.WithRegion(ctx, "region", func() {})
	task.End()
}

func taskElsewhere(ctx context.Context) {
	_, task := trace.NewTask(ctx, "task")
	go func() {
		task.End()
	}()
}

func mixed(ctx context.Context) {
	r := trace.StartRegion(ctx, "r")
	ctx, task := trace.NewTask(ctx, "task")
	r.End()
	_ = ctx
	task.End()
}
