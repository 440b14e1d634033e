package runtimectx

import (
	"fmt"
	"runtime"
	"strings"
)

// Error says what was misused and how, where the guard in question was acquired
// when that is known, and what to do instead.
func (e *MisuseError) Error() string {
	what, advice := e.describe()
	return "runtimectx: " + e.Op + ": " + what + "; " + advice
}

// describe returns what is wrong and what to do instead.
func (e *MisuseError) describe() (what, advice string) {
	ofRelease := strings.HasSuffix(e.Op, ".Release")
	switch e.Err {
	case ErrNilHandle:
		return "the handle is nil",
			"pass one that NewHandle made"
	case ErrNestedEnter:
		return fmt.Sprintf("goroutine %d cannot drive runtime %v, it is driving runtime %v already%s", e.Goroutine, e.Handle, e.held, e.site("entered")),
			"hand the work to that runtime or to a new goroutine, suspend the region with ExitRuntime or BlockInPlace, or call SetCurrent if only the current handle is to change"
	case ErrOutOfOrder:
		return fmt.Sprintf("goroutine %d released the guard of runtime %v%s before one that it acquired later", e.Goroutine, e.Handle, e.site("acquired")),
			"it counts as released; release guards in the reverse order of acquiring them, best by a defer right after each acquire"
	case ErrNotEntered:
		if ofRelease {
			return fmt.Sprintf("the region of runtime %v%s is suspended by an ExitRuntime or BlockInPlace of goroutine %d that is still running", e.Handle, e.site("entered"), e.Goroutine),
				"release the guard after that call has returned"
		}
		return fmt.Sprintf("goroutine %d is not driving a runtime", e.Goroutine),
			"call it between Enter and Release only, or ask CurrentEnterContext before"
	case ErrStillEntered:
		return fmt.Sprintf("the function left goroutine %d driving runtime %v%s", e.Goroutine, e.Handle, e.site("entered")),
			"that region was ended; release its guard before the function returns, best by a defer right after Enter"
	case ErrNoCurrent:
		return fmt.Sprintf("goroutine %d has no current runtime", e.Goroutine),
			"call it between SetCurrent or Enter and Release; a new goroutine does not inherit the handle, so pass it or use NewContext"
	case ErrWrongGoroutine:
		return fmt.Sprintf("the guard was acquired by goroutine %d and cannot be released by goroutine %d", e.owner, e.Goroutine),
			"release a guard on the goroutine that acquired it; the body of an iter.Pull is another one"
	case ErrReleased:
		return fmt.Sprintf("the guard or a copy of it was released before by goroutine %d", e.Goroutine),
			"all copies are one acquisition; release it once, best by a defer right after the acquire"
	case ErrBlockInPlaceDenied:
		return fmt.Sprintf("goroutine %d is driving runtime %v%s, which does not allow blocking in place", e.Goroutine, e.Handle, e.site("entered")),
			"enter it with AllowBlockInPlace, release the DisallowBlockInPlace guard before, or block on another goroutine"
	case ErrBlockingDenied:
		if strings.HasPrefix(e.Op, "BlockingRegionGuard.") {
			return fmt.Sprintf("the guard is nil, so goroutine %d must not block", e.Goroutine),
				"use the guard only if TryEnterBlockingRegion said true, or take the one that EnterRuntime passes on"
		}
		return fmt.Sprintf("goroutine %d is driving runtime %v%s and must not block, or all that waits for that runtime waits too", e.Goroutine, e.Handle, e.site("entered")),
			"block on another goroutine, inside ExitRuntime or BlockInPlace, or by the guard that EnterRuntime passes on"
	case ErrLeaked:
		return fmt.Sprintf("goroutine %d lost the guard of runtime %v%s without releasing it", e.Goroutine, e.Handle, e.site("acquired")),
			"release it on every path, best by a defer right after the acquire"
	}
	return fmt.Sprintf("%v on goroutine %d", e.Err, e.Goroutine), "see the documentation of " + e.Op
}

// site says in parentheses where the guard in question was acquired, or how to
// find out.
func (e *MisuseError) site(verb string) string {
	if len(e.Acquired) != 0 {
		if f, _ := runtime.CallersFrames(e.Acquired).Next(); f.File != "" {
			return fmt.Sprintf(" (%s at %s:%d by %s)", verb, f.File, f.Line, f.Function)
		}
	}
	return fmt.Sprintf(" (%s=1 shows where it was %s)", traceVariable, verb)
}
