package runtimectx

import "github.com/petermattis/goid"

// A DisallowBlockInPlaceGuard ends what [DisallowBlockInPlace] began. The zero
// guard holds nothing. Guards are comparable, and all copies are one
// acquisition.
type DisallowBlockInPlaceGuard struct{ g guard }

// DisallowBlockInPlace makes [BlockInPlace] refuse in the current region until
// the guard is released. If the calling goroutine is NotEntered, or its region
// does not allow BlockInPlace anyway, it changes nothing and returns the zero
// guard.
func DisallowBlockInPlace() DisallowBlockInPlaceGuard {
	gid := goid.Get()
	r := findRecord(gid)
	if r == nil || r.owner == nil || !r.owner.allow {
		return DisallowBlockInPlaceGuard{}
	}
	o := r.owner
	o.allow = false
	e, g := r.acquire(kindDisallow, o.handle, gid)
	e.region = o
	e.regionSeq = o.seq
	e.prev = r.denies
	r.denies = e
	if tracing.Load() {
		e.pcs = callers(1)
	}
	return DisallowBlockInPlaceGuard{g}
}

// Release allows [BlockInPlace] again, if the region in which the guard was
// acquired is the current one; otherwise it changes nothing but counts as the
// release. The zero guard's Release does nothing.
//
// Release panics with a [*MisuseError] that wraps [ErrWrongGoroutine] on a
// goroutine that did not acquire the guard, or [ErrReleased] if the guard or a
// copy was released before; nothing changes then. While a panic or a
// [runtime.Goexit] is in flight it does not panic.
func (g DisallowBlockInPlaceGuard) Release() {
	const op = "DisallowBlockInPlaceGuard.Release"
	if g.g.tok == nil {
		return
	}
	gid := goid.Get()
	if gid != g.g.gid {
		raise(&MisuseError{Op: op, Err: ErrWrongGoroutine, Goroutine: gid, owner: g.g.gid})
		return
	}
	r := findRecord(gid)
	if r == nil || !g.g.in(r.denies) {
		raise(&MisuseError{Op: op, Err: ErrReleased, Goroutine: gid})
		return
	}
	e := g.g.tok.e
	if o := r.owner; o != nil && o == e.region && o.seq == e.regionSeq {
		o.allow = true
	}
	unlink(&r.denies, e)
	r.recycle(g.g)
	if r.held == 0 {
		freeRecord(gid)
	}
}
