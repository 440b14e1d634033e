// Package sym holds the symbolic values that the walk computes with, and what
// a path knows about them.
//
// Values are interned: two values are equal exactly when their pointers are,
// so they serve as map keys and states compare cheaply.
package sym

import (
	"fmt"
	"go/constant"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Kind says what a Value is.
type Kind uint8

const (
	Const   Kind = iota // Const: a boolean, number, string or nil
	Zero                // the zero guard or another opaque zero value
	Atom                // something unknown; ID tells atoms apart
	Param               // the parameter ID of the function under analysis
	FreeVar             // its free variable ID
	Global              // the address of the package-level variable Str
	Sel                 // what memory held at entry: Args[0] is the pointer, Str the field path
	Fld                 // the field path Str of the struct value Args[0]
	Addr                // the address of field path Str in the object Args[0]
	Obj                 // a variable or composite allocated on this path
	Guard               // the acquisition ID
	Token               // a blocking region token, never nil
	Struct              // a struct value with fields Args
	Tuple               // several results
	Func                // Fn closed over Args
	SumFunc             // the function literal Str of a summary, closed over Args
	Iface               // an interface holding Args[0], whose type is Type
	Term                // the operator or pure function Str applied to Args
	Result              // what the call ID of a function that the caller knows gave
	Slice               // a slice of the array behind Args[0]; see Span
)

// A Value is an interned symbolic value.
type Value = *Node

// Node is the representation of a Value. Its fields are read-only.
type Node struct {
	Kind   Kind
	ID     int
	Str    string
	Args   []Value
	Const  constant.Value // nil for the nil constant
	Fn     *ssa.Function
	Type   types.Type
	NonNil bool // an Atom or Sel known not to be nil
	num    int
	size   int // in nodes, those that are shared counted each time
	// doubtful says that an OpBefore is part of it.
	doubtful bool
}

// Doubtful reports whether v is made of what may have changed since it was
// known.
func (n *Node) Doubtful() bool { return n.doubtful }

// A Space interns the values of one package's analysis. It must be used by one
// goroutine at a time.
type Space struct {
	byKey  map[string]Value
	nextID int
	fns    map[*ssa.Function]int
	keyBuf []byte
	nilV   Value
	zeroV  Value
	trueV  Value
	falseV Value
	tokenV Value
	// NeverNil, if set, reports whether the package-level variable of that name
	// surely holds something.
	NeverNil func(global string) bool
}

// NewSpace returns an empty space.
func NewSpace() *Space {
	s := &Space{byKey: make(map[string]Value), fns: make(map[*ssa.Function]int)}
	s.nilV = s.intern(Node{Kind: Const})
	s.zeroV = s.intern(Node{Kind: Zero})
	s.trueV = s.Const(constant.MakeBool(true))
	s.falseV = s.Const(constant.MakeBool(false))
	s.tokenV = s.intern(Node{Kind: Token})
	return s
}

func (s *Space) fnID(fn *ssa.Function) int {
	id, ok := s.fns[fn]
	if !ok {
		id = len(s.fns) + 1
		s.fns[fn] = id
	}
	return id
}

// tooLarge is the size above which an expression is nothing but unknown, though
// the same expression is the same unknown still. No condition that people write
// comes near; the values that a loop computes from those of its last turn grow
// without end.
const tooLarge = 128

func (s *Space) intern(n Node) Value {
	b := s.keyBuf[:0]
	b = append(b, byte(n.Kind))
	b = strconv.AppendInt(b, int64(n.ID), 36)
	b = append(b, ' ')
	b = append(b, n.Str...)
	for _, a := range n.Args {
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(a.num), 36)
	}
	if n.Const != nil {
		b = append(b, '=', byte('0'+n.Const.Kind()))
		b = append(b, n.Const.ExactString()...)
	}
	if n.Fn != nil {
		b = append(b, 'f')
		b = strconv.AppendInt(b, int64(s.fnID(n.Fn)), 36)
	}
	if n.Type != nil {
		b = append(b, 't')
		b = append(b, types.TypeString(n.Type, nil)...)
	}
	if n.NonNil {
		b = append(b, '!')
	}
	s.keyBuf = b
	if v, ok := s.byKey[string(b)]; ok {
		return v
	}
	n.size = 1
	for _, a := range n.Args {
		n.size = min(n.size+a.size, tooLarge+1)
	}
	if n.size > tooLarge && (n.Kind == Term || n.Kind == Sel || n.Kind == Fld) {
		s.nextID++
		n = Node{Kind: Atom, ID: s.nextID, size: 1}
	}
	v := &n
	v.num = len(s.byKey) + 1
	v.doubtful = n.Kind == Term && n.Str == OpBefore
	for _, a := range n.Args {
		v.doubtful = v.doubtful || a.doubtful
	}
	s.byKey[string(b)] = v
	return v
}

