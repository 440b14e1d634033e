package sym

import (
	"go/constant"
	"go/token"
	"go/types"
)

// The operators of terms that Assume understands. Every comparison is written
// with these: a > b is b < a, a >= b is !(a < b), a != b is !(a == b).
const (
	OpNot  = "!"
	OpEq   = "=="
	OpLess = "<"
	OpAdd  = "+c" // Args[0] plus the integer constant Args[1]
	// OpHas is a condition on the value Args[0] that holds only if it is not
	// nil, such as errors.Is.
	OpHas = "has"
	// OpStrLen is the length of the string Args[0].
	OpStrLen = "len of string"
	// OpBefore is the value Args[0] of memory that something is known of, read
	// again after a call that may have changed it.
	OpBefore = "before a call"
	// OpSame is a comparison that holds for what is the same value, whatever it
	// says of others.
	OpSame = "same"
	OpMin  = "min"
	OpMax  = "max"
)

// StrLen is the length of the string v.
func (s *Space) StrLen(v Value) Value {
	if v.Kind == Const && v.Const != nil && v.Const.Kind() == constant.String {
		return s.Int(int64(len(constant.StringVal(v.Const))))
	}
	return s.Term(OpStrLen, v)
}

func (s *Space) empty() Value { return s.Const(constant.MakeString("")) }

func isLen(v Value) bool { return v.Kind == Term && v.Str == OpStrLen }

// Term applies a pure operator or function to args.
func (s *Space) Term(op string, args ...Value) Value {
	return s.intern(Node{Kind: Term, Str: op, Args: args})
}

// Apply is the operator or pure function that Term calls op of args, computed
// as far as their values allow.
func (s *Space) Apply(op string, args ...Value) Value {
	switch len(args) {
	case 1:
		switch op {
		case OpNot:
			return s.Not(args[0])
		case OpStrLen:
			return s.StrLen(args[0])
		case OpLen:
			return s.Len(args[0])
		}
	case 2:
		switch op {
		case OpEq:
			return s.equal(args[0], args[1])
		case OpLess:
			return s.less(args[0], args[1])
		case OpSame:
			x, y := args[0], args[1]
			for x.Kind == Iface {
				x = x.Args[0]
			}
			for y.Kind == Iface {
				y = y.Args[0]
			}
			if x == y {
				return s.Bool(true)
			}
		case OpMin, OpMax:
			return s.extreme(op, args[0], args[1])
		case OpElem:
			return s.Elem(args[0], args[1], false)
		case OpAt:
			return s.At(args[0], args[1])
		}
		if t, ok := tokens[op]; ok {
			return s.Binary(t, args[0], args[1])
		}
	}
	if op == OpSub && len(args) == 3 {
		hi := args[2]
		if hi == s.nilV {
			hi = nil
		}
		return s.Sub(args[0], args[1], hi, -1)
	}
	return s.Term(op, args...)
}

var tokens = map[string]token.Token{
	OpAdd: token.ADD, "+": token.ADD, "-": token.SUB, "*": token.MUL, "%": token.REM, "&": token.AND, "|": token.OR,
	"^": token.XOR, "&^": token.AND_NOT, "<<": token.SHL, ">>": token.SHR, "/": token.QUO,
}

// extreme is min or max of two values.
func (s *Space) extreme(op string, x, y Value) Value {
	if isInt(x) && isInt(y) {
		if constant.Compare(x.Const, token.LSS, y.Const) == (op == OpMin) {
			return x
		}
		return y
	}
	return s.Term(op, x, y)
}

// Not negates a boolean.
func (s *Space) Not(v Value) Value {
	if v.Kind == Const && v.Const != nil && v.Const.Kind() == constant.Bool {
		return s.Bool(!constant.BoolVal(v.Const))
	}
	if v.Kind == Term && v.Str == OpNot {
		return v.Args[0]
	}
	return s.Term(OpNot, v)
}

