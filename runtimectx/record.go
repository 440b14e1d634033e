package runtimectx

import (
	"runtime"
	"sync/atomic"
)

// A record is the state of one goroutine that holds something. Only that
// goroutine reads or writes it; the storage hands it from one goroutine to the
// next with the necessary ordering. A goroutine that holds nothing has none.
type record struct {
	top    *entry // innermost entry of the stack of handles
	owner  *entry // the Enter entry that owns the Entered state; nil when NotEntered
	denies *entry // live DisallowBlockInPlace guards, latest first
	spare  *token // tokens not in use, so that acquiring allocates nothing
	held   int    // entries, denies and cells in use; at 0 the record is freed
	cells  []cell // values of Scoped cells, innermost last
}

// An entry is one acquisition: a place in the stack of handles, or a denial.
//
// While it is held its fields (except prev) do not change, apart from allow,
// so that the leak report may read them from another goroutine.
type entry struct {
	prev   *entry
	handle *Handle
	pcs    []uintptr // where it was acquired, when that is recorded
	gid    int64
	seq    uint64 // number of this acquisition; a stale guard has an older one
	kind   kind
	allow  bool // kindEnter: BlockInPlace is allowed in this region
	held   bool // written only by who has the token in hand

	region    *entry // kindDisallow: the region it denies
	regionSeq uint64
	dropped   atomic.Bool // taken away from a guard that is still live
}

type kind uint8

const (
	kindEnter kind = iota
	kindSetCurrent
	kindDisallow
)

// acquiredBy and releasedBy name the public function in messages.
func (k kind) acquiredBy() string {
	return [...]string{"Enter", "SetCurrent", "DisallowBlockInPlace"}[k]
}

func (k kind) releasedBy() string {
	return [...]string{"EnterRuntimeGuard", "SetCurrentGuard", "DisallowBlockInPlaceGuard"}[k] + ".Release"
}

// A token is what a guard points at, for ever bound to one entry. While the
// entry is held nothing but guards leads to its token, which is how the
// garbage collector can tell that a guard was lost; a released token waits in
// record.spare. An entry must therefore never lead to a token or a record.
type token struct {
	e    *entry
	next *token // in record.spare
}

// A guard is the common part of the three guard types.
type guard struct {
	tok *token
	seq uint64
	gid int64
}

// newToken makes a token with its entry, and asks to be told of its loss.
func newToken() *token {
	t := &token{e: new(entry)}
	runtime.AddCleanup(t, tokenLost, t.e)
	return t
}

// acquire takes an entry of kind k into use. The caller links it.
func (r *record) acquire(k kind, h *Handle, gid int64) (*entry, guard) {
	t := r.spare
	if t == nil {
		t = newToken()
	} else {
		r.spare = t.next
		t.next = nil
	}
	e := t.e
	e.seq++
	e.kind = k
	e.handle = h
	e.gid = gid
	e.held = true
	r.held++
	return e, guard{tok: t, seq: e.seq, gid: gid}
}

// recycle ends the use of g's entry, which is unlinked already.
func (r *record) recycle(g guard) {
	t := g.tok
	e := t.e
	e.prev = nil
	e.handle = nil
	e.region = nil
	e.pcs = nil
	e.held = false
	t.next = r.spare
	r.spare = t
	r.held--
}

// unlink removes e from the list that starts at *head.
func unlink(head **entry, e *entry) {
	for p := head; *p != nil; p = &(*p).prev {
		if *p == e {
			*p = e.prev
			return
		}
	}
}

// in reports whether the acquisition that g stands for is in the list that
// starts at head. It reads nothing but this goroutine's own entries, so a
// stale guard is recognised without touching what another goroutine now uses.
func (g guard) in(head *entry) bool {
	for e := head; e != nil; e = e.prev {
		if e == g.tok.e {
			return e.seq == g.seq
		}
	}
	return false
}

func (r *record) enterContext() EnterContext {
	switch {
	case r.owner == nil:
		return EnterContext{}
	case r.owner.allow:
		return EnterContext{bitEntered | bitAllow}
	}
	return EnterContext{bitEntered}
}
