package walk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// Guards that belong to an object, such as the lock of a mutex, have no value
// that a variable could hold. They are told apart by the address of the object,
// as far as the walk knows it: the same address is the same lock, and two
// addresses are taken for the same one only to say nothing.

// sharedView marks an address whose lock is taken as the shared kind.
const sharedView = "shared view of"

// lockOf is the object that a call locks, and the kind of its lock.
func (w *walker) lockOf(recv sym.Value, k *protocol.Guard) (sym.Value, *protocol.Guard) {
	if recv == nil {
		return w.space.Global("the goroutine"), k
	}
	for recv.Kind == sym.Iface {
		recv = recv.Args[0]
	}
	if recv.Kind == sym.Term && recv.Str == sharedView {
		recv, k = recv.Args[0], protocol.GuardNamed("sync.RWMutex.RLock")
	}
	if o, path := sym.SplitAddr(recv); path == "" {
		return o, k
	}
	return recv, k
}

// lock acquires the lock of kind k that belongs to obj.
func (w *walker) lock(st *state, s site, k *protocol.Guard, obj sym.Value, at any, name string) []made {
	// Two paths may lock different objects at one place.
	reg := obj.Num()
	g := w.ident(st, sym.Guard, at, reg)
	if st.ghost != nil {
		return []made{{st, g}}
	}
	if a := w.blocking(st, k, obj); a != nil {
		w.lockedTwice(st, s, k, a)
		return w.ghostValue(st, g)
	}
	if k.Alone && len(st.locks(obj)) == 0 && st.unlocked(obj) == nil && !st.restores(obj) && fromInputs(rootObject(obj), 0) {
		// The caller must not hold it.
		w.emitOp(st, &traceOp{node: facts.NodeRequire, state: facts.No, check: "nestedenter", guard: k.Type, args: []sym.Value{obj}, chain: w.hop(s, "")})
	}
	restores := st.restores(obj)
	ms := w.take(st, s, k, facts.Unknown, at, reg, name)
	for _, m := range ms {
		m.st.update(m.val, func(a *acq) { a.restores = restores })
		w.forgetFree(m.st, k, m.val, obj)
		w.belongs(m.st, s, m.val, obj)
	}
	return ms
}

// forgetFree forgets that obj, now locked by g, was free, and so the locks that
// it may be another name of.
func (w *walker) forgetFree(st *state, k *protocol.Guard, g, obj sym.Value) {
	for _, old := range sortedKeys(st.acqs) {
		a := st.acqs[old]
		if a.object == nil || !a.released.IsValid() || old == g {
			continue
		}
		if a.object == obj || a.kind.Protocol == k.Protocol && mayAlias(a.object, obj) {
			delete(st.ownAcqs(), old) // the next release is of g
		}
	}
}

// restores reports whether the function released a lock of obj that it found
// there. To take it again gives the caller back what it had.
func (st *state) restores(obj sym.Value) bool {
	for _, a := range st.acqs {
		if a.object == obj && a.released.IsValid() && (a.input || a.restores) {
			return true
		}
	}
	return false
}

// belongs makes g the lock of obj.
func (w *walker) belongs(st *state, s site, g, obj sym.Value) {
	st.update(g, func(a *acq) {
		a.object, a.fn = obj, st.frame.fn
		if c, ok := s.instr.(ssa.CallInstruction); ok && len(s.chain) == 0 && !c.Common().IsInvoke() && len(c.Common().Args) > 0 {
			a.variable = lockVar(c.Common().Args[0])
		}
	})
	w.kinds[g] = st.acqs[g]
	if op := st.acqs[g].event.op; op != nil {
		op.args = []sym.Value{obj}
	}
}

// locks lists the live locks of obj, the latest first.
func (st *state) locks(obj sym.Value) []*acq {
	var out []*acq
	for _, a := range st.acqs {
		if a.object == obj && !a.input && !a.released.IsValid() && !a.escaped && !a.handed {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b *acq) int { return b.event.id - a.event.id })
	return out
}

// blocking is the lock of obj that makes this goroutine wait for itself when it
// asks for another of kind k.
func (w *walker) blocking(st *state, k *protocol.Guard, obj sym.Value) *acq {
	if !k.Alone {
		return nil
	}
	for _, a := range st.locks(obj) {
		if a.gor != st.gor.id {
			continue
		}
		if k.Shared && a.kind.Shared && !w.writes(st, obj) {
			continue
		}
		return a
	}
	return nil
}

// tryLock is lock with the outcome as a boolean, or as an error.
func (w *walker) tryLock(st *state, c callee, k *protocol.Guard, obj sym.Value, name string, asError bool) []outcome {
	yes, no := w.space.Bool(true), w.space.Bool(false)
	if asError {
		yes, no = w.space.Nil(), w.nonNil(st, c.place())
	}
	if st.ghost != nil {
		return w.unknownResult(st, c)
	}
	fail := outcome{st: st, kind: facts.Returns, result: no}
	if w.blocking(st, k, obj) != nil && (!k.Shared || len(st.locks(obj)) > 0 && !st.locks(obj)[0].kind.Shared) {
		return []outcome{fail}
	}
	outs := []outcome{{st: st.clone(), kind: facts.Returns, result: no}}
	for _, m := range w.take(st, c.site, k, facts.Unknown, c.place(), obj.Num(), name) {
		w.forgetFree(m.st, k, m.val, obj)
		w.belongs(m.st, c.site, m.val, obj)
		outs = append(outs, outcome{st: m.st, kind: facts.Returns, result: yes})
	}
	return outs
}

