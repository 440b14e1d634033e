package walk

import (
	"fmt"
	"go/token"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// guardText names a guard and says where it came from.
func (w *walker) guardText(a *acq) string {
	verb, noun := a.kind.Verb, a.kind.Noun
	if a.name == "" {
		return fmt.Sprintf("the %s %s at %s", noun, verb, w.sites.line(a.pos))
	}
	if a.input {
		return noun + " " + a.name
	}
	return fmt.Sprintf("%s %s, %s at %s,", noun, a.name, verb, w.sites.line(a.pos))
}

// subject is guardText for the guard that s operates on.
func (w *walker) subject(s site, a *acq) string {
	if len(s.chain) > 0 {
		return fmt.Sprintf("%s releases %s (%s): it", s.name, trimComma(w.guardText(a)), w.chainText(s.chain))
	}
	return w.guardText(a)
}

func trimComma(s string) string {
	if n := len(s); n > 0 && s[n-1] == ',' {
		return s[:n-1]
	}
	return s
}

// regionText names the region that the goroutine is in.
func (w *walker) regionText(st *state) string {
	c := st.gor.cur
	if c.kind == guardRegion {
		return "the region entered at " + w.sites.line(st.acqs[c.guard].pos)
	}
	return "the caller's region"
}

func (w *walker) baseText(st *state) string {
	if st.gor.proof.IsValid() {
		return fmt.Sprintf("where the call at %s needs an entered goroutine", w.sites.line(st.gor.proof))
	}
	if st.gor.why != "" {
		return fmt.Sprintf("where the goroutine is entered, as %s of %s says", directive.Entered, st.gor.why)
	}
	return "where the goroutine is entered"
}

func (w *walker) againText(a *acq, s site) string {
	return fmt.Sprintf("%s was already released at %s", w.subject(s, a), w.sites.line(a.released))
}

func (w *walker) suspendedText(a *acq, s site) string {
	return fmt.Sprintf("%s is released while its region is suspended: release it after the closure that runs outside of the region", w.subject(s, a))
}

func (w *walker) foreignText(st *state, a *acq, s site) string {
	if pos, ok := w.spawned[st.gor.id]; ok {
		return fmt.Sprintf("%s is released on another goroutine, started at %s: release it on the goroutine that acquired it", w.subject(s, a), w.sites.line(pos))
	}
	return fmt.Sprintf("%s was acquired on another goroutine: release it there", w.subject(s, a))
}

// leak records that guard a can no longer be released when st's path gets to
// pos, in the way that how says.
func (w *walker) leak(st *state, a *acq, how string, pos token.Pos) {
	if st.supposed {
		st.update(a.value, func(a *acq) { a.leaked = true })
		return
	}
	st.update(a.value, func(a *acq) { a.leaked, a.reported = true, true })
	if a.maybe || a.pseudo || a.input || a.escaped || a.carried || a.kind.Process && w.isMain() || w.declaresGuard(a.kind) {
		return
	}
	e := w.newEvent(evLeak, pos)
	e.guard = a.value
	w.emit(st, e)
	if a.handed {
		return // to another goroutine: that is the origin
	}
	if st.ghost != nil && !st.ghost.concerns(a.value) {
		return
	}
	var text string
	switch {
	case a.name == "" && !a.discarded && !a.panicked:
		text = fmt.Sprintf("the %s %s at %s %s %s", a.kind.Noun, a.kind.Verb, w.sites.line(a.pos), a.kind.Undone, how)
	case a.name == "" && a.via == "":
		text = fmt.Sprintf("the %s %s here is discarded: nothing can %s it %s", a.kind.Noun, a.kind.Verb, a.kind.Undo, how)
	case a.panicked:
		text = fmt.Sprintf("%s leaves a %s %s when it panics: nothing can %s it %s", a.via, a.kind.Noun, a.kind.Verb, a.kind.Undo, how)
	case a.name == "":
		text = fmt.Sprintf("the %s that %s returns is discarded: nothing can %s it %s", a.kind.Noun, a.via, a.kind.Undo, how)
	default:
		text = fmt.Sprintf("%s %s, %s at %s, %s %s", a.kind.Noun, a.name, a.kind.Verb, w.sites.line(a.pos), a.kind.Undone, how)
	}
	text = strings.TrimSuffix(text, " ")
	p := w.pendingFor("leakedguard", a.pos, "", text)
	p.certain = true
	p.places = append(p.places, place{event: e, guessed: st.guessed})
	if p.rank == token.NoPos || pos < p.rank {
		p.rank = pos
		p.finding.Message = text
		// The shortest path to the reason that is told comes first.
		last := len(p.places) - 1
		p.places[0], p.places[last] = p.places[last], p.places[0]
	}
}

func (p *pending) concerns(g sym.Value) bool {
	for _, pl := range p.places {
		for _, c := range pl.conflicts {
			if c == g {
				return true
			}
		}
	}
	return false
}

// turnLeaks reports the guards that were lost in the turn of the loop that ends
// here.
func (a *activation) turnLeaks(st *state) {
	for _, g := range sortedKeys(st.acqs) {
		x := st.acqs[g]
		if x.leaked && !x.reported && x.gor == st.gor.id && x.inLoop {
			how := "before the next turn of the loop"
			pos := a.sites.loop(x.pos)
			if pos.IsValid() {
				how += " at " + a.sites.line(pos)
			} else {
				pos = x.pos
			}
			a.leak(st, x, how, pos)
		}
	}
}

// exitLeaks reports the guards that a frame of this walk leaves behind.
func (w *walker) exitLeaks(st *state, kind facts.Outcome, result sym.Value, pos token.Pos) {
	f := st.frame
	seen := newSet()
	defer seen.free()
	st.reach(seen, result)
	for _, v := range f.roots {
		st.reach(seen, v)
	}
	for _, d := range st.defers {
		st.reach(seen, d.fn)
		for _, a := range d.args {
			st.reach(seen, a)
		}
	}
	w.reachRoots(st, seen)
	w.collect(st, seen)
	if kind == facts.Panics || kind == facts.Returns && st.unwinding() {
		return
	}
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if kind == facts.Goexits && a.kind.Goexit {
			continue
		}
		if a.leaked && !a.reported && a.gor == st.gor.id && a.nest >= f.nest {
			w.leak(st, a, w.exitText(st, kind, result, pos), pos)
		}
	}
}

func (w *walker) exitText(st *state, kind facts.Outcome, result sym.Value, pos token.Pos) string {
	f := st.frame
	if f.fn.Synthetic == yieldBody && kind == facts.Returns {
		loop := w.sites.line(f.fn.Pos())
		if result == w.space.Bool(false) {
			return "when the loop at " + loop + " is left"
		}
		return "before the next turn of the loop at " + loop
	}
	what := "function"
	if f.fn.Parent() != nil {
		what = "function literal"
	}
	switch {
	case kind == facts.Goexits:
		return "when the goroutine exits at " + w.sites.line(pos)
	case f.recovered.IsValid():
		return fmt.Sprintf("when the %s returns after it recovered the panic at %s", what, w.sites.line(f.recovered))
	}
	return fmt.Sprintf("when the %s returns at %s", what, w.sites.line(pos))
}

// blockingCategory is the category of asking to block.
func blockingCategory(message string) findings.Blocking {
	name := facts.RuntimeCtx.String()
	return findings.Blocking{Category: name, Message: message, Short: name}
}
