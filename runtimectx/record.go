package runtimectx

import "sync/atomic"

// inline is the number of guards that a goroutine can hold without allocating.
const inline = 6

// A record is the state of one goroutine that holds something. Apart from the
// atomic fields, only that goroutine reads or writes it; claiming it and giving
// it up, by way of the key, give the next one the necessary ordering.
//
// The live Enter and SetCurrent guards stand on a stack. Each position has an
// entry and, unless the sweep has taken it away, the token of that entry. A
// misuse can leave a hole in the stack. The record is spoiled then: its entries
// are not used again, its operations take the slow paths, and it is thrown away
// when its goroutine holds nothing any more.
type record struct {
	// The fast paths use what comes first: it is one cache line, and to index
	// what is at offset 0 spares an addition.
	tokens [inline]atomic.Pointer[token]
	key    atomic.Int64 // the goroutine's id, or 0, or retired
	mode   uint64       // see the mode constants; 0 while it holds nothing

	next      atomic.Pointer[record] // in the chain of the table
	denyToken atomic.Pointer[token]
	stack     [inline]*entry
	more      []*entry // positions from inline on
	denies    *entry   // live DisallowBlockInPlace guards, latest first
	cells     []cell   // values of Scoped cells, innermost last
}

// A record's mode holds, from the lowest bit: the depth of the stack, in 31
// bits; whether the record is spoiled; whether the region allows BlockInPlace;
// whether there are denies or cells; and the depth at which the guard stands
// that owns the Entered state, 0 when NotEntered. The layout lets each fast path
// decide with one comparison.
const (
	modeDepth      = 1<<31 - 1
	modeSpoiled    = 1 << 31
	modeAllow      = 1 << 32
	modeExtra      = 1 << 33
	modeOwnerShift = 34

	// ownerAtDepth, times the depth, is the mode in which the innermost guard
	// owns the Entered state.
	ownerAtDepth = 1 | 1<<modeOwnerShift

	// modeRegion is what ExitRuntime puts aside.
	modeRegion = ^uint64(1<<modeOwnerShift-1) | modeAllow
)

func (r *record) depth() int    { return int(r.mode & modeDepth) }
func (r *record) spoiled() bool { return r.mode&modeSpoiled != 0 }

// at returns the entry at a position of the stack.
func (r *record) at(position int) *entry {
	if position < inline {
		return r.stack[position]
	}
	return r.more[position-inline]
}

// top returns the innermost entry, or nil.
func (r *record) top() *entry {
	if d := r.depth(); d != 0 {
		return r.at(d - 1)
	}
	return nil
}

// owner returns the entry that owns the Entered state, or nil when NotEntered.
func (r *record) owner() *entry {
	if d := r.mode >> modeOwnerShift; d != 0 {
		return r.at(int(d) - 1)
	}
	return nil
}

// push puts a new acquisition of the given kind on the stack.
func (r *record) push(kind uint64, h *Handle, gid int64, pcs []uintptr) guard {
	position := r.depth()
	reusable := position < inline && pcs == nil && !r.spoiled()
	var t *token
	if reusable {
		t = r.tokens[position].Load()
	}
	if t == nil {
		t = newToken(r, position)
		t.e.gid.Store(gid)
		t.e.pcs = pcs
		r.place(t, reusable)
	}
	e := t.e
	e.handle = h
	e.seq += seqStep + kind
	r.mode++
	return guard{tok: t, seq: e.seq, gid: gid}
}

// place puts a new token and its entry at the next position. The positions
// above have lost their tokens too, or soon will; forget what they refer to.
func (r *record) place(t *token, reusable bool) {
	if t.position >= inline {
		r.more = append(r.more, t.e)
		return
	}
	clear(r.stack[t.position:])
	r.stack[t.position] = t.e
	for i := t.position; i < inline; i++ {
		r.tokens[i].Store(nil)
	}
	if reusable {
		r.tokens[t.position].Store(t)
	}
}

// remove takes a position whose entry is not in use any more off the stack.
func (r *record) remove(position int) {
	if position != r.depth()-1 {
		r.mode |= modeSpoiled
		return
	}
	r.pop()
	for r.spoiled() && r.depth() > 0 && !r.top().live() {
		r.pop()
	}
}

func (r *record) pop() {
	if n := len(r.more); n > 0 {
		r.more[n-1] = nil
		r.more = r.more[:n-1]
		if n == 1 {
			r.more = nil
		}
	}
	r.mode--
}

// setExtra notes whether there are denies or cells, which the fast paths leave
// alone.
func (r *record) setExtra() {
	r.mode &^= modeExtra
	if r.denies != nil || len(r.cells) != 0 {
		r.mode |= modeExtra
	}
}

// An entry is one acquisition at a time. It is written only by a goroutine that
// has its token in hand, so that the report of a lost token may read it.
type entry struct {
	seq    uint64 // see the seq constants
	handle *Handle
	pcs    []uintptr    // where it was acquired, when that is recorded
	gid    atomic.Int64 // set at the latest when the record lets go of the token
	gone   atomic.Bool  // taken away from a guard that is still live

	// Of a denial: the next older one, and the region that it denies.
	next      *entry
	region    *entry
	regionSeq uint64
}

// An entry's seq counts its acquisitions in steps of seqStep. The lowest bits
// say what the present one is; they are 0 while the entry is not in use.
const (
	seqEnter      = 1
	seqSetCurrent = 2
	seqDisallow   = 3
	seqKind       = 3
	seqStep       = 4
)

func (e *entry) live() bool { return e.seq&seqKind != 0 && !e.gone.Load() }

// setHandle is kept out of the fast paths, which mostly find the handle as
// they need it.
//
//go:noinline
func (e *entry) setHandle(h *Handle) { e.handle = h }
