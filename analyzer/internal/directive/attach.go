package directive

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A kind says what carries a directive.
type kind uint8

const (
	function kind = iota
	method
	interfaceMethod
	parameter
	field
	funcType
	interfaceType
)

// A target is what a directive belongs to.
type target struct {
	kind kind
	obj  types.Object
	name string           // for messages
	sig  *types.Signature // nil for an interface type
	// variadic says that obj stands for any number of functions, each of type sig.
	variadic bool
}

// attach finds what each directive of file belongs to, and reports those that
// belong to nothing.
func (r *reader) attach(file *ast.File, all []*comment) {
	a := &attacher{reader: r, all: all}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			a.funcDecl(n)
		case *ast.GenDecl:
			if n.Tok == token.TYPE && !n.Lparen.IsValid() && len(n.Specs) == 1 {
				a.typeDoc(n.Specs[0].(*ast.TypeSpec), n.Doc)
			}
		case *ast.TypeSpec:
			a.typeSpec(n)
		case *ast.StructType:
			a.structType(n, a.owner[n])
		case *ast.InterfaceType:
			a.interfaceType(n, a.owner[n])
		}
		return true
	})
	for _, c := range all {
		if !c.taken {
			r.misplaced(c)
		}
	}
}

type attacher struct {
	*reader
	all   []*comment
	owner map[ast.Expr]*ast.TypeSpec // of struct and interface types
}

// in returns the directives of the comment groups.
func (a *attacher) in(groups ...*ast.CommentGroup) []*comment {
	var out []*comment
	for _, c := range a.all {
		for _, g := range groups {
			if g != nil && c.group == g && !c.taken {
				out = append(out, c)
			}
		}
	}
	return out
}

func (a *attacher) give(t target, groups ...*ast.CommentGroup) {
	for _, c := range a.in(groups...) {
		c.taken = true
		a.declare(t, c)
	}
}

func (a *attacher) funcDecl(d *ast.FuncDecl) {
	fn, ok := a.info.Defs[d.Name].(*types.Func)
	if !ok {
		return
	}
	t := target{kind: function, obj: fn, name: fn.Name(), sig: fn.Signature()}
	if fn.Signature().Recv() != nil {
		t.kind, t.name = method, displayName(fn)
	}
	a.give(t, d.Doc)
	a.params(t, d.Type)
}

// typeDoc gives to the type what stands above its declaration.
func (a *attacher) typeDoc(spec *ast.TypeSpec, doc *ast.CommentGroup) {
	if t, ok := a.typeTarget(spec); ok {
		a.give(t, doc)
	}
}

func (a *attacher) typeSpec(spec *ast.TypeSpec) {
	if t, ok := a.typeTarget(spec); ok {
		a.give(t, spec.Doc, spec.Comment)
	}
	if a.owner == nil {
		a.owner = make(map[ast.Expr]*ast.TypeSpec)
	}
	a.owner[ast.Unparen(spec.Type)] = spec
}

func (a *attacher) typeTarget(spec *ast.TypeSpec) (target, bool) {
	obj, ok := a.info.Defs[spec.Name].(*types.TypeName)
	if !ok || obj.IsAlias() {
		return target{}, false
	}
	switch u := obj.Type().Underlying().(type) {
	case *types.Signature:
		return target{kind: funcType, obj: obj, name: obj.Name(), sig: u}, true
	case *types.Interface:
		return target{kind: interfaceType, obj: obj, name: obj.Name()}, true
	}
	return target{}, false
}

func (a *attacher) structType(s *ast.StructType, owner *ast.TypeSpec) {
	for _, f := range s.Fields.List {
		for _, c := range a.in(f.Doc, f.Comment) {
			c.taken = true
			for _, id := range f.Names {
				v, ok := a.info.Defs[id].(*types.Var)
				if !ok {
					continue
				}
				t := target{kind: field, obj: v, name: v.Name()}
				if owner != nil {
					t.name = owner.Name.Name + "." + v.Name()
				}
				t.sig, _ = v.Type().Underlying().(*types.Signature)
				a.declare(t, c)
			}
			if len(f.Names) == 0 {
				a.misplaced(c)
			}
		}
	}
}

func (a *attacher) interfaceType(i *ast.InterfaceType, owner *ast.TypeSpec) {
	for _, f := range i.Methods.List {
		if len(f.Names) != 1 {
			continue
		}
		fn, ok := a.info.Defs[f.Names[0]].(*types.Func)
		if !ok {
			continue
		}
		t := target{kind: interfaceMethod, obj: fn, name: fn.Name(), sig: fn.Signature()}
		if owner != nil {
			t.name = owner.Name.Name + "." + fn.Name()
		}
		a.give(t, f.Doc, f.Comment)
		if ft, ok := f.Type.(*ast.FuncType); ok {
			a.params(t, ft)
		}
	}
}

// params gives to the parameters of fn the directives that stand in its list of
// parameters: behind a parameter on its line, or above it.
func (a *attacher) params(fn target, ft *ast.FuncType) {
	for _, c := range a.all {
		if c.taken || c.pos < ft.Params.Pos() || c.pos >= ft.Params.End() {
			continue
		}
		c.taken = true
		line := a.fset.Position(c.pos).Line
		beside := a.paramsAt(fn, ft, line)
		if len(beside) == 0 {
			beside = a.paramsAt(fn, ft, a.fset.Position(c.group.End()).Line+1)
		}
		if len(c.words) == 1 && c.verb.runs() {
			for _, t := range beside {
				if t.obj.Name() == c.words[0].text {
					beside, c.words = []target{t}, nil
					break
				}
			}
		}
		funcs := beside[:0:0]
		for _, t := range beside {
			if t.sig != nil {
				funcs = append(funcs, t)
			}
		}
		switch {
		case len(funcs) == 1:
			a.declare(funcs[0], c)
		case len(funcs) > 1:
			a.wrong(c, "%s stands beside several parameters: write %s NAME above %s", c.verb, c.verb, fn.name)
		case len(beside) > 0:
			a.declare(beside[0], c)
		default:
			a.misplaced(c)
		}
	}
}

// paramsAt lists the parameters that stand on a line.
func (a *attacher) paramsAt(fn target, ft *ast.FuncType, line int) []target {
	var out []target
	i := 0
	for _, f := range ft.Params.List {
		for k := range max(1, len(f.Names)) {
			pos := f.Type.Pos()
			if len(f.Names) > 0 {
				pos = f.Names[k].Pos()
			}
			if a.fset.Position(pos).Line == line && i < fn.sig.Params().Len() {
				out = append(out, paramTarget(fn, i))
			}
			i++
		}
	}
	return out
}

func paramTarget(fn target, i int) target {
	v := fn.sig.Params().At(i)
	t := target{kind: parameter, obj: v, name: "parameter " + v.Name() + " of " + fn.name}
	if v.Name() == "" || v.Name() == "_" {
		t.name = "a parameter of " + fn.name
	}
	t.sig, _ = v.Type().Underlying().(*types.Signature)
	if s, ok := v.Type().Underlying().(*types.Slice); ok && fn.sig.Variadic() && i == fn.sig.Params().Len()-1 {
		t.sig, _ = s.Elem().Underlying().(*types.Signature)
		t.variadic = true
	}
	return t
}

// displayName is how messages call fn: "Type.Method" or "Func".
func displayName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	if named := namedOf(recv.Type()); named != nil {
		return named.Obj().Name() + "." + fn.Name()
	}
	return fn.Name()
}

// namedOf is the named type that t is or points to, or nil.
func namedOf(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, _ := types.Unalias(t).(*types.Named)
	return named
}