// Binary is x op y. Operands of kinds it cannot fold give a term, so that the
// same expression of the same operands is the same value.
func (s *Space) Binary(op token.Token, x, y Value) Value {
	switch op {
	case token.EQL:
		return s.equal(x, y)
	case token.NEQ:
		return s.Not(s.equal(x, y))
	case token.LSS:
		return s.less(x, y)
	case token.GTR:
		return s.less(y, x)
	case token.LEQ:
		return s.Not(s.less(y, x))
	case token.GEQ:
		return s.Not(s.less(x, y))
	}
	if xc, yc := numeric(x), numeric(y); xc && yc {
		if v := fold(op, x.Const, y.Const); v != nil {
			return s.Const(v)
		}
	}
	if op == token.ADD && isInt(x) && !isInt(y) {
		x, y = y, x
	}
	if isInt(y) && (op == token.ADD || op == token.SUB) {
		c := y.Const
		if op == token.SUB {
			c = constant.UnaryOp(token.SUB, c, 0)
		}
		if x.Kind == Term && x.Str == OpAdd {
			c = constant.BinaryOp(c, token.ADD, x.Args[1].Const)
			x = x.Args[0]
		}
		if constant.Sign(c) == 0 {
			return x
		}
		return s.Term(OpAdd, x, s.Const(c))
	}
	switch op {
	case token.AND, token.OR, token.AND_NOT:
		if v := s.bits(op, x, y); v != nil {
			return v
		}
	}
	switch op {
	case token.AND, token.OR, token.XOR, token.MUL:
		if x.Kind == Const && y.Kind != Const {
			x, y = y, x // a constant comes second
		}
	}
	return s.Term(op.String(), x, y)
}

func isBool(v Value) bool {
	return v.Kind == Const && v.Const != nil && v.Const.Kind() == constant.Bool
}

func isInt(v Value) bool {
	return v.Kind == Const && v.Const != nil && v.Const.Kind() == constant.Int
}

func numeric(v Value) bool {
	if v.Kind != Const || v.Const == nil {
		return false
	}
	switch v.Const.Kind() {
	case constant.Int, constant.Float, constant.String:
		return true
	}
	return false
}

// fold computes small results only: wrap-around of the machine's types is not
// modelled, so what might overflow stays a term.
func fold(op token.Token, x, y constant.Value) constant.Value {
	if x.Kind() == constant.String || y.Kind() == constant.String {
		if op == token.ADD && x.Kind() == y.Kind() {
			return constant.BinaryOp(x, op, y)
		}
		return nil
	}
	switch op {
	case token.ADD, token.SUB, token.MUL:
	case token.AND, token.OR, token.AND_NOT, token.XOR:
		if x.Kind() != constant.Int || y.Kind() != constant.Int || constant.Sign(x) < 0 || constant.Sign(y) < 0 {
			return nil
		}
	case token.SHL:
		n, ok := constant.Uint64Val(y)
		if x.Kind() != constant.Int || !ok || n > 30 || constant.Sign(x) < 0 {
			return nil
		}
		x = constant.Shift(x, op, uint(n))
		if i, ok := constant.Int64Val(x); !ok || i > 1<<30 {
			return nil
		}
		return x
	case token.REM:
		if x.Kind() != constant.Int || y.Kind() != constant.Int || constant.Sign(y) <= 0 || constant.Sign(x) < 0 {
			return nil
		}
	default:
		return nil
	}
	v := constant.BinaryOp(x, op, y)
	if i, ok := constant.Int64Val(constant.ToInt(v)); !ok || i > 1<<30 || i < -1<<30 {
		return nil
	}
	return v
}

// Equal is x == y.
func (s *Space) Equal(x, y Value) Value { return s.equal(x, y) }

