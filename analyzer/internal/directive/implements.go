package directive

import "go/types"

// implements reports whether the type tn, or a pointer to it, implements the
// interface type of, in some instance if of is generic.
func implements(tn, of *types.TypeName) bool {
	iface := of.Type().Underlying().(*types.Interface)
	t := tn.Type()
	named, _ := of.Type().(*types.Named)
	if named != nil && named.TypeParams().Len() > 0 {
		t = ownInstance(t)
		if iface = instanceFor(named, iface, t); iface == nil {
			return false
		}
	}
	return types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)
}

// ownInstance is t with its own type parameters as arguments if it is generic.
// The parameters of its methods' receivers are others.
func ownInstance(t types.Type) types.Type {
	named, ok := t.(*types.Named)
	if !ok || named.TypeParams().Len() == 0 {
		return t
	}
	var args []types.Type
	for p := range named.TypeParams().TypeParams() {
		args = append(args, p)
	}
	if inst, err := types.Instantiate(nil, named, args, false); err == nil {
		return inst
	}
	return t
}

// instanceFor is the instance of the generic interface that t can implement,
// going by the signatures of the methods that both have; nil if there is none.
func instanceFor(generic *types.Named, iface *types.Interface, t types.Type) *types.Interface {
	u := unifier{args: make(map[*types.TypeParam]types.Type)}
	for p := range generic.TypeParams().TypeParams() {
		u.args[p] = nil
	}
	for m := range iface.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
		fn, ok := obj.(*types.Func)
		if !ok || !u.unify(m.Signature(), fn.Signature()) {
			return nil
		}
	}
	var args []types.Type
	for p := range generic.TypeParams().TypeParams() {
		if u.args[p] == nil {
			return nil
		}
		args = append(args, u.args[p])
	}
	inst, err := types.Instantiate(nil, generic, args, true)
	if err != nil {
		return nil
	}
	out, _ := inst.Underlying().(*types.Interface)
	return out
}

// A unifier finds type arguments that make one type the other.
type unifier struct {
	args map[*types.TypeParam]types.Type // nil where not known yet
}

// unify reports whether x with the arguments can be y. Where it looks no deeper,
// it asks for the same type; whether the instance is implemented is asked later.
func (u unifier) unify(x, y types.Type) bool {
	x, y = types.Unalias(x), types.Unalias(y)
	if p, ok := x.(*types.TypeParam); ok {
		if have, ours := u.args[p]; ours {
			if have == nil {
				u.args[p] = y
				return true
			}
			return types.Identical(have, y)
		}
	}
	switch x := x.(type) {
	case *types.Named:
		y, ok := y.(*types.Named)
		if !ok || x.Origin() != y.Origin() || x.TypeArgs().Len() != y.TypeArgs().Len() {
			return false
		}
		for i := range x.TypeArgs().Len() {
			if !u.unify(x.TypeArgs().At(i), y.TypeArgs().At(i)) {
				return false
			}
		}
		return true
	case *types.Pointer:
		y, ok := y.(*types.Pointer)
		return ok && u.unify(x.Elem(), y.Elem())
	case *types.Slice:
		y, ok := y.(*types.Slice)
		return ok && u.unify(x.Elem(), y.Elem())
	case *types.Array:
		y, ok := y.(*types.Array)
		return ok && x.Len() == y.Len() && u.unify(x.Elem(), y.Elem())
	case *types.Chan:
		y, ok := y.(*types.Chan)
		return ok && x.Dir() == y.Dir() && u.unify(x.Elem(), y.Elem())
	case *types.Map:
		y, ok := y.(*types.Map)
		return ok && u.unify(x.Key(), y.Key()) && u.unify(x.Elem(), y.Elem())
	case *types.Signature:
		y, ok := y.(*types.Signature)
		return ok && x.Variadic() == y.Variadic() && u.tuples(x.Params(), y.Params()) && u.tuples(x.Results(), y.Results())
	}
	return types.Identical(x, y)
}

func (u unifier) tuples(x, y *types.Tuple) bool {
	if x.Len() != y.Len() {
		return false
	}
	for i := range x.Len() {
		if !u.unify(x.At(i).Type(), y.At(i).Type()) {
			return false
		}
	}
	return true
}
