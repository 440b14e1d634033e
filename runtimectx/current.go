package runtimectx

import (
	"runtime"

	"github.com/petermattis/goid"
)

// A SetCurrentGuard ends what [SetCurrent] began. The zero guard holds
// nothing. Guards are comparable, and all copies are one acquisition.
type SetCurrentGuard struct{ g guard }

// SetCurrent makes h the current handle of the calling goroutine until the
// guard is released. It works inside and outside an entered region and does
// not change whether the goroutine is Entered. It panics with a [*MisuseError]
// that wraps [ErrNilHandle] if h is nil.
func SetCurrent(h *Handle) SetCurrentGuard { return setCurrent(h) }

// TrySetCurrent is [SetCurrent], except that it returns the [*MisuseError].
// The guard is then the zero guard, whose Release does nothing.
func TrySetCurrent(h *Handle) (SetCurrentGuard, error) {
	if h == nil {
		return SetCurrentGuard{}, &MisuseError{Op: "TrySetCurrent", Err: ErrNilHandle, Goroutine: goid.Get()}
	}
	return setCurrent(h), nil
}

// setCurrent handles the same common cases as enter, and leaves the others to
// setCurrentSlow.
//
//go:nosplit
func setCurrent(h *Handle) SetCurrentGuard {
	gid := goid.Get()
	in := tab.Load()
	r := in.home(gid).first.Load()
	if r.key.Load() != gid {
		if r.next.Load() != nil {
			r, gid = ownRecordInstead(r)
		} else if !r.key.CompareAndSwap(0, gid) {
			r, gid = ownRecordInstead(r)
		} else if tab.Load() != in {
			r, gid = ownRecordInstead(r)
		}
	}
	mode := r.mode
	position := uint32(mode)
	if position >= inline {
		return setCurrentSlow(h)
	}
	t := r.tokens[position].Load()
	if t == nil {
		return setCurrentSlow(h)
	}
	e := t.e
	if e.handle != h {
		if h == nil {
			return setCurrentSlow(h)
		}
		e.setHandle(h)
	}
	seq := e.seq + (seqStep + seqSetCurrent)
	e.seq = seq
	r.mode = mode + 1
	return SetCurrentGuard{guard{tok: t, seq: seq, gid: gid}}
}

// setCurrentSlow is setCurrent in general. It may find that setCurrent has
// claimed a record.
//
//go:noinline
func setCurrentSlow(h *Handle) SetCurrentGuard {
	gid := goid.Get()
	if h == nil {
		vacateIdle(gid)
		panic(&MisuseError{Op: "SetCurrent", Err: ErrNilHandle, Goroutine: gid})
	}
	var pcs []uintptr
	if tracing.Load() {
		pcs = callers(3)
	}
	return SetCurrentGuard{ownRecord(gid).push(seqSetCurrent, h, gid, pcs)}
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
func (g SetCurrentGuard) Release() { releaseCurrent(g.g.tok, g.g.gid, g.g.seq) }

// releaseCurrent is SetCurrentGuard.Release. It gets the guard in its parts, as
// the compiler has a struct of them stored once more on the way in. For the sake
// of short ways the fast paths leave at once where they do not apply.
//
//go:nosplit
func releaseCurrent(t *token, acquirer int64, seq uint64) {
	gid := goid.Get()
	if gid != acquirer { // as it is for the zero guard
		SetCurrentGuard{guard{t, acquirer, seq}}.releaseSlow()
		return
	}
	r, e := t.r, t.e
	if r.key.Load() != gid { // only then the record is ours to read
		SetCurrentGuard{guard{t, acquirer, seq}}.releaseSlow()
		return
	}
	if e.seq != seq {
		SetCurrentGuard{guard{t, acquirer, seq}}.releaseSlow()
		return
	}
	mode := r.mode
	if uint32(mode) != uint32(t.owns) {
		SetCurrentGuard{guard{t, acquirer, seq}}.releaseSlow()
		return
	}
	e.seq = seq - seqSetCurrent
	mode--
	r.mode = mode
	if mode == 0 {
		r.key.Store(0)
	}
	runtime.KeepAlive(t) // or it may count as lost before the entry is marked
}

// releaseSlow is Release in general.
func (g SetCurrentGuard) releaseSlow() {
	const op = "SetCurrentGuard.Release"
	if g.g.tok == nil {
		return
	}
	r, m := g.g.check(op, goid.Get())
	if m != nil {
		raise(m)
		return
	}
	r.releasePosition(op, g.g)
}

// Current returns the current handle of the calling goroutine: that of the
// latest [Enter] or [SetCurrent] whose guard is live. Without one it returns a
// [*MisuseError] that wraps [ErrNoCurrent].
func Current() (*Handle, error) {
	h, m := current("Current")
	if m != nil {
		return nil, m
	}
	return h, nil
}

// WithCurrent calls f with the current handle. Without one it returns a
// [*MisuseError] that wraps [ErrNoCurrent] and does not call f.
func WithCurrent(f func(h *Handle)) error {
	h, m := current("WithCurrent")
	if m != nil {
		return m
	}
	f(h)
	return nil
}

func current(op string) (*Handle, *MisuseError) {
	gid := goid.Get()
	if r := findRecord(gid); r != nil {
		if e := r.top(); e != nil {
			return e.handle, nil
		}
	}
	return nil, &MisuseError{Op: op, Err: ErrNoCurrent, Goroutine: gid}
}
