package runtimectx

import "github.com/petermattis/goid"

// A SetCurrentGuard ends what [SetCurrent] began. The zero guard holds
// nothing. Guards are comparable, and all copies are one acquisition.
type SetCurrentGuard struct{ g guard }

// SetCurrent makes h the current handle of the calling goroutine until the
// guard is released. It works inside and outside an entered region and does
// not change whether the goroutine is Entered. It panics with a [*MisuseError]
// that wraps [ErrNilHandle] if h is nil.
func SetCurrent(h *Handle) SetCurrentGuard {
	g, err := setCurrent("SetCurrent", h)
	if err != nil {
		panic(err)
	}
	return g
}

// TrySetCurrent is [SetCurrent], except that it returns the [*MisuseError].
// The guard is then the zero guard, whose Release does nothing.
func TrySetCurrent(h *Handle) (SetCurrentGuard, error) {
	g, err := setCurrent("TrySetCurrent", h)
	if err != nil {
		return SetCurrentGuard{}, err
	}
	return g, nil
}

// setCurrent stands two frames below the caller to be recorded.
func setCurrent(op string, h *Handle) (SetCurrentGuard, *MisuseError) {
	gid := goid.Get()
	if h == nil {
		return SetCurrentGuard{}, &MisuseError{Op: op, Err: ErrNilHandle, Goroutine: gid}
	}
	r := findRecord(gid)
	if r == nil {
		r = claimRecord(gid)
	}
	e, g := r.acquire(kindSetCurrent, h, gid)
	e.prev = r.top
	r.top = e
	if tracing.Load() {
		e.pcs = callers(2)
	}
	return SetCurrentGuard{g}, nil
}

// Release makes the handle that was current before current again. The zero
// guard's Release does nothing.
//
// Release panics with a [*MisuseError] that wraps
//   - [ErrWrongGoroutine] on a goroutine that did not acquire the guard; nothing changes;
//   - [ErrReleased] if the guard or a copy was released before; nothing changes;
//   - [ErrOutOfOrder] if a guard of [SetCurrent] or [Enter] was acquired later
//     and is live; this guard's handle is taken out all the same, and the
//     others can still be released in order.
//
// While a panic or a [runtime.Goexit] is in flight it does not panic.
func (g SetCurrentGuard) Release() {
	const op = "SetCurrentGuard.Release"
	if g.g.tok == nil {
		return
	}
	gid := goid.Get()
	if gid != g.g.gid {
		raise(&MisuseError{Op: op, Err: ErrWrongGoroutine, Goroutine: gid, owner: g.g.gid})
		return
	}
	r := findRecord(gid)
	if r == nil || !g.g.in(r.top) {
		raise(&MisuseError{Op: op, Err: ErrReleased, Goroutine: gid})
		return
	}
	r.removeHandle(op, g.g)
}

// Current returns the current handle of the calling goroutine: that of the
// latest [Enter] or [SetCurrent] whose guard is live. Without one it returns a
// [*MisuseError] that wraps [ErrNoCurrent].
func Current() (*Handle, error) {
	h, err := current("Current")
	if err != nil {
		return nil, err
	}
	return h, nil
}

// WithCurrent calls f with the current handle. Without one it returns a
// [*MisuseError] that wraps [ErrNoCurrent] and does not call f.
func WithCurrent(f func(h *Handle)) error {
	h, err := current("WithCurrent")
	if err != nil {
		return err
	}
	f(h)
	return nil
}

func current(op string) (*Handle, *MisuseError) {
	gid := goid.Get()
	r := findRecord(gid)
	if r == nil || r.top == nil {
		return nil, &MisuseError{Op: op, Err: ErrNoCurrent, Goroutine: gid}
	}
	return r.top.handle, nil
}
