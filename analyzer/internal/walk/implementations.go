package walk

import (
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// onlyImplementation is the concrete type behind an interface method that is
// declared in this package, if exactly one type of the package implements it.
func (w *walker) onlyImplementation(m *types.Func) types.Type {
	if m.Pkg() != w.cfg.SSA.Pkg {
		return nil
	}
	if t, ok := w.single[m]; ok {
		return t
	}
	w.single[m] = nil
	iface, ok := recvType(m).Underlying().(*types.Interface)
	if !ok || fitsGuards(iface) {
		return nil
	}
	var found types.Type
	scope := w.cfg.SSA.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
			continue
		}
		for _, t := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
			if types.Implements(t, iface) {
				if found != nil || wraps(t, m) {
					return nil
				}
				found = t
				break
			}
		}
	}
	w.single[m] = found
	return found
}

// fitsGuards reports whether guards may implement iface: they are released, or
// taken, by methods without parameters and results.
func fitsGuards(iface *types.Interface) bool {
	names := protocol.MethodNames()
	for m := range iface.Methods() {
		sig := m.Signature()
		if sig.Params().Len() > 0 || sig.Results().Len() > 0 || !slices.Contains(names, m.Name()) {
			return false
		}
	}
	return true
}

// wraps reports whether t has method m of an interface that it holds in a field:
// what is there implements it too.
func wraps(t types.Type, m *types.Func) bool {
	fn, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
	f, ok := fn.(*types.Func)
	return ok && recvType(f) != nil && types.IsInterface(recvType(f))
}
