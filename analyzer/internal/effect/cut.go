package effect

import (
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// cut notes that v, if it is a function, goes somewhere other than being
// called here.
func (e *evaluator) cut(v *value, u facts.Use) {
	switch {
	case v == nil:
	case v.param != nil && !v.inner:
		if isFuncs(v.param.Type()) {
			e.sink.use(v.param, u)
		}
	case v.lit != nil:
		// What the literal calls is called where the literal is.
		if e.user != nil {
			v.lit.addUser(e.user)
		}
		for _, t := range v.lit.terms {
			if t.param != nil && t.method == "" && !t.inner {
				e.cutCaptured(v.lit, t.param, u)
			}
		}
		for _, c := range v.lit.uses {
			e.cutCaptured(v.lit, c.param, u)
		}
	default:
		for _, alt := range v.alts {
			e.cut(alt, u)
		}
	}
}

func (e *evaluator) cutCaptured(lit *node, v *types.Var, u facts.Use) {
	for _, own := range lit.params {
		if own == v {
			return
		}
	}
	if isFuncs(v.Type()) {
		e.sink.use(v, u)
	}
}

// cutOperands notes that everything s passes, and what it calls, goes
// elsewhere.
func (e *evaluator) cutOperands(s *site, u facts.Use) {
	if s.callee == nil {
		e.cut(e.p.resolve(s.decl, s.fun, 0), u)
	}
	e.cutAll(s, u)
}

// cutArgs notes that the functions among the operands in f go to a function
// that is not known.
func (e *evaluator) cutArgs(f *frame) {
	if f.site != nil && f.site.call != nil {
		e.cutAll(f.site, facts.UseUnknown)
	}
}

func (e *evaluator) cutAll(s *site, u facts.Use) {
	for _, arg := range s.call.Args {
		if isFuncs(e.p.typeOf(arg)) {
			e.cut(e.p.resolve(s.decl, arg, 0), u)
		}
	}
}

// cutParams notes what becomes of the functions passed to fn.
func (e *evaluator) cutParams(fn *types.Func, f *frame, u facts.Use) {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if isFuncs(params.At(i).Type()) {
			for _, v := range e.param(f, i) {
				e.cut(v, u)
			}
		}
	}
}
