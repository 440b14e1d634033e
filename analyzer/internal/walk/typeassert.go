package walk

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Type assertions on interfaces of which only the caller knows what they hold
// are the terms "as T" and "is T".
const (
	opAs = "as "
	opIs = "is "
)

// typeAssert is the value of a type assertion: known where the concrete type is,
// and otherwise the same for the same interface value.
func (w *walker) typeAssert(st *state, instr *ssa.TypeAssert) sym.Value {
	s := w.space
	x := w.val(st, instr.X)
	var v, ok sym.Value
	switch {
	case x.Kind == sym.Iface && w.isHidden(x.Type) == nil, x == s.Nil():
		v, ok = w.assert(x, instr.AssertedType)
	default:
		name := assertName(instr.AssertedType)
		v, ok = s.Term(opAs+name, x), s.Term(opIs+name, x)
	}
	if instr.CommaOk {
		return s.Tuple(v, st.facts.Eval(s, ok))
	}
	return v
}

// assert is x.(t) of an interface that is known, and whether it holds.
func (w *walker) assert(x sym.Value, t types.Type) (v, ok sym.Value) {
	if x.Kind == sym.Iface {
		if iface, isIface := t.Underlying().(*types.Interface); isIface {
			if types.Implements(x.Type, iface) {
				return x, w.space.Bool(true)
			}
		} else if types.Identical(x.Type, t) {
			return x.Args[0], w.space.Bool(true)
		}
	}
	return w.zeroOf(t, 0), w.space.Bool(false)
}

// assertedBy is the interface that holds something where cond, which says that an
// assertion succeeded, is truth; nil if it says nothing of the kind.
func assertedBy(cond sym.Value, truth bool) sym.Value {
	for cond.Kind == sym.Term && cond.Str == sym.OpNot {
		cond, truth = cond.Args[0], !truth
	}
	if truth && cond.Kind == sym.Term && strings.HasPrefix(cond.Str, opIs) {
		return cond.Args[0]
	}
	return nil
}

// comparedAssertion is the comparison of x and y where one is nil and the other the
// result of an assertion to an interface type, which is nil if that did not succeed;
// nil if it is not that.
func (w *walker) comparedAssertion(instr *ssa.BinOp, x, y sym.Value) sym.Value {
	if x == w.space.Nil() {
		x, y = y, x
	}
	if y != w.space.Nil() || x.Kind != sym.Term || !strings.HasPrefix(x.Str, opAs) || !types.IsInterface(instr.X.Type()) {
		return nil
	}
	ok := w.space.Term(opIs+strings.TrimPrefix(x.Str, opAs), x.Args[0])
	switch instr.Op {
	case token.NEQ:
		return ok
	case token.EQL:
		return w.space.Not(ok)
	}
	return nil
}

// assertName writes t so that asserted finds it again where that is possible.
func assertName(t types.Type) string {
	if name := typeName(t); name != "" {
		return name
	}
	return types.TypeString(t, nil)
}

// asserted is the term op of a summary on x, as far as the caller knows x. What
// it cannot decide lets what x holds escape.
func (r *replayer) asserted(st *state, op string, x sym.Value) sym.Value {
	if x.Kind == sym.Iface || x == r.space.Nil() {
		_, name, _ := strings.Cut(op, " ")
		if t := r.typeNamed(name); t != nil && (x.Kind != sym.Iface || r.isHidden(x.Type) == nil) {
			v, ok := r.assert(x, t)
			if strings.HasPrefix(op, opIs) {
				return ok
			}
			return v
		}
		r.escape(st, x)
	}
	return r.space.Term(op, x)
}
