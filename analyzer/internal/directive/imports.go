package directive

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
)

// readImports takes over what the imported packages declare.
func (t *Table) readImports(in Input) {
	if in.Imported == nil {
		return
	}
	var byPath map[string]*types.Package
	for _, pkg := range in.Pkg.Imports() {
		said := in.Imported(pkg)
		for _, key := range slices.Sorted(maps.Keys(said)) {
			of, own := pkg, key
			if path, rest, ok := strings.Cut(key, "|"); ok && !strings.HasPrefix(key, typeKey) {
				if byPath == nil {
					byPath = reachable(in.Pkg)
				}
				of, own = byPath[path], rest
			}
			if of != nil && of != in.Pkg {
				t.imported(of, own, said[key])
			}
		}
	}
}

// reachable lists the packages that pkg imports, directly or not, by path.
func reachable(pkg *types.Package) map[string]*types.Package {
	all := make(map[string]*types.Package)
	var add func(*types.Package)
	add = func(p *types.Package) {
		if all[p.Path()] == nil {
			all[p.Path()] = p
			for _, q := range p.Imports() {
				add(q)
			}
		}
	}
	add(pkg)
	return all
}

// imported takes over what pkg says of the object called key.
func (t *Table) imported(pkg *types.Package, key string, lines []string) {
	obj := find(pkg, key)
	name := strings.TrimPrefix(strings.TrimPrefix(key, typeKey), fieldKey)
	for _, line := range lines {
		if g, ok := strings.CutPrefix(line, "guard "); ok {
			kind := protocol.GuardNamed(g)
			switch {
			case kind == nil:
			case obj != nil:
				t.addGuard(obj.Type(), kind, false)
			default:
				t.addFunc(name, kind, false)
			}
			continue
		}
		if obj == nil {
			continue
		}
		to, called := obj, name
		fn, _ := obj.(*types.Func)
		i, rest, ok := paramOf(line)
		if ok {
			if fn == nil || i >= fn.Signature().Params().Len() {
				continue
			}
			v := fn.Signature().Params().At(i)
			to, called = v, v.Name()+" of "+name
		}
		rule := t.rules[to]
		if rule == nil {
			rule = &Rule{Param: -1}
			t.rules[to] = rule
		}
		rule.parse(rest, called, fn != nil && fn.Signature().Recv() != nil)
	}
}

// find returns the object of pkg called key, nil if there is none.
func find(pkg *types.Package, key string) types.Object {
	scope := pkg.Scope()
	if name, ok := strings.CutPrefix(key, typeKey); ok {
		if obj, ok := scope.Lookup(name).(*types.TypeName); ok {
			return obj
		}
		return nil
	}
	if name, ok := strings.CutPrefix(key, fieldKey); ok {
		owner, name, _ := strings.Cut(name, ".")
		obj, ok := scope.Lookup(owner).(*types.TypeName)
		if !ok {
			return nil
		}
		if s, ok := obj.Type().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				if f.Name() == name {
					return f
				}
			}
		}
		return nil
	}
	owner, name, ok := strings.Cut(key, ".")
	if !ok {
		if fn, ok := scope.Lookup(key).(*types.Func); ok {
			return fn
		}
		return nil
	}
	tn, ok := scope.Lookup(owner).(*types.TypeName)
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, pkg, name)
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return nil
}
