package walk

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/facts"
)

// Short functions without loops that do nothing to guards are followed for what
// their results tell: a getter, a predicate, a constructor of errors. Their
// summaries hold conditions and exits only, and are made when a result is
// needed.

// Bounds of what is followed.
const (
	maxAnswerInstrs = 96
	maxAnswerNodes  = 48
)

// answer is what the results of fn, a function of this package without
// protocol, tell; nil if that is nothing.
func (p *Package) answer(fn *ssa.Function) *facts.Summary {
	if sum, ok := p.answers[fn]; ok {
		return sum
	}
	p.answers[fn] = nil // in case it meets itself
	keeps, ok := p.answering(fn)
	if !ok {
		return nil
	}
	w := p.newWalker(fn, false)
	w.plain = true
	sum := w.walk().Summary
	if sum.Opaque || len(sum.Nodes) == 0 || len(sum.Nodes) > maxAnswerNodes {
		return nil
	}
	p.forgetConstants(fn, sum)
	if len(sum.Nodes) == 0 {
		return nil
	}
	sum.Plain, sum.Keeps = true, keeps
	p.answers[fn] = sum
	return sum
}

// forgetConstants makes the results unknown that are the same constant at every
// exit of a function that does nothing to guards, and runs nothing that it is
// given. Such a function is a placeholder, for another platform or for code to
// come: its callers decide as if it might give another. That a result is not nil
// is kept, since constructors are like that.
func (p *Package) forgetConstants(fn *ssa.Function, s *facts.Summary) {
	if p.usesProtocol(fn) {
		return
	}
	var exits []*facts.Node
	for i := range s.Nodes {
		switch n := &s.Nodes[i]; n.Kind {
		case facts.NodeExit:
			if n.Outcome == facts.Returns {
				exits = append(exits, n)
			}
		case facts.NodeAssume, facts.NodeBlock:
		default:
			return
		}
	}
	changed := false
	for i := 0; len(exits) > 0 && i < len(exits[0].Results); i++ {
		first := exits[0].Results[i]
		switch first.Kind {
		case facts.NilVal, facts.BoolVal, facts.NumVal, facts.StringVal:
		default:
			continue
		}
		if slices.ContainsFunc(exits, func(n *facts.Node) bool { return n.Results[i].Kind != first.Kind || n.Results[i].Str != first.Str }) {
			continue
		}
		for _, n := range exits {
			n.Results[i] = facts.Value{}
		}
		changed = true
	}
	if changed {
		s.Minimize()
	}
}

// usesProtocol reports whether fn calls a guarded API itself, also where its
// summary has nothing to tell of it: what SetCurrent does, a Release undoes.
func (p *Package) usesProtocol(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				if obj := calledObject(call.Common()); obj != nil && p.row(obj) != nil {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, p.usesProtocol)
}

// Answer is what the results of a function that is not walked tell, or nil.
func (p *Package) Answer(fn *ssa.Function) *facts.Summary {
	if p.touch.fns[fn] {
		return nil
	}
	return p.answer(fn)
}

// answerOf is what the results of a function tell that does nothing to guards;
// nil if that is nothing, or if it does.
func (p *Package) answerOf(obj *types.Func) *facts.Summary {
	if obj.Pkg() != p.cfg.SSA.Pkg {
		if sum := p.imported(obj); sum != nil && sum.Plain {
			return sum
		}
		return nil
	}
	if fn := p.ownObject(obj); fn != nil && !p.touch.fns[fn] {
		return p.answer(fn)
	}
	return nil
}

// answers reports whether the result of the call c can be told from what is
// known of its arguments.
func (p *Package) answersCall(c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	if fn == nil {
		return false
	}
	if fn.Parent() != nil {
		return p.shortLiteral(fn)
	}
	obj := funcObject(fn)
	return obj != nil && p.answerOf(obj) != nil
}

