package effect

import (
	"go/ast"
	"go/types"

	"github.com/ctxvet/ctxvet/facts"
)

// A frame says what the parameters of a node or callee stand for.
type frame struct {
	node  *node // nil for a callee known by its facts.Effect
	site  *site // the call that passes them; nil if nobody knows them
	recv  []*value
	bound bool // recv is set, site.recv does not count
	outer *frame
	// ctx is the frame of the function that holds site, nil if nothing is known
	// of how that is called.
	ctx *frame
}

// param returns what is passed for parameter i of the frame's function.
func (e *evaluator) param(f *frame, i int) []*value {
	if i == facts.Receiver {
		if f.bound {
			return f.recv
		}
		if f.site == nil {
			return nil
		}
	}
	if f.site == nil {
		return nil
	}
	vs := e.p.arg(f.site, i)
	if e.dynamic == nil || f.site != e.site || len(vs) != 1 || !vs[0].varies() {
		return vs
	}
	return []*value{vs[0].choose(e.dynamic(i))}
}

// arg returns what s passes for parameter i, resolving it once.
func (p *Package) arg(s *site, i int) []*value {
	for _, a := range s.args {
		if a.param == i {
			return a.values
		}
	}
	vs := p.argValues(s, i, 0)
	s.args = append(s.args, argument{i, vs})
	return vs
}

// find returns the frame and index of parameter v.
func (f *frame) find(v *types.Var) (*frame, int, bool) {
	for ; f != nil; f = f.outer {
		if f.node == nil {
			continue
		}
		if v == f.node.recv {
			return f, facts.Receiver, true
		}
		for i, p := range f.node.params {
			if p == v {
				return f, i, true
			}
		}
	}
	return nil, 0, false
}

// findType returns the frame and index of a type parameter.
func (f *frame) findType(tp *types.TypeParam) (*frame, int, bool) {
	for ; f != nil; f = f.outer {
		if f.node == nil || f.node.fn == nil {
			continue
		}
		if i, ok := typeParamIndex(f.node.fn, tp); ok {
			return f, i, true
		}
	}
	return nil, 0, false
}

func typeParamIndex(fn *types.Func, tp *types.TypeParam) (int, bool) {
	for _, list := range []*types.TypeParamList{fn.Signature().TypeParams(), fn.Signature().RecvTypeParams()} {
		for i := range list.Len() {
			if list.At(i) == tp {
				return i, true
			}
		}
	}
	return 0, false
}

// typeArg returns a value of what is passed for type parameter i of the
// frame's node.
func (p *Package) typeArg(f *frame, i int) *value {
	return p.typeArgOf(f.node.fn, f, i)
}

// typeArgOf returns a value of what is passed for type parameter i of fn,
// called with the operands in f.
func (p *Package) typeArgOf(fn *types.Func, f *frame, i int) *value {
	if fn == nil {
		return nil
	}
	if fn.Signature().Recv() != nil {
		var t types.Type
		switch {
		case f.bound && len(f.recv) == 1 && f.recv[0] != nil:
			t = f.recv[0].typ
		case f.site != nil && f.site.recv != nil:
			t = p.typeOf(f.site.recv)
		}
		if t == nil {
			return nil
		}
		named, ok := deref(t).(*types.Named)
		if !ok || named.TypeArgs().Len() <= i {
			return nil
		}
		return &value{typ: named.TypeArgs().At(i)}
	}
	if f.site == nil || f.site.fun == nil || f.site.callee != fn {
		return nil
	}
	var id *ast.Ident
	switch fun := f.site.fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return nil
	}
	args := p.in.Info.Instances[id].TypeArgs
	if args.Len() <= i {
		return nil
	}
	return &value{typ: args.At(i)}
}
