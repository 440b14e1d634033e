package oracle

import (
	"fmt"
	"slices"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// Judge returns what should be reported because of one run. An error means
// that the run cannot be judged.
func (x *Index) Judge(run *event.Run) ([]*Verdict, error) {
	if run.Trouble != "" {
		return nil, fmt.Errorf("%s(%s) from %s: %s", run.Func, run.Input, run.Entry, run.Trouble)
	}
	j := &judge{x: x, run: run, acqs: make(map[int]*acquisition), ended: make([]bool, len(run.Goroutines))}
	j.survey()
	for i := range run.Goroutines {
		if j.skipped(i) {
			continue
		}
		if err := j.goroutine(i); err != nil {
			return nil, fmt.Errorf("%s(%s) from %s: %w", run.Func, run.Input, run.Entry, err)
		}
	}
	return j.out, nil
}

type judge struct {
	x     *Index
	run   *event.Run
	acqs  map[int]*acquisition
	spawn []*event.Event // by goroutine: the go statement that started it
	ended []bool         // by goroutine: not on a path, because its parent's had ended
	out   []*Verdict

	// The goroutine being judged.
	m       *machine
	g       int
	misused bool // its path ends by a misuse
	again   bool // and another misuse follows, were the first passed over
}

// survey collects the guards of the run, and which of them some Release was
// called for: after the first misuse that is all that is looked at.
func (j *judge) survey() {
	j.spawn = make([]*event.Event, len(j.run.Goroutines))
	for i := range j.run.Goroutines {
		misused := false
		for k := range j.run.Goroutines[i].Events {
			e := &j.run.Goroutines[i].Events[k]
			switch e.Kind {
			case event.Acquire:
				j.acqs[e.Acq] = &acquisition{id: e.Acq, op: e.Op, goroutine: i, frames: e.Frames, blame: j.x.home(e.Frames)}
			case event.Spawn:
				j.spawn[e.Acq] = e
				j.ended[e.Acq] = misused
			case event.Misuse:
				misused = true
			}
		}
	}
	for i := range j.run.Goroutines {
		for k := range j.run.Goroutines[i].Events {
			e := &j.run.Goroutines[i].Events[k]
			if a := j.acqs[e.Acq]; a != nil && e.Kind == event.Lift {
				a.handed = a.handed || j.x.home(e.Frames) == 0
			}
			if a := j.acqs[e.Acq]; a != nil && (e.Kind == event.Release || e.Kind == event.Misuse) {
				a.attempted = true
				a.refused = a.refused || e.Err == "ErrWrongGoroutine" || e.Err == "ErrNotEntered"
			}
		}
	}
}

// skipped reports whether goroutine i was started after the path of its
// parent had ended.
func (j *judge) skipped(i int) bool {
	for ; i > 0; i = j.run.Goroutines[i].Parent {
		if j.ended[i] {
			return true
		}
	}
	return false
}

func (j *judge) goroutine(i int) error {
	g := &j.run.Goroutines[i]
	j.g = i
	j.m = &machine{index: i, acqs: j.acqs}
	misuses := 0
	for k := range g.Events {
		if g.Events[k].Kind == event.Misuse {
			misuses++
		}
	}
	j.misused, j.again = misuses > 0, misuses > 1
	j.m.known.root = i > 0 || j.run.Entry == "root"
	var last *event.Event // the panic or exit that the path ended with
	for k := range g.Events {
		e := &g.Events[k]
		switch e.Kind {
		case event.Block:
			j.block(e)
		case event.Misuse:
			j.misuse(e)
			j.leaks(nil, true)
			return nil
		case event.Lift:
			if a := j.acqs[e.Acq]; a != nil {
				caller := e.Frames[:j.x.home(e.Frames)]
				a.blame = min(a.blame, j.x.home(caller))
			}
		case event.Panic, event.Quit:
			last = e
		case event.Recover:
			j.recovered(e, last)
			last = nil
		}
		if err := j.m.apply(e); err != nil {
			return err
		}
	}
	switch g.End {
	case event.Panicked, event.Quitted:
		if last != nil {
			j.leaks(last, false)
		}
	default:
		j.leaks(nil, false)
	}
	return nil
}

// add gives a verdict on the operation made from frames, which the frame at
// depth d knows to be wrong. Nothing is said when only the unknown caller
// knows.
func (j *judge) add(class string, frames []event.Frame, d, limit int, optional bool, why string) {
	j.addFirm(class, frames, d, limit, optional || j.x.inVain(j.m.known), why)
}

// addState is add for a defect of which the frame at depth d knows because of
// what is known of the enter state. Where that is an answer that may mean nothing
// to the frame, what was known before decides.
func (j *judge) addState(class string, frames []event.Frame, d, limit int, optional bool, why string) {
	if !j.x.doubtful(j.m.known, d) {
		j.addFirm(class, frames, d, limit, optional, why)
		return
	}
	for s := j.m.known.before; s != nil; s = s.before {
		at := j.knows(*s, frames)
		if (at == d || at == atStart && d == 0) && !j.x.doubtful(*s, d) {
			j.addFirm(class, frames, at, limit, optional, why)
			return
		}
	}
	j.addFirm(class, frames, d, limit, true, why)
	for s := j.m.known.before; s != nil; s = s.before {
		j.addFirm(class, frames, j.knows(*s, frames), limit, true, why)
	}
}

// addFirm is add where it does not matter why the frame knows.
func (j *judge) addFirm(class string, frames []event.Frame, d, limit int, optional bool, why string) {
	if e := j.spawn[j.g]; e != nil && (len(frames) == 0 || d == atStart && !j.x.inLit(frames[0])) {
		// A function named by a go statement, wrong for its being started
		// so, is reported there.
		frames, d, limit = e.Frames, len(e.Frames)-1, len(e.Frames)
	}
	if len(frames) > 0 {
		j.place(class, frames, d, limit, optional, why)
	}
}

// place gives a verdict that the frame at depth d, which may be atStart, can
// tell.
func (j *judge) place(class string, frames []event.Frame, d, limit int, optional bool, why string) {
	if d == atStart {
		d = 0
	}
	if d < 0 {
		return
	}
	v := &Verdict{Class: class, Optional: optional, Run: j.run, Why: why}
	v.File, v.Lines = j.x.place(frames, d, limit)
	if len(v.Lines) == 0 {
		return
	}
	if last := frames[len(frames)-1]; v.Lines[len(v.Lines)-1] == last.Line {
		v.Lines = append(v.Lines, j.x.commLines(last)...)
	}
	v.Func = j.x.Func(v.File, v.Lines[0])
	j.out = append(j.out, v)
}

// conflict says what becomes of a defect that guard a is in conflict with.
type conflict int

const (
	stands   conflict = iota // a is released on the path: the defect is its own
	isLeak                   // a is never released: the leak is the origin
	doubtful                 // the rules leave room
)

func (j *judge) conflictWith(a *acquisition) conflict {
	switch {
	case a == nil || a.outside() || a.handed:
		return stands
	case a.refused:
		return doubtful
	case a.attempted:
		return stands
	case j.thrown(), j.again:
		// Nothing releases a, but a panic that leaves the function is no
		// leak in it, and a second misuse would be one.
		return doubtful
	}
	return isLeak
}

// knows is the depth of the innermost frame that knows s where the operation
// at frames is made. A function that only calls what it was given does not
// know what that did: the one that gave it does.
func (j *judge) knows(s source, frames []event.Frame) int {
	return j.x.lift(s.frames, s.depth(frames))
}

// thrown reports whether the path ends by a panic or an exit.
func (j *judge) thrown() bool {
	end := j.run.Goroutines[j.g].End
	return end == event.Panicked || end == event.Quitted
}

func (j *judge) block(e *event.Event) {
	if !e.Val || j.m.sanctioned() {
		return
	}
	d := j.knows(j.m.known, e.Frames)
	optional := false
	switch j.conflictWith(j.m.region.owner) {
	case isLeak:
		if !j.misused {
			return
		}
		// A misuse ends the path before the leak: there is no leak that
		// the report would stand beside.
		optional = true
	case doubtful:
		optional = true
	}
	j.addState("blockingcall", e.Frames, d, len(e.Frames), optional, e.Op+" while entered")
}

// misuse judges the first misuse of a goroutine.
func (j *judge) misuse(e *event.Event) {
	m := j.m
	n := len(e.Frames)
	why := e.Op + ": " + e.Err
	switch e.Err {
	case "ErrNestedEnter", "ErrBlockingDenied":
		class := "nestedenter"
		if e.Err == "ErrBlockingDenied" {
			class = "blockingcall"
		}
		if m.region == nil {
			j.add(class, e.Frames, n-1, n, true, why)
			return
		}
		j.unlessLeaked(m.region.owner, class, e, j.knows(m.known, e.Frames), why)
	case "ErrOutOfOrder":
		j.outOfOrder(e, why)
	case "ErrReleased":
		a := m.acqs[e.Acq]
		if a == nil {
			return
		}
		d := j.knows(a.released, e.Frames)
		if k := a.saved.depth(e.Frames); a.op == "DisallowBlockInPlace" && (k < d || j.x.doubtful(a.saved.known, k)) {
			// What is released twice is a guard only in an Entered caller.
			j.add("guardmisuse", e.Frames, k, n, true, why)
			j.add("guardmisuse", e.Frames, d, n, true, why)
			return
		}
		j.add("guardmisuse", e.Frames, d, n, false, why)
	case "ErrWrongGoroutine":
		j.add("guardmisuse", e.Frames, atStart, n, false, why)
	case "ErrNotEntered":
		if e.Op == "ExitRuntime" {
			j.addState("exitstate", e.Frames, j.knows(m.known, e.Frames), n, false, why)
		} else if o := m.suspended(m.acqs[e.Acq]); o != nil {
			j.add("guardmisuse", e.Frames, j.knows(o.at, e.Frames), n, false, why)
		}
	case "ErrBlockInPlaceDenied":
		j.addState("exitstate", e.Frames, min(j.knows(m.known, e.Frames), j.knows(m.allowKnown, e.Frames)), n, false, why)
	case "ErrStillEntered":
		if m.region == nil || m.region.owner == nil {
			return
		}
		a := m.region.owner
		d := j.knows(source{frames: a.frames}, e.Frames)
		if e.Op == "BlockInPlace" && len(m.open) > 0 {
			// Only an Entered caller makes it wrong.
			d = min(d, m.open[len(m.open)-1].before.known.depth(e.Frames))
		}
		switch c := j.conflictWith(a); c {
		case isLeak:
			j.leak(a, false)
		default:
			j.add("exitstate", a.frames, d, n, c == doubtful, why)
		}
	}
}

// unlessLeaked gives the verdict, or that on the leak it comes from.
func (j *judge) unlessLeaked(a *acquisition, class string, e *event.Event, d int, why string) {
	switch j.conflictWith(a) {
	case isLeak:
		handed := a.handedBy(e.Frames, d)
		j.leak(a, handed)
		if handed {
			j.addState(class, e.Frames, d, len(e.Frames), true, why)
		}
	case doubtful:
		j.addState(class, e.Frames, d, len(e.Frames), true, why)
	default:
		j.addState(class, e.Frames, d, len(e.Frames), false, why)
	}
}

// outOfOrder judges a release while guards acquired later are live. One of
// them that is released later makes it a defect of order, known where the
// innermost of them is; if all are leaked, the leaks are the defect.
func (j *judge) outOfOrder(e *event.Event, why string) {
	m := j.m
	at := slices.IndexFunc(m.stack, func(s entry) bool {
		if e.Acq >= 0 {
			return s.acq == m.acqs[e.Acq]
		}
		return s.region != nil && s.region == m.region
	})
	if at < 0 {
		return
	}
	d, found, doubt := -1, false, false
	for _, later := range m.stack[at+1:] {
		var at source
		switch {
		case later.acq == nil: // EnterRuntime's: the closure is running
			for _, o := range m.open {
				if o.region == later.region {
					at = o.at
				}
			}
		default:
			c := j.conflictWith(later.acq)
			if c == isLeak {
				continue
			}
			doubt = doubt || c == doubtful
			at.frames = later.acq.frames
		}
		found = true
		d = max(d, j.knows(at, e.Frames))
	}
	if found {
		j.add("releaseorder", e.Frames, d, len(e.Frames), doubt, why)
		return
	}
	for _, later := range m.stack[at+1:] {
		d := j.knows(source{frames: later.acq.frames}, e.Frames)
		handed := later.acq.handedBy(e.Frames, d)
		j.leak(later.acq, handed)
		if handed {
			j.add("releaseorder", e.Frames, d, len(e.Frames), true, why)
		}
	}
}
