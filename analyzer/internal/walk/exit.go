package walk

import (
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// topExit ends a path of the function under analysis.
func (w *walker) topExit(o outcome) {
	st := o.st
	if o.kind == facts.Returns {
		w.surrender(st, o.result, make(map[sym.Value]bool))
	}
	for _, obj := range sortedKeys(st.mem) {
		if m := st.mem[obj]; obj.Kind != sym.Obj {
			told := fromInputs(obj, 0)
			for _, p := range m.paths() {
				if told {
					w.surrender(st, m.cells[p], make(map[sym.Value]bool))
				} else {
					w.escape(st, m.cells[p]) // callers cannot know where it is
				}
			}
		}
	}
	w.exitLeaks(st, o.kind, o.result, o.pos)
	if st.ghost != nil {
		w.handBack(o)
		return
	}
	rec := &exitRecord{outcome: o.kind}
	if o.result != nil {
		rec.results = []sym.Value{o.result}
		if o.result.Kind == sym.Tuple {
			rec.results = o.result.Args
		}
	}
	rec.stores = records(st)
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.gor != 0 || a.kind == protocol.LoopHold() || a.input || a.released.IsValid() || a.object != nil && (a.escaped || a.handed) {
			continue
		}
		if a.reported && !a.maybe && o.kind != facts.Panics {
			rec.leaked = append(rec.leaked, g)
		}
		rec.live = append(rec.live, g)
		if a.object != nil {
			rec.locked = append(rec.locked, rootObject(a.object))
		}
	}
	for _, v := range rec.results {
		w.judgeLater(st, v)
	}
	for _, s := range rec.stores {
		if s.obj.Kind != sym.Obj {
			w.judgeLater(st, s.val)
		}
	}
	rec.classes = w.classes(st, rec.results)
	for _, obj := range sortedKeys(st.mem) {
		if obj.Kind == sym.Obj && st.mem[obj].unknown != nil {
			rec.unknown = append(rec.unknown, obj)
		}
	}
	e := w.newEvent(evExit, o.pos)
	e.exit = rec
	w.emit(st, e)
}

// handBack notes the guards in conflict that a ghost returns: they are the caller's
// then, and no leak.
func (w *walker) handBack(o outcome) {
	if o.kind != facts.Returns || o.result == nil {
		return
	}
	for _, pl := range o.st.ghost.places {
		for _, g := range pl.conflicts {
			if contains(o.result, g) {
				e := w.newEvent(evEscape, o.pos)
				e.guard = g
				w.emit(o.st, e)
			}
		}
	}
}
