package directive

import (
	"go/types"
)

// inherit finds the methods of this package that implement a method of an
// interface for which a state is declared. A method that implements several
// such methods, declared for different states, runs in none that is known.
func (t *Table) inherit() {
	t.inherited = make(map[*types.Func]*Rule)
	conflict := make(map[*types.Func]bool)
	ifaces := t.interfaces()
	if len(ifaces) == 0 {
		return
	}
	scope := t.pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		for obj, methods := range ifaces {
			if !implements(tn, obj) {
				continue
			}
			for method, rule := range methods {
				found, _, _ := types.LookupFieldOrMethod(tn.Type(), true, obj.Pkg(), method)
				fn, ok := found.(*types.Func)
				if !ok || fn.Pkg() != t.pkg || types.IsInterface(fn.Signature().Recv().Type()) {
					continue
				}
				fn = fn.Origin()
				have := t.inherited[fn]
				switch {
				case have == nil:
					t.inherited[fn] = rule
				case have.Run != rule.Run:
					conflict[fn] = true
				case rule.Of < have.Of:
					t.inherited[fn] = rule
				}
			}
		}
	}
	for fn := range conflict {
		delete(t.inherited, fn)
	}
}

// interfaces lists the interface types with the methods that are declared to run
// in a state.
func (t *Table) interfaces() map[*types.TypeName]map[string]*Rule {
	out := make(map[*types.TypeName]map[string]*Rule)
	add := func(obj *types.TypeName, method string, rule *Rule) {
		if _, ok := obj.Type().(*types.Named); !ok {
			return
		}
		if out[obj] == nil {
			out[obj] = make(map[string]*Rule)
		}
		if out[obj][method] == nil || rule.Of != obj.Name() {
			out[obj][method] = rule // a method's own directive counts
		}
	}
	for obj, rule := range t.rules {
		if rule.Run == "" {
			continue
		}
		switch obj := obj.(type) {
		case *types.TypeName:
			if iface, ok := obj.Type().Underlying().(*types.Interface); ok {
				for m := range iface.Methods() {
					if own := t.rules[m]; own == nil || own.Run == "" {
						add(obj, m.Name(), rule)
					}
				}
			}
		case *types.Func:
			recv := obj.Signature().Recv()
			if recv == nil {
				continue
			}
			if named := namedOf(recv.Type()); named != nil && types.IsInterface(named) {
				add(named.Obj(), obj.Name(), rule)
			}
		}
	}
	return out
}
