package protocol

import "sync"

var cancelFunc = &Guard{
	Type: "CancelFunc", Noun: "cancel function", Verb: "made", Undo: "call", Unbalanced: "called", Undone: "is not called",
	ByCall: true, Anywhere: true, Again: true, Process: true, Goexit: true,
}

var cancelCauseFunc = &Guard{
	Type: "CancelCauseFunc", Noun: "cancel function", Verb: "made", Undo: "call", Unbalanced: "called", Undone: "is not called",
	ByCall: true, Anywhere: true, Again: true, Process: true, Goexit: true,
}

var contextPack = &Pack{
	Name:   "context",
	Doc:    "the cancel functions of package context: never called on some path",
	Paths:  []string{"context"},
	Guards: []*Guard{cancelFunc, cancelCauseFunc},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows("context", "context", map[string]*Func{
			"WithCancel":        {Op: Make, Guard: cancelFunc, Result: 1, Results: 2},
			"WithTimeout":       {Op: Make, Guard: cancelFunc, Result: 1, Results: 2},
			"WithDeadline":      {Op: Make, Guard: cancelFunc, Result: 1, Results: 2},
			"WithTimeoutCause":  {Op: Make, Guard: cancelFunc, Result: 1, Results: 2},
			"WithDeadlineCause": {Op: Make, Guard: cancelFunc, Result: 1, Results: 2},
			"WithCancelCause":   {Op: Make, Guard: cancelCauseFunc, Result: 1, Results: 2},
		})
	}),
}

var (
	traceRegion = &Guard{Type: "Region", Noun: "region", Verb: "started", Undo: "end", Unbalanced: "ended", Undone: "is not ended", Ordered: true, Goexit: true}
	traceTask   = &Guard{Type: "Task", Noun: "task", Verb: "created", Undo: "end", Unbalanced: "ended", Undone: "is not ended", Anywhere: true, Again: true, Goexit: true}
)

var tracePack = &Pack{
	Name:   "trace",
	Doc:    "the regions and tasks of runtime/trace: not ended on some path, or regions ended out of order",
	Paths:  []string{"runtime/trace"},
	Guards: []*Guard{traceRegion, traceTask},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows("runtime/trace", "trace", map[string]*Func{
			"StartRegion": {Op: Make, Guard: traceRegion},
			"Region.End":  {Op: Release, Guard: traceRegion},
			"NewTask":     {Op: Make, Guard: traceTask, Result: 1, Results: 2},
			"Task.End":    {Op: Release, Guard: traceTask},
		})
	}),
}

// threadLock is a state of the goroutine; calls of LockOSThread nest.
var threadLock = &Guard{
	Type: "runtime.LockOSThread", Noun: "thread", Verb: "locked", Unbalanced: "unlocked", Undone: "is still locked to its goroutine", Object: true, Again: true,
}

var osthreadPack = &Pack{
	Name:   "osthread",
	Doc:    "runtime.LockOSThread: left locked on some path, unlocked on another",
	Paths:  []string{"runtime"},
	Guards: []*Guard{threadLock},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows("runtime", "runtime", map[string]*Func{
			"LockOSThread":   {Op: Lock, Guard: threadLock},
			"UnlockOSThread": {Op: Unlock, Guard: threadLock},
		})
	}),
}

const otelPath = "go.opentelemetry.io/otel/trace"

var span = &Guard{
	Type: "Span", Noun: "span", Verb: "started", Undo: "end", Unbalanced: "ended", Undone: "is not ended", Anywhere: true, Again: true, Carried: true, Goexit: true,
}

var otelPack = &Pack{
	Name:   "otel",
	Doc:    "the spans of OpenTelemetry: not ended on some path",
	Paths:  []string{otelPath, "go.opentelemetry.io/otel"},
	Guards: []*Guard{span},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows(otelPath, "trace", map[string]*Func{
			"Tracer.Start": {Op: Make, Guard: span, Result: 1, Results: 2},
			"Span.End":     {Op: Release, Guard: span},
		})
	}),
}

const semaphorePath = "golang.org/x/sync/semaphore"

var weight = &Guard{
	Type: "semaphore.Weighted", Noun: "weight", Verb: "acquired", Undo: "release", Unbalanced: "released", Undone: "is not released", Object: true, Anywhere: true, Again: true,
}

var semaphorePack = &Pack{
	Name:   "semaphore",
	Doc:    "the weight of x/sync semaphores: acquired and not released on some path",
	Paths:  []string{semaphorePath},
	Guards: []*Guard{weight},
	funcs: sync.OnceValue(func() map[string]*Func {
		return rows(semaphorePath, "semaphore", map[string]*Func{
			"Weighted.Acquire":    {Op: LockOrError, Guard: weight},
			"Weighted.TryAcquire": {Op: TryLock, Guard: weight},
			"Weighted.Release":    {Op: Unlock, Guard: weight},
		})
	}),
}
