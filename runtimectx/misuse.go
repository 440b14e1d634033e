package runtimectx

import (
	"errors"
	"runtime"
)

// The kinds of misuse. A [*MisuseError] wraps one of them; ask for it with
// [errors.Is].
var (
	// ErrNestedEnter: Enter on a goroutine that is driving a runtime already.
	ErrNestedEnter = errors.New("this goroutine is driving a runtime already")

	// ErrOutOfOrder: a guard was released before one that was acquired later.
	ErrOutOfOrder = errors.New("released before a guard that was acquired later")

	// ErrNotEntered: there is no region to leave, or the region of the released
	// guard is suspended.
	ErrNotEntered = errors.New("this goroutine is not driving the runtime")

	// ErrStillEntered: a function given to ExitRuntime or BlockInPlace returned
	// without ending a region that it had begun.
	ErrStillEntered = errors.New("the function left a runtime entered")

	// ErrNoCurrent: the goroutine has no current handle.
	ErrNoCurrent = errors.New("this goroutine has no current runtime")

	// ErrWrongGoroutine: a guard was released on a goroutine that did not
	// acquire it.
	ErrWrongGoroutine = errors.New("released on a goroutine that did not acquire it")

	// ErrReleased: a guard, or a copy of it, was released before.
	ErrReleased = errors.New("released before")

	// ErrBlockInPlaceDenied: the region does not allow BlockInPlace.
	ErrBlockInPlaceDenied = errors.New("the region does not allow blocking in place")

	// ErrBlockingDenied: blocking inside a region, or with a nil guard.
	ErrBlockingDenied = errors.New("blocking is not sanctioned here")

	// ErrNilHandle: a nil handle was to become current.
	ErrNilHandle = errors.New("the handle is nil")

	// ErrLeaked: a guard became unreachable without being released.
	ErrLeaked = errors.New("never released")
)

// A MisuseError describes one misuse. The functions of this package panic with
// a *MisuseError, and the Try forms return one.
type MisuseError struct {
	// Op is the qualified name of what was called, such as "Enter",
	// "ExitRuntime" or "SetCurrentGuard.Release". For ErrLeaked it is what
	// acquired the guard.
	Op string

	// Err says what is wrong. It is one of the Err variables of this package.
	Err error

	// Handle is the handle that the operation was about: the one given to it,
	// else the one that its guard stands for, else that of the region in the
	// way. It is nil if there is none, or if it cannot be known any more.
	Handle *Handle

	// Goroutine is the goroutine on which the operation ran. For ErrLeaked it
	// is the one that acquired the guard.
	Goroutine int64

	// Acquired is the call stack, for [runtime.CallersFrames], at which the
	// guard in question was acquired: the guard that was misused or, if a
	// region is in the way, the guard of that region. It is nil unless stacks
	// were recorded at that time; see [TraceGuards].
	Acquired []uintptr

	held  *Handle // ErrNestedEnter: the runtime that is being driven
	owner int64   // ErrWrongGoroutine: the goroutine that acquired the guard
}

// Unwrap returns Err.
func (e *MisuseError) Unwrap() error { return e.Err }

// raise panics with m, unless the goroutine is unwinding: then the panic or the
// Goexit in flight must not be replaced.
func raise(m *MisuseError) {
	if !unwinding() {
		panic(m)
	}
}

// unwinding reports whether a panic or a runtime.Goexit is running deferred
// functions of this goroutine. There is no way to ask the runtime, but either
// leaves its frame on the stack, below those of the functions that it runs.
func unwinding() bool {
	pcs := make([]uintptr, 64)
	n := runtime.Callers(2, pcs)
	for n == len(pcs) {
		pcs = make([]uintptr, 4*len(pcs))
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
