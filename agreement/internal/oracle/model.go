package oracle

import (
	"fmt"
	"slices"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// A source says from where a fact about the state is known: the operation
// that made or proved it, or the start of a goroutine that is known to start
// so.
type source struct {
	frames []event.Frame
	root   bool
	asked  bool          // by IsEntered or AllowsBlockInPlace
	told   bool          // as the answer to a question, which any form can ask
	tried  bool          // told: by a TryEnter, which would have entered otherwise
	before *source       // told: from where it was known before
	asker  []event.Frame // told: where the question was asked
}

// atStart is the depth of a fact that is known from how the goroutine
// starts: outside of all its frames.
const atStart = -2

// depth is the depth of the innermost frame of the operation at frames that
// also saw the fact established, -1 when only the caller outside knows.
func (s source) depth(frames []event.Frame) int {
	if s.root {
		return atStart
	}
	n := 0
	for n < len(frames) && n < len(s.frames) && frames[n].Act == s.frames[n].Act {
		n++
	}
	return n - 1
}

// An acquisition is a guard's life.
type acquisition struct {
	id        int
	op        string
	goroutine int
	frames    []event.Frame
	blame     int // depth of the frame that has the obligation
	live      bool
	attempted bool // some Release of it was called, anywhere on the path
	handed    bool // and it is the caller's in the end
	refused   bool // and the library refused one: suspended, or of another goroutine
	released  source
	saved     state // what it was acquired in
}

// outside reports whether the guard belongs to the caller.
func (a *acquisition) outside() bool { return a == nil || len(a.frames) == 0 || a.blame < 0 }

// A region is one period of being Entered.
type region struct{ owner *acquisition } // nil: EnterRuntime, or unknown

// state is what a goroutine's enter context is, and from where it is known.
type state struct {
	region     *region // nil: NotEntered
	known      source  // of being Entered or not
	allow      bool
	allowKnown source
}

// depth is that of the innermost frame that knows the whole state.
func (s state) depth(frames []event.Frame) int {
	return min(s.known.depth(frames), s.allowKnown.depth(frames))
}

// frame of the stack of handles.
type entry struct {
	acq    *acquisition // nil for EnterRuntime
	region *region
}

// An opened closure form.
type opened struct {
	op     string
	before state
	region *region // what EnterRuntime entered
	at     source
}

// machine replays one goroutine.
type machine struct {
	state
	index     int
	acqs      map[int]*acquisition // of all goroutines of the run
	stack     []entry
	open      []opened
	sanctions []*region
	zeroDeny  []source // what zero Disallow guards hide
}

// apply makes the transition that an event says was made. It returns an
// error when the model and the library disagree.
func (m *machine) apply(e *event.Event) error {
	here := source{frames: e.Frames}
	switch e.Kind {
	case event.Acquire:
		m.acquire(m.acqs[e.Acq], e, here)
	case event.Refuse:
		if e.Op == "TryEnter" {
			here.told, here.tried = true, true
			return m.prove(true, here)
		}
		if e.Op == "DisallowBlockInPlace" && m.region != nil {
			m.zeroDeny = append(m.zeroDeny, m.allowKnown)
			m.allowKnown = here
		}
	case event.Release:
		m.release(e, here)
	case event.Open:
		return m.opens(e, here)
	case event.Close:
		return m.closes(e, here)
	case event.Region:
		here.told = e.Op == "TryEnterBlockingRegion"
		return m.prove(!e.Val, here)
	case event.Current:
		if !e.Val { // an Entered goroutine has a current handle
			return m.prove(false, here)
		}
	case event.IsEntered:
		here.asked, here.told = true, true
		return m.prove(e.Val, here)
	case event.Allows:
		here.asked, here.told = true, true
		if e.Val {
			m.allowKnown = here
			return m.prove(true, here)
		}
		if m.region != nil {
			m.allowKnown = here
		}
	case event.Block:
		if e.Val != (m.region != nil) {
			return fmt.Errorf("the library says entered=%v before %s, the model does not", e.Val, e.Op)
		}
	}
	return nil
}

func (m *machine) prove(entered bool, here source) error {
	if entered != (m.region != nil) {
		return fmt.Errorf("the library says entered=%v, the model does not", entered)
	}
	switch {
	case here.told:
		here.before, here.asker = m.known.evidence(), here.frames
	default:
		if q := m.known.condition(here); q != nil {
			here.told, here.tried, here.before, here.asker = true, q.tried, m.known.evidence(), q.asker
		}
	}
	m.known = here
	return nil
}

// condition is the answer among what is known that sees to it that an operation made
// at here works, which then proves nothing: only who knows the answer knows that it is
// made where it works, or a TryEnter has entered where it would not.
func (s source) condition(here source) *source {
	for q := &s; q != nil && q.told; q = q.before {
		if q.tried || q.around(here) {
			return q
		}
	}
	return nil
}

// around reports whether what is done at other is done by the function that asked
// for s, or by one that it calls.
func (s source) around(other source) bool {
	asked := source{frames: s.asker}
	return len(s.asker) > 0 && asked.depth(other.frames) == len(s.asker)-1
}

// evidence is s, nil if it says nothing.
func (s source) evidence() *source {
	if s.root || len(s.frames) > 0 {
		return &s
	}
	return nil
}

func (m *machine) acquire(a *acquisition, e *event.Event, here source) {
	a.live, a.saved = true, m.state
	switch a.op {
	case "Enter", "TryEnter":
		r := &region{owner: a}
		m.state = state{region: r, known: here, allow: e.Val, allowKnown: here}
		m.stack = append(m.stack, entry{a, r})
	case "SetCurrent", "TrySetCurrent":
		m.stack = append(m.stack, entry{a, nil})
	case "DisallowBlockInPlace":
		m.allow, m.allowKnown = false, here
	}
}

// release follows the table also for what the library passes over in silence
// while the goroutine unwinds.
func (m *machine) release(e *event.Event, here source) {
	a := m.acqs[e.Acq]
	if a == nil {
		if n := len(m.zeroDeny); n > 0 && e.Op == "DisallowBlockInPlaceGuard.Release" {
			m.allowKnown = m.zeroDeny[n-1]
			m.zeroDeny = m.zeroDeny[:n-1]
		}
		return
	}
	if a.goroutine != m.index || !a.live || m.suspended(a) != nil {
		return
	}
	a.live, a.released = false, here
	m.remove(a)
	switch {
	case a.op == "DisallowBlockInPlace":
		if m.region != nil && m.region == a.saved.region && !m.allow {
			m.allow, m.allowKnown = true, a.saved.allowKnown
		}
	case m.region != nil && m.region.owner == a:
		// What was an answer before the region is no more than that after it.
		here.told, here.asker = a.saved.known.told, a.saved.known.asker
		if a.op == "TryEnter" {
			here.told, here.asker = true, a.frames
		}
		if here.told {
			here.before = a.saved.known.evidence()
		}
		m.state = state{known: here}
	}
}

func (m *machine) remove(a *acquisition) {
	m.stack = slices.DeleteFunc(m.stack, func(e entry) bool { return e.acq == a })
}

// suspended returns the form that suspends the region of a, or nil.
func (m *machine) suspended(a *acquisition) *opened {
	for i := range m.open {
		o := &m.open[i]
		if (o.op == "ExitRuntime" || o.op == "BlockInPlace") && o.before.region != nil && o.before.region.owner == a {
			return o
		}
	}
	return nil
}

func (m *machine) opens(e *event.Event, here source) error {
	o := opened{op: e.Op, at: here, before: m.state}
	var err error
	switch e.Op {
	case "EnterRuntime":
		o.region = &region{}
		m.state = state{region: o.region, known: here, allow: e.Val, allowKnown: here}
		m.stack = append(m.stack, entry{nil, o.region})
	case "ExitRuntime":
		err = m.prove(true, here)
		o.before.known = m.known
		m.state = state{known: here}
	case "BlockInPlace":
		if m.region != nil {
			o.before.allowKnown = here
		}
		m.state = state{known: here}
	default: // the BlockOn forms
		m.sanctions = append(m.sanctions, m.region)
	}
	m.open = append(m.open, o)
	return err
}

func (m *machine) closes(e *event.Event, here source) error {
	if len(m.open) == 0 || m.open[len(m.open)-1].op != e.Op {
		return fmt.Errorf("%s closes, but is not what was opened last", e.Op)
	}
	o := m.open[len(m.open)-1]
	m.open = m.open[:len(m.open)-1]
	switch e.Op {
	case "EnterRuntime":
		m.stack = slices.DeleteFunc(m.stack, func(e entry) bool { return e.region == o.region })
		// As in release: an answer is no more than that after the region.
		if here.told, here.asker = o.before.known.told, o.before.known.asker; here.told {
			here.before = o.before.known.evidence()
		}
		m.state = state{known: here}
	case "ExitRuntime", "BlockInPlace":
		switch {
		case o.before.region != nil:
			if m.region != nil && m.region.owner != nil {
				m.region.owner.live, m.region.owner.released = false, here
				m.remove(m.region.owner)
			}
			m.state = o.before
		case m.region == nil:
			m.state = o.before
		}
	default:
		m.sanctions = m.sanctions[:len(m.sanctions)-1]
	}
	return nil
}

// sanctioned reports whether blocking is allowed where the goroutine is.
func (m *machine) sanctioned() bool {
	return m.region == nil || slices.Contains(m.sanctions, m.region)
}
