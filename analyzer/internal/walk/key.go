package walk

import (
	"encoding/binary"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// key encodes what the rest of the walk can tell of st when only the values at
// the indices live (and the callers' roots) are still needed. As a side effect
// it drops what cannot be reached any more: memory, facts, acquisitions; and it
// marks guards that nothing can release.
func (w *walker) key(st *state, live []int, extra ...sym.Value) string {
	seen := newSet()
	defer seen.free()
	f := st.frame
	w.reachAll(st, live, seen, extra)
	w.collect(st, seen)

	b := w.keyBuf[:0]
	num := func(n int) { b = binary.AppendVarint(b, int64(n)) }
	val := func(v sym.Value) { b = appendNum(b, v) }
	for _, i := range live {
		val(f.env.at(i))
	}
	for _, v := range extra {
		val(v)
	}
	num(-7)
	for _, d := range st.defers {
		num(d.frame)
		num(w.ctx(0, d.instr, nil))
		val(d.fn)
		for _, a := range d.args {
			val(a)
		}
	}
	num(-8)
	for _, o := range sortedKeys(st.mem) {
		val(o)
		b = append(b, st.mem[o].encoding()...)
	}
	num(-9)
	b = st.facts.AppendKey(b)
	num(-10)
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		val(g)
		num(int(a.pos))
		if a.object != nil {
			// Where a lock was released before makes no difference.
			val(a.object)
			flag(&b, a.released.IsValid(), a.stale, a.restores)
		} else {
			num(int(a.released))
		}
		if a.handle != nil {
			val(a.handle)
		}
		num(a.gor)
		flag(&b, a.escaped, a.handed, a.leaked)
	}
	num(-11)
	st.gor.describe(num, val)
	for _, u := range st.unwinds {
		num(int(u.outcome))
		num(int(u.pos))
		flag(&b, u.recovered)
		if u.val != nil {
			val(u.val)
		}
	}
	flag(&b, st.supposed)
	for _, p := range st.shaken {
		val(p)
	}
	if st.ghost != nil {
		num(st.ghost.id)
	}
	w.keyBuf = b
	w.steps += len(b) / 64 // what a step costs grows with the state
	return string(b)
}

func flag(b *[]byte, bits ...bool) {
	n := byte(0)
	for _, bit := range bits {
		n <<= 1
		if bit {
			n |= 1
		}
	}
	*b = append(*b, n)
}

func (g *goroutine) describe(num func(int), val func(sym.Value)) {
	reg := func(r region) {
		num(int(r.kind))
		val(r.guard)
		num(int(r.allow))
		val(r.denied)
	}
	num(g.id)
	num(int(g.base))
	if g.lent {
		num(-12)
	}
	if g.asker {
		num(-13)
	}
	num(int(g.allow))
	num(int(g.handle))
	reg(g.cur)
	num(len(g.susp))
	for _, r := range g.susp {
		reg(r)
	}
	num(len(g.stack))
	for _, v := range g.stack {
		val(v)
	}
	num(len(g.sanction))
	for _, r := range g.sanction {
		reg(r)
	}
}

func sortedKeys[V any](m map[sym.Value]V) []sym.Value {
	keys := make([]sym.Value, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b sym.Value) int { return a.Num() - b.Num() })
	return keys
}

// reachAll adds to seen what the rest of the path can reach when only the values
// at the indices live, and extra, are still needed.
func (w *walker) reachAll(st *state, live []int, seen *valueSet, extra []sym.Value) {
	f := st.frame
	for _, i := range live {
		st.reach(seen, f.env.at(i))
	}
	for _, v := range f.roots {
		st.reach(seen, v)
	}
	for _, v := range extra {
		st.reach(seen, v)
	}
	for _, d := range st.defers {
		st.reach(seen, d.fn)
		for _, a := range d.args {
			st.reach(seen, a)
		}
	}
	w.reachRoots(st, seen)
}

// reachRoots adds what the function's caller can reach: what was written
// behind pointers that came from outside, and what unknown code holds.
func (w *walker) reachRoots(st *state, seen *valueSet) {
	for o, obj := range st.mem {
		st.reachShared(seen, o, obj)
	}
}

// reachShared adds what others can reach of obj, the object behind o.
func (st *state) reachShared(seen *valueSet, o sym.Value, obj *object) {
	if o.Kind == sym.Obj && len(obj.shared) == 0 {
		return
	}
	for p, c := range obj.cells {
		if o.Kind != sym.Obj || obj.reaches(p) {
			st.reach(seen, c)
		}
	}
}

