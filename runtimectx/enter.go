package runtimectx

import "github.com/petermattis/goid"

// An EnterOption changes what [Enter], [TryEnter] and [EnterRuntime] do. It is
// a constant, so that passing it allocates nothing.
type EnterOption uint8

// AllowBlockInPlace permits [BlockInPlace] inside the region.
const AllowBlockInPlace EnterOption = 1

// An EnterRuntimeGuard ends the region that [Enter] began. The zero guard
// holds nothing. Guards are comparable, and all copies are one acquisition.
type EnterRuntimeGuard struct{ g guard }

// Enter makes the calling goroutine drive the runtime h until the guard is
// released: the goroutine is Entered, and h is its current handle. It panics
// with a [*MisuseError] that wraps [ErrNestedEnter] if the goroutine is Entered
// already, or [ErrNilHandle].
func Enter(h *Handle, opts ...EnterOption) EnterRuntimeGuard {
	g, err := enter("Enter", h, opts)
	if err != nil {
		panic(err)
	}
	return g
}

// TryEnter is [Enter], except that it returns the [*MisuseError]. The guard is
// then the zero guard, whose Release does nothing.
func TryEnter(h *Handle, opts ...EnterOption) (EnterRuntimeGuard, error) {
	g, err := enter("TryEnter", h, opts)
	if err != nil {
		return EnterRuntimeGuard{}, err
	}
	return g, nil
}

// EnterRuntime runs f inside a region of the runtime h, and ends the region
// when f returns, panics or calls [runtime.Goexit]. Through b, f may block
// inside the region nevertheless. It panics where [Enter] panics.
//
// If f leaves a [SetCurrent] guard live, EnterRuntime ends the region and then
// panics with [ErrOutOfOrder].
func EnterRuntime(h *Handle, f func(b *BlockingRegionGuard), opts ...EnterOption) {
	g, err := enter("EnterRuntime", h, opts)
	if err != nil {
		panic(err)
	}
	defer g.release("EnterRuntime")
	f(&sanctioned)
}

// enter begins a region. It stands two frames below the caller to be recorded.
func enter(op string, h *Handle, opts []EnterOption) (EnterRuntimeGuard, *MisuseError) {
	gid := goid.Get()
	if h == nil {
		return EnterRuntimeGuard{}, &MisuseError{Op: op, Err: ErrNilHandle, Goroutine: gid}
	}
	r := findRecord(gid)
	if r == nil {
		r = claimRecord(gid)
	} else if o := r.owner; o != nil {
		return EnterRuntimeGuard{}, &MisuseError{
			Op: op, Err: ErrNestedEnter, Handle: h, Goroutine: gid, Acquired: o.pcs, held: o.handle,
		}
	}
	e, g := r.acquire(kindEnter, h, gid)
	e.allow = false
	for _, o := range opts {
		if o&AllowBlockInPlace != 0 {
			e.allow = true
		}
	}
	e.prev = r.top
	r.top = e
	r.owner = e
	if tracing.Load() {
		e.pcs = callers(2)
	}
	return EnterRuntimeGuard{g}, nil
}

// Release ends the region: the goroutine is NotEntered, and the handle that
// was current before is current again. The zero guard's Release does nothing.
//
// Release panics with a [*MisuseError] that wraps
//   - [ErrWrongGoroutine] on a goroutine that did not acquire the guard; nothing changes;
//   - [ErrReleased] if the guard or a copy was released before; nothing changes;
//   - [ErrNotEntered] if [ExitRuntime] or [BlockInPlace] has suspended the
//     region; nothing changes;
//   - [ErrOutOfOrder] if a guard of [SetCurrent] was acquired later and is
//     live; the region ends all the same.
//
// While a panic or a [runtime.Goexit] is in flight it does not panic.
func (g EnterRuntimeGuard) Release() { g.release("EnterRuntimeGuard.Release") }

func (g EnterRuntimeGuard) release(op string) {
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
	e := g.g.tok.e
	if r.owner != e {
		raise(&MisuseError{Op: op, Err: ErrNotEntered, Handle: e.handle, Goroutine: gid, Acquired: e.pcs})
		return
	}
	r.owner = nil
	r.removeHandle(op, g.g)
}

// removeHandle takes g's entry off the stack of handles, and complains if it
// was not the innermost.
func (r *record) removeHandle(op string, g guard) {
	e := g.tok.e
	var m *MisuseError
	if r.top != e {
		m = &MisuseError{Op: op, Err: ErrOutOfOrder, Handle: e.handle, Goroutine: g.gid, Acquired: e.pcs}
	}
	unlink(&r.top, e)
	r.recycle(g)
	if r.held == 0 {
		freeRecord(g.gid)
	}
	if m != nil {
		raise(m)
	}
}
