package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// What leads to a guard without saying so by its type, such as a struct with a
// func field, is found by where it comes from. An instruction that lets it go
// where nobody follows it matters, but what decides whether it runs does not:
// a guard that escapes on one of two paths is not judged on that one.

// tainted finds the values of fn that may lead to a guard.
func (t *touching) tainted(fn *ssa.Function) map[ssa.Value]bool {
	seen := make(map[ssa.Value]bool)
	var work []ssa.Value
	mark := func(v ssa.Value) {
		if v != nil && !seen[v] {
			seen[v] = true
			work = append(work, v)
		}
	}
	for _, v := range fn.Params {
		if t.mayCarry(v.Type()) {
			mark(v)
		}
	}
	for _, v := range fn.FreeVars {
		if t.mayCarry(v.Type()) {
			mark(v)
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			v, ok := instr.(ssa.Value)
			if !ok {
				continue
			}
			switch v := v.(type) {
			case *ssa.Call:
				if t.mayCarry(v.Type()) {
					mark(v)
				}
			case *ssa.MakeClosure:
				if t.function(v.Fn.(*ssa.Function)) {
					mark(v)
				}
			default:
				if t.holdsGuard(v.Type()) {
					mark(v)
				}
			}
		}
	}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if v.Referrers() == nil {
			continue
		}
		for _, r := range *v.Referrers() {
			switch r := r.(type) {
			case *ssa.Store:
				if r.Val == v {
					mark(rootOf(r.Addr))
				}
			case *ssa.MapUpdate:
				mark(r.Map)
			case *ssa.Send:
				mark(r.Chan)
			case *ssa.BinOp:
			case ssa.Value:
				if _, raw := r.(*ssa.Convert); raw && isRaw(r.Type()) || t.mayCarry(r.Type()) {
					mark(r)
				}
			}
		}
	}
	return seen
}

// isRaw reports whether t is a type for addresses that nobody follows.
func isRaw(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.UnsafePointer || b.Kind() == types.Uintptr)
}

// losing marks the instructions that let go of tainted values.
func (s *slicer) losing() {
	s.taint = s.touch.tainted(s.in.fn)
	if len(s.taint) == 0 {
		return
	}
	for _, b := range s.in.fn.Blocks {
		for _, instr := range b.Instrs {
			if s.in.relevant[instr] && !isReturn(instr) || !s.loses(instr) {
				continue
			}
			s.in.relevant[instr] = true
			if v, ok := instr.(ssa.Value); ok {
				s.value(v)
			}
			for _, op := range instr.Operands(nil) {
				if *op != nil && (!isReturn(instr) || s.taint[*op]) {
					s.value(*op)
				}
			}
		}
	}
	s.drain()
}

func isReturn(instr ssa.Instruction) bool {
	_, ok := instr.(*ssa.Return)
	return ok
}

// loses reports whether instr takes a tainted value to where the values of the
// slice do not follow by themselves.
func (s *slicer) loses(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Store:
		return s.taint[instr.Val]
	case *ssa.MapUpdate:
		return s.taint[instr.Value] || s.taint[instr.Key]
	case *ssa.Send:
		return s.taint[instr.X]
	case *ssa.Select:
		for _, st := range instr.States {
			if st.Send != nil && s.taint[st.Send] {
				return true
			}
		}
	case *ssa.Convert:
		return isRaw(instr.Type()) && s.taint[instr.X]
	case *ssa.Call:
		for _, a := range instr.Call.Args {
			if s.taint[a] {
				return true
			}
		}
		return s.taint[instr.Call.Value]
	case *ssa.Return:
		for _, r := range instr.Results {
			if s.taint[r] {
				return true
			}
		}
	}
	return false
}
