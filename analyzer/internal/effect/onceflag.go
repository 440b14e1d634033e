package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A flagValue is a field, or a package-level variable, and a constant that it is
// compared with or set to.
type flagValue struct {
	v     *types.Var
	base  string // what stands before the field
	value string // of the constant; "" if it is none
	not   bool   // it is any other value
}

// unset reports whether to set a flag to s makes the test f fail from then on.
func (f flagValue) unset(s flagValue) bool {
	switch {
	case f.v != s.v || f.base != s.base:
		return false
	case s.value == "":
		return f.value == "nil" && !f.not // nobody stores a nil that way
	case f.not:
		return f.value == s.value
	}
	return f.value != s.value
}

// reopened reports whether to set a flag to s may make the test f hold again.
func (f flagValue) reopened(s flagValue) bool {
	return f.v == s.v && !flagValue{v: f.v, value: f.value, not: f.not}.unset(flagValue{v: s.v, value: s.value})
}

// flag returns the variable that e names, or reads by Load.
func (p *Package) flag(e ast.Expr) (flagValue, bool) {
	e = ast.Unparen(e)
	if call, ok := e.(*ast.CallExpr); ok {
		if recv, name := p.atomicCall(call); name == "Load" {
			return p.flag(recv)
		}
		return flagValue{}, false
	}
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	v := p.variable(e)
	if v == nil {
		return flagValue{}, false
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return flagValue{v: v.Origin(), base: types.ExprString(e.X)}, v.IsField()
	case *ast.Ident:
		return flagValue{v: v}, v.Kind() == types.PackageVar
	}
	return flagValue{}, false
}

// atomicCall takes the call of a method of an atomic type, or of a function of
// sync/atomic, apart: the variable, and Load, Store, Swap or CompareAndSwap.
func (p *Package) atomicCall(call *ast.CallExpr) (recv ast.Expr, name string) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, ""
	}
	fn, ok := p.in.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
		return nil, ""
	}
	recv = sel.X
	if fn.Signature().Recv() == nil {
		if len(call.Args) == 0 {
			return nil, ""
		}
		recv = call.Args[0]
	}
	for _, name := range []string{"Load", "Store", "Swap", "CompareAndSwap"} {
		if strings.HasPrefix(fn.Name(), name) {
			return recv, name
		}
	}
	return recv, ""
}

// atomicArgs returns the operands of an atomic operation behind its variable.
func atomicArgs(call *ast.CallExpr, recv ast.Expr) []ast.Expr {
	if len(call.Args) > 0 && call.Args[0] == recv {
		return call.Args[1:]
	}
	return call.Args
}

// constantText is the value of e as a flag has it: "" if it is not constant.
func (p *Package) constantText(e ast.Expr) string {
	tv := p.in.Info.Types[e]
	switch {
	case tv.IsNil():
		return "nil"
	case tv.Value != nil:
		return tv.Value.ExactString()
	}
	return ""
}

// A flagTest is what is known where a condition holds. One that claims sets the
// flag as well, so that the next one who asks finds it set.
type flagTest struct {
	flagValue
	claims bool
}

// implied lists the tests of flags that hold where cond is as truth says.
func (p *Package) implied(cond ast.Expr, truth bool) []flagTest {
	cond = ast.Unparen(cond)
	switch e := cond.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return p.implied(e.X, !truth)
		}
		return nil
	case *ast.BinaryExpr:
		switch {
		case e.Op == token.LAND && truth, e.Op == token.LOR && !truth:
			return append(p.implied(e.X, truth), p.implied(e.Y, truth)...)
		case e.Op == token.EQL || e.Op == token.NEQ:
			x, y := e.X, e.Y
			if p.constantText(x) != "" {
				x, y = y, x
			}
			f, ok := p.flag(x)
			if f.value = p.constantText(y); !ok || f.value == "" {
				return nil
			}
			f.not = (e.Op == token.EQL) != truth
			return []flagTest{{flagValue: f}}
		}
		return nil
	case *ast.CallExpr:
		recv, name := p.atomicCall(e)
		f, ok := flagValue{}, false
		if recv != nil {
			f, ok = p.flag(recv)
		}
		args := atomicArgs(e, recv)
		switch {
		case !ok:
			return nil
		case name == "CompareAndSwap" && truth && len(args) == 2:
			f.value = p.constantText(args[0])
			set := f
			set.value = p.constantText(args[1])
			if f.value == "" || !f.unset(set) {
				return nil
			}
			return []flagTest{{f, true}}
		case name == "Swap" && len(args) == 1:
			set := p.constantText(args[0])
			if f.value = text(truth); set == "" || set == f.value {
				return nil
			}
			return []flagTest{{f, true}}
		}
	}
	if f, ok := p.flag(cond); ok {
		if b, ok := f.v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean == 0 {
			return nil
		}
		f.value = text(truth)
		return []flagTest{{flagValue: f}}
	}
	return nil
}

func text(truth bool) string {
	if truth {
		return "true"
	}
	return "false"
}

// sets lists what the statement s sets flags to.
func (p *Package) sets(s ast.Stmt) []flagValue {
	var out []flagValue
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok != token.ASSIGN {
			return nil
		}
		for i, lhs := range s.Lhs {
			if f, ok := p.flag(lhs); ok {
				if len(s.Rhs) == len(s.Lhs) {
					f.value = p.constantText(s.Rhs[i])
				}
				out = append(out, f)
			}
		}
	case *ast.DeferStmt:
		return p.stores(s.Call)
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			return p.stores(call)
		}
	}
	return out
}

func (p *Package) stores(call *ast.CallExpr) []flagValue {
	recv, name := p.atomicCall(call)
	if args := atomicArgs(call, recv); name == "Store" && len(args) == 1 {
		if f, ok := p.flag(recv); ok {
			f.value = p.constantText(args[0])
			return []flagValue{f}
		}
	}
	return nil
}
