package walk

import "golang.org/x/tools/go/ssa"

// endless lists the functions of the package that never end, whatever their
// conditions: all ways through them come to a loop without exit, the end of the
// process, or a call of another such function.
func (t *touching) endless() map[*ssa.Function]bool {
	ends := make(map[*ssa.Function]bool)
	order := t.calleesFirst()
	for changed := true; changed; {
		changed = false
		for _, fn := range order {
			if !ends[fn] && t.canEnd(fn, ends) {
				ends[fn] = true
				changed = true
			}
		}
	}
	out := make(map[*ssa.Function]bool)
	for _, fn := range order {
		if !ends[fn] {
			out[fn] = true
		}
	}
	return out
}

// calleesFirst orders the functions with bodies so that most callees come
// before their callers, and one round over them settles most.
func (t *touching) calleesFirst() []*ssa.Function {
	var order []*ssa.Function
	seen := make(map[*ssa.Function]bool)
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if fn == nil || seen[fn] || fn.Blocks == nil {
			return
		}
		seen[fn] = true
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if c, ok := instr.(*ssa.Call); ok {
					visit(t.ownCallee(&c.Call))
				}
			}
		}
		order = append(order, fn)
	}
	for _, fn := range t.all {
		visit(fn)
	}
	return order
}

// ownCallee is the function of this package that c surely calls, or nil.
func (t *touching) ownCallee(c *ssa.CallCommon) *ssa.Function {
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	return t.p.ownFunction(fn)
}

// canEnd reports whether fn can return, panic or exit its goroutine if the
// functions in ends, and those of other packages, can.
func (t *touching) canEnd(fn *ssa.Function, ends map[*ssa.Function]bool) bool {
	seen := make([]bool, len(fn.Blocks))
	work := []*ssa.BasicBlock{fn.Blocks[0]}
	seen[fn.Blocks[0].Index] = true
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		switch t.blockEnds(b, ends) {
		case blockEnds:
			return true
		case blockHangs:
			continue
		}
		for _, s := range b.Succs {
			if !seen[s.Index] {
				seen[s.Index] = true
				work = append(work, s)
			}
		}
	}
	return false
}

type blockEnd uint8

const (
	blockGoesOn blockEnd = iota
	blockEnds
	blockHangs
)

func (t *touching) blockEnds(b *ssa.BasicBlock, ends map[*ssa.Function]bool) blockEnd {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case *ssa.Return, *ssa.Panic:
			return blockEnds
		case *ssa.Call:
			if fn := t.ownCallee(&instr.Call); fn != nil && fn.Blocks != nil && !ends[fn] {
				return blockHangs
			}
		}
	}
	return blockGoesOn
}
