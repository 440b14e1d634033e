package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Arrays and slices. An element with a number that is known is a variable like
// any other. One whose number is not known may be any of them: what is stored
// there escapes with the rest, and so does all of it when such an element is
// released, called or handed on.

// maxArray is the length up to which the value of an array is taken apart.
const maxArray = 8

// index is the value of the number of an element, nil if there is none.
func (w *walker) index(st *state, i ssa.Value) sym.Value {
	if i == nil {
		return nil
	}
	return st.facts.Eval(w.space, w.val(st, i))
}

// slice evaluates x[low:high].
func (w *walker) slice(st *state, instr *ssa.Slice) sym.Value {
	n := int64(-1)
	switch t := instr.X.Type().Underlying().(type) {
	case *types.Pointer:
		if a, ok := t.Elem().Underlying().(*types.Array); ok {
			n = a.Len()
		}
	case *types.Basic:
		return w.ident(st, sym.Atom, instr, 0)
	}
	v := w.space.Sub(w.val(st, instr.X), w.index(st, instr.Low), w.index(st, instr.High), n)
	depth := 0
	for x := v; x.Kind == sym.Term && x.Str == v.Str; x = x.Args[0] {
		if depth++; depth == maxSliced {
			return w.ident(st, sym.Atom, instr, 0) // a queue that a loop empties
		}
	}
	return v
}

// maxSliced bounds how often a part is taken of a part of something unknown.
const maxSliced = 3

// vague reports whether addr is that of an element of a variable of this walk,
// nobody knows which.
func vague(addr sym.Value) bool {
	for {
		switch addr.Kind {
		case sym.Term:
			return addr.Str == sym.OpElem && !fromInputs(addr, 0)
		case sym.Addr:
			addr = addr.Args[0]
		default:
			return false
		}
	}
}

// container is the variable that holds the elements of which addr is one.
func container(addr sym.Value) sym.Value {
	for {
		switch addr.Kind {
		case sym.Term, sym.Addr, sym.Slice:
			addr = addr.Args[0]
		default:
			return addr
		}
	}
}

// parts is the number of values that a value of type t is made of, 0 if it is
// not taken apart.
func parts(t types.Type) int {
	if protocol.IsOpaque(t) {
		return 0
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		return t.NumFields()
	case *types.Array:
		if t.Len() <= maxArray {
			return int(t.Len())
		}
	}
	return 0
}

func partType(t types.Type, i int) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Struct:
		return t.Field(i).Type()
	case *types.Array:
		return t.Elem()
	}
	return t
}
