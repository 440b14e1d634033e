package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// tries reports whether the call takes or gives back a lock of a file in a way
// that never waits, as a constant says.
func (c *collector) tries(fn *types.Func, call *ast.CallExpr) bool {
	if fn.Pkg() == nil || len(call.Args) < 2 || fn.Pkg().Path() != "syscall" && fn.Pkg().Path() != "golang.org/x/sys/unix" {
		return false
	}
	how := c.p.in.Info.Types[call.Args[1]].Value
	if how == nil || how.Kind() != constant.Int {
		return false
	}
	is := func(name string) bool {
		k, ok := fn.Pkg().Scope().Lookup(name).(*types.Const)
		return ok && k.Val().Kind() == constant.Int && constant.Compare(k.Val(), token.EQL, how)
	}
	switch fn.Name() {
	case "FcntlFlock":
		return !is("F_SETLKW") && !is("F_SETLKW64") && !is("F_OFD_SETLKW")
	case "Flock":
		no, ok := fn.Pkg().Scope().Lookup("LOCK_NB").(*types.Const)
		return is("LOCK_UN") || ok && constant.Sign(constant.BinaryOp(how, token.AND, no.Val())) != 0
	}
	return false
}
