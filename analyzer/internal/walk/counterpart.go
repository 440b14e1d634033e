package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// counterparts says which fields and package-level variables hold a lock that
// may be released elsewhere than where it was acquired.
type counterparts struct {
	apart map[types.Object]bool // released by a function that does not acquire it, or in unknown hands
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

func (p *Package) pairLocks() *counterparts {
	c := &counterparts{apart: make(map[types.Object]bool)}
	acquires := make(map[*ssa.Function]map[types.Object]bool)
	releases := make(map[*ssa.Function]map[types.Object]bool)
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
								case protocol.SharedView:
									c.apart[v] = true
								default:
									note(acquires, outer, v)
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
	return c
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
		for o := a.object; o != nil; {
			if seen.has(o) {
				w.escapeGuard(st, g)
				break
			}
			if len(o.Args) == 0 {
				break
			}
			o = o.Args[0]
		}
	}
}
