package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// slicer computes a fnInfo by a backward slice with control dependence.
type slicer struct {
	*Package
	in     *fnInfo
	blocks map[*ssa.BasicBlock]bool        // blocks whose execution matters
	roots  map[ssa.Value]bool              // variables whose contents matter
	stores map[ssa.Value][]ssa.Instruction // stores by the variable they write
	taint  map[ssa.Value]bool              // values that may lead to a guard
	work   []ssa.Value
}

func (s *slicer) run() {
	fn := s.in.fn
	for _, v := range fn.Params {
		s.value(v)
	}
	for _, v := range fn.FreeVars {
		s.value(v)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Store:
				r := rootOf(instr.Addr)
				s.stores[r] = append(s.stores[r], instr)
			case *ssa.Call:
				for _, a := range instr.Call.Args {
					for _, a := range variadic(a) {
						switch a.Type().Underlying().(type) {
						case *types.Pointer, *types.Interface:
							r := rootOf(a)
							s.stores[r] = append(s.stores[r], instr)
						}
					}
				}
				if callee := s.touch.ownCallee(&instr.Call); callee != nil {
					for _, g := range s.globalWrites(callee) {
						s.stores[g] = append(s.stores[g], instr)
					}
				}
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if s.seed(instr) {
				s.instruction(instr)
			}
		}
	}
	s.drain()
	s.losing()
	s.correlated()
	s.in.once = onceOnly(s.in)
}

// seed reports whether instr matters by itself.
func (s *slicer) seed(instr ssa.Instruction) bool {
	if _, rule := s.declaredUse(instr); rule != nil {
		return true
	}
	switch instr := instr.(type) {
	case *ssa.Return, *ssa.Panic, *ssa.RunDefers, *ssa.Go, *ssa.Defer:
		return true
	case *ssa.Call:
		if s.touch.call(&instr.Call) {
			return true
		}
		if op, ok := s.cfg.Effects.At(instr.Pos()); ok && op.matters() {
			return true
		}
		if op := atomicCall(&instr.Call); op != "" && op != "Load" {
			switch rootOf(instr.Call.Args[0]).(type) {
			case *ssa.FreeVar, *ssa.Parameter:
				return true // a caller sees it change
			}
		}
		for _, a := range instr.Call.Args {
			if s.touch.carries(a) {
				return true
			}
		}
		return instr.Call.IsInvoke() && s.touch.callback(instr.Call.Method)
	case *ssa.Store:
		if s.touch.holdsGuard(instr.Val.Type()) || s.touch.carriesInside(instr.Val) || s.touch.literal(instr.Val) {
			return true
		}
		if s.in.plain {
			_, outside := storesTo(instr.Addr)
			return outside
		}
		// What a caller sees change: a captured variable, or a flag behind a
		// parameter.
		switch rootOf(instr.Addr).(type) {
		case *ssa.FreeVar:
			return s.matters(instr.Val.Type()) || isInteger(instr.Val.Type())
		case *ssa.Parameter:
			b, ok := instr.Val.Type().Underlying().(*types.Basic)
			return ok && b.Info()&types.IsBoolean != 0
		}
		return false
	case *ssa.MapUpdate:
		return s.touch.carries(instr.Value)
	case *ssa.Send:
		if s.touch.carries(instr.X) {
			return true
		}
	case *ssa.Select:
		for _, st := range instr.States {
			if st.Send != nil && s.touch.carries(st.Send) {
				return true
			}
		}
	}
	_, ok := s.cfg.Effects.At(instr.Pos())
	return ok && instr.Pos().IsValid()
}

func (s *slicer) drain() {
	for len(s.work) > 0 {
		v := s.work[len(s.work)-1]
		s.work = s.work[:len(s.work)-1]
		if instr, ok := v.(ssa.Instruction); ok {
			s.define(instr, v)
		}
	}
}

