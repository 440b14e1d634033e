package sym

import (
	"go/constant"
	"go/token"
)

// bits simplifies x op y for a set of flags x and constant flags y, so that what
// is known of one flag outlives setting and clearing others; nil if it cannot.
func (s *Space) bits(op token.Token, x, y Value) Value {
	if isFlags(x) && !isFlags(y) && op != token.AND_NOT {
		x, y = y, x
	}
	if op != token.AND || !isFlags(y) || x.Kind != Term || len(x.Args) != 2 || !isFlags(x.Args[1]) {
		return nil
	}
	common := constant.BinaryOp(x.Args[1].Const, token.AND, y.Const)
	all := constant.Compare(common, token.EQL, y.Const)
	none := constant.Sign(common) == 0
	switch {
	case x.Str == "|" && all:
		return y
	case x.Str == "&^" && all:
		return s.Int(0)
	case (x.Str == "|" || x.Str == "&^") && none:
		return s.Binary(token.AND, x.Args[0], y)
	}
	return nil
}

func isFlags(v Value) bool { return isInt(v) && constant.Sign(v.Const) >= 0 }
