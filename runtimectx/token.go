package runtimectx

import "runtime"

// A token is what a guard points at, for ever bound to one entry of one record.
// A record leads to its tokens only until the next garbage collection (see
// sweep); from then on nothing but guards does, so a token that is collected
// while its entry is in use means that a guard was lost. For that to work, an
// entry must never lead to a token or a record.
type token struct {
	e *entry
	r *record

	// owns is the mode of the record, but for modeAllow, while the token's
	// position is the innermost and owns the Entered state. Its low half is the
	// depth. It is 0, which no mode is, for what only the slow paths release.
	owns uint64

	position int
}

// A guard is the common part of the three guard types.
type guard struct {
	tok *token
	gid int64  // the goroutine that acquired it
	seq uint64 // that of the entry when it was acquired
}

func newToken(r *record, position int) *token {
	t := &token{e: new(entry), r: r, position: position}
	if position < inline {
		t.owns = uint64(position+1) * ownerAtDepth
	}
	runtime.AddCleanup(t, tokenLost, t.e)
	return t
}

// check returns the record in which g is live, or the misuse that releasing it
// on the calling goroutine is. A stale guard may stand for a record that another
// goroutine uses by now, so nothing of it is read before it is known to be ours.
func (g guard) check(op string, gid int64) (*record, *MisuseError) {
	if gid != g.gid {
		return nil, &MisuseError{Op: op, Err: ErrWrongGoroutine, Goroutine: gid, owner: g.gid}
	}
	r := findRecord(gid)
	if r == nil || r != g.tok.r || g.tok.e.seq != g.seq || g.tok.e.gone.Load() {
		return nil, &MisuseError{Op: op, Err: ErrReleased, Goroutine: gid}
	}
	return r, nil
}

// misuse returns a MisuseError about e, which must be live.
func (e *entry) misuse(op string, err error, gid int64) *MisuseError {
	return &MisuseError{Op: op, Err: err, Handle: e.handle, Goroutine: gid, Acquired: e.pcs}
}
