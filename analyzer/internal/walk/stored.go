package walk

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Stores of guards where it cannot be known which goroutine will release them:
// in a global, in a field of something that outlives the function, in a map, on
// a channel, in a slice that grows. That alone is no defect, so the findings are
// opt-in. What a function builds and returns is no such place: the caller that
// gets it is followed.

// storedByStore judges the store of a value at addr.
func (w *walker) storedByStore(st *state, instr *ssa.Store, addr, v sym.Value) {
	if !w.touch.carries(instr.Val) {
		return
	}
	switch obj, path := sym.SplitAddr(addr); obj.Kind {
	case sym.Global, sym.Term, sym.Atom, sym.Sel, sym.Fld:
	case sym.Param, sym.FreeVar:
		if _, isStruct := instr.Val.Type().Underlying().(*types.Struct); path == "" && (!isStruct || w.guardOf(instr.Val.Type()) != nil) {
			return // a variable of the caller's: a result by another name
		}
	default:
		return
	}
	w.stored(st, instr.Pos(), "stored in", v, instr.Val)
}

// leave lets what instr puts into a map or sends go where nobody follows it.
func (w *walker) leave(st *state, instr ssa.Instruction) {
	leave := func(pos token.Pos, how string, val ssa.Value) {
		v := w.val(st, val)
		w.stored(st, pos, how, v, val)
		w.judgeLater(st, v)
		w.tellLater(st, site{pos: pos}, v)
		w.escape(st, v)
	}
	switch instr := instr.(type) {
	case *ssa.MapUpdate:
		leave(instr.Pos(), "stored in", instr.Value)
		w.escape(st, w.val(st, instr.Key))
	case *ssa.Send:
		leave(instr.Pos(), "sent on", instr.X)
	case *ssa.Select:
		// Whether it sends, and which, is not known.
		for _, s := range instr.States {
			if s.Send != nil && w.touch.mayCarry(s.Send.Type()) {
				leave(s.Pos, "sent on", s.Send)
			}
		}
	}
}

// storedByCall judges the call of a function that keeps what it is given.
func (w *walker) storedByCall(st *state, c callee, obj *types.Func) {
	if c.common == nil || !keepsForAll(obj) {
		return
	}
	args := c.common.Args
	for i, a := range args {
		if w.touch.carries(a) && len(c.args) == len(args) {
			w.stored(st, c.site.pos, "given to "+c.site.name, c.args[i], a)
		}
	}
}

// keepsForAll reports whether fn of std puts what it is given where other
// goroutines get it from.
func keepsForAll(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync", "sync/atomic":
		return keeps(fn.Name())
	case "context":
		return fn.Name() == "WithValue"
	}
	return false
}

// stored records that value v, which val computes, goes where how says, if it
// leads to a guard that is not released yet. pos is what go/ssa tells of the
// place.
func (w *walker) stored(st *state, pos token.Pos, how string, v sym.Value, val ssa.Value) {
	if st.ghost != nil || st.supposed || !pos.IsValid() {
		return
	}
	g := w.guardIn(st, v, val.Type())
	if g == nil {
		return
	}
	at := w.sites.stored(pos)
	if at.name != "" {
		how += " " + at.name
	}
	var what string
	a := st.acqs[g]
	switch {
	case a == nil:
		what = "guard " + w.fn.Params[g.ID].Name()
	case a.name == at.name:
		what = fmt.Sprintf("the guard %s at %s", a.kind.Verb, w.sites.line(a.pos))
	default:
		what = w.guardText(a)
	}
	text := what + " is " + how + ", where it cannot be known which goroutine releases it: keep it in a variable of the function that acquires it"
	p := w.pendingFor("guardmisuse", at.pos, "stored", text)
	p.finding.OptIn = true
	p.certain = true
	e := w.newEvent(evStore, at.pos)
	w.emit(st, e)
	p.places = append(p.places, place{event: e})
}

// guardIn finds a guard to which v, of type t, leads: one that a function of
// this walk acquired and nobody released, or one that came in by a parameter.
func (w *walker) guardIn(st *state, v sym.Value, t types.Type) (g sym.Value) {
	seen := make(map[sym.Value]bool)
	var visit func(v sym.Value, t types.Type)
	visit = func(v sym.Value, t types.Type) {
		if v == nil || g != nil || seen[v] {
			return
		}
		seen[v] = true
		switch v.Kind {
		case sym.Guard:
			if a := st.acqs[v]; a != nil && a.live() && !a.escaped && !a.pseudo {
				g = v
			}
		case sym.Param:
			if t != nil && w.guardOf(t) != nil && st.acqs[v] == nil && v.ID < len(w.fn.Params) {
				g = v
			}
		case sym.Struct:
			s, _ := underlying(t).(*types.Struct)
			for i, f := range v.Args {
				if s != nil && i < s.NumFields() {
					visit(f, s.Field(i).Type())
				} else {
					visit(f, nil)
				}
			}
		case sym.Iface:
			visit(v.Args[0], v.Type)
		case sym.Func:
			for i, b := range v.Args {
				if i < len(v.Fn.FreeVars) {
					visit(b, v.Fn.FreeVars[i].Type())
				}
			}
		case sym.SumFunc, sym.Slice, sym.Addr, sym.Tuple:
			for _, x := range v.Args {
				visit(x, nil)
			}
		}
		if o := st.mem[v]; o != nil && v.Kind == sym.Obj {
			for _, p := range o.paths() {
				visit(o.cells[p], w.cellType(v, p))
			}
		}
	}
	visit(v, t)
	return g
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}
