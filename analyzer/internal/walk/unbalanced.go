package walk

import (
	"cmp"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A function that returns with a lock held may do so on purpose, for its caller
// to release it. It does not where nobody could: no other function of the
// package releases the lock, which others do not see. Nor does it where another
// of its paths releases the lock and its results do not tell the caller which
// of them was taken, or where it leaves something like the weight of a semaphore
// behind only when it returns an error. A thread is another matter: one that cannot
// be used any more is left locked on purpose, to end with its goroutine.

// classes says of each result what a caller can tell of it: "" if nothing.
func (w *walker) classes(st *state, results []sym.Value) []string {
	out := make([]string, len(results))
	for i, v := range results {
		if v == nil {
			continue
		}
		v = st.facts.Eval(w.space, v)
		if v.Kind == sym.Const && v.Const != nil && v.Const.Kind() == constant.Bool {
			out[i] = v.Const.ExactString()
			continue
		}
		isNil, known := sym.IsNil(v)
		if !known {
			if x := st.facts.Eval(w.space, w.space.Binary(token.EQL, v, w.space.Nil())); x.Kind == sym.Const && x.Const != nil && x.Const.Kind() == constant.Bool {
				isNil, known = constant.BoolVal(x.Const), true
			}
		}
		switch {
		case known && isNil:
			out[i] = "nil"
		case known:
			out[i] = "not nil"
		}
	}
	return out
}

// goroutineReturns records in what state a goroutine that this function started
// leaves the locks that it acquired.
func (w *walker) goroutineReturns(o outcome) {
	st := o.st
	var live []sym.Value
	used := false // some path takes a lock, which this one may have forgotten
	for _, a := range w.kinds {
		used = used || a.gor == st.gor.id
	}
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if w.kinds[g] == nil || a.gor != st.gor.id {
			continue
		}
		if !a.released.IsValid() && !a.escaped && !a.handed {
			live = append(live, g)
		}
	}
	if !used || st.ghost != nil || o.kind != facts.Returns {
		return
	}
	e := w.newEvent(evReturn, o.pos)
	e.gor = st.gor.id
	e.exit = &exitRecord{outcome: facts.Returns, live: live}
	w.emit(st, e)
}

// unbalanced reports the locks that some path of a function releases and
// another leaves held when it returns.
func (w *walker) unbalanced() {
	w.leftHeld = make(map[sym.Value]bool)
	if len(w.kinds) == 0 {
		return
	}
	held := make(map[sym.Value][]*event) // returns, by the lock that they leave held
	released := make(map[sym.Value][]*event)
	for _, e := range w.events {
		switch {
		case e.kind == evRelease && !e.unwinding:
			released[e.guard] = append(released[e.guard], e)
		case e.exit != nil && e.exit.outcome == facts.Returns:
			for _, g := range e.exit.live {
				held[g] = append(held[g], e)
			}
		}
	}
	for _, g := range sortedKeys(w.kinds) {
		a := w.kinds[g]
		in := ofGoroutine(held[g], a.gor)
		free := ofGoroutine(exitsAfter(released[g], g), a.gor)
		if text := w.discarded[g]; text != "" && len(in) > 0 && len(free) == 0 {
			w.leftLocked(a, text, in)
			continue
		}
		if a.gor != 0 {
			if len(in) > 0 && len(free) > 0 && a.kind.Alone {
				w.leftLocked(a, w.leftText(a, "goroutine", in), in)
			}
			continue
		}
		if a.object != nil {
			// What was locked again is not left free.
			again := len(free) > 0
			free = slices.DeleteFunc(free, func(e *event) bool { return w.holdsAt(e, g) })
			if len(free) == 0 && (again || a.restores) {
				continue
			}
		}
		if len(in) == 0 || w.releasedLater(a.variable) && (len(free) == 0 || toldApart(in, free) && !w.failing(a, in, free)) {
			continue
		}
		if len(free) == 0 && (a.fn != w.fn || w.root) {
			continue
		}
		w.leftLocked(a, w.leftText(a, "function", in), in)
	}
}

// ofGoroutine keeps the exits of one goroutine; 0 is that of the function.
func ofGoroutine(exits []*event, gor int) []*event {
	return slices.DeleteFunc(slices.Clone(exits), func(e *event) bool { return e.gor != gor })
}

// leftText says that what, a function or a goroutine, leaves a held at the exits.
func (w *walker) leftText(a *acq, what string, exits []*event) string {
	return fmt.Sprintf("%s %s when the %s returns at %s", w.lockText(a), a.kind.Undone, what, w.sites.line(firstOf(exits).pos))
}

// firstOf is the first of the exits in the source.
func firstOf(exits []*event) *event {
	return slices.MinFunc(exits, func(x, y *event) int {
		return cmp.Or(cmp.Compare(x.pos, y.pos), cmp.Compare(x.id, y.id))
	})
}

// leftLocked reports that a is held at the exits, as text says.
func (w *walker) leftLocked(a *acq, text string, exits []*event) {
	if w.declaresGuard(a.kind) {
		return
	}
	w.leftHeld[a.value] = true
	for _, e := range exits {
		if e.gor == 0 {
			e.exit.leaked = append(e.exit.leaked, a.value) // callers have nothing to add
		}
	}
	p := w.pendingFor("leakedguard", a.pos, "", text)
	p.certain = true
	p.about = append(p.about, a.value)
	p.places = append(p.places, place{event: firstOf(exits)})
}

