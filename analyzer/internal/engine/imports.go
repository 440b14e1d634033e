package engine

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/facts"
)

// imports gives the facts of the packages that a package imports. The drivers
// hand over those of direct imports alone, so each package passes on what it
// knows of the methods of the types that its own API mentions (see passOn): a
// caller can meet a type whose package it does not import.
type imports struct {
	pass  *analysis.Pass
	facts map[*types.Package]*facts.Package
}

func newImports(pass *analysis.Pass) *imports {
	return &imports{pass: pass, facts: make(map[*types.Package]*facts.Package)}
}

// of returns the fact of a directly imported package, or nil.
func (im *imports) of(pkg *types.Package) *facts.Package {
	f, ok := im.facts[pkg]
	if !ok {
		f = new(facts.Package)
		if !im.pass.ImportPackageFact(pkg, f) {
			f = nil
		}
		im.facts[pkg] = f
	}
	return f
}

// foreignKey names a function of another package in the fact of this one.
func foreignKey(pkg *types.Package, key string) string { return pkg.Path() + "|" + key }

// effect returns what a function of another package may block on. A package
// exports nothing of what has nothing to tell.
func (im *imports) effect(fn *types.Func) *facts.Effect {
	if fn.Pkg() == nil || fn.Pkg() == im.pass.Pkg {
		return nil
	}
	key := facts.FuncKey(fn)
	if f := im.of(fn.Pkg()); f != nil {
		if e := f.Effects[key]; e != nil {
			return e
		}
		return &facts.Effect{}
	}
	key = foreignKey(fn.Pkg(), key)
	for _, imp := range im.pass.Pkg.Imports() {
		if f := im.of(imp); f != nil && f.Effects[key] != nil {
			return f.Effects[key]
		}
	}
	return &facts.Effect{}
}

// summary returns what the function of pkg called key does to guards, or nil.
func (im *imports) summary(pkg *types.Package, key string) *facts.Summary {
	if pkg == im.pass.Pkg {
		return nil
	}
	if f := im.of(pkg); f != nil {
		return f.Summaries[key]
	}
	key = foreignKey(pkg, key)
	for _, imp := range im.pass.Pkg.Imports() {
		if f := im.of(imp); f != nil && f.Summaries[key] != nil {
			return f.Summaries[key]
		}
	}
	return nil
}

// ends reports whether a function of another package never returns.
func (im *imports) ends(fn *types.Func) bool {
	return fn.Pkg() != nil && im.summary(fn.Pkg(), facts.FuncKey(fn.Origin())).NeverReturns()
}

// methods names the methods that do something to guards, going by the imported
// packages' summaries.
func (im *imports) methods() map[string]bool {
	names := make(map[string]bool)
	for _, imp := range im.pass.Pkg.Imports() {
		f := im.of(imp)
		if f == nil {
			continue
		}
		for key, s := range f.Summaries {
			_, key, _ = cutForeign(key)
			if s.Inert() {
				continue
			}
			if _, name, ok := strings.Cut(key, "."); ok && !strings.Contains(name, "$") {
				names[name] = names[name] || s.Deals()
			}
		}
	}
	return names
}

func cutForeign(key string) (path, own string, foreign bool) {
	if path, own, ok := strings.Cut(key, "|"); ok {
		return path, own, true
	}
	return "", key, false
}

// passOn adds to fact what is known of the methods of other packages' types
// that the exported API of this package mentions.
func (im *imports) passOn(fact *facts.Package) {
	seen := make(map[types.Type]bool)
	var mentioned []*types.Named
	defer func() { im.passOnDirectives(fact, mentioned) }()
	var mention func(t types.Type)
	mention = func(t types.Type) {
		t = types.Unalias(t)
		if seen[t] {
			return
		}
		seen[t] = true
		switch t := t.(type) {
		case *types.Named:
			if t.Obj().Pkg() != nil && t.Obj().Pkg() != im.pass.Pkg && !catalogue.IsStd(t.Obj().Pkg().Path()) {
				im.passOnMethods(fact, t)
				mentioned = append(mentioned, t)
			}
		case *types.Pointer:
			mention(t.Elem())
		case *types.Slice:
			mention(t.Elem())
		case *types.Array:
			mention(t.Elem())
		case *types.Map:
			mention(t.Elem())
		case *types.Chan:
			mention(t.Elem())
		case *types.Tuple:
			for v := range t.Variables() {
				mention(v.Type())
			}
		case *types.Signature:
			mention(t.Params())
			mention(t.Results())
		case *types.Struct:
			for f := range t.Fields() {
				if f.Exported() || f.Embedded() {
					mention(f.Type())
				}
			}
		}
	}
	scope := im.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if !obj.Exported() {
			continue
		}
		mention(obj.Type())
		if named, ok := types.Unalias(obj.Type()).(*types.Named); ok && named.Obj() == obj {
			mention(named.Underlying())
			for m := range named.Methods() {
				if m.Exported() {
					mention(m.Type())
				}
			}
		}
	}
}

func (im *imports) passOnMethods(fact *facts.Package, t *types.Named) {
	for m := range t.Origin().Methods() {
		key := facts.FuncKey(m)
		if e := im.effect(m); !e.Empty() {
			fact.Effects[foreignKey(m.Pkg(), key)] = e
		}
		if s := im.summary(m.Pkg(), key); s != nil && !s.Plain {
			fact.Summaries[foreignKey(m.Pkg(), key)] = s
		}
	}
}
