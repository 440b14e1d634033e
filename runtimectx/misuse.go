package runtimectx

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
)

// The kinds of misuse. A [*MisuseError] wraps one of them; test for it with
// [errors.Is].
var (
	ErrNestedEnter        = errors.New("this goroutine is already driving a runtime")
	ErrOutOfOrder         = errors.New("released before a guard that was acquired later")
	ErrNotEntered         = errors.New("this goroutine is not driving a runtime")
	ErrStillEntered       = errors.New("the function left a runtime entered")
	ErrNoCurrent          = errors.New("this goroutine has no current runtime")
	ErrWrongGoroutine     = errors.New("released on a goroutine that did not acquire it")
	ErrReleased           = errors.New("already released")
	ErrBlockInPlaceDenied = errors.New("the region does not allow blocking in place")
	ErrBlockingDenied     = errors.New("blocking is refused while this goroutine drives a runtime")
	ErrNilHandle          = errors.New("the handle is nil")
	ErrLeaked             = errors.New("never released")
)

// A MisuseError describes one misuse. The functions of this package panic with
// a *MisuseError, and the Try forms return one.
type MisuseError struct {
	// Op is the qualified name of what was called, such as "Enter",
	// "ExitRuntime" or "SetCurrentGuard.Release". For ErrLeaked it is what
	// acquired the guard.
	Op string

	// Err says what is wrong: one of the Err variables of this package.
	Err error

	// Handle is the handle that the operation was about: the one given to it,
	// or the one that its guard stands for, or that of the region it acts on.
	// It is nil when there is none, or when it can no longer be known.
	Handle *Handle

	// Goroutine is the goroutine on which the operation ran. For ErrLeaked it
	// is the one that acquired the guard.
	Goroutine int64

	// Acquired is the call stack, for [runtime.CallersFrames], at which the
	// guard in question was acquired: the guard that was misused or, when a
	// region is in the way, the guard of that region. It is nil unless the
	// recording was on at that time; see [TraceGuards].
	Acquired []uintptr

	held  *Handle // ErrNestedEnter: the runtime that is being driven
	owner int64   // ErrWrongGoroutine: the goroutine that acquired the guard
}

// Unwrap returns Err.
func (e *MisuseError) Unwrap() error { return e.Err }

// Error says what was misused, where the guard was acquired when that is
// known, and what to do instead.
func (e *MisuseError) Error() string {
	what, advice := e.describe()
	var b strings.Builder
	b.WriteString("runtimectx: ")
	b.WriteString(e.Op)
	b.WriteString(": ")
	b.WriteString(what)
	if site := e.site(); site != "" {
		b.WriteString(", acquired at ")
		b.WriteString(site)
	} else if e.concernsGuard() {
		b.WriteString(" (set " + traceVariable + "=1 to see where it was acquired)")
	}
	if advice != "" {
		b.WriteString("; ")
		b.WriteString(advice)
	}
	return b.String()
}

// concernsGuard reports whether knowing where a guard was acquired would help.
func (e *MisuseError) concernsGuard() bool {
	switch e.Err {
	case ErrNilHandle, ErrNoCurrent:
		return false
	case ErrReleased, ErrWrongGoroutine:
		return false // the record of the acquisition is gone, or not ours to read
	case ErrNotEntered:
		return strings.HasSuffix(e.Op, ".Release")
	case ErrBlockingDenied:
		return e.Handle != nil
	}
	return true
}

// describe returns what is wrong and what to do instead.
func (e *MisuseError) describe() (what, advice string) {
	g := "goroutine " + strconv.FormatInt(e.Goroutine, 10)
	of := ""
	if e.Handle != nil {
		of = " of runtime " + e.Handle.String()
	}
	switch e.Err {
	case ErrNilHandle:
		return "the handle is nil", "make one with NewHandle"
	case ErrNestedEnter:
		held := e.held
		if held == nil {
			held = e.Handle
		}
		return "cannot start driving runtime " + e.Handle.String() + ": " + g + " is already driving runtime " + held.String(),
			"hand the work to that runtime or to a new goroutine, leave the region for a while with ExitRuntime or BlockInPlace, or use SetCurrent if only the current handle should change"
	case ErrOutOfOrder:
		return "the guard" + of + " was released before a guard that " + g + " acquired later",
			"its entry is removed all the same; release guards in the reverse order of acquiring them, best with defer right after each acquire"
	case ErrNotEntered:
		if strings.HasSuffix(e.Op, ".Release") {
			return "the region" + of + " is suspended by an ExitRuntime or BlockInPlace of " + g + " that is still running",
				"release the guard after that call has returned"
		}
		return g + " is not driving a runtime, so there is none to leave",
			"call it between Enter and Release, or ask CurrentEnterContext first"
	case ErrStillEntered:
		return "the function left runtime " + e.Handle.String() + " entered on " + g + ", its guard is taken away",
			"release the guard before the function returns, best with defer right after Enter"
	case ErrNoCurrent:
		return g + " has no current runtime", "call SetCurrent or Enter first; a new goroutine does not inherit its parent's"
	case ErrWrongGoroutine:
		return "the guard was acquired by goroutine " + strconv.FormatInt(e.owner, 10) + " and cannot be released by " + g,
			"release a guard on the goroutine that acquired it; an iter.Pull body is a goroutine of its own"
	case ErrReleased:
		return "the guard, or a copy of it, was already released on " + g,
			"all copies of a guard are one acquisition; release it once, best with defer right after the acquire"
	case ErrBlockInPlaceDenied:
		return "the region" + of + " on " + g + " does not allow blocking in place",
			"enter it with AllowBlockInPlace, release the DisallowBlockInPlace guard first, or block on another goroutine"
	case ErrBlockingDenied:
		if e.Handle == nil {
			return "blocking was not sanctioned on " + g + ": the guard is nil", "use it only when TryEnterBlockingRegion returned true, or use the guard that EnterRuntime passes on"
		}
		return g + " is driving runtime " + e.Handle.String() + " and must not block, or everything that waits for that runtime stops",
			"block on another goroutine, inside ExitRuntime or BlockInPlace, or through the guard that EnterRuntime passes on"
	case ErrLeaked:
		return "the guard" + of + " became unreachable on " + g + " without being released",
			"release it on every path, best with defer right after the acquire"
	}
	if e.Err != nil {
		return e.Err.Error(), ""
	}
	return "misuse", ""
}

// site returns "file:line (function)" of the acquisition, or "".
func (e *MisuseError) site() string {
	if len(e.Acquired) == 0 {
		return ""
	}
	f, _ := runtime.CallersFrames(e.Acquired).Next()
	if f.File == "" {
		return ""
	}
	return f.File + ":" + strconv.Itoa(f.Line) + " (" + f.Function + ")"
}

// raise panics with m, unless the goroutine is unwinding already: then the
// panic or Goexit in flight must not be replaced.
func raise(m *MisuseError) {
	if unwinding() {
		return
	}
	panic(m)
}

// unwinding reports whether a panic or a runtime.Goexit is running the
// deferred functions of this goroutine. The runtime tells no one, but either
// leaves its frame on the stack below the functions it runs.
func unwinding() bool {
	pcs := make([]uintptr, 64)
	n := runtime.Callers(2, pcs)
	for n == len(pcs) {
		pcs = make([]uintptr, 2*len(pcs))
		n = runtime.Callers(2, pcs)
	}
	frames := runtime.CallersFrames(pcs[:n])
	for {
		f, more := frames.Next()
		if f.Function == "runtime.gopanic" || f.Function == "runtime.Goexit" {
			return true
		}
		if !more {
			return false
		}
	}
}
