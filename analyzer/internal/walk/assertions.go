package walk

import (
	"go/constant"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// assertPath is the package whose assertions most tests are written in. Each
// says whether it holds, and changes nothing but the test's verdict.
const assertPath = "github.com/stretchr/testify/assert"

// isAssertion reports whether fn is an assertion that may be known to hold for
// what it is given, and is too long to be followed.
func isAssertion(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == assertPath &&
		isNamed(fn, assertPath+".Equal", assertPath+".EqualValues", assertPath+".Exactly", assertPath+".Same",
			assertPath+".NotNil", assertPath+".Nil", assertPath+".ErrorIs", assertPath+".NotErrorIs")
}

// assertion is the result of the assertion obj, whose first argument is the
// test.
func (w *walker) assertion(c callee, obj *types.Func) sym.Value {
	x := c.args[1]
	switch obj.Name() {
	case "Nil":
		return w.nilInside(x)
	case "NotNil":
		return w.space.Not(w.nilInside(x))
	case "ErrorIs":
		return w.has(x, c.args[2], w.space.Const(constant.MakeString("Is")))
	case "NotErrorIs":
		return w.space.Not(w.has(x, c.args[2], w.space.Const(constant.MakeString("Is"))))
	}
	return w.space.Apply(sym.OpSame, x, c.args[2])
}

// opNilInside is whether what the interface Args[0] holds is nil, or it is itself.
const opNilInside = "nil inside"

// nilInside is opNilInside of x. What a parameter holds is for the caller to say.
func (w *walker) nilInside(x sym.Value) sym.Value {
	if x.Kind == sym.Param || x.Kind == sym.FreeVar {
		return w.space.Term(opNilInside, x)
	}
	return w.space.Equal(concrete(x), w.space.Nil())
}
