package walk

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// within reports whether path lies in the part of an object at root.
func within(path, root string) bool {
	return strings.HasPrefix(path, root) && (len(path) == len(root) || path[len(root)] == '.')
}

// reaches reports whether unknown code may get at what is at path, or at a part
// of it.
func (o *object) reaches(path string) bool {
	return slices.ContainsFunc(o.shared, func(p string) bool { return within(path, p) || within(p, path) })
}

// exposes reports whether what is stored at addr escapes by that.
func (st *state) exposes(addr sym.Value) bool {
	obj, path := sym.SplitAddr(addr)
	o := st.mem[obj]
	return obj.Kind == sym.Const || obj.Kind == sym.Global || obj.Kind == sym.Term || vague(addr) || o != nil && o.reaches(path)
}

// share makes the part at path known to unknown code; it reports false if it
// was.
func (o *object) share(path string) bool {
	if slices.ContainsFunc(o.shared, func(p string) bool { return within(path, p) }) {
		return false
	}
	rest := slices.DeleteFunc(slices.Clone(o.shared), func(p string) bool { return within(p, path) })
	o.shared = append(rest, path)
	slices.Sort(o.shared)
	return true
}

// escape hands v to code that nobody follows: its guards may be released at any
// time, and its variables written.
func (w *walker) escape(st *state, v sym.Value) {
	if st.gor.id != 0 {
		w.lost = append(w.lost, v) // to the starter as well
	}
	seen := make(map[sym.Value]bool)
	var visit func(v sym.Value)
	object := func(v sym.Value, path string) bool {
		o := st.mem[v]
		if o == nil {
			if v.Kind == sym.Obj {
				return false
			}
			o = &object{}
		}
		o = o.clone()
		if !o.share(path) {
			return false
		}
		st.setMem(v, o)
		for _, p := range o.paths() {
			if within(p, path) || within(path, p) {
				visit(o.cells[p])
			}
		}
		return true
	}
	visit = func(v sym.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		switch v.Kind {
		case sym.Const, sym.Zero, sym.Token, sym.Atom, sym.Global:
			return
		case sym.Guard:
			w.escapeGuard(st, v)
			return
		case sym.Func, sym.SumFunc:
			w.loseUnlockable(st, v)
			if v.Kind == sym.Func && v.Fn.Parent() != nil && st.ghost == nil && !w.dynamic {
				w.adrift[v.Fn] = true
			}
		case sym.Obj:
			object(v, "")
			return
		case sym.Addr:
			if o := v.Args[0]; o.Kind == sym.Obj {
				object(o, v.Str)
				return
			}
		case sym.Term:
			if leadsNowhere(v) {
				return
			}
		}
		if fromInputs(v, 0) {
			if w.quiet {
				return
			}
			root, path := sym.SplitAddr(v)
			if object(root, path) {
				w.emitOp(st, &traceOp{node: facts.NodeEscape, args: []sym.Value{v}})
			}
			return
		}
		// Something in a container, or wrapped: all that is there.
		for _, a := range v.Args {
			visit(a)
		}
	}
	visit(v)
}

// leadsNowhere reports whether the term v is a number or a truth.
func leadsNowhere(v sym.Value) bool {
	switch v.Str {
	case sym.OpNot, sym.OpEq, sym.OpLess, sym.OpAdd, sym.OpHas, sym.OpLen, "cap":
		return true
	}
	return false
}

func (w *walker) escapeGuard(st *state, g sym.Value) {
	a := st.acqs[g]
	if a == nil || a.escaped {
		return
	}
	st.update(g, func(a *acq) { a.escaped = true })
	e := w.newEvent(evEscape, a.pos)
	e.guard = g
	if st.ghost == nil && st.gor.id == 0 && !w.quiet {
		e.op = &traceOp{node: facts.NodeEscape, args: []sym.Value{g}}
	}
	w.emit(st, e)
}

// surrender lets escape what the summary cannot say of v, which the caller gets:
// nobody follows it there.
func (w *walker) surrender(st *state, v sym.Value, seen map[sym.Value]bool) {
	if v == nil || seen[v] {
		return
	}
	seen[v] = true
	switch v.Kind {
	case sym.Sel, sym.Fld, sym.Term:
		if !fromInputs(v, 0) {
			w.escape(st, v)
		}
		return
	case sym.Iface:
		if typeName(v.Type) == "" {
			w.escape(st, v)
			return
		}
	case sym.Obj:
		if o := st.mem[v]; o != nil {
			for _, p := range o.paths() {
				w.surrender(st, o.cells[p], seen)
			}
		}
	}
	for _, a := range v.Args {
		w.surrender(st, a, seen)
	}
}

// escapeIndexed lets escape the elements that the loop of head b visits by
// number. How often it turns is no longer followed, and so which of them it
// leaves out.
func (a *activation) escapeIndexed(b *ssa.BasicBlock, st *state) {
	for _, d := range b.Parent().Blocks {
		if !b.Dominates(d) || !a.info.flow.InLoop(d) {
			continue
		}
		for _, instr := range d.Instrs {
			switch instr := instr.(type) {
			case *ssa.IndexAddr:
				if _, fixed := instr.Index.(*ssa.Const); !fixed && a.touch.mayCarry(instr.Type()) {
					a.escape(st, a.peek(st, instr.X, 0))
				}
			case *ssa.Index:
				if _, fixed := instr.Index.(*ssa.Const); !fixed && a.touch.mayCarry(instr.Type()) {
					a.escape(st, a.peek(st, instr.X, 0))
				}
			}
		}
	}
}

// peek is what v, which comes later on st's path, will be as far as that is
// known; nil if it is not.
func (a *activation) peek(st *state, v ssa.Value, depth int) sym.Value {
	if i, ok := a.info.index[v]; ok && st.frame.env.at(i) != nil {
		return st.frame.env.at(i)
	}
	if depth > 6 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Global:
		return a.val(st, v)
	case *ssa.FieldAddr:
		if x := a.peek(st, v.X, depth+1); x != nil {
			return a.space.Addr(x, sym.FieldPath(v.Field))
		}
	case *ssa.Field:
		if x := a.peek(st, v.X, depth+1); x != nil {
			return a.space.Fld(x, sym.FieldPath(v.Field))
		}
	case *ssa.UnOp:
		if x := a.peek(st, v.X, depth+1); x != nil && v.Op == token.MUL {
			return a.load(st, x, v.Type())
		}
	}
	return nil
}
