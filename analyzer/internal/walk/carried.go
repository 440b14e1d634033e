package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// A guard may travel in a context, as a span does. Where its function returns the
// context, or keeps it, whoever has that finds the guard there: it is no leak.
// Most contexts are handed to callees only, which leave the guard alone.

// noteCarried notes that the guard which a call returns travels in a context that
// outlives the function.
func (w *walker) noteCarried(st *state, result sym.Value, instr *ssa.Call) {
	parts := []sym.Value{result}
	if result.Kind == sym.Tuple {
		parts = result.Args
	}
	for _, g := range parts {
		if g.Kind != sym.Guard {
			continue
		}
		if x := st.acqs[g]; x != nil && x.kind.Carried && !x.carried && w.keepsContext(instr) {
			st.update(g, func(x *acq) { x.carried = true })
		}
	}
}

// keepsContext reports whether a context among the results of call, or what is
// made of it, is returned or stored.
func (p *Package) keepsContext(call *ssa.Call) bool {
	kept, ok := p.kept[call]
	if !ok {
		kept = followContext(call)
		p.kept[call] = kept
	}
	return kept
}

func followContext(call *ssa.Call) bool {
	seen := make(map[ssa.Value]bool)
	var work []ssa.Value
	add := func(v ssa.Value) {
		if !seen[v] {
			seen[v] = true
			work = append(work, v)
		}
	}
	contextsOf(call, add)
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if v.Referrers() == nil {
			continue
		}
		for _, r := range *v.Referrers() {
			switch r := r.(type) {
			case *ssa.Return, *ssa.Send, *ssa.MapUpdate:
				return true
			case *ssa.Store:
				if r.Val != v {
					continue
				}
				variable, ok := r.Addr.(*ssa.Alloc)
				if !ok {
					return true
				}
				for _, load := range *variable.Referrers() {
					if load, ok := load.(*ssa.UnOp); ok {
						add(load)
					}
				}
			case *ssa.Phi:
				add(r)
			case *ssa.MakeInterface:
				add(r)
			case *ssa.ChangeInterface:
				add(r)
			case *ssa.TypeAssert:
				add(r)
			case *ssa.Extract:
				add(r)
			case *ssa.Call:
				contextsOf(r, add)
			}
		}
	}
	return false
}

// contextsOf yields the results of call that are a context, or from which one can
// be had, as from an HTTP request.
func contextsOf(call *ssa.Call, yield func(ssa.Value)) {
	results, ok := call.Type().(*types.Tuple)
	if !ok {
		if leadsToContext(call.Type()) {
			yield(call)
		}
		return
	}
	for _, r := range *call.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && leadsToContext(results.At(x.Index).Type()) {
			yield(x)
		}
	}
}

func leadsToContext(t types.Type) bool {
	if isContext(t) {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "Context")
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	results := fn.Signature().Results()
	return fn.Signature().Params().Len() == 0 && results.Len() == 1 && isContext(results.At(0).Type())
}

func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}
