package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// Finalizers and cleanups run on a goroutine of the runtime, when the object is
// out of reach: a guard that they release is released on another goroutine. One
// that can be called off may never run, and is not judged.

// finalizes judges what the call c of obj has the runtime run later.
func (w *walker) finalizes(outs []outcome, c callee, obj *types.Func) []outcome {
	if c.instr == nil {
		return outs
	}
	var fn, arg sym.Value
	switch {
	case atFinalizer(obj) && len(c.args) == 2 && !w.clearsFinalizers():
		fn, arg = concrete(c.args[1]), concrete(c.args[0])
	case atCleanup(obj) && len(c.args) == 3 && unused(c.instr, 0):
		fn, arg = c.args[1], c.args[2]
	default:
		return outs
	}
	if fn.Kind != sym.Func {
		return outs
	}
	var next []outcome
	for _, o := range outs {
		if o.kind != facts.Returns {
			next = append(next, o)
			continue
		}
		body := callee{site: c.site, instr: c.instr, at: c.place(), fn: fn, args: []sym.Value{arg}}
		next = append(next, returns(w.spawn(o.st, c, body))...)
	}
	return next
}

func atFinalizer(fn *types.Func) bool { return isNamed(fn, "runtime.SetFinalizer") }

func atCleanup(fn *types.Func) bool { return isNamed(fn, "runtime.AddCleanup") }

// clearsFinalizers reports whether the package calls a finalizer off somewhere,
// as the Close of a type does that has one in case nobody calls it.
func (p *Package) clearsFinalizers() bool {
	if p.clears != facts.Unknown {
		return p.clears == facts.Yes
	}
	p.clears = facts.No
	for _, fn := range p.touch.all {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				c, ok := instr.(ssa.CallInstruction)
				if !ok {
					continue
				}
				obj := calledObject(c.Common())
				if obj == nil || !atFinalizer(obj) {
					continue
				}
				if k, ok := c.Common().Args[1].(*ssa.Const); ok && k.IsNil() {
					p.clears = facts.Yes
				}
			}
		}
	}
	return p.clears == facts.Yes
}
