package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// What memory of the caller or of a package-level variable held before a call
// that may have written there is not known after it, nor is it known to have
// changed. A condition on it that was decided before is asked again for nothing:
// both answers are followed, and nothing is reported on either way.

// shake notes that what is behind pointer p may have been written.
func (st *state) shake(p sym.Value) {
	o, _ := sym.SplitAddr(p)
	switch o.Kind {
	case sym.Param, sym.FreeVar, sym.Sel, sym.Global:
	default:
		return
	}
	i, found := slices.BinarySearchFunc(st.shaken, o, func(a, b sym.Value) int { return a.Num() - b.Num() })
	if !found {
		st.shaken = slices.Insert(slices.Clone(st.shaken), i, o)
	}
}

// shaky reports whether v, loaded from memory, was known before a call that may
// have written there.
func (st *state) shaky(v sym.Value) bool {
	if v.Kind != sym.Sel || len(st.shaken) == 0 || !st.facts.Knows(v) {
		return false
	}
	for p := v.Args[0]; ; p = p.Args[0] {
		o, _ := sym.SplitAddr(p)
		if slices.Contains(st.shaken, o) {
			return true
		}
		if o.Kind != sym.Sel {
			return false
		}
		p = o
	}
}

// shakeGlobals notes the package-level variables that a call of fn may write.
func (w *walker) shakeGlobals(st *state, fn *ssa.Function) {
	if fn == nil {
		return
	}
	for _, g := range w.globalWrites(fn) {
		st.shake(w.space.Global(g.RelString(nil)))
	}
}

// globalWrites lists the package-level variables that fn, or a function of this
// package that it surely calls, stores to.
func (p *Package) globalWrites(fn *ssa.Function) []*ssa.Global {
	if gs, ok := p.writes[fn]; ok {
		return gs
	}
	p.writes[fn] = nil // in case it meets itself
	set := make(map[*ssa.Global]bool)
	var out []*ssa.Global
	add := func(g *ssa.Global) {
		if !set[g] {
			set[g] = true
			out = append(out, g)
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				if g, ok := rootOf(instr.Addr).(*ssa.Global); ok {
					add(g)
				}
			case *ssa.Call:
				if callee := p.touch.ownCallee(&instr.Call); callee != nil {
					for _, g := range p.globalWrites(callee) {
						add(g)
					}
				}
			}
		}
	}
	p.writes[fn] = out
	return out
}

// shakeArgs notes what a call of obj, which is not followed, may write.
func (w *walker) shakeArgs(st *state, c callee, obj *types.Func) {
	if onlyReads(obj) || w.readsOnlyOwn(obj) {
		return
	}
	for _, a := range c.args {
		st.shakeArg(a)
	}
	w.shakeGlobals(st, w.ownObject(obj))
}

// shakeArg notes that what argument a leads to may have been written.
func (st *state) shakeArg(a sym.Value) {
	st.shake(concrete(a))
	if a.Kind != sym.Slice {
		return
	}
	if o := st.mem[a.Args[0]]; o != nil {
		for _, p := range o.paths() {
			st.shake(concrete(o.cells[p]))
		}
	}
}

// variadic lists the arguments behind the slice of a variadic parameter, or
// argument a itself.
func variadic(a ssa.Value) []ssa.Value {
	sl, ok := a.(*ssa.Slice)
	if !ok {
		return []ssa.Value{a}
	}
	alloc, ok := sl.X.(*ssa.Alloc)
	if !ok {
		return []ssa.Value{a}
	}
	var out []ssa.Value
	for _, r := range *alloc.Referrers() {
		elem, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, u := range *elem.Referrers() {
			if st, ok := u.(*ssa.Store); ok && st.Addr == elem {
				out = append(out, st.Val)
			}
		}
	}
	return out
}
