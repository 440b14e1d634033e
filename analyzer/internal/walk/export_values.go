package walk

import (
	"go/constant"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
	"github.com/ctxvet/ctxvet/facts"
)

// value translates v; what callers cannot know is Any.
func (s *summarizer) value(v sym.Value, depth int) facts.Value {
	if v == nil || depth > 6 {
		return facts.Value{}
	}
	args := func(kind facts.ValueKind, str string) facts.Value {
		out := facts.Value{Kind: kind, Str: str}
		for _, a := range v.Args {
			out.Args = append(out.Args, s.value(a, depth+1))
		}
		return out
	}
	switch v.Kind { // with what surrender lets escape
	case sym.Const:
		return constValue(v.Const)
	case sym.Zero:
		return facts.Value{Kind: facts.ZeroGuard}
	case sym.Atom:
		if v.NonNil {
			return facts.Value{Kind: facts.NonNilAny}
		}
	case sym.Param:
		return facts.Value{Kind: facts.ParamVal, N: v.ID}
	case sym.FreeVar:
		return facts.Value{Kind: facts.FreeVarVal, N: v.ID}
	case sym.Global:
		return facts.Value{Kind: facts.GlobalVal, Str: v.Str}
	case sym.Sel, sym.Fld:
		if !fromInputs(v, 0) {
			return facts.Value{}
		}
		if v.Kind == sym.Sel {
			return args(facts.SelVal, v.Str)
		}
		return args(facts.FldVal, v.Str)
	case sym.Addr:
		return args(facts.AddrVal, v.Str)
	case sym.Obj:
		if reg, ok := s.held.mention(v); ok {
			return facts.Value{Kind: facts.HeldVal, N: reg}
		}
		if s.exit != nil && slices.Contains(s.exit.unknown, v) {
			return facts.Value{Kind: facts.NonNilAny}
		}
		i, ok := s.objs[v]
		if !ok {
			i = len(s.objs)
			s.objs[v] = i
		}
		return facts.Value{Kind: facts.ObjVal, N: i}
	case sym.Guard:
		if i, ok := s.regs[v]; ok {
			return facts.Value{Kind: facts.RegVal, N: i}
		}
		if s.keep[v] {
			return facts.Value{Kind: facts.RegVal, N: s.reg(v)}
		}
		return facts.Value{Kind: facts.ZeroGuard}
	case sym.Result:
		return facts.Value{Kind: facts.CallVal, N: s.call(v)}
	case sym.Token:
		return facts.Value{Kind: facts.TokenVal}
	case sym.Struct:
		return args(facts.StructVal, "")
	case sym.Func:
		return args(facts.ClosureVal, s.funcKey(v.Fn))
	case sym.SumFunc:
		return args(facts.ClosureVal, v.Str)
	case sym.Slice:
		out := args(facts.SliceVal, v.Str)
		out.N = v.ID
		return out
	case sym.Iface:
		if name := typeName(v.Type); name != "" {
			return args(facts.IfaceVal, name)
		}
		return facts.Value{Kind: facts.NonNilAny}
	case sym.Term:
		if tellable(v, 0) {
			return args(facts.TermVal, v.Str)
		}
	}
	return facts.Value{}
}

// tellable reports whether callers can work out the term v: what it is made of
// they know, or can ask for, as the state in which they call.
func tellable(v sym.Value, depth int) bool {
	switch {
	case v.Kind != sym.Term || depth > 4:
		return fromInputs(v, depth)
	case len(v.Args) == 0:
		return v.Str == termEntered || v.Str == termAllowed || v.Str == termCurrent
	}
	for _, a := range v.Args {
		if !tellable(a, depth+1) {
			return false
		}
	}
	return true
}

func constValue(c constant.Value) facts.Value {
	if c == nil {
		return facts.Value{Kind: facts.NilVal}
	}
	switch c.Kind() {
	case constant.Bool:
		return facts.Value{Kind: facts.BoolVal, Str: c.ExactString()}
	case constant.String:
		if s := constant.StringVal(c); len(s) <= 64 {
			return facts.Value{Kind: facts.StringVal, Str: s}
		}
	case constant.Int:
		return facts.Value{Kind: facts.NumVal, Str: c.ExactString()}
	}
	return facts.Value{}
}

// funcKey names a function for callers: a declared one by its package and
// name, a literal by its place in one.
func (s *summarizer) funcKey(fn *ssa.Function) string {
	if obj := funcObject(fn); obj != nil && obj.Pkg() != nil {
		return "func:" + obj.Pkg().Path() + "|" + facts.FuncKey(obj)
	}
	key := "lit:" + s.cfg.SSA.Pkg.Path() + "|" + literalName(fn)
	s.lits[key] = fn
	s.ofLiteral(fn)
	return key
}