// collect drops from st what is not in seen.
func (w *walker) collect(st *state, seen *valueSet) {
	st.collapseLeaks()
	w.sweep(st, seen)
	for g, a := range st.acqs {
		if !seen.has(g) && !a.released.IsValid() && !a.escaped && !a.input && !a.leaked && !a.pseudo && !a.kept && a.object == nil {
			st.update(g, func(a *acq) { a.leaked = true })
		}
	}
}

// forget drops what is dead where a path splits and only the values at the
// indices live, and extra, are still needed. Reaching what is left takes time in
// proportion to it, so that is done when the state has doubled: what a path
// carries through branches inside each other stays linear in what it needs.
func (w *walker) forget(st *state, live []int, extra ...sym.Value) {
	st.frame.env = st.frame.env.only(live)
	if st.size() < 2*st.swept+sweepAbove {
		return
	}
	seen := newSet()
	defer seen.free()
	w.reachAll(st, live, seen, extra)
	w.sweep(st, seen)
	st.swept = st.size()
}

const sweepAbove = 16

// size is how many entries a split of the path copies.
func (st *state) size() int { return len(st.acqs) + len(st.mem) + st.facts.Len() }

// sweep drops from st the memory, facts and settled guards that are not in seen.
func (w *walker) sweep(st *state, seen *valueSet) {
	for o := range st.mem {
		if o.Kind == sym.Obj && !seen.has(o) {
			delete(st.ownMem(), o)
		}
	}
	if len(st.shaken) > 0 {
		st.shaken = slices.DeleteFunc(slices.Clone(st.shaken), func(p sym.Value) bool { return !leavesIn(p, seen) })
	}
	st.facts = st.facts.Keep(func(v sym.Value) bool { return leavesIn(v, seen) })
	for g, a := range st.acqs {
		if seen.has(g) || a.input && leavesIn(g, seen) || st.onStack(g) {
			continue
		}
		if a.object != nil && (!a.escaped && !a.handed && !a.released.IsValid() || leavesIn(a.object, seen)) {
			continue // a lock needs no variable
		}
		if a.released.IsValid() || a.escaped || a.input || a.object != nil {
			delete(st.ownAcqs(), g)
		}
	}
}

// collapseLeaks keeps one of each run of leaked guards on the handle stack.
// However many there are, what was acquired before them can no longer be
// released in order.
func (st *state) collapseLeaks() {
	leaked := func(g sym.Value) bool {
		a := st.acqs[g]
		return a != nil && a.reported && !a.kind.Exclusive
	}
	run := false
	for i, g := range st.gor.stack {
		if !leaked(g) {
			run = false
			continue
		}
		if run {
			rest := slices.Clone(st.gor.stack[:i])
			for _, h := range st.gor.stack[i:] {
				if !leaked(h) || len(rest) > 0 && !leaked(rest[len(rest)-1]) {
					rest = append(rest, h)
				} else {
					delete(st.ownAcqs(), h)
				}
			}
			st.gor.stack = rest
			return
		}
		run = true
	}
}

// ownMem is the memory, for writing.
func (st *state) ownMem() map[sym.Value]*object {
	if st.memShared {
		st.mem = cloneMap(st.mem)
		st.memShared = false
	}
	return st.mem
}

// ownAcqs is the map of acquisitions, for writing.
func (st *state) ownAcqs() map[sym.Value]*acq {
	if st.acqsShared {
		st.acqs = cloneMap(st.acqs)
		st.acqsShared = false
	}
	return st.acqs
}

func (st *state) onStack(g sym.Value) bool {
	if slices.Contains(st.gor.stack, g) || st.gor.cur.guard == g || st.gor.cur.denied == g {
		return true
	}
	for _, r := range st.gor.susp {
		if r.guard == g || r.denied == g {
			return true
		}
	}
	return false
}

func cloneMap[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

// leavesIn reports whether all unknowns of v can still be reached.
func leavesIn(v sym.Value, seen *valueSet) bool {
	if seen.has(v) {
		return true
	}
	switch v.Kind {
	case sym.Const, sym.Zero, sym.Global:
		return true
	case sym.Atom, sym.Param, sym.FreeVar, sym.Result, sym.Guard, sym.Obj:
		return false
	}
	for _, a := range v.Args {
		if !leavesIn(a, seen) {
			return false
		}
	}
	return true
}
