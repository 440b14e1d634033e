package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// counterparts says which fields and package-level variables hold a lock that
// may be released elsewhere than where it was acquired.
type counterparts struct {
	apart map[types.Object]bool // released by a function that does not acquire it, or in unknown hands
	lent  map[types.Object]bool // released by a literal that is returned or kept for later
}

// lockVar is the field or package-level variable that holds the lock at addr.
func lockVar(addr ssa.Value) types.Object {
	switch v := addr.(type) {
	case *ssa.Global:
		return v.Object()
	case *ssa.FieldAddr:
		ptr, ok := v.X.Type().Underlying().(*types.Pointer)
		if !ok {
			return nil
		}
		if s, ok := ptr.Elem().Underlying().(*types.Struct); ok {
			return s.Field(v.Field).Origin()
		}
	}
	return nil
}

// releasedApart reports whether the lock in v, acquired by one function, may be
// there for another one to release.
func (p *Package) releasedApart(v types.Object) bool {
	if v == nil || v.Exported() {
		return true
	}
	if p.apart == nil {
		p.apart = p.pairLocks()
	}
	return p.apart.apart[v]
}

// releasedLater reports whether the lock in v may be there for another function to
// release, or for a literal that the one that acquired it returns or keeps.
func (p *Package) releasedLater(v types.Object) bool { return p.releasedApart(v) || p.apart.lent[v] }

func (p *Package) pairLocks() *counterparts {
	c := &counterparts{apart: make(map[types.Object]bool), lent: make(map[types.Object]bool)}
	acquires := make(map[*ssa.Function]map[types.Object]bool)
	releases := make(map[*ssa.Function]map[types.Object]bool)
	// By the function or literal itself.
	takes := make(map[*ssa.Function]map[types.Object]bool)
	frees := make(map[*ssa.Function]map[types.Object]bool)
	note := func(m map[*ssa.Function]map[types.Object]bool, fn *ssa.Function, v types.Object) {
		if m[fn] == nil {
			m[fn] = make(map[types.Object]bool)
		}
		m[fn][v] = true
	}
	for _, fn := range p.touch.all {
		outer := fn
		for outer.Parent() != nil {
			outer = outer.Parent()
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				var recv ssa.Value // handled as the receiver of a method in the table
				if call, ok := instr.(ssa.CallInstruction); ok && !call.Common().IsInvoke() {
					if f := call.Common().StaticCallee(); f != nil && len(call.Common().Args) > 0 {
						if row := p.row(funcObject(f)); row != nil && row.Guard != nil && row.Guard.Object {
							recv = call.Common().Args[0]
							if v := lockVar(recv); v != nil {
								switch row.Op {
								case protocol.Unlock:
									note(releases, outer, v)
									note(frees, fn, v)
								case protocol.SharedView:
									c.apart[v] = true
								default:
									note(acquires, outer, v)
									note(takes, fn, v)
								}
							}
						} else if p.keepsHeld(f) {
							recv = call.Common().Args[0]
						}
					}
				}
				for _, op := range instr.Operands(nil) {
					if *op != nil && *op != recv {
						if v := lockVar(*op); v != nil && p.isLock(*op) {
							c.apart[v] = true
						}
					}
				}
			}
		}
	}
	for fn, vs := range releases {
		for v := range vs {
			if !acquires[fn][v] {
				c.apart[v] = true
			}
		}
	}
	for lit, vs := range frees {
		for v := range vs {
			if !takes[lit][v] && leaves(lit) {
				c.lent[v] = true
			}
		}
	}
	return c
}

// leaves reports whether the function literal lit may be called by others than
// the function around it, or one that is returned, kept or passed on with it is.
func leaves(lit *ssa.Function) bool {
	for outer := lit.Parent(); outer != nil; lit, outer = outer, outer.Parent() {
		for _, b := range outer.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.MakeClosure:
					if instr.Fn == lit && isPassedOn(instr) {
						return true
					}
				case ssa.CallInstruction:
					for _, a := range instr.Common().Args {
						if a == lit {
							return true
						}
					}
				case *ssa.Return, *ssa.Store, *ssa.MapUpdate, *ssa.Send, *ssa.MakeInterface, *ssa.ChangeType:
					for _, op := range instr.Operands(nil) {
						if *op == lit {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// isPassedOn reports whether something else than calls is done with c.
func isPassedOn(c *ssa.MakeClosure) bool {
	for _, r := range *c.Referrers() {
		if call, ok := r.(ssa.CallInstruction); ok && call.Common().Value == c {
			if !slices.Contains(call.Common().Args, ssa.Value(c)) {
				continue
			}
		}
		if _, debug := r.(*ssa.DebugRef); !debug {
			return true
		}
	}
	return false
}

// keepsHeld reports whether fn is a method that is known to release no lock of its
// caller's, such as one that reads what the lock guards.
func (p *Package) keepsHeld(fn *ssa.Function) bool {
	if fn.Signature.Recv() == nil {
		return false
	}
	if own := p.ownFunction(fn); own != nil {
		return !p.unlocks(own).any
	}
	sum := p.imported(funcObject(fn))
	return sum != nil && !releasesLock(sum)
}

// isLock reports whether addr is the address of a type whose methods lock it.
func (p *Package) isLock(addr ssa.Value) bool {
	ptr, ok := addr.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	return ok && named.Obj().Pkg() != nil && (protocol.Imported(named.Obj().Pkg().Path()) || p.cfg.Declared.Locks(named))
}

// loseShared gives up the locks that a function of which nothing is known might
// release. A function fn of this package, if it is one, may also release what it
// takes again later; which of its objects is not asked.
func (w *walker) loseShared(st *state, fn *ssa.Function) {
	unlocked := w.unlocks(fn).vars
	for _, g := range sortedKeys(st.acqs) {
		if a := st.acqs[g]; a.object != nil && !a.input && !a.released.IsValid() && (unlocked[a.variable] || w.releasedApart(a.variable)) {
			w.escape(st, g) // for the starter of this goroutine, too
		}
	}
}

// loseUnlockable gives up the locks that the function value fn, which unknown
// code gets, might release.
func (w *walker) loseUnlockable(st *state, fn sym.Value) {
	if fn.Fn != nil && !w.unlocks(fn.Fn).any {
		return
	}
	var seen *valueSet
	for _, g := range sortedKeys(st.acqs) {
		a := st.acqs[g]
		if a.object == nil || a.input || a.escaped || a.released.IsValid() {
			continue
		}
		if seen == nil {
			seen = newSet()
			defer seen.free()
			st.reach(seen, fn)
		}
		if leadsTo(seen, a.object) {
			w.escapeGuard(st, g)
		}
	}
}

// leadsTo reports whether obj is part of something in seen.
func leadsTo(seen *valueSet, obj sym.Value) bool {
	for o := obj; o != nil; o = o.Args[0] {
		if seen.has(o) {
			return true
		}
		if len(o.Args) == 0 {
			break
		}
	}
	return false
}
