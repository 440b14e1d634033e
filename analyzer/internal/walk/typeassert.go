package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// typeAssert is the value of a type assertion: known where the concrete type is,
// and otherwise the same for the same interface value.
func (w *walker) typeAssert(st *state, instr *ssa.TypeAssert) sym.Value {
	s := w.space
	x := w.val(st, instr.X)
	var v, ok sym.Value
	switch {
	case x.Kind == sym.Iface && w.isHidden(x.Type) == nil:
		if _, isIface := instr.AssertedType.Underlying().(*types.Interface); isIface {
			v, ok = x, s.Bool(types.AssertableTo(instr.AssertedType.Underlying().(*types.Interface), x.Type))
			if ok == s.Bool(true) && !types.Implements(x.Type, instr.AssertedType.Underlying().(*types.Interface)) {
				ok = s.Bool(false)
			}
		} else if types.Identical(x.Type, instr.AssertedType) {
			v, ok = x.Args[0], s.Bool(true)
		} else {
			v, ok = w.zeroOf(instr.AssertedType, 0), s.Bool(false)
		}
	case x == s.Nil():
		v, ok = w.zeroOf(instr.AssertedType, 0), s.Bool(false)
	default:
		name := types.TypeString(instr.AssertedType, nil)
		v, ok = s.Term("as "+name, x), s.Term("is "+name, x)
	}
	if instr.CommaOk {
		return s.Tuple(v, st.facts.Eval(s, ok))
	}
	return v
}
