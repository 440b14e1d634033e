package walk

import (
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// A summarizer projects the events of a walk to a summary.
type summarizer struct {
	*walker
	calls bool // some input function is called, so that live guards matter there
	keep  map[sym.Value]bool
	idle  map[sym.Value]bool // locks during which no input function is called
	regs  map[sym.Value]int
	gave  map[sym.Value]int  // numbers of the results of calls
	needs map[sym.Value]bool // the results that something needs
	objs  map[sym.Value]int
	held  heldObjects
	exit  *exitRecord
}

const maxSummaryEvents = 4096

// summary is what callers need to know of the function.
func (w *walker) summary() *facts.Summary {
	if w.root {
		return &facts.Summary{}
	}
	s := &summarizer{walker: w, keep: make(map[sym.Value]bool), idle: make(map[sym.Value]bool), regs: make(map[sym.Value]int), gave: make(map[sym.Value]int), needs: make(map[sym.Value]bool)}
	s.survey()
	if s.calls {
		s.findIdle()
	}
	var kept []*event
	exits := 0
	for _, e := range w.events {
		if s.kept(e) {
			kept = append(kept, e)
			s.need(e)
			if e.kind == evExit {
				exits++
			}
		}
	}
	if len(kept) > maxSummaryEvents {
		return &facts.Summary{Opaque: true}
	}
	index := make(map[*event]int, len(kept))
	nodes := make([]facts.Node, len(kept))
	for i, e := range kept {
		index[e] = i
		nodes[i] = s.node(e)
	}
	next := successors(w.events, kept, index)
	for i, e := range kept {
		if e.exit == nil {
			nodes[i].Next = next[e.id]
		}
	}
	sum := &facts.Summary{Nodes: nodes, Start: next[w.entry.id]}
	sum.Minimize()
	if w.holds() {
		sum.Shrink()
	}
	if exits == 0 {
		sum.Diverges = true
	}
	return sum
}

// survey decides which guards and operations callers can notice.
func (s *summarizer) survey() {
	for _, e := range s.events {
		if e.kind == evAcquire && s.maybe[e.guard] {
			s.keep[e.guard] = true
		}
		if e.op != nil && (e.op.node == facts.NodeCall || e.op.node == facts.NodeElsewhere) {
			s.calls = true
		}
		if e.op != nil && e.op.region != nil {
			s.keep[e.op.region] = true
		}
		if e.kind == evEscape && e.op != nil && s.kinds[e.guard] != nil {
			// The caller must not take it for free.
			s.keep[e.guard] = !s.leftHeld[e.guard]
		}
		if e.exit != nil && e.gor == 0 {
			for _, g := range e.exit.live {
				s.keep[g] = !s.leftHeld[g]
			}
			// A guard that was released may be released again by whoever gets it.
			for _, v := range e.exit.results {
				s.keepIn(v)
			}
			for _, st := range e.exit.stores {
				s.keepIn(st.val)
			}
		}
	}
}

// keepIn keeps the guards that are part of v.
func (s *summarizer) keepIn(v sym.Value) {
	switch v.Kind {
	case sym.Guard:
		if _, held := s.leftHeld[v]; !held {
			s.keep[v] = true
		}
	case sym.Struct, sym.Iface, sym.Func:
		for _, a := range v.Args {
			s.keepIn(a)
		}
	}
}

// findIdle looks for the locks that are held at no call of an input function.
func (s *summarizer) findIdle() {
	acquires := make(map[sym.Value][]*event)
	for _, e := range s.events {
		if e.kind == evAcquire && s.kinds[e.guard] != nil {
			acquires[e.guard] = append(acquires[e.guard], e)
		}
	}
	for g, from := range acquires {
		seen := make(map[*event]bool)
		work := from
		busy := false
		for len(work) > 0 && !busy {
			e := work[len(work)-1]
			work = work[:len(work)-1]
			if seen[e] || e.guard == g && (e.kind == evRelease || e.kind == evEscape) {
				continue
			}
			seen[e] = true
			busy = e.op != nil && (e.op.node == facts.NodeCall || e.op.node == facts.NodeElsewhere)
			work = append(work, e.succs...)
		}
		s.idle[g] = !busy
	}
}

func (s *summarizer) kept(e *event) bool {
	if e.exit != nil && e.gor == 0 {
		return true
	}
	op := e.op
	if op == nil {
		return false
	}
	switch op.node {
	case facts.NodeAssume:
		return !s.coarse || !computed(op.args[0]) || len(sliced(op.args[0])) > 0
	case facts.NodeAcquire:
		return s.calls && !s.idle[op.reg] || s.keep[op.reg]
	case facts.NodeRelease, facts.NodeEscape:
		g := op.args[0]
		return g.Kind != sym.Guard || s.calls && !s.idle[g] || s.keep[g]
	case facts.NodeSuspend, facts.NodeResume, facts.NodeSanction, facts.NodeUnsanction:
		return s.calls || s.blocksOutside || len(s.keep) > 0 || s.releasesInput()
	}
	return true
}

// computed reports whether v does arithmetic.
func computed(v sym.Value) bool {
	if v.Kind == sym.Term && v.Str != sym.OpNot && v.Str != sym.OpEq && v.Str != sym.OpLess && v.Str != sym.OpHas {
		return true
	}
	return slices.ContainsFunc(v.Args, computed)
}

// sliced lists the slices whose lengths v computes with.
func sliced(v sym.Value) []sym.Value {
	if v.Kind == sym.Term && v.Str == sym.OpLen && v.Args[0].Kind != sym.Const {
		return []sym.Value{container(v.Args[0])}
	}
	var out []sym.Value
	for _, a := range v.Args {
		out = append(out, sliced(a)...)
	}
	return out
}

func (s *summarizer) releasesInput() bool {
	for _, e := range s.events {
		if e.op != nil && e.op.node == facts.NodeRelease && e.op.args[0].Kind != sym.Guard {
			return true
		}
	}
	return false
}