func (s *Space) equal(x, y Value) Value {
	if x == y {
		return s.Bool(true)
	}
	if x.Kind == Const && y.Kind == Const {
		if x.Const == nil || y.Const == nil {
			return s.Bool(x.Const == y.Const)
		}
		if x.Const.Kind() == y.Const.Kind() || (numeric(x) && numeric(y) && x.Const.Kind() != constant.String && y.Const.Kind() != constant.String) {
			return s.Bool(constant.Compare(x.Const, token.EQL, y.Const))
		}
		return s.Term(OpEq, x, y)
	}
	if x.Kind == Zero && y.Kind == Const {
		x, y = y, x
	}
	if x.Kind == Const && y.Kind == Zero {
		return s.Bool(isZero(x.Const))
	}
	if isBool(x) {
		x, y = y, x
	}
	if isBool(y) {
		if constant.BoolVal(y.Const) {
			return x
		}
		return s.Not(x)
	}
	if distinct(x, y) || distinct(y, x) {
		return s.Bool(false)
	}
	if x.Kind == Const || (y.Kind != Const && x.num > y.num) {
		x, y = y, x
	}
	if isLen(x) && y == s.Int(0) {
		return s.equal(x.Args[0], s.empty())
	}
	// x & bit == bit is x & bit != 0.
	if isInt(y) && x.Kind == Term && x.Str == "&" && len(x.Args) == 2 && x.Args[1] == y && isBit(y) {
		return s.Not(s.equal(x, s.Int(0)))
	}
	if x.Kind == Iface && y.Kind == Iface {
		if !types.Identical(x.Type, y.Type) {
			return s.Bool(false)
		}
		return s.equal(x.Args[0], y.Args[0])
	}
	if x.Kind == Struct && y.Kind == Struct && s.sameParts(x, y) {
		return s.Bool(true)
	}
	// x + a == b is x == b - a.
	if x.Kind == Term && x.Str == OpAdd && isInt(y) {
		return s.equal(x.Args[0], s.Const(constant.BinaryOp(y.Const, token.SUB, x.Args[1].Const)))
	}
	return s.Term(OpEq, x, y)
}

// isBit reports whether v is a power of two.
func isBit(v Value) bool {
	n, ok := constant.Uint64Val(v.Const)
	return ok && n != 0 && n&(n-1) == 0
}

// sameParts reports whether two structs are surely equal.
func (s *Space) sameParts(x, y Value) bool {
	if len(x.Args) != len(y.Args) {
		return false
	}
	for i, f := range x.Args {
		if s.equal(f, y.Args[i]) != s.Bool(true) {
			return false
		}
	}
	return true
}

// isZero reports whether c is the zero of its type.
func isZero(c constant.Value) bool {
	if c == nil {
		return true
	}
	switch c.Kind() {
	case constant.Bool:
		return !constant.BoolVal(c)
	case constant.String:
		return constant.StringVal(c) == ""
	}
	return constant.Sign(c) == 0
}

// distinct reports whether x can never equal y.
func distinct(x, y Value) bool {
	if y.Kind == Const && y.Const == nil {
		isNil, known := IsNil(x)
		return known && !isNil
	}
	switch x.Kind {
	case Struct:
		for i, f := range x.Args {
			if y.Kind == Zero && distinct(f, y) || y.Kind == Struct && i < len(y.Args) && (distinct(f, y.Args[i]) || distinct(y.Args[i], f)) {
				return true
			}
		}
	case Guard:
		return y.Kind == Guard || y.Kind == Zero
	case Obj, Addr:
		return y.Kind == Obj || y.Kind == Addr && (x.Args == nil || x.Args[0].Kind == Obj) && y.Args[0].Kind == Obj
	}
	return false
}

func (s *Space) less(x, y Value) Value {
	if x == y {
		return s.Bool(false)
	}
	if numeric(x) && numeric(y) && (x.Const.Kind() == constant.String) == (y.Const.Kind() == constant.String) {
		return s.Bool(constant.Compare(x.Const, token.LSS, y.Const))
	}
	switch {
	case isLen(x) && y == s.Int(1):
		return s.equal(x.Args[0], s.empty())
	case isLen(y) && x == s.Int(0):
		return s.Not(s.equal(y.Args[0], s.empty()))
	}
	if x.Kind == Term && x.Str == OpAdd && isInt(y) {
		return s.less(x.Args[0], s.Const(constant.BinaryOp(y.Const, token.SUB, x.Args[1].Const)))
	}
	if y.Kind == Term && y.Str == OpAdd && isInt(x) {
		return s.less(s.Const(constant.BinaryOp(x.Const, token.SUB, y.Args[1].Const)), y.Args[0])
	}
	return s.Term(OpLess, x, y)
}
