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
	aside   bool
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

// apply does with v what t does with its parameter.
func (e *evaluator) apply(v *value, t term, via *hop) {
	switch {
	case v == nil:
	case t.inner:
		if v.param != nil {
			inner := term{param: v.param, inner: true, field: v.field, method: t.method}
			if !v.inner {
				inner.field = t.field
			}
			e.sink.term(inner)
		}
		for _, w := range v.wraps {
			switch {
			case !w.fills(t.field):
			case e.p.answers(w, t.method):
				e.apply(w, term{method: t.method}, via)
			default: // what w wraps itself is asked
				e.apply(w, term{inner: true, method: t.method}, via)
			}
		}
	case t.method == "":
		e.callValue(v, &frame{}, via)
	default:
		e.applyMethod(v, t.method, &frame{}, via)
	}
}

// fills reports whether v, which another value wraps, may be in its field f,
// where nil is one that is not known.
func (v *value) fills(f *types.Var) bool {
	return v != nil && (f == nil || v.field == nil || v.field == f)
}

// applyMethod applies calling v's method of that name, with the operands in f
// but for the receiver, which is v. It reports whether it knew the method, or
// left it to the callers as a term.
func (e *evaluator) applyMethod(v *value, name string, f *frame, via *hop) bool {
	if v == nil || e.depth > maxDepth {
		return false
	}
	e.depth++
	defer func() { e.depth-- }()
	if v.tag == tagBody && (name == "Read" || name == "WriteTo") {
		e.sink.block(facts.HTTP, &hop{name: "http.Body." + name, outer: via}, nil, nil)
		return true
	}
	if v.typ != nil && !types.IsInterface(v.typ) {
		m, recv := e.p.method(v.typ, name)
		if m == nil {
			return false
		}
		if isInterfaceMethod(m) {
			e.applyEmbedded(v, m, f, via)
			return true
		}
		if recv != nil { // promoted from an embedded field
			v = &value{typ: recv, wraps: v.wraps}
		}
		e.invoke(m, &frame{site: f.site, recv: []*value{v}, bound: true}, via)
		return true
	}
	switch {
	case v.param != nil:
		if isError(v.typ) {
			return true
		}
		// What an interface type itself promises holds whoever passes it.
		if m, _ := e.p.method(v.typ, name); m != nil {
			if eff := e.p.callee(m); eff != nothing && eff != unknown {
				e.instantiate(eff, m, &frame{}, &hop{fn: m, outer: via})
				return true
			}
			if _, said := e.p.declaredFunc(m); said || neverBlocks(m) {
				return true
			}
		}
		e.sink.term(term{param: v.param, inner: v.inner, field: v.field, method: name})
		return true
	case len(v.alts) > 0:
		for _, alt := range v.alts {
			e.applyMethod(alt, name, f, via)
		}
		return true
	case len(v.wraps) > 0:
		// An interface that a constructor returned: what it is asked, it asks
		// what it wraps.
		for _, w := range v.wraps {
			e.applyMethod(w, name, f, via)
		}
		return true
	}
	if tp, ok := types.Unalias(v.typ).(*types.TypeParam); ok {
		e.sink.term(term{tparam: tp, method: name})
		return true
	}
	if m, _ := e.p.method(v.typ, name); m != nil {
		if eff := e.p.callee(m); eff != nothing && eff != unknown {
			e.instantiate(eff, m, &frame{}, &hop{fn: m, outer: via})
			return true
		}
	}
	return false
}

// applyEmbedded applies calling m on v, a struct that embeds an interface with
// that method: on what it wraps there, if that is known.
func (e *evaluator) applyEmbedded(v *value, m *types.Func, f *frame, via *hop) {
	known := false
	for _, w := range v.wraps {
		if w != nil && (w.field == nil || w.field.Embedded()) && e.p.answers(w, m.Name()) {
			known = e.applyMethod(w, m.Name(), f, via) || known
		}
	}
	if known {
		return
	}
	switch eff := e.p.callee(m); {
	case eff != nothing && eff != unknown:
		e.instantiate(eff, m, &frame{}, &hop{fn: m, outer: via})
	case v.param != nil && !neverBlocks(m) && isSmall(m.Signature().Recv().Type()):
		e.sink.term(term{param: v.param, inner: true, field: v.field, method: m.Name()})
	}
}

// callValue applies calling v, a function, with the operands in f.
func (e *evaluator) callValue(v *value, f *frame, via *hop) {
	if v == nil || e.depth > maxDepth {
		return
	}
	e.depth++
	defer func() { e.depth-- }()
	switch {
	case e.valueDeclared(v, via):
	case v.lit != nil:
		e.enter(v.lit, &frame{node: v.lit, site: f.site, outer: f.outer}, via)
	case v.fn != nil:
		e.invoke(v.fn, &frame{site: f.site, recv: []*value{v.recv}, bound: true}, via)
	case v.param != nil:
		if v.typ == nil || !isFuncs(v.typ) {
			return // what is wrapped need not be a function
		}
		owner, i, ok := f.outer.find(v.param)
		if !ok || v.inner {
			e.sink.term(term{param: v.param, inner: v.inner, field: v.field})
			e.cutArgs(f)
			return
		}
		for _, w := range e.param(owner, i) {
			e.callValue(w, &frame{site: f.site}, via)
		}
	case v.call != nil:
		e.callResult(v.call, via)
	default:
		for _, alt := range v.alts {
			e.callValue(alt, &frame{}, via)
		}
		e.cutArgs(f)
	}
}

// callResult applies calling the function that the call s returned.
func (e *evaluator) callResult(s *site, via *hop) {
	fn := s.callee
	n := e.p.funcs[fn]
	if n == nil {
		if eff := e.p.callee(fn).Result; eff != nil {
			e.instantiate(eff, fn, &frame{site: s}, &hop{fn: fn, outer: via})
		}
		return
	}
	if n.ruled {
		return
	}
	if e.results >= maxResults {
		return
	}
	e.results++
	defer func() { e.results-- }()
	for _, v := range e.p.returned(n) {
		e.callValue(v, &frame{outer: &frame{node: n, site: s}}, &hop{fn: fn, outer: via})
	}
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
