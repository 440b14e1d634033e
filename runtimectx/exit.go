package runtimectx

import "github.com/petermattis/goid"

// ExitRuntime suspends the region that the calling goroutine is in while f
// runs: the goroutine is NotEntered, so f may block, or enter a runtime. When f
// returns, panics or calls [runtime.Goexit], the former region continues.
//
// It panics with a [*MisuseError] that wraps [ErrNotEntered] if the goroutine
// is NotEntered. If f leaves an [Enter] guard live, that region ends, its guard
// counts as released, the former region continues, and ExitRuntime panics with
// [ErrStillEntered] (unless a panic or Goexit is in flight). Guards of
// [SetCurrent] that f acquired may be released after f.
func ExitRuntime(f func()) {
	const op = "ExitRuntime"
	gid := goid.Get()
	r := findRecord(gid)
	if r == nil || r.owner == nil {
		panic(&MisuseError{Op: op, Err: ErrNotEntered, Goroutine: gid})
	}
	r.suspend(op, gid, f)
}

// BlockInPlace runs f, which may block. If the calling goroutine is Entered,
// the region is suspended while f runs, as [ExitRuntime] does; it panics with a
// [*MisuseError] that wraps [ErrBlockInPlaceDenied] unless the region allows it
// ([AllowBlockInPlace], [DisallowBlockInPlace]). If the goroutine is NotEntered,
// it only runs f.
func BlockInPlace(f func()) {
	const op = "BlockInPlace"
	gid := goid.Get()
	r := findRecord(gid)
	if r == nil || r.owner == nil {
		f()
		return
	}
	if o := r.owner; !o.allow {
		panic(&MisuseError{Op: op, Err: ErrBlockInPlaceDenied, Handle: o.handle, Goroutine: gid, Acquired: o.pcs})
	}
	r.suspend(op, gid, f)
}

// suspend runs f with the goroutine NotEntered. The suspended entry stays in
// the stack of handles, which keeps the record in place.
func (r *record) suspend(op string, gid int64, f func()) {
	region := r.owner
	r.owner = nil
	defer r.resume(op, gid, region)
	f()
}

// resume puts the suspended region back. An entry that f left entered is taken
// out for good: its token is in the hands of whoever still has the guard.
func (r *record) resume(op string, gid int64, region *entry) {
	left := r.owner
	r.owner = region
	if left == nil {
		return
	}
	unlink(&r.top, left)
	r.held--
	left.dropped.Store(true)
	raise(&MisuseError{Op: op, Err: ErrStillEntered, Handle: left.handle, Goroutine: gid, Acquired: left.pcs})
}
