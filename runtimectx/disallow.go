package runtimectx

import (
	"runtime"

	"github.com/petermattis/goid"
)

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
	if r == nil || r.owner() == nil || r.mode&modeAllow == 0 {
		return DisallowBlockInPlaceGuard{}
	}
	var pcs []uintptr
	if tracing.Load() {
		pcs = callers(1)
	}
	return DisallowBlockInPlaceGuard{r.deny(gid, pcs)}
}

// deny makes the current region, which allows BlockInPlace, deny it.
func (r *record) deny(gid int64, pcs []uintptr) guard {
	t := r.denyToken.Load()
	if t == nil || t.e.live() || pcs != nil || r.spoiled() {
		t = newToken(r, inline)
		t.e.gid.Store(gid)
		t.e.pcs = pcs
		if pcs == nil {
			r.denyToken.Store(t)
		}
	}
	e, region := t.e, r.owner()
	e.handle = region.handle
	e.region = region
	e.regionSeq = region.seq
	e.seq += seqStep + seqDisallow
	e.next = r.denies
	r.denies = e
	r.setExtra()
	r.mode &^= modeAllow
	return guard{tok: t, seq: e.seq, gid: gid}
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
	if g.g.tok == nil {
		return
	}
	gid := goid.Get()
	r, m := g.g.check("DisallowBlockInPlaceGuard.Release", gid)
	if m != nil {
		raise(m)
		return
	}
	e := g.g.tok.e
	if o := r.owner(); o != nil && o == e.region && o.seq == e.regionSeq {
		r.mode |= modeAllow
	}
	for p := &r.denies; *p != nil; p = &(*p).next {
		if *p == e {
			*p = e.next
			break
		}
	}
	e.next, e.region = nil, nil
	e.seq &^= seqKind
	runtime.KeepAlive(g.g.tok)
	r.setExtra()
	r.vacate(gid)
}
