package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/facts"
)

// What a call tells of the parameters of its callee excludes parts there, and
// parts of what the callee calls with the same parameters, as in
//
//	func (r *reader) close()          { r.stop(nil) }
//	func (r *reader) stop(done chan int) { r.finish(done) }
//	func (r *reader) finish(done chan int) {
//		if done != nil {
//			done <- 1
//		}
//	}
//
// Then the sites of the functions in between are evaluated once more, in the
// frame of the call.

// maxContext is how many calls deep a frame tells of what is called, and
// maxContextSteps how many calls are followed in all for one site.
const (
	maxContext      = 6
	maxContextSteps = 200
)

// gatherAsks finds the parameters on which parts depend, at any depth of calls.
func (p *Package) gatherAsks() {
	type question struct {
		n *node
		v *types.Var
	}
	var work []question
	ask := func(n *node, v *types.Var) {
		if n != nil && !slices.Contains(n.asks, v) {
			n.asks = append(n.asks, v)
			work = append(work, question{n, v})
		}
	}
	for _, n := range p.nodes {
		for _, s := range n.sites {
			if s.kind == sitePart && s.when != nil && !p.assigned[s.when.param] {
				ask(n, s.when.param)
			}
		}
	}
	if len(work) == 0 {
		return
	}
	type call struct {
		in *node
		s  *site
	}
	calls := make(map[*types.Func][]call)
	for _, n := range p.nodes {
		for _, s := range n.sites {
			if (s.kind == siteCall || s.kind == siteDefer) && p.funcs[s.callee] != nil {
				calls[s.callee] = append(calls[s.callee], call{n, s})
			}
		}
	}
	for len(work) > 0 {
		n, v := work[len(work)-1].n, work[len(work)-1].v
		work = work[:len(work)-1]
		if n.part {
			ask(n.parent, v)
			continue
		}
		if n.fn == nil {
			continue
		}
		_, i, ok := (&frame{node: n}).find(v)
		if !ok {
			continue
		}
		for _, c := range calls[n.fn] {
			if passed := p.passedOn(operand(c.s, n, i)); passed != nil && c.in.function().has(passed) {
				ask(c.in, passed)
				for _, q := range p.flagSwitches(c.s.decl) {
					ask(c.in, q)
				}
			}
		}
	}
}

// has reports whether v is a parameter of n itself.
func (n *node) has(v *types.Var) bool {
	return v == n.recv || slices.Contains(n.params, v)
}

// operand is what s passes to n for its parameter i, nil if that is not known.
func operand(s *site, n *node, i int) ast.Expr {
	if i == facts.Receiver {
		return s.recv
	}
	i += s.shift
	if s.call == nil || len(s.call.Args) != len(n.params)+s.shift || i >= len(s.call.Args) {
		return nil
	}
	return s.call.Args[i]
}

// passedOn is the parameter that e names, if it still has what was passed.
func (p *Package) passedOn(e ast.Expr) *types.Var {
	v := p.named(e)
	if v == nil || v.Kind() != types.ParamVar && v.Kind() != types.RecvVar || p.assigned[v] {
		return nil
	}
	return v
}

// named is the variable that e is or, behind &, the address of.
func (p *Package) named(e ast.Expr) *types.Var {
	if e == nil {
		return nil
	}
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := p.in.Info.Uses[id].(*types.Var)
	return v
}

// tells reports whether f may tell of what n asks.
func (e *evaluator) tells(f *frame, n *node) bool {
	if n.fixed || len(n.asks) == 0 || f.level() > maxContext {
		return false
	}
	return slices.ContainsFunc(n.asks, func(v *types.Var) bool { return e.told(f, v) })
}

// told reports whether f may tell of the parameter v: it is a constant or nil, a
// new object, or what is told of the function that passes it on.
func (e *evaluator) told(f *frame, v *types.Var) bool {
	owner, i, ok := f.find(v)
	if !ok || owner.site == nil || i == facts.Receiver && owner.bound {
		return false
	}
	arg := operand(owner.site, owner.node, i)
	if arg == nil {
		return false
	}
	if tv := e.p.in.Info.Types[arg]; tv.Value != nil || tv.IsNil() {
		return true
	}
	if passed := e.p.passedOn(arg); passed != nil {
		return e.p.setsFlags(owner.site.decl) || owner.ctx != nil && e.toldOf(owner.ctx, owner.site, passed)
	}
	local := e.p.named(arg)
	return local != nil && local.Kind() == types.LocalVar && e.p.isNew(e.p.local(owner.site.decl, local))
}

