package walk

import (
	"go/token"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// The walk leaves behind a graph of events: what each path did, with paths that
// merged sharing what follows. The summary is a projection of it, and so are
// the steps that a report lists.

type eventKind uint8

const (
	evEntry eventKind = iota
	evJoin
	evBranch  // a condition was decided
	evAcquire // guard was acquired
	evRelease
	evEscape // guard came into unknown hands
	evLeak   // guard can no longer be released
	evMisuse // the path's first misuse that panics; what follows is a ghost
	evBlock  // a blocking operation in an entered region
	evStore  // a guard is stored where nobody knows its goroutine
	evOp     // an operation that only the summary needs
	evExit
	evReturn // a goroutine that used locks returns
)

type event struct {
	id    int
	kind  eventKind
	pos   token.Pos
	text  string
	guard sym.Value
	op    *traceOp
	exit  *exitRecord
	gor   int // the goroutine that ends here, as exit says
	// unwinding says that a panic or Goexit was in flight.
	unwinding bool

	succs []*event
	preds []*event
}

// A traceOp is one node of a summary before its values are translated.
type traceOp struct {
	node    facts.NodeKind
	guard   string
	reg     sym.Value
	region  sym.Value // of which a requirement speaks that the caller's options decide
	state   facts.Tri
	allow   facts.Tri
	check   string
	text    string
	args    []sym.Value
	blocks  []facts.Block
	chain   []facts.Step
	outcome facts.Outcome
	mem     []storeRecord // what is in the objects that args lead to
}

// An exitRecord is how the function under analysis ends on one path.
type exitRecord struct {
	outcome facts.Outcome
	results []sym.Value
	stores  []storeRecord
	leaked  []sym.Value
	live    []sym.Value // acquired here and still held, oldest first
	locked  []sym.Value // the objects whose locks these are
	unknown []sym.Value // objects that unknown code wrote
	classes []string    // what is known of each result, to tell exits apart
}

type storeRecord struct {
	obj  sym.Value
	path string
	val  sym.Value
}

func (w *walker) newEvent(kind eventKind, pos token.Pos) *event {
	e := &event{id: len(w.events), kind: kind, pos: pos}
	w.events = append(w.events, e)
	return e
}

func link(from, to *event) {
	for _, s := range from.succs {
		if s == to {
			return
		}
	}
	from.succs = append(from.succs, to)
	to.preds = append(to.preds, from)
}

// emit appends e to st's path.
func (w *walker) emit(st *state, e *event) {
	link(st.at, e)
	st.at = e
}

// emitOp appends an operation for the summary. Roots have none, and what
// another goroutine does is not the caller's to replay.
func (w *walker) emitOp(st *state, op *traceOp) {
	if st.ghost != nil || st.gor.id != 0 || w.plain && op.node != facts.NodeAssume {
		return
	}
	e := w.newEvent(evOp, token.NoPos)
	e.op = op
	w.emit(st, e)
}

// before returns the events from which one of targets can be reached without
// passing a stop.
func before(targets []*event, stop func(*event) bool) map[*event]bool {
	seen := make(map[*event]bool)
	work := append([]*event(nil), targets...)
	for len(work) > 0 {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		for _, p := range e.preds {
			if !seen[p] {
				seen[p] = true
				if !stop(p) {
					work = append(work, p)
				}
			}
		}
	}
	return seen
}

// pathTo is a shortest path of events from the entry to e.
func (w *walker) pathTo(e *event) []*event {
	next := map[*event]*event{e: nil}
	queue := []*event{e}
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		if x == w.entry {
			break
		}
		for _, p := range x.preds {
			if _, ok := next[p]; !ok {
				next[p] = x
				queue = append(queue, p)
			}
		}
	}
	if _, ok := next[w.entry]; !ok {
		return []*event{e}
	}
	var path []*event
	for x := w.entry; x != nil; x = next[x] {
		path = append(path, x)
	}
	return path
}
