package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// What directives in the source say of functions precedes what is known of their
// callers: in which state a body runs, and in which state somebody will call the
// function values that are passed, stored or converted.

// running is what the source says of the state in which fn runs, or nil.
func (p *Package) running(fn *ssa.Function) *directive.Rule {
	if p.cfg.Declared == nil || fn.Parent() != nil {
		return nil
	}
	return p.cfg.Declared.Running(funcObject(fn))
}

// declaredFunction walks fn from the state that rule says. Where that only says
// that the goroutine is not entered, callers that are entered all the same are
// judged by what fn does.
func (p *Package) declaredFunction(fn *ssa.Function, rule *directive.Rule) Walk {
	w := p.newWalker(fn, rule.Run == directive.Goroutine)
	w.declared = rule
	res := w.walk()
	if rule.Run == directive.Outside || rule.Run == directive.Goroutine {
		res.Summary = p.newWalker(fn, false).walk().Summary
	}
	return res
}

// declaredState puts g into the state that rule says.
func (g *goroutine) declaredState(rule *directive.Rule) {
	switch rule.Run {
	case directive.Entered:
		g.base, g.why = facts.Yes, rule.Of
	case directive.Outside, directive.Goroutine:
		g.base, g.allow = facts.No, facts.No
	case directive.Sanctioned:
		g.sanction = append(slices.Clip(g.sanction), g.cur)
	}
}

// row is the entry of the table for obj: of a protocol, or a declared one.
func (p *Package) row(obj *types.Func) *protocol.Func {
	if row := protocol.Lookup(obj); row != nil {
		return row
	}
	return p.cfg.Declared.Row(obj)
}

// guardOf is the kind of guard that values of the type are, or nil.
func (p *Package) guardOf(t types.Type) *protocol.Guard {
	if g := protocol.GuardOf(t); g != nil {
		return g
	}
	return p.cfg.Declared.Guard(t)
}

// passesDeclared reports whether a parameter of obj, which is called, is
// declared to run in some state.
func (p *Package) passesDeclared(obj *types.Func) bool {
	if p.cfg.Declared == nil || obj == nil {
		return false
	}
	for i := range obj.Signature().Params().Len() {
		if rule := p.cfg.Declared.Param(obj, i); rule != nil && rule.Run != "" {
			return true
		}
	}
	return false
}

// declaredCall judges the functions that c passes to such parameters of obj, and
// then makes the call, of which they are no part any more.
func (w *walker) declaredCall(st *state, c callee, obj *types.Func, call func(*state, callee) []outcome) []outcome {
	c.judged = true
	first := 0
	if obj.Signature().Recv() != nil {
		first = 1
	}
	args := slices.Clone(c.args)
	outs := one(st)
	for i := range obj.Signature().Params().Len() {
		rule := w.cfg.Declared.Param(obj, i)
		if rule == nil || rule.Run == "" || first+i >= len(args) {
			continue
		}
		fn := args[first+i]
		args[first+i] = w.ident(st, sym.Atom, resultPlace{c.place(), -1 - i}, 4)
		if obj.Signature().Variadic() && i == obj.Signature().Params().Len()-1 {
			continue // the functions that the call lists were judged when they were stored
		}
		var next []outcome
		for _, o := range outs {
			if o.kind != facts.Returns {
				next = append(next, o)
				continue
			}
			next = append(next, w.runsDeclared(o.st, c, fn, rule)...)
		}
		outs = next
	}
	c.args = args
	var all []outcome
	for _, o := range outs {
		if o.kind != facts.Returns {
			all = append(all, o)
			continue
		}
		all = append(all, call(o.st, c)...)
	}
	return all
}

// runsDeclared judges fn, which c hands over to be called in the state that
// rule says.
func (w *walker) runsDeclared(st *state, c callee, fn sym.Value, rule *directive.Rule) []outcome {
	if fn == nil || fn == w.space.Nil() {
		return one(st)
	}
	body := callee{site: c.site, instr: c.instr, at: resultPlace{c.place(), -9}, fn: fn}
	if fn.Kind == sym.Func {
		if obj := funcObject(fn.Fn); obj != nil {
			body.site.name, body.named = obj.Name(), true
		}
	}
	switch rule.Run {
	case directive.Goroutine:
		return returns(w.spawn(st, c, body))
	case directive.Sanctioned:
		outs := w.blockOn(st, c, nil, fn)
		for i := range outs {
			outs[i].result = nil
		}
		return outs
	}
	return one(w.apart(st, c.instruction(), c, body, rule))
}

// instruction is the source of the call, nil if there is none.
func (c *callee) instruction() ssa.Instruction {
	if c.instr == nil {
		return nil
	}
	return c.instr
}

// apart judges body as code that somebody runs at some time in the state that
// rule says, maybe on this goroutine. Nothing is known of the guards that st
// holds by then, and st loses sight of what body can reach.
func (w *walker) apart(st *state, at ssa.Instruction, c, body callee, rule *directive.Rule) *state {
	switch body.fn.Kind {
	case sym.Param, sym.FreeVar, sym.Result, sym.Sel, sym.Fld:
		if st.ghost == nil && fromInputs(body.fn, 0) { // which the caller knows
			w.emitOp(st, &traceOp{node: facts.NodeElsewhere, check: string(rule.Run), text: rule.Of, args: []sym.Value{body.fn}, chain: w.hop(c.site, "")})
			w.asked = w.asked || st.gor.id != 0
			w.escape(st, body.fn)
			return st
		}
	}
	gor, ok := w.started(st, at)
	if st.ghost != nil || !ok {
		return st
	}
	child := st.clone()
	child.gor = gor
	child.gor.declaredState(rule)
	child.defers, child.unwinds = nil, nil
	for _, g := range sortedKeys(child.acqs) {
		child.update(g, func(a *acq) { a.escaped = true })
	}
	w.unsettle(child, rule.Run != directive.Goroutine)
	if body.fn.Kind == sym.Func {
		body.args = w.unknownArgs(child, c, body.fn.Fn)
	}
	before := child.mem
	child.memShared = true
	mem := records(child)
	handed, lost, asked := w.handed, w.lost, w.asked
	w.handed, w.lost, w.asked = make(map[sym.Value]bool), nil, false
	for _, o := range w.call(child, body) {
		w.mergeMemory(st, before, o.st)
	}
	gone := w.lost
	if w.asked && rule.Run == runsLater {
		// Only the caller knows what it gave to be called there.
		w.emitOp(st, &traceOp{node: facts.NodeElsewhere, check: string(rule.Run), args: []sym.Value{body.fn}, mem: mem, chain: w.hop(c.site, "")})
	}
	w.handed, w.lost, w.asked = handed, lost, asked
	for _, v := range gone {
		w.escape(st, v)
	}
	w.escape(st, body.fn)
	return st
}

// holds reports whether some guard makes blocking wrong while it is live,
// without an entered region.
func (p *Package) holds() bool { return protocol.Holds() || p.cfg.Declared.Holds() }
