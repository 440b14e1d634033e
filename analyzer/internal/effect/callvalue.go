package effect

import (
	"go/ast"
	"go/types"
	"slices"
)

// resolveCall says what a call yields: result index of it, or the only one.
func (p *Package) resolveCall(d *declInfo, call *ast.CallExpr, index, depth int) *value {
	t := p.typeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if index < 0 || index >= tuple.Len() {
			return nil
		}
		t = tuple.At(index).Type()
	}
	out := &value{typ: t}
	c := &collector{p: p, decl: d}
	s := &site{call: call, decl: d}
	if !c.setCallee(s) {
		return p.resolveConversion(d, call, out, depth)
	}
	if s.callee == nil {
		return out
	}
	if file := pipeEnd(s.callee); file != nil && !isError(t) {
		out.typ, out.tag = file, tagStdin
		return out
	}
	for _, i := range p.wraps(s.callee, depth+1) {
		for _, v := range p.argValues(s, i, depth+1) {
			if p.tellsMore(v) {
				out.wraps = append(out.wraps, v)
			}
		}
	}
	if t != nil && isFuncs(t) {
		out.call = s
	}
	return out
}

// pipeEnd returns the type of the ends of a pipe if fn makes one: os.Pipe, or
// an exec.Cmd's methods, which promise an interface only.
func pipeEnd(fn *types.Func) types.Type {
	if fn.Pkg() == nil || fn.Pkg().Path() != "os" && fn.Pkg().Path() != "os/exec" {
		return nil
	}
	os := fn.Pkg()
	switch FuncName(fn) {
	case "os.Pipe":
	case "exec.(*Cmd).StdinPipe", "exec.(*Cmd).StdoutPipe", "exec.(*Cmd).StderrPipe":
		i := slices.IndexFunc(os.Imports(), func(p *types.Package) bool { return p.Path() == "os" })
		if i < 0 {
			return nil
		}
		os = os.Imports()[i]
	default:
		return nil
	}
	if obj, ok := os.Scope().Lookup("File").(*types.TypeName); ok {
		return types.NewPointer(obj.Type())
	}
	return nil
}

// resolveConversion handles what looks like a call and is none.
func (p *Package) resolveConversion(d *declInfo, call *ast.CallExpr, out *value, depth int) *value {
	tv := p.in.Info.Types[call.Fun]
	if !tv.IsType() || len(call.Args) != 1 || isConcrete(out.typ) {
		return out // a concrete type says it all, and so does a builtin's
	}
	v := p.resolve(d, call.Args[0], depth+1)
	if v == nil || types.IsInterface(out.typ) {
		return v // keeps its dynamic type
	}
	return p.retype(v, out.typ)
}

// argValues returns what s passes for parameter i of its callee: one value,
// or any number for a variadic parameter.
func (p *Package) argValues(s *site, i, depth int) []*value {
	if i < 0 {
		if s.recv == nil {
			return nil
		}
		return []*value{p.resolve(s.decl, s.recv, depth)}
	}
	sig := p.signature(s)
	if sig == nil {
		return nil
	}
	args := s.call.Args[min(s.shift, len(s.call.Args)):]
	if len(args) == 1 && sig.Params().Len() > 1 {
		if _, ok := p.typeOf(args[0]).(*types.Tuple); ok {
			return nil
		}
	}
	if sig.Variadic() && i == sig.Params().Len()-1 && !s.call.Ellipsis.IsValid() {
		var out []*value
		for _, arg := range args[min(i, len(args)):] {
			if p.matters(arg) {
				out = append(out, p.resolve(s.decl, arg, depth))
			}
		}
		return out
	}
	if i >= len(args) || !p.matters(args[i]) {
		return nil
	}
	return []*value{p.resolve(s.decl, args[i], depth)}
}

// matters reports whether it can matter what arg is: not for a number.
func (p *Package) matters(arg ast.Expr) bool {
	t := p.typeOf(arg)
	if isError(t) {
		return false
	}
	_, isTuple := t.(*types.Tuple)
	return !isConcrete(t) || hasMethods(t) || isSlice(t) || isTuple
}

// signature returns that of what s calls, nil if s has no operands to tell.
func (p *Package) signature(s *site) *types.Signature {
	switch {
	case s.callee != nil:
		return s.callee.Signature()
	case s.call == nil:
		return nil
	}
	sig, _ := coreType(p.typeOf(s.call.Fun)).(*types.Signature)
	return sig
}