// instruction marks instr as relevant, with what it reads and what decides
// whether it runs.
func (s *slicer) instruction(instr ssa.Instruction) {
	if s.in.relevant[instr] {
		return
	}
	s.in.relevant[instr] = true
	if v, ok := instr.(ssa.Value); ok {
		s.value(v)
	}
	ret, isReturn := instr.(*ssa.Return)
	for _, op := range instr.Operands(nil) {
		if *op == nil {
			continue
		}
		if isReturn && ret != nil && !s.returned(*op) {
			continue
		}
		s.value(*op)
	}
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		for _, a := range instr.Common().Args {
			s.variable(a)
		}
		s.variable(instr.Common().Value)
	case *ssa.Store:
		s.variable(instr.Val)
	case *ssa.Return:
		for _, r := range instr.Results {
			if s.returned(r) {
				s.variable(r)
			}
		}
	case *ssa.RunDefers:
	}
	s.block(instr.Block())
}

// returned reports whether the result v tells a caller anything.
func (s *slicer) returned(v ssa.Value) bool {
	return s.matters(v.Type()) || s.chosen(v, make(map[ssa.Value]bool))
}

// matters reports whether a result of type t tells a caller anything.
func (s *slicer) matters(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return s.in.plain || u.Info()&types.IsBoolean != 0
	case *types.Interface, *types.Signature, *types.Pointer, *types.Struct:
		return true
	}
	return s.touch.holdsGuard(t)
}

// block marks b as mattering: the branches that decide whether it runs matter.
func (s *slicer) block(b *ssa.BasicBlock) {
	if s.blocks[b] {
		return
	}
	s.blocks[b] = true
	for _, d := range s.in.flow.ControlDeps(b) {
		s.decide(d)
	}
}

func (s *slicer) decide(b *ssa.BasicBlock) {
	if s.in.branch[b] {
		return
	}
	s.in.branch[b] = true
	if i, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		s.value(i.Cond)
	}
	s.block(b)
}

// value marks v as relevant.
func (s *slicer) value(v ssa.Value) {
	switch v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.Builtin, *ssa.Global, nil:
		return
	}
	if _, ok := s.in.index[v]; ok {
		return
	}
	s.in.index[v] = len(s.in.values)
	s.in.values = append(s.in.values, v)
	s.work = append(s.work, v)
}

// define marks what the relevant value v, defined by instr, is made of.
func (s *slicer) define(instr ssa.Instruction, v ssa.Value) {
	switch instr := instr.(type) {
	case *ssa.Phi:
		for _, e := range instr.Edges {
			s.value(e)
			s.pointer(e)
		}
		for _, p := range instr.Block().Preds {
			if len(p.Succs) > 1 {
				s.decide(p)
			}
			for _, d := range s.in.flow.ControlDeps(p) {
				s.decide(d)
			}
		}
		return
	case *ssa.UnOp:
		s.value(instr.X)
		s.variable(instr.X)
		return
	case *ssa.MakeClosure:
		for _, b := range instr.Bindings {
			s.value(b)
			s.variable(b)
		}
		return
	case *ssa.Call:
		switch {
		case s.in.relevant[instr] || pureResult(&instr.Call) != nil || measures(&instr.Call):
		case atomicCall(&instr.Call) != "" || s.answersCall(&instr.Call):
			s.in.relevant[instr] = true
			for _, a := range instr.Call.Args {
				s.variable(a)
			}
		default:
			return // its result is an unknown value
		}
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil {
			s.value(*op)
			s.pointer(*op)
		}
	}
}

func (s *slicer) pointer(v ssa.Value) {
	if _, ok := v.Type().Underlying().(*types.Pointer); ok {
		s.variable(v)
	}
}

// variable marks the variable behind address v, if it is one, as mattering: so
// do all stores to it, and the calls that may write it.
func (s *slicer) variable(v ssa.Value) {
	if v == nil {
		return
	}
	r := rootOf(v)
	if s.roots[r] {
		return
	}
	s.roots[r] = true
	for _, instr := range s.stores[r] {
		if c, ok := instr.(*ssa.Call); !ok || s.callWrites(&c.Call) {
			s.instruction(instr)
		}
	}
}

// rootOf is the value from which address v is derived.
func rootOf(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.UnOp:
			// A pointer that was loaded: its own variable stands for it.
			v = x.X
		default:
			return v
		}
	}
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}
