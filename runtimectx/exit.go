package runtimectx

import "github.com/petermattis/goid"

// ExitRuntime suspends the region that the calling goroutine is in while f
// runs: the goroutine is NotEntered, so f may block, or enter a runtime. The
// current handle stays. When f returns, panics or calls [runtime.Goexit], the
// former region continues.
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
	if r == nil || r.owner() == nil {
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
	if r == nil || r.owner() == nil {
		f()
		return
	}
	if r.mode&modeAllow == 0 {
		panic(r.owner().misuse(op, ErrBlockInPlaceDenied, gid))
	}
	r.suspend(op, gid, f)
}

// suspend runs f with the goroutine NotEntered. The owner of the suspended
// region cannot be released meanwhile, so the goroutine keeps its record.
func (r *record) suspend(op string, gid int64, f func()) {
	region := r.mode & modeRegion
	r.mode &^= modeRegion
	defer r.resume(op, gid, region)
	f()
}

// resume lets the suspended region continue. A guard that f left entered is
// taken out of the record; whoever has it finds it released.
func (r *record) resume(op string, gid int64, region uint64) {
	left := r.owner()
	depth := r.mode >> modeOwnerShift
	r.mode = r.mode&^modeRegion | region
	if left == nil {
		return
	}
	m := left.misuse(op, ErrStillEntered, gid)
	left.gone.Store(true)
	r.mode |= modeSpoiled
	r.remove(int(depth) - 1)
	raise(m)
}
