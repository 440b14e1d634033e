package walk

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A pending is a finding that waits for the end of the walk. Where a misuse
// conflicts with a guard that its path never releases, that guard is the
// defect and the misuse is not reported beside it. So the path of a misuse goes
// on as a ghost: nothing is judged there, but what becomes of the conflicting
// guards is recorded.
type pending struct {
	id      int
	finding findings.Finding
	about   []sym.Value // guards that the finding is about, for its steps
	certain bool        // nothing can take it back
	places  []place
	rank    token.Pos // among several reasons for one finding the first is told
}

// A place is one path's occurrence of a pending finding.
type place struct {
	event     *event
	conflicts []sym.Value
	// guessed, if set, is where the path went on with an unknown result: what
	// was found there holds only if no such path releases the guard.
	guessed *event
}

type pendingKey struct {
	check string
	pos   token.Pos
	text  string
}

// settled reports whether the fate of all conflicting guards is known.
func (p *pending) settled(st *state) bool {
	for _, pl := range p.places {
		for _, c := range pl.conflicts {
			if a := st.acqs[c]; a != nil && !a.released.IsValid() && !a.reported && !a.escaped {
				return false
			}
		}
	}
	return true
}

func (w *walker) pendingFor(check string, pos token.Pos, key, text string) *pending {
	k := pendingKey{check, pos, key}
	p := w.byKey[k]
	if p == nil {
		p = &pending{id: len(w.findings) + 1, finding: findings.Finding{Check: check, Pos: pos, Message: text}}
		w.byKey[k] = p
		w.findings = append(w.findings, p)
	}
	return p
}

// misuse records the first misuse on st's path. With conflicts the path goes on
// as a ghost; without, it ends.
func (w *walker) misuse(st *state, s site, check, text string, conflicts []sym.Value, about *acq) {
	if st.ghost != nil || st.supposed || about != nil && w.declaresGuard(about.kind) {
		return
	}
	if before := conflicts; conflicts != nil {
		conflicts = slices.DeleteFunc(slices.Clone(conflicts), func(c sym.Value) bool {
			a := st.acqs[c]
			return a == nil || a.reported
		})
		if len(conflicts) == 0 {
			// The leak is the origin, for the callers that the path ends for, too.
			w.endsLeaking(st, s.pos, before)
			return
		}
	}
	p := w.pendingFor(check, s.pos, text, text)
	e := w.newEvent(evMisuse, s.pos)
	if st.gor.id == 0 {
		e.exit = &exitRecord{outcome: facts.Misuses}
	}
	w.emit(st, e)
	if about != nil {
		p.about = append(p.about, about.value)
	}
	if len(conflicts) > 0 && !slices.ContainsFunc(conflicts, func(g sym.Value) bool { return !w.deferredRelease(st, g) }) {
		conflicts = nil // their fate is known
	}
	p.places = append(p.places, place{event: e, conflicts: conflicts})
	if conflicts == nil {
		w.releaseDeferred(st)
		p.certain = true
		return
	}
	st.ghost = p
}

// releaseDeferred notes that the registered defers release their guards when the
// path ends here: what stood before is judged by that.
func (w *walker) releaseDeferred(st *state) {
	for _, g := range sortedKeys(st.acqs) {
		if w.deferredRelease(st, g) {
			e := w.newEvent(evRelease, token.NoPos)
			e.guard = g
			w.emit(st, e)
		}
	}
}

// nested records an Enter in an entered state.
func (w *walker) nested(st *state, s site) {
	what := s.name
	if len(s.chain) > 0 {
		what += " enters (" + w.chainText(s.chain) + ")"
	}
	c := st.gor.cur
	if c.kind != guardRegion {
		w.misuse(st, s, "nestedenter", what+" "+w.baseText(st)+": the goroutine is already entered", nil, nil)
		return
	}
	a := st.acqs[c.guard]
	var conflicts []sym.Value
	if !a.pseudo {
		conflicts = []sym.Value{c.guard}
	}
	w.misuse(st, s, "nestedenter", what+" inside "+w.regionText(st)+": the goroutine is already entered", conflicts, a)
}

// outOfOrder records the release of a guard while later ones are live.
func (w *walker) outOfOrder(st *state, s site, a *acq, conflicts []sym.Value) {
	shown := conflicts[len(conflicts)-1]
	for _, c := range slices.Backward(conflicts) {
		if !st.acqs[c].leaked {
			shown = c
			break
		}
	}
	b := st.acqs[shown]
	other := trimComma(w.guardText(b))
	if b.pos == a.pos && a.name != "" && a.name == b.name { // of another turn of a loop
		other = fmt.Sprintf("%s %s, %s there later", b.kind.Noun, b.name, b.kind.Verb)
	}
	text := w.subject(s, a) + " is released before " + other + ": release them in reverse order"
	w.misuse(st, s, "releaseorder", text, conflicts, a)
}