// exitsAfter lists the returns that follow one of the releases of g without
// another acquire of it.
func exitsAfter(releases []*event, g sym.Value) []*event {
	var out []*event
	seen := make(map[*event]bool)
	work := slices.Clone(releases)
	for len(work) > 0 {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[e] || e.kind == evAcquire && e.guard == g || e.kind == evMisuse {
			continue
		}
		seen[e] = true
		if e.exit != nil && e.exit.outcome == facts.Returns {
			out = append(out, e)
		}
		work = append(work, e.succs...)
	}
	return out
}

// holdsAt reports whether some lock of the object of g is held at the exit e.
func (w *walker) holdsAt(e *event, g sym.Value) bool {
	return slices.ContainsFunc(e.exit.live, func(h sym.Value) bool {
		return w.kinds[h] != nil && w.kinds[h].object == w.kinds[g].object
	})
}

// toldApart reports whether a caller can tell two kinds of exits from each other,
// by a result, or by a flag that one of them leaves behind, or need not.
func toldApart(xs, ys []*event) bool {
	return apartByResult(xs, ys) || apartByFlag(xs, ys) || givesLocked(xs, ys)
}

// givesLocked reports whether the function returns an object that it locked at all
// of xs, and at all of ys that return one: whichever that is, the caller unlocks
// it.
func givesLocked(xs, ys []*event) bool {
	locked := func(e *event, i int) bool {
		return i < len(e.exit.results) && slices.Contains(e.exit.locked, concrete(e.exit.results[i]))
	}
	for i := range xs[0].exit.results {
		all := !slices.ContainsFunc(xs, func(e *event) bool { return !locked(e, i) }) &&
			!slices.ContainsFunc(ys, func(e *event) bool {
				return !locked(e, i) && (i >= len(e.exit.classes) || e.exit.classes[i] != "nil")
			})
		if all {
			return true
		}
	}
	return false
}

// failing reports whether the function leaves a held where it fails, and free where
// it does not: an error or false is the last result at all of xs, no error or true
// at all of ys. Who gets an error has got nothing else, and so nothing to release;
// false may mean anything, as long as somebody who calls the function releases.
func (w *walker) failing(a *acq, xs, ys []*event) bool {
	results := w.fn.Signature.Results()
	last := results.Len() - 1
	if last < 0 || !a.kind.Anywhere {
		return false
	}
	fails, succeeds := "not nil", "nil"
	t := results.At(last).Type()
	if b, ok := t.Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
		fails, succeeds = "false", "true"
		if !a.kind.Holds || a.variable == nil || w.callerReleases(a.variable) {
			return false
		}
	} else if !types.Identical(t, types.Universe.Lookup("error").Type()) {
		return false
	}
	other := func(class string) func(*event) bool {
		return func(e *event) bool { return last >= len(e.exit.classes) || e.exit.classes[last] != class }
	}
	return !slices.ContainsFunc(xs, other(fails)) && !slices.ContainsFunc(ys, other(succeeds))
}

// callerReleases reports whether some function that calls the one that is walked
// may release the lock in v, or other packages may have one that does.
func (w *walker) callerReleases(v types.Object) bool {
	for _, fn := range w.touch.all {
		if fn == w.fn || !w.unlocks(fn).vars[v] {
			continue
		}
		if obj := funcObject(fn); obj != nil && obj.Exported() && fn.Parent() == nil && w.fn.Object() != nil && w.fn.Object().Exported() && w.onlyReleases(fn, v) {
			return true
		}
		if callsStatically(fn, w.fn) {
			return true
		}
	}
	return false
}

// onlyReleases reports whether fn releases the lock in v without acquiring it.
func (w *walker) onlyReleases(fn *ssa.Function, v types.Object) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			if !ok || c.Common().IsInvoke() || len(c.Common().Args) == 0 || lockVar(c.Common().Args[0]) != v {
				continue
			}
			if row := w.row(calledObject(c.Common())); row != nil && row.Op != protocol.Unlock {
				return false
			}
		}
	}
	return true
}

func apartByResult(xs, ys []*event) bool {
	n := len(xs[0].exit.classes)
	for i := range n {
		in := make(map[string]bool)
		ok := true
		for _, x := range xs {
			ok = ok && i < len(x.exit.classes) && x.exit.classes[i] != ""
			if ok {
				in[x.exit.classes[i]] = true
			}
		}
		for _, y := range ys {
			ok = ok && i < len(y.exit.classes) && y.exit.classes[i] != "" && !in[y.exit.classes[i]]
		}
		if ok {
			return true
		}
	}
	return false
}

// apartByFlag reports whether all of xs, but none of ys, or the other way round,
// leave the same constant at the same place of an input.
func apartByFlag(xs, ys []*event) bool {
	leaves := func(e *event, f storeRecord) bool { return slices.Contains(e.exit.stores, f) }
	one := func(xs, ys []*event) bool {
		return slices.ContainsFunc(xs[0].exit.stores, func(f storeRecord) bool {
			return f.obj.Kind != sym.Obj && f.val != nil && f.val.Kind == sym.Const &&
				!slices.ContainsFunc(xs, func(e *event) bool { return !leaves(e, f) }) &&
				!slices.ContainsFunc(ys, func(e *event) bool { return leaves(e, f) })
		})
	}
	return len(xs) > 0 && len(ys) > 0 && (one(xs, ys) || one(ys, xs))
}
