package walk

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// Code that runs on an event loop holds the loop, from its entry to its end,
// like a lock that nobody can release.

// handler makes a call that has fn called on an event loop.
func (w *walker) handler(st *state, c callee, row *protocol.Func, fn sym.Value) []outcome {
	if fn != nil && fn.Kind == sym.Iface {
		fn = fn.Args[0]
	}
	if fn != nil && fn != w.space.Nil() {
		s := c.site
		if fn.Kind == sym.Func {
			if obj := funcObject(fn.Fn); obj != nil {
				s.name = obj.Name()
			}
		}
		body := callee{site: s, instr: c.instr, at: c.place(), fn: fn, loop: row.Loop}
		var outs []outcome
		for _, st := range w.spawn(st, c, body) {
			outs = append(outs, w.unknownResult(st, c)...)
		}
		return outs
	}
	return w.unknownResult(st, c)
}

// onLoop makes st's goroutine run on the event loop of that name, if any.
func (w *walker) onLoop(st *state, loop string) {
	if loop == "" {
		return
	}
	v := w.space.Global("event loop")
	st.setAcq(&acq{value: v, object: v, kind: protocol.LoopHold(), pos: w.fn.Pos(), name: loop, gor: st.gor.id, pseudo: true, event: w.entry})
}

// loopOf is the event loop that calls fn because of the interface that its
// receiver implements, or "".
func (p *Package) loopOf(fn *ssa.Function) string {
	recv := fn.Signature.Recv()
	if recv == nil || fn.Parent() != nil {
		return ""
	}
	for _, imp := range p.cfg.SSA.Pkg.Imports() {
		for _, i := range protocol.Interfaces(imp.Path()) {
			if !slices.Contains(i.Methods, fn.Name()) {
				continue
			}
			tn, ok := imp.Scope().Lookup(i.Name).(*types.TypeName)
			if !ok {
				continue
			}
			iface, ok := tn.Type().Underlying().(*types.Interface)
			if ok && implements(recv.Type(), iface) {
				return i.Loop + ", which calls " + fn.Name()
			}
		}
	}
	return ""
}

func implements(t types.Type, iface *types.Interface) bool {
	if types.Implements(t, iface) {
		return true
	}
	_, isPtr := types.Unalias(t).(*types.Pointer)
	return !isPtr && types.Implements(types.NewPointer(t), iface)
}
