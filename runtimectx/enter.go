package runtimectx

import (
	"runtime"

	"github.com/petermattis/goid"
)

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
	return enter(h, allowance(opts))
}

// TryEnter is [Enter], except that it returns the [*MisuseError]. The guard is
// then the zero guard, whose Release does nothing.
func TryEnter(h *Handle, opts ...EnterOption) (EnterRuntimeGuard, error) {
	if m := refuseEnter("TryEnter", h, goid.Get()); m != nil {
		return EnterRuntimeGuard{}, m
	}
	return enter(h, allowance(opts)), nil
}

// EnterRuntime runs f inside a region of the runtime h, and ends the region
// when f returns, panics or calls [runtime.Goexit]. Through b, f may block
// inside the region nevertheless. It panics where [Enter] panics.
//
// If f leaves a [SetCurrent] guard live, EnterRuntime ends the region and then
// panics with [ErrOutOfOrder] (unless a panic or Goexit is in flight).
func EnterRuntime(h *Handle, f func(b *BlockingRegionGuard), opts ...EnterOption) {
	const op = "EnterRuntime"
	if m := refuseEnter(op, h, goid.Get()); m != nil {
		panic(m)
	}
	g := enter(h, allowance(opts))
	defer g.releaseSlow(op)
	f(&sanctioned)
}

// allowance returns the options as a record's mode has them.
func allowance(opts []EnterOption) uint64 {
	for _, o := range opts {
		if o&AllowBlockInPlace != 0 {
			return modeAllow
		}
	}
	return 0
}

// refuseEnter returns why the goroutine may not enter, or nil.
func refuseEnter(op string, h *Handle, gid int64) *MisuseError {
	if h == nil {
		return &MisuseError{Op: op, Err: ErrNilHandle, Goroutine: gid}
	}
	r := findRecord(gid)
	if r == nil {
		return nil
	}
	o := r.owner()
	if o == nil {
		return nil
	}
	m := o.misuse(op, ErrNestedEnter, gid)
	m.Handle, m.held = h, o.handle
	return m
}

// enter begins a region. It handles the common cases: the record has a token for
// the next position, and nothing else is going on. All others are enterSlow's.
//
// While the goroutine holds something, there is no locked instruction on its
// way, nor on that of Release; otherwise one to claim the record and one to give
// it up. What remains is mostly four calls, two of them for the goroutine's id,
// which alone are more than a mutex pair (internal/benchratio measures them).
// The check of the stack, which the four fast paths leave to what they call
// (nosplit), would be another 5%.
//
//go:nosplit
func enter(h *Handle, allow uint64) EnterRuntimeGuard {
	gid := goid.Get()
	in := tab.Load()
	r := in.home(gid).first.Load()
	if r.key.Load() != gid {
		// The goroutine has no record, or one behind r.
		if r.next.Load() != nil {
			r, gid = ownRecordInstead(r)
		} else if !r.key.CompareAndSwap(0, gid) {
			r, gid = ownRecordInstead(r)
		} else if tab.Load() != in {
			r, gid = ownRecordInstead(r)
		}
	}
	mode := r.mode
	if mode >= inline { // or anything but the depth is set in it
		return enterSlow(h, allow)
	}
	t := r.tokens[mode].Load()
	if t == nil {
		return enterSlow(h, allow)
	}
	e := t.e
	if e.handle != h {
		if h == nil {
			return enterSlow(h, allow)
		}
		e.setHandle(h)
	}
	seq := e.seq + (seqStep + seqEnter)
	e.seq = seq
	mode++
	r.mode = mode | mode<<modeOwnerShift | allow
	return EnterRuntimeGuard{guard{tok: t, seq: seq, gid: gid}}
}

// enterSlow is enter in general. It may find that enter has claimed a record.
//
//go:noinline
func enterSlow(h *Handle, allow uint64) EnterRuntimeGuard {
	gid := goid.Get()
	if m := refuseEnter("Enter", h, gid); m != nil {
		vacateIdle(gid)
		panic(m)
	}
	var pcs []uintptr
	if tracing.Load() {
		pcs = callers(3)
	}
	r := ownRecord(gid)
	g := r.push(seqEnter, h, gid, pcs)
	r.mode |= uint64(r.depth())<<modeOwnerShift | allow
	return EnterRuntimeGuard{g}
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
func (g EnterRuntimeGuard) Release() { release(g.g.tok, g.g.gid, g.g.seq) }

const opRelease = "EnterRuntimeGuard.Release"

// release is EnterRuntimeGuard.Release, as releaseCurrent is that of SetCurrent's
// guard.
//
//go:nosplit
func release(t *token, acquirer int64, seq uint64) {
	gid := goid.Get()
	if gid != acquirer { // as it is for the zero guard
		EnterRuntimeGuard{guard{t, acquirer, seq}}.releaseSlow(opRelease)
		return
	}
	r, e := t.r, t.e
	if r.key.Load() != gid { // only then the record is ours to read
		EnterRuntimeGuard{guard{t, acquirer, seq}}.releaseSlow(opRelease)
		return
	}
	if e.seq != seq {
		EnterRuntimeGuard{guard{t, acquirer, seq}}.releaseSlow(opRelease)
		return
	}
	mode := r.mode
	if mode&^modeAllow != t.owns {
		EnterRuntimeGuard{guard{t, acquirer, seq}}.releaseSlow(opRelease)
		return
	}
	e.seq = seq - seqEnter
	mode = uint64(uint32(mode)) - 1 // in t.owns, bit 31 is not set
	r.mode = mode
	if mode == 0 {
		r.key.Store(0)
	}
	runtime.KeepAlive(t) // or it may count as lost before the entry is marked
}

// releaseSlow is Release in general.
func (g EnterRuntimeGuard) releaseSlow(op string) {
	if g.g.tok == nil {
		return
	}
	gid := goid.Get()
	r, m := g.g.check(op, gid)
	if m != nil {
		raise(m)
		return
	}
	e := g.g.tok.e
	if r.owner() != e {
		raise(e.misuse(op, ErrNotEntered, gid))
		return
	}
	r.mode &^= modeRegion
	r.releasePosition(op, g.g)
}

// releasePosition ends the acquisition of g, which is live, and complains if it
// was not the innermost.
func (r *record) releasePosition(op string, g guard) {
	e := g.tok.e
	var m *MisuseError
	if g.tok.position != r.depth()-1 {
		m = e.misuse(op, ErrOutOfOrder, g.gid)
	}
	e.seq &^= seqKind
	runtime.KeepAlive(g.tok)
	r.remove(g.tok.position)
	r.vacate(g.gid)
	if m != nil {
		raise(m)
	}
}
