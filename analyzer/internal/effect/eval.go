package effect

import (
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// An evaluator works out what a site does, by the effects that its callees
// have at the moment, and tells a sink.
type evaluator struct {
	p    *Package
	user *node // on whose behalf, to be told when a callee's effect grows
	sink sink
	site *site // the one being evaluated
	// aside leaves out what the functions do that site itself passes or
	// calls as values.
	aside bool
	// dynamic, if not nil, is what Under is told.
	dynamic func(param int) types.Type
	depth   int
	results int
	// ctx is the frame of the function that holds the sites being evaluated, nil
	// if nothing is known of how it is called; steps, how many calls were followed
	// in such frames.
	ctx   *frame
	steps int
}

// maxResults bounds how many functions deep a result is followed that is
// itself the result of a call.
const maxResults = 2

// evalSite tells the sink what s does.
func (e *evaluator) evalSite(s *site) {
	e.site, e.steps = s, 0
	e.evalCallee(s, nil)
}

// evalCallee is evalSite for a site that is reached through via.
func (e *evaluator) evalCallee(s *site, via *hop) {
	switch {
	case s.kind == siteOp:
		e.sink.block(s.category, via, []string{s.op}, nil)
	case s.kind == sitePart:
		e.enter(s.part, &frame{}, via)
	case s.kind == siteGo:
		e.cutOperands(s, facts.UseElsewhere)
	case s.callee != nil:
		e.invoke(s.callee, &frame{site: s, ctx: e.ctx}, via)
	case e.callDeclared(s, via):
	case e.aside:
	default:
		if s.target == nil {
			s.target = []*value{e.p.resolve(s.decl, s.fun, 0)}
		}
		for _, v := range s.target {
			e.callValue(v, &frame{site: s}, via)
		}
	}
}

// invoke applies the effect of fn, whose operands are in f.
func (e *evaluator) invoke(fn *types.Func, f *frame, via *hop) {
	p := e.p
	if isInterfaceMethod(fn) && !p.inProtocol(fn) {
		e.invokeInterface(fn, f, via)
		return
	}
	via = &hop{fn: fn, outer: via}
	if n := p.funcs[fn]; n != nil && !n.ruled {
		f.node = n
		e.enter(n, f, via)
		return
	}
	switch eff := p.callee(fn); eff {
	case nothing:
	case unknown:
		e.cutParams(fn, f, facts.UseUnknown)
	default:
		e.instantiate(eff, fn, f, via)
	}
}

// invokeInterface applies the effect of calling method m of an interface, by
// the receiver's dynamic type if that is known.
func (e *evaluator) invokeInterface(m *types.Func, f *frame, via *hop) {
	resolved := false
	for _, v := range e.param(f, facts.Receiver) {
		if e.applyMethod(v, m.Name(), f, via) {
			resolved = true
		}
	}
	if resolved {
		return
	}
	switch eff := e.p.callee(m); eff {
	case nothing, unknown:
		e.cutParams(m, f, facts.UseUnknown)
	default:
		e.instantiate(eff, m, f, &hop{fn: m, outer: via})
	}
}

// enter applies the effect of node n, called with the operands in f.
func (e *evaluator) enter(n *node, f *frame, via *hop) {
	if e.user != nil {
		n.addUser(e.user)
	}
	if e.tells(f, n) && e.excludesAny(n, f) {
		switch {
		case e.p.repeats(n, f):
			return
		case n.parts:
			for _, s := range n.sites {
				if !e.excludes(f, s.when) {
					e.enter(s.part, f, via)
				}
			}
			return
		}
		e.blocksInContext(n, f, via)
	} else {
		for c := range facts.Category(facts.NumCategories) {
			if n.mask&(1<<c) != 0 {
				e.sink.block(c, via, nil, n)
			}
		}
	}
	for _, t := range n.terms {
		e.enterTerm(t, f, via)
	}
	for _, u := range n.uses {
		owner, i, ok := f.find(u.param)
		if !ok {
			e.sink.use(u.param, u.use)
			continue
		}
		for _, v := range e.param(owner, i) {
			e.cut(v, u.use)
		}
	}
}

// enterTerm applies one term of a node whose operands are in f.
func (e *evaluator) enterTerm(t term, f *frame, via *hop) {
	if t.tparam != nil {
		if owner, i, ok := f.findType(t.tparam); ok {
			e.apply(e.p.typeArg(owner, i), term{method: t.method}, via)
		} else {
			e.sink.term(t)
		}
		return
	}
	owner, i, ok := f.find(t.param)
	if !ok {
		e.sink.term(t) // of a function around this one
		return
	}
	if e.isAside(owner, t.method, t.inner) {
		return
	}
	for _, v := range e.param(owner, i) {
		e.apply(v, t, via)
	}
}

// instantiate applies the effect eff of fn, called with the operands in f.
func (e *evaluator) instantiate(eff *facts.Effect, fn *types.Func, f *frame, via *hop) {
	for _, b := range eff.Blocks {
		if b.After != "" && !e.p.isLimited(f.site, b.After) {
			continue
		}
		category := b.Category
		if category == facts.File {
			category = e.fileCategory(f)
		}
		e.sink.block(category, via, b.Chain, nil)
	}
	for _, t := range eff.Terms {
		if t.TypeParam {
			f.node = nil
			e.apply(e.p.typeArgOf(fn, f, t.Param), term{method: t.Method}, via)
			continue
		}
		if t.Param >= 0 && e.isAside(f, t.Method, t.Inner) {
			continue
		}
		for _, v := range e.param(f, t.Param) {
			e.apply(v, term{inner: t.Inner, method: t.Method}, via)
		}
	}
	for i, u := range eff.Uses {
		if u &^= facts.UseHere; u != 0 {
			for _, v := range e.param(f, i) {
				e.cut(v, u)
			}
		}
	}
}

// isAside reports whether using a parameter in f so concerns a function that
// the site itself passes.
func (e *evaluator) isAside(f *frame, method string, inner bool) bool {
	return e.aside && f.site == e.site && method == "" && !inner
}

// fileCategory says what an operation on the receiver in f waits for, which
// is a file unless it is known to be a standard stream or a pipe.
func (e *evaluator) fileCategory(f *frame) facts.Category {
	for _, v := range e.param(f, facts.Receiver) {
		if v != nil {
			switch v.tag {
			case tagStdin:
				return facts.Stdin
			case tagLog:
				return facts.Log
			}
		}
	}
	return facts.File
}

// inProtocol reports whether fn, an interface's method, belongs to a guarded
// API, so that it counts and not what implements it.
func (p *Package) inProtocol(fn *types.Func) bool {
	if p.in.Protocol == nil {
		return false
	}
	in, ok := p.protocol[fn]
	if !ok {
		in = p.in.Protocol(fn) != nil
		if p.protocol == nil {
			p.protocol = make(map[*types.Func]bool)
		}
		p.protocol[fn] = in
	}
	return in
}
