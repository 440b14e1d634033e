package walk

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// holdsGuard reports whether a value of type t can lead to a guard that its
// type names.
func (t *touching) holdsGuard(typ types.Type) bool {
	got, ok := t.guards[typ]
	if !ok {
		got = t.search(typ, func(types.Type) bool { return false }, t.guards)
	}
	return got
}

// mayCarry reports whether a value of type t can lead to a guard at all: one
// that its type names, one behind a function that is bound to it, or one in an
// interface. Types of other packages hide no guard that was not given to them.
func (t *touching) mayCarry(typ types.Type) bool {
	got, ok := t.carry[typ]
	if !ok {
		got = t.search(typ, t.hides, t.carry)
	}
	return got
}

// hides reports whether values of type typ can lead to anything.
func (t *touching) hides(typ types.Type) bool {
	if named, ok := types.Unalias(typ).(*types.Named); ok {
		pkg := named.Obj().Pkg()
		if pkg == nil {
			return false // error
		}
		if types.IsInterface(typ) {
			return pkg.Path() != "context" && pkg.Path() != "testing"
		}
	}
	switch typ.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	}
	return false
}

// search is typeLeads with what is known already, to which it adds what it finds.
// Types refer to each other in circles, so that nothing is to be found behind one
// of them is known only when all that was looked at leads nowhere.
func (t *touching) search(typ types.Type, also func(types.Type) bool, known map[types.Type]bool) bool {
	seen := make(map[types.Type]bool)
	got := t.typeLeads(typ, also, known, seen)
	if !got {
		for typ := range seen {
			known[typ] = false
		}
	}
	return got
}

// typeLeads reports whether typ leads to a guard or to a type for which also is
// true. It does not look into the structs of the standard library.
func (t *touching) typeLeads(typ types.Type, also func(types.Type) bool, known, seen map[types.Type]bool) (leads bool) {
	if got, ok := known[typ]; ok {
		return got
	}
	if seen[typ] {
		return false
	}
	seen[typ] = true
	defer func() {
		if leads {
			known[typ] = true
		}
	}()
	if protocol.GuardOf(typ) != nil || t.p.cfg.Declared.Leads(typ) || also(typ) {
		return true
	}
	if protocol.IsOpaque(typ) {
		return false
	}
	part := func(typ types.Type) bool { return t.typeLeads(typ, also, known, seen) }
	if _, ok := types.Unalias(typ).(*types.TypeParam); ok {
		return true // a guard for all the function knows
	}
	switch u := typ.Underlying().(type) {
	case *types.Pointer:
		return part(u.Elem())
	case *types.Struct:
		if named, ok := types.Unalias(typ).(*types.Named); ok && named.TypeArgs().Len() == 0 && named.Obj().Pkg() != nil && catalogue.IsStd(named.Obj().Pkg().Path()) {
			return false
		}
		for i := range u.NumFields() {
			if part(u.Field(i).Type()) {
				return true
			}
		}
	case *types.Slice:
		return part(u.Elem())
	case *types.Array:
		return part(u.Elem())
	case *types.Map:
		return part(u.Key()) || part(u.Elem())
	case *types.Chan:
		return part(u.Elem())
	case *types.Tuple:
		for i := range u.Len() {
			if part(u.At(i).Type()) {
				return true
			}
		}
	}
	return false
}

// carries reports whether v can lead to a guard: by its type, or as a function
// or an interface that holds one.
func (t *touching) carries(v ssa.Value) bool {
	if t.holdsGuard(v.Type()) {
		return true
	}
	if _, ok := v.Type().Underlying().(*types.Signature); ok {
		return true
	}
	return t.carriesInside(v)
}

// carriesInside is carries for what v wraps: the concrete value in an
// interface, what a function literal or a method value is bound to, and the
// arguments behind the slice of a variadic parameter.
func (t *touching) carriesInside(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.MakeClosure:
		for _, b := range v.Bindings {
			if t.holdsGuard(b.Type()) {
				return true
			}
		}
	case *ssa.MakeInterface:
		return t.carries(v.X)
	case *ssa.ChangeInterface:
		return t.carriesInside(v.X)
	case *ssa.Slice:
		alloc, ok := v.X.(*ssa.Alloc)
		if !ok {
			return false
		}
		for _, r := range *alloc.Referrers() {
			elem, ok := r.(*ssa.IndexAddr)
			if !ok {
				continue
			}
			for _, u := range *elem.Referrers() {
				if st, ok := u.(*ssa.Store); ok && st.Addr == elem && t.carries(st.Val) {
					return true
				}
			}
		}
	}
	return false
}
