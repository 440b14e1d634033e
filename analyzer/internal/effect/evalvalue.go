package effect

import (
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

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
	case e.p.lacks(v.typ, t.method):
	default:
		e.applyMethod(v, t.method, &frame{}, via)
	}
}

// lacks reports whether a value of type t, in an interface, does not have the
// method of that name, as its receiver is a pointer.
func (p *Package) lacks(t types.Type, name string) bool {
	if t == nil || types.IsInterface(t) {
		return false
	}
	obj, _, indirect := types.LookupFieldOrMethod(t, false, p.in.Pkg, name)
	return obj == nil && indirect
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
