package walk

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// block records that the operation at s may block.
func (w *walker) block(st *state, s site, blocks []facts.Block) {
	w.blockDuring(st, s, blocks, nil)
}

// blockDuring records that the callee of the call at place during may block at
// one of its operations.
func (w *walker) blockDuring(st *state, s site, blocks []facts.Block, during any) {
	if len(blocks) == 0 {
		return
	}
	w.notePlace(st, s.pos)
	w.blockHolding(st, s, blocks, nil, during)
	w.blockInRegion(st, s, blocks, facts.Unknown)
}

// waitDuring records that the callee of the call at place during waits with a
// lock given up that it did not take: what this function holds is that lock.
func (w *walker) waitDuring(st *state, s site, blocks []facts.Block, during any) {
	a := st.holding(nil, during)
	switch {
	case a == nil: // then its caller holds the lock
		w.blockInRegion(st, s, blocks, facts.Yes)
		return
	case a.kind == protocol.LoopHold():
		w.blockHolding(st, s, blocks, nil, during)
	}
	w.blockInRegion(st, s, blocks, facts.Unknown)
}

// blockInRegion judges blocks by the region that the goroutine is in. Where
// givesUp is Yes, a lock of the caller's is given up meanwhile.
func (w *walker) blockInRegion(st *state, s site, blocks []facts.Block, givesUp facts.Tri) {
	if st.ghost != nil || st.supposed && !st.onBase() || st.sanctioned() {
		return
	}
	switch in, _ := st.entered(); in {
	case facts.No:
		if w.holds() {
			w.blocksOutside = w.blocksOutside || len(st.gor.susp) > 0
			w.blockForCaller(st, s, blocks, givesUp) // which may hold a lock
		}
		return
	case facts.Unknown:
		if st.onBase() {
			w.blockForCaller(st, s, blocks, givesUp)
		}
		return
	}
	if st.supposed {
		return
	}
	where := "inside " + w.regionText(st)
	c := st.gor.cur
	if c.kind == guardRegion && st.acqs[c.guard].leaked {
		return // the leak is the origin
	}
	if c.kind != guardRegion {
		where = w.baseText(st)
	}
	p := w.pendingFor("blockingcall", s.pos, s.name+where, "")
	w.describeBlocks(p, s, blocks, where)
	e := w.newEvent(evBlock, s.pos)
	w.emit(st, e)
	if c.kind != guardRegion {
		p.certain = true
		p.places = append(p.places, place{event: e})
		return
	}
	a := st.acqs[c.guard]
	p.about = append(p.about, a.value)
	if a.pseudo {
		p.certain = true
		p.places = append(p.places, place{event: e})
		return
	}
	p.places = append(p.places, place{event: e, conflicts: []sym.Value{a.value}})
}

// blockForCaller leaves the judgement to the caller, whose state decides.
func (w *walker) blockForCaller(st *state, s site, blocks []facts.Block, givesUp facts.Tri) {
	if _, said := w.cfg.Declared.Blocks(funcObject(w.fn)); said {
		return // what the source says is what counts
	}
	bs := make([]facts.Block, len(blocks))
	for i, b := range blocks {
		bs[i] = facts.Block{Category: b.Category, Chain: facts.Extend(cmp.Or(s.full, s.name), b.Chain)}
	}
	w.emitOp(st, &traceOp{node: facts.NodeBlock, state: givesUp, blocks: bs})
}

// describeBlocks adds to p what blocks at s, by category, the most telling first.
func (w *walker) describeBlocks(p *pending, s site, blocks []facts.Block, where string) {
	for _, b := range slices.SortedStableFunc(slices.Values(blocks), facts.CompareTelling) {
		text := s.name + " blocks"
		if d := facts.Describe(w.here(b.Chain)); d != "" {
			text += " (" + d + ")"
		}
		c := findings.Blocking{
			Category: b.Category.String(),
			Message:  fmt.Sprintf("%s %s; category %s", text, where, b.Category),
			Short:    b.Category.String(),
		}
		known := false
		for _, k := range p.finding.Categories {
			known = known || k.Category == c.Category
		}
		if !known {
			p.finding.Categories = append(p.finding.Categories, c)
		}
	}
	if p.finding.Message == "" {
		p.finding.Message = p.finding.Categories[0].Message
	}
}