// toldOf reports whether f tells of the parameter v of the function that holds s,
// or of one by which that function chooses the flags of v.
func (e *evaluator) toldOf(f *frame, s *site, v *types.Var) bool {
	return e.told(f, v) || e.p.setsFlags(s.decl) || slices.ContainsFunc(e.p.flagSwitches(s.decl), func(q *types.Var) bool { return e.told(f, q) })
}

// passesOn reports whether s passes something to m that f tells of the function
// that holds s, and m asks.
func (e *evaluator) passesOn(f *frame, s *site, m *node) bool {
	for _, v := range m.asks {
		_, i, ok := (&frame{node: m}).find(v)
		if !ok {
			continue
		}
		if passed := e.p.passedOn(operand(s, m, i)); passed != nil && e.toldOf(f, s, passed) {
			return true
		}
	}
	return false
}

// repeats reports whether f calls n from n itself with the same of what n asks,
// which adds nothing.
func (p *Package) repeats(n *node, f *frame) bool {
	if f.ctx == nil || f.ctx.node != n || f.site == nil {
		return false
	}
	for _, v := range n.asks {
		_, i, ok := f.find(v)
		if !ok || p.passedOn(operand(f.site, n, i)) != v {
			return false
		}
	}
	return true
}

// level is how many calls deep f is known.
func (f *frame) level() int {
	n := 0
	for x := f.ctx; x != nil; x = x.ctx {
		n++
	}
	return n
}

// excludesAny reports whether what is passed in f excludes some part of n, or of
// what n calls with it.
func (e *evaluator) excludesAny(n *node, f *frame) bool {
	if e.steps++; e.steps > maxContextSteps {
		return false
	}
	for _, s := range n.sites {
		switch s.kind {
		case sitePart:
			if e.excludes(f, s.when) || len(s.part.asks) > 0 && e.excludesAny(s.part, f) {
				return true
			}
		case siteCall, siteDefer:
			m := e.p.funcs[s.callee]
			if m == nil || m.ruled || !e.passesOn(f, s, m) {
				continue
			}
			if in := (&frame{node: m, site: s, ctx: f}); e.tells(in, m) && e.excludesAny(m, in) {
				return true
			}
		}
	}
	return false
}

// excludes reports whether what is passed in f makes cond false.
func (e *evaluator) excludes(f *frame, cond *condition) bool {
	if cond == nil || e.p.assigned[cond.param] {
		return false
	}
	owner, i, ok := f.find(cond.param)
	if !ok || owner.site == nil || i == facts.Receiver && owner.bound {
		return false
	}
	arg := operand(owner.site, owner.node, i)
	if arg == nil {
		return false
	}
	ofField := cond.kind == isSet || cond.kind == hasElements
	switch cond.kind {
	case isTrue:
		if passed, known := e.p.constant(arg); known {
			return passed != cond.truth
		}
	case isNotNil:
		if e.p.in.Info.Types[arg].IsNil() {
			return true
		}
	case hasFlag:
		passed := e.p.passedOn(arg)
		return !cond.truth && passed != nil && e.flagIsSet(owner.site, passed, cond, owner.ctx)
	default:
		if !e.p.untouched(owner.site, arg, cond.field) {
			return false
		}
		if v := e.p.named(arg); v.Kind() == types.LocalVar {
			return e.p.madeWithout(e.p.local(owner.site.decl, v), cond)
		}
	}
	passed := e.p.passedOn(arg)
	if passed == nil || owner.ctx == nil || !ofField && isAddress(arg) {
		return false
	}
	further := *cond
	further.param = passed
	return e.excludes(owner.ctx, &further)
}

func isAddress(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok
}

// blocksInContext tells the sink what n blocks on when it is called with f. Terms
// and uses stay those of n.
func (e *evaluator) blocksInContext(n *node, f *frame, via *hop) {
	in := *e
	in.sink, in.ctx, in.aside = blockSink{e.sink}, f, false
	for _, s := range n.sites {
		in.evalCallee(s, via)
	}
	e.steps = in.steps
}

// A blockSink passes on what blocks, and nothing else.
type blockSink struct{ sink }

func (blockSink) term(term)                 {}
func (blockSink) use(*types.Var, facts.Use) {}