// unlock releases the lock of kind k that belongs to obj.
func (w *walker) unlock(st *state, s site, k *protocol.Guard, obj sym.Value) *state {
	if live := st.locks(obj); len(live) > 0 {
		a := live[0]
		for _, b := range live {
			if b.kind == k && b.gor == st.gor.id {
				a = b
				break
			}
		}
		if st.ghost == nil && a.gor == st.gor.id && !sameLock(a.kind, k) && !st.unwinding() {
			w.misuse(st, s, "guardmisuse", fmt.Sprintf("%s is called for %s: call %s", s.name, trimComma(w.lockText(a)), cmp.Or(a.kind.Releases(), unlockNames[a.kind.Type])), nil, a)
			return w.end(st, true)
		}
		if a.kind.Again {
			// One release may give back what several took.
			for _, b := range live {
				if b != a {
					w.escapeGuard(st, b.value)
				}
			}
		}
		return w.releaseOwn(st, s, a.value)
	}
	if st.ghost != nil {
		return st
	}
	own := st.lostLock(obj) // most likely it is this that is released
	judge := !st.unwinding() && !k.Again && (own == nil || !own.kind.Shared)
	if a := st.unlocked(obj); a != nil && judge && a.gor == st.gor.id {
		if a.input && (w.unsure || a.unsure) {
			return st // by conditions of a callee's that are not known here
		}
		w.misuse(st, s, "guardmisuse", fmt.Sprintf("%s %s: it was already %s at %s",
			cmpName(lockName(s), "the "+k.Noun), "is not "+k.Verb+" here", k.Unbalanced, w.sites.line(a.released)), nil, a)
		return w.end(st, true)
	}
	if judge && w.neverLocked(st, obj) {
		w.misuse(st, s, "guardmisuse", cmpName(lockName(s), "the "+k.Noun)+" is "+k.Unbalanced+", but nothing "+k.Verb+" it", nil, nil)
		return w.end(st, true)
	}
	w.loseAliases(st, k, obj)
	if own != nil {
		// A caller that knows what was called, and so does not lose it, sees it released.
		w.emitOp(st, &traceOp{node: facts.NodeRelease, args: []sym.Value{own.value}})
	}
	if own != nil && computedAddr(obj) {
		return st
	}
	if own == nil {
		w.emitOp(st, &traceOp{node: facts.NodeRelease, guard: k.Type, args: []sym.Value{obj}, chain: w.hop(s, "")})
	}
	if st.gor.id == 0 {
		a := &acq{value: obj, object: obj, kind: k, pos: s.pos, name: lockName(s), released: s.pos, input: true, unsure: w.unsure}
		st.setAcq(a)
	}
	return st
}

// unlockNames are the methods that release each kind of lock.
var unlockNames = map[string]string{"sync.RWMutex": "Unlock", "sync.RWMutex.RLock": "RUnlock"}

// sameLock reports whether a release of kind k releases a lock of kind a.
func sameLock(a, k *protocol.Guard) bool {
	return a == k || a.Type == "sync.Locker" || k.Type == "sync.Locker"
}

// unlocked is the release that left obj unlocked, or nil.
func (st *state) unlocked(obj sym.Value) *acq {
	for _, g := range sortedKeys(st.acqs) {
		if a := st.acqs[g]; a.object == obj && a.released.IsValid() && !a.stale {
			return a
		}
	}
	return nil
}

// neverLocked reports whether obj is a variable of this walk that was made
// unlocked and that nobody else knows.
func (w *walker) neverLocked(st *state, obj sym.Value) bool {
	o, path := sym.SplitAddr(obj)
	m := st.mem[o]
	if o.Kind != sym.Obj || m == nil || !m.zero || len(m.shared) > 0 || m.unknown != nil || w.allocs[o] == nil {
		return false
	}
	if w.reachesOthers(st, o) {
		return false
	}
	for p := range m.cells {
		if strings.HasPrefix(path+".", p+".") || strings.HasPrefix(p+".", path+".") {
			return false
		}
	}
	return true
}

// reachesOthers reports whether a closure or another object leads to variable
// o, so that locks of it may go by another name.
func (w *walker) reachesOthers(st *state, o sym.Value) bool {
	for _, a := range st.acqs {
		if r, _ := sym.SplitAddr(a.object0()); r == o && (a.handed || a.escaped) {
			return true
		}
	}
	return false
}

func (a *acq) object0() sym.Value {
	if a.object == nil {
		return a.value
	}
	return a.object
}

// lostLock is the last lock of obj that was taken on this path and then lost sight
// of, or nil.
func (st *state) lostLock(obj sym.Value) *acq {
	var last *acq
	for _, a := range st.acqs {
		if a.object == obj && !a.input && (a.escaped || a.handed) && (last == nil || a.event.id > last.event.id) {
			last = a
		}
	}
	return last
}

// holding is the oldest lock that makes it wrong for st's goroutine to block,
// other than that of except and those taken in the call at place during.
func (st *state) holding(except sym.Value, during any) *acq {
	var first *acq
	for _, a := range st.acqs {
		if a.object == nil || !a.kind.Holds || a.object == except || a.input || a.released.IsValid() || a.escaped || a.handed || a.gor != st.gor.id || during != nil && a.during == during {
			continue
		}
		if first == nil || a.event.id < first.event.id {
			first = a
		}
	}
	return first
}