// Nil is the nil constant of any type.
func (s *Space) Nil() Value { return s.nilV }

// Zero is the zero guard.
func (s *Space) Zero() Value { return s.zeroV }

// Token is a blocking region token that is not nil.
func (s *Space) Token() Value { return s.tokenV }

// TokenOf is the token of the region that guard g entered.
func (s *Space) TokenOf(g Value) Value { return s.intern(Node{Kind: Token, Args: []Value{g}}) }

// Bool is a boolean constant.
func (s *Space) Bool(b bool) Value {
	if b {
		return s.trueV
	}
	return s.falseV
}

// Const is a constant; a nil c is the nil constant.
func (s *Space) Const(c constant.Value) Value {
	if c == nil {
		return s.nilV
	}
	return s.intern(Node{Kind: Const, Const: c})
}

// Int is an integer constant.
func (s *Space) Int(i int64) Value { return s.Const(constant.MakeInt64(i)) }

// Fresh is an atom that equals nothing else.
func (s *Space) Fresh() Value {
	s.nextID++
	return s.intern(Node{Kind: Atom, ID: s.nextID})
}

// FreshNonNil is a fresh atom that is known not to be nil.
func (s *Space) FreshNonNil() Value {
	s.nextID++
	return s.intern(Node{Kind: Atom, ID: s.nextID, NonNil: true})
}

// NewObj is a fresh object.
func (s *Space) NewObj() Value {
	s.nextID++
	return s.intern(Node{Kind: Obj, ID: s.nextID})
}

// NewGuard is the guard of a fresh acquisition.
func (s *Space) NewGuard() Value {
	s.nextID++
	return s.intern(Node{Kind: Guard, ID: s.nextID})
}

// NewResult is the result of a fresh call.
func (s *Space) NewResult() Value {
	s.nextID++
	return s.intern(Node{Kind: Result, ID: s.nextID})
}

// Param is parameter i; the receiver, if any, is parameter 0.
func (s *Space) Param(i int) Value { return s.intern(Node{Kind: Param, ID: i}) }

// FreeVar is free variable i of a function literal.
func (s *Space) FreeVar(i int) Value { return s.intern(Node{Kind: FreeVar, ID: i}) }

// Global is the address of a package-level variable.
func (s *Space) Global(name string) Value { return s.intern(Node{Kind: Global, Str: name}) }

// Sel is what memory held at entry at path behind pointer p.
func (s *Space) Sel(p Value, path string) Value {
	n := Node{Kind: Sel, Str: path, Args: []Value{p}}
	n.NonNil = p.Kind == Global && path == "" && s.NeverNil != nil && s.NeverNil(p.Str)
	return s.intern(n)
}

// Fld is the field at path of struct value v, or of the results v of a call.
func (s *Space) Fld(v Value, path string) Value {
	for path != "" && (v.Kind == Struct || v.Kind == Tuple) {
		i, rest := splitPath(path)
		if i < 0 || i >= len(v.Args) {
			break
		}
		v, path = v.Args[i], rest
	}
	switch {
	case path == "":
		return v
	case v.Kind == Zero:
		return v
	case v.Kind == Fld:
		return s.intern(Node{Kind: Fld, Str: v.Str + path, Args: v.Args})
	case v.Kind == Sel:
		return s.Sel(v.Args[0], v.Str+path)
	}
	return s.intern(Node{Kind: Fld, Str: path, Args: []Value{v}})
}

