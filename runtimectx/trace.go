package runtimectx

import (
	"os"
	"runtime"
	"sync/atomic"
)

// traceVariable is the environment variable that turns recording on at start.
const traceVariable = "RUNTIMECTX_TRACE"

var tracing atomic.Bool

func init() {
	if os.Getenv(traceVariable) == "1" {
		tracing.Store(true)
	}
}

// TraceGuards says whether the call stack of each acquisition is recorded from
// now on, so that messages and [MisuseError.Acquired] can tell where a guard
// comes from. Looking up the callers costs far more than acquiring a guard and
// allocates, so it is off unless RUNTIMECTX_TRACE=1 is in the environment when
// the program starts. Guards that are live already are not affected.
func TraceGuards(on bool) {
	tracing.Store(on)
	if on {
		sweep() // what has no token is acquired on the slow paths, which record
	}
}

// maxTracedFrames bounds the recorded call stack.
const maxTracedFrames = 32

// callers returns the call stack, skipping skip frames above its caller.
func callers(skip int) []uintptr {
	pcs := make([]uintptr, maxTracedFrames)
	return pcs[:runtime.Callers(skip+2, pcs)]
}