// judge decides which pending findings stand.
func (w *walker) judge() []findings.Finding {
	releases := make(map[sym.Value][]*event)
	leaks := make(map[sym.Value][]*event)
	for _, e := range w.events {
		switch e.kind {
		case evRelease, evEscape:
			releases[e.guard] = append(releases[e.guard], e)
		case evLeak:
			leaks[e.guard] = append(leaks[e.guard], e)
		case evExit:
			if e.exit == nil || e.exit.outcome != facts.Returns {
				continue
			}
			for _, g := range e.exit.live { // a guard that is returned is the caller's
				if slices.ContainsFunc(e.exit.results, func(v sym.Value) bool { return contains(v, g) }) {
					releases[g] = append(releases[g], e)
				}
			}
		}
	}
	type reachKey struct {
		g    sym.Value
		leak bool
	}
	cache := make(map[reachKey]map[*event]bool)
	reaches := func(e *event, g sym.Value, leak bool) bool {
		k := reachKey{g, leak}
		set, ok := cache[k]
		if !ok {
			targets := releases[g]
			if leak {
				targets = leaks[g]
			}
			set = before(targets, func(e *event) bool { return e.kind == evAcquire && e.guard == g })
			cache[k] = set
		}
		return set[e]
	}
	type where struct {
		check string
		pos   token.Pos
	}
	told := make(map[where]int) // which of out, counted from 1
	var out []findings.Finding
	// Of two findings at one place, the one that can name a guard is told.
	slices.SortStableFunc(w.findings, func(a, b *pending) int {
		return cmp.Compare(min(1, len(b.about)), min(1, len(a.about)))
	})
	for _, p := range w.findings {
		at := where{p.finding.Check, p.finding.Pos}
		if !p.finding.Pos.IsValid() || told[at] > 0 && len(p.finding.Categories) == 0 || w.turnAfterLeak(p) {
			continue
		}
		var shown *event
		leaked, open := false, (*event)(nil)
		for _, pl := range p.places {
			if pl.guessed != nil && reaches(pl.guessed, pl.event.guard, false) {
				continue
			}
			if p.certain && len(pl.conflicts) == 0 {
				shown = pl.event
				break
			}
			released := false
			leak := false
			for _, c := range pl.conflicts {
				released = released || reaches(pl.event, c, false)
				leak = leak || reaches(pl.event, c, true)
			}
			if released {
				shown = pl.event
				break
			}
			leaked = leaked || leak
			if !leak && open == nil {
				open = pl.event
			}
		}
		if shown == nil {
			shown = open
		}
		if shown == nil {
			continue
		}
		if i := told[at]; i > 0 {
			// Two calls in one expression that begin at one place, such as
			// f().Wait(): which of them is told depends on the categories.
			out[i-1].Categories = mergeCategories(out[i-1].Categories, p.finding.Categories)
			continue
		}
		f := p.finding
		f.Steps = w.pathSteps(p, shown)
		f.InPlace = w.inPlace[f.Pos] && !w.over
		out = append(out, f)
		told[at] = len(out)
	}
	slices.SortStableFunc(out, func(a, b findings.Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Message, b.Message))
	})
	return out
}

// turnAfterLeak reports whether p is about a lock that is reported to be left
// held, by an earlier turn of the loop in which both stand.
func (w *walker) turnAfterLeak(p *pending) bool {
	if p.finding.Check != "nestedenter" && p.finding.Check != "blockingcall" || len(p.about) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.about, func(g sym.Value) bool {
		a := w.kinds[g]
		return a == nil || a.pos < p.finding.Pos || !w.leftAt(a.pos)
	})
}

// leftAt reports whether a lock that is taken at pos is reported to be left held.
func (w *walker) leftAt(pos token.Pos) bool {
	for g := range w.leftHeld {
		if w.kinds[g] != nil && w.kinds[g].pos == pos {
			return true
		}
	}
	return false
}

// mergeCategories adds to a those of b that it does not have.
func mergeCategories(a, b []findings.Blocking) []findings.Blocking {
	a = slices.Clone(a)
	for _, c := range b {
		if !slices.ContainsFunc(a, func(k findings.Blocking) bool { return k.Category == c.Category }) {
			a = append(a, c)
		}
	}
	return a
}

// pathSteps lists what happens on a shortest path to e, as far as it matters.
func (w *walker) pathSteps(p *pending, e *event) []findings.Step {
	var steps []findings.Step
	for _, x := range w.pathTo(e) {
		if !x.pos.IsValid() || x == e {
			continue
		}
		switch x.kind {
		case evBranch, evAcquire, evRelease:
			step := findings.Step{Pos: x.pos, Text: x.text}
			if n := len(steps); n == 0 || steps[n-1] != step { // a loop that turns again tells nothing new
				steps = append(steps, step)
			}
		}
	}
	const most = 24
	if len(steps) > most {
		steps = append(steps[:most/2:most/2], steps[len(steps)-most/2:]...)
	}
	return steps
}
