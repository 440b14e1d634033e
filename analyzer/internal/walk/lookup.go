package walk

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

var emptyStruct = types.NewStruct(nil, nil)

// cellType is the type of the cell at path in an object of this walk.
func (w *walker) cellType(o sym.Value, path string) types.Type {
	at, ok := w.allocs[o]
	if !ok {
		return nil
	}
	t, _ := partAt(at.Type().Underlying().(*types.Pointer).Elem(), path)
	return t
}

// partAt is the type of the part at path of a value of type t, and how the
// source selects it; nil if there is none.
func partAt(t types.Type, path string) (types.Type, string) {
	var text strings.Builder
	for path != "" {
		p := path[1:]
		path = ""
		if i := strings.IndexByte(p, '.'); i >= 0 {
			p, path = p[:i], p[i:]
		}
		n, err := strconv.Atoi(p)
		if err != nil {
			return nil, ""
		}
		switch u := t.Underlying().(type) {
		case *types.Struct:
			if n >= u.NumFields() {
				return nil, ""
			}
			t = u.Field(n).Type()
			text.WriteString("." + u.Field(n).Name())
		case *types.Array:
			t = u.Elem()
			text.WriteString("[" + p + "]")
		default:
			return nil, ""
		}
	}
	return t, text.String()
}

// methodNamed is t's method of that name.
func methodNamed(t types.Type, pkg *types.Package, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// closure is the function value that a summary calls key.
func (w *walker) closure(key string, bindings []sym.Value) sym.Value {
	return w.space.SumFunc(key, bindings)
}

// declaredByKey is the declared function or method behind the SumFunc key; nil
// for function literals.
func (w *walker) declaredByKey(key string) *types.Func {
	rest, ok := strings.CutPrefix(key, "func:")
	if !ok {
		return nil
	}
	path, name, _ := strings.Cut(rest, "|")
	return w.objectByKey(path, name)
}

// literalSummary is the summary behind the SumFunc key.
func (w *walker) literalSummary(key string) *facts.Summary {
	if fn, ok := w.lits[key]; ok {
		return w.sums[fn]
	}
	path, name, _ := strings.Cut(strings.TrimPrefix(key, "lit:"), "|")
	if pkg := w.packageByPath(path); pkg != nil && w.cfg.Imported != nil {
		return w.cfg.Imported(pkg, name)
	}
	return nil
}

// packageByPath finds a package among this one and all it imports.
func (p *Package) packageByPath(path string) *types.Package {
	if p.pkgs == nil {
		p.pkgs = make(map[string]*types.Package)
		var add func(pkg *types.Package)
		add = func(pkg *types.Package) {
			if p.pkgs[pkg.Path()] != nil {
				return
			}
			p.pkgs[pkg.Path()] = pkg
			for _, q := range pkg.Imports() {
				add(q)
			}
		}
		add(p.cfg.SSA.Pkg)
	}
	return p.pkgs[path]
}

// objectByKey finds the function that facts.FuncKey calls key.
func (p *Package) objectByKey(path, key string) *types.Func {
	pkg := p.packageByPath(path)
	if pkg == nil {
		return nil
	}
	recv, name, isMethod := strings.Cut(key, ".")
	if !isMethod {
		fn, _ := pkg.Scope().Lookup(key).(*types.Func)
		return fn
	}
	tn, _ := pkg.Scope().Lookup(recv).(*types.TypeName)
	if tn == nil {
		return nil
	}
	return methodNamed(types.NewPointer(tn.Type()), pkg, name)
}

// typeName writes type t so that typeNamed finds it again; "" if it cannot.
func typeName(t types.Type) string {
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.TypeArgs().Len() > 0 || named.Obj().Parent() != named.Obj().Pkg().Scope() {
		return ""
	}
	return star + named.Obj().Pkg().Path() + "|" + named.Obj().Name()
}

func (p *Package) typeNamed(s string) types.Type {
	s, ptr := strings.CutPrefix(s, "*")
	path, name, _ := strings.Cut(s, "|")
	pkg := p.packageByPath(path)
	if pkg == nil {
		return nil
	}
	tn, _ := pkg.Scope().Lookup(name).(*types.TypeName)
	if tn == nil {
		if token.IsExported(name) {
			return nil
		}
		tn = p.hiddenType(pkg, name)
	}
	if ptr {
		return types.NewPointer(tn.Type())
	}
	return tn.Type()
}

// hiddenType stands for an unexported type that the export data of its package
// leave out. Only the summaries of its methods are known.
func (p *Package) hiddenType(pkg *types.Package, name string) *types.TypeName {
	key := pkg.Path() + "|" + name
	if p.hidden[key] == nil {
		if p.hidden == nil {
			p.hidden = make(map[string]*types.TypeName)
		}
		tn := types.NewTypeName(token.NoPos, pkg, name, nil)
		types.NewNamed(tn, emptyStruct, nil)
		p.hidden[key] = tn
	}
	return p.hidden[key]
}

// isHidden returns the name of the hidden type that t is or points to, or nil.
func (p *Package) isHidden(t types.Type) *types.TypeName {
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || p.hidden[named.Obj().Pkg().Path()+"|"+named.Obj().Name()] != named.Obj() {
		return nil
	}
	return named.Obj()
}

// callHidden calls the method name of v, whose type is hidden.
func (w *walker) callHidden(st *state, c callee, tn *types.TypeName, v sym.Value, name string) []outcome {
	key := tn.Name() + "." + name
	if w.cfg.Imported == nil {
		return w.unresolved(st, c)
	}
	sum := w.cfg.Imported(tn.Pkg(), key)
	if sum == nil || sum.Opaque {
		return w.unresolved(st, c)
	}
	c.sayCallee(name, tn.Pkg().Name()+"."+key)
	c.args = append([]sym.Value{v}, c.args[1:]...)
	return w.replay(st, c, sum, key, c.args, nil)
}