// shortLiteral reports whether the function literal fn is worth running for its
// result.
func (p *Package) shortLiteral(fn *ssa.Function) bool {
	n := 0
	for _, b := range fn.Blocks {
		if n += len(b.Instrs); n > maxAnswerInstrs || p.info(fn).flow.InLoop(b) {
			return false
		}
	}
	return n > 0 && fn.Signature.Results().Len() > 0
}

// answering reports whether fn can be followed for what its results tell, and
// whether it does more to what it is given than its summary will say.
func (p *Package) answering(fn *ssa.Function) (keeps, ok bool) {
	if fn.Blocks == nil || fn.Parent() != nil || fn.Recover != nil {
		return false, false
	}
	in := p.info(fn)
	n := 0
	tells := fn.Signature.Results().Len() > 0
	loops := Filters(fn.Signature)
	for _, b := range fn.Blocks {
		if n += len(b.Instrs); n > maxAnswerInstrs || in.flow.InLoop(b) && !loops {
			return false, false
		}
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Go, *ssa.Defer, *ssa.Panic, *ssa.MakeClosure:
				return false, false
			case *ssa.Store:
				if isVariadic(instr.Addr) && !p.touch.mayCarry(instr.Val.Type()) {
					continue
				}
				known, outside := storesTo(instr.Addr)
				if _, global := instr.Addr.(*ssa.Global); global {
					_, known = instr.Val.(*ssa.Const)
				}
				keeps = keeps || !known
				tells = tells || outside
			case *ssa.MapUpdate, *ssa.Send, *ssa.Select:
				keeps = true
			case *ssa.UnOp:
				keeps = keeps || instr.Op == token.ARROW
			case *ssa.Call:
				keeps = keeps || p.callKeeps(&instr.Call)
			}
		}
	}
	return keeps, tells
}

// Filters reports whether a function of that signature takes an error and
// returns one, or a verdict on it: a loop in it most likely compares the error
// with others.
func Filters(sig *types.Signature) bool {
	isError := func(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }
	if sig.Results().Len() != 1 {
		return false
	}
	result := sig.Results().At(0).Type()
	if b, ok := result.Underlying().(*types.Basic); !isError(result) && (!ok || b.Info()&types.IsBoolean == 0) {
		return false
	}
	for v := range sig.Params().Variables() {
		if isError(v.Type()) {
			return true
		}
	}
	return false
}

// isVariadic reports whether addr is an element of the arguments of a variadic
// call, such as append.
func isVariadic(addr ssa.Value) bool {
	elem, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	array, ok := elem.X.(*ssa.Alloc)
	return ok && array.Comment == "varargs"
}

// storesTo reports whether the walk knows which cell the address v is, and
// whether callers can see it.
func storesTo(v ssa.Value) (known, outside bool) {
	for {
		switch x := v.(type) {
		case *ssa.Alloc:
			return true, x.Heap
		case *ssa.Parameter:
			return true, true
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		default:
			return false, true
		}
	}
}

// callWrites reports whether the call c may write behind a pointer that it is
// given.
func (p *Package) callWrites(c *ssa.CallCommon) bool {
	if op := atomicCall(c); op != "" {
		return op != "Load"
	}
	if fn := c.StaticCallee(); fn != nil && fn.Parent() == nil {
		if obj := funcObject(fn); obj != nil {
			if sum := p.answerOf(obj); sum != nil && !sum.Keeps {
				return sum.Writes()
			}
		}
	}
	return p.callKeeps(c)
}

// callKeeps reports whether the call c may write, or keep, what it is given.
func (p *Package) callKeeps(c *ssa.CallCommon) bool {
	if b, ok := c.Value.(*ssa.Builtin); ok && !c.IsInvoke() {
		switch b.Name() {
		case "len", "cap", "min", "max", "append", "real", "imag", "complex", "ssa:wrapnilchk":
			return false
		}
		return true
	}
	fn := c.StaticCallee()
	if fn == nil {
		return true
	}
	obj := funcObject(fn)
	if obj == nil {
		return true
	}
	if onlyReads(obj) {
		return false
	}
	sum := p.answerOf(obj)
	return sum == nil || sum.Keeps
}
