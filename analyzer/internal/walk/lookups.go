package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// byteOf is byte i of the string x.
func (w *walker) byteOf(st *state, x, i ssa.Value) sym.Value {
	return st.facts.Eval(w.space, w.space.Term("byte of", w.val(st, x), st.facts.Eval(w.space, w.val(st, i))))
}

// lookup is what a map holds: the same for the same key, as long as nothing in
// the function can change it. Guards in maps are not followed.
func (w *walker) lookup(st *state, instr *ssa.Lookup) sym.Value {
	t, isMap := instr.X.Type().Underlying().(*types.Map)
	switch {
	case !isMap:
		return w.byteOf(st, instr.X, instr.Index)
	case w.touch.mayCarry(t.Elem()):
		return w.ident(st, sym.Atom, instr, 0)
	}
	m, k := w.val(st, instr.X), st.facts.Eval(w.space, w.val(st, instr.Index))
	read := func(op string) sym.Value {
		v := w.space.Term(op, m, k)
		if st.facts.Knows(v) && st.frame.info.changesMaps() {
			return w.space.Term(sym.OpBefore, v)
		}
		return st.facts.Eval(w.space, v)
	}
	if instr.CommaOk {
		return w.space.Tuple(read("value at key"), read("has key"))
	}
	return read("value at key")
}

// changesMaps reports whether the function can change a map that it reads.
func (in *fnInfo) changesMaps() bool {
	for _, b := range in.fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.MapUpdate:
				return true
			case ssa.CallInstruction:
				c := instr.Common()
				if b, ok := c.Value.(*ssa.Builtin); ok && !c.IsInvoke() {
					if b.Name() == "delete" || b.Name() == "clear" {
						return true
					}
					continue
				}
				if fn := c.StaticCallee(); fn == nil || funcObject(fn) == nil || !onlyReads(funcObject(fn)) && protocol.Lookup(funcObject(fn)) == nil {
					return true
				}
			}
		}
	}
	return false
}