// FieldPath is the path of field i.
func FieldPath(i int) string { return "." + strconv.Itoa(i) }

// ElemPath is the path of element i of an array.
func ElemPath(i int64) string { return "." + strconv.FormatInt(i, 10) }

func splitPath(path string) (int, string) {
	p := path[1:]
	rest := ""
	if i := strings.IndexByte(p, '.'); i >= 0 {
		p, rest = p[:i], p[i:]
	}
	n, err := strconv.Atoi(p)
	if err != nil {
		return -1, rest
	}
	return n, rest
}

// Addr is the address of path in the object o. The address of the whole object
// behind an opaque pointer is that pointer.
func (s *Space) Addr(o Value, path string) Value {
	if o.Kind == Addr {
		o, path = o.Args[0], o.Str+path
	}
	if path == "" && o.Kind != Obj {
		return o
	}
	return s.intern(Node{Kind: Addr, Str: path, Args: []Value{o}})
}

// SplitAddr takes an address apart into object and path.
func SplitAddr(v Value) (Value, string) {
	if v.Kind == Addr {
		return v.Args[0], v.Str
	}
	return v, ""
}

// Struct is a struct value.
func (s *Space) Struct(fields []Value) Value { return s.intern(Node{Kind: Struct, Args: fields}) }

// Tuple is a list of results.
func (s *Space) Tuple(vs ...Value) Value { return s.intern(Node{Kind: Tuple, Args: vs}) }

// Func is fn closed over bindings.
func (s *Space) Func(fn *ssa.Function, bindings []Value) Value {
	return s.intern(Node{Kind: Func, Fn: fn, Args: bindings})
}

// SumFunc is the function literal that a summary calls key, closed over bindings.
func (s *Space) SumFunc(key string, bindings []Value) Value {
	return s.intern(Node{Kind: SumFunc, Str: key, Args: bindings})
}

// Iface is an interface that holds v of concrete type t.
func (s *Space) Iface(t types.Type, v Value) Value {
	return s.intern(Node{Kind: Iface, Type: t, Args: []Value{v}})
}

// Slice is the slice of n elements that begins at element low of the array
// behind pointer arr. A negative n says that the length is not known.
func (s *Space) Slice(arr Value, low, n int64) Value {
	node := Node{Kind: Slice, Args: []Value{arr}}
	if low > 0 {
		node.Str = strconv.FormatInt(low, 10)
	}
	if n >= 0 {
		node.ID = int(n) + 1
	}
	return s.intern(node)
}

// Span is where slice v begins in its array, and its length, negative if that
// is not known.
func Span(v Value) (low, n int64) {
	if v.Str != "" {
		low, _ = strconv.ParseInt(v.Str, 10, 64)
	}
	return low, int64(v.ID) - 1
}

// IsNil reports whether v is surely nil, and whether that is known.
func IsNil(v Value) (isNil, known bool) {
	switch v.Kind {
	case Const:
		return v.Const == nil, true
	case Obj, Addr, Token, Func, SumFunc, Iface, Slice, Global, Struct, Guard:
		return false, true
	case Atom, Sel:
		return false, v.NonNil
	}
	return false, false
}

// Num is a number that is unique to v in its space, in order of creation.
func (n *Node) Num() int { return n.num }

// String is for debugging.
func (n *Node) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", n.Kind)
	switch n.Kind {
	case Const:
		if n.Const == nil {
			return "nil"
		}
		return n.Const.String()
	case Atom:
		return "?" + strconv.Itoa(n.ID)
	case Guard:
		return "guard" + strconv.Itoa(n.ID)
	case Obj:
		return "obj" + strconv.Itoa(n.ID)
	case Param:
		return "p" + strconv.Itoa(n.ID)
	}
	b.WriteString(n.Str)
	if n.Fn != nil {
		b.WriteString(n.Fn.String())
	}
	if len(n.Args) > 0 {
		fmt.Fprintf(&b, "%v", n.Args)
	}
	return b.String()
}
