package harness

import (
	"fmt"
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"
)

const (
	module   = "github.com/ctxvet/ctxvet"
	execRoot = module + "/agreement/internal/exec/"
	libPath  = module + "/runtimectx"
	probe    = module + "/agreement/internal/probe"
)

// driverText writes the file that registers the functions of a package with
// the driver. Roots are called as they are; other functions in every state
// a caller can have, with guards of the caller's for parameters.
func driverText(pkg *packages.Package) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t%q\n\t%q\n\t\"testing\"\n)\n\n", pkg.Name, execRoot+"runtimectx", execRoot+"trace")
	b.WriteString("var _ = runtimectx.In\nvar _ testing.T\n\n// Cases are the functions under test.\nvar Cases = []trace.Case{\n")
	for _, d := range pkg.Syntax[0].Decls {
		if fd, ok := d.(*ast.FuncDecl); ok {
			if c, ok := driverCase(pkg, fd); ok {
				b.WriteString(c)
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// isRoot reports whether fd starts with a known state, as the testing
// package's functions do.
func isRoot(fd *ast.FuncDecl) bool {
	return fd.Recv == nil && strings.HasPrefix(fd.Name.Name, "Test")
}

func driverCase(pkg *packages.Package, fd *ast.FuncDecl) (string, bool) {
	if fd.Name.Name == "init" || fd.Name.Name == "_" || fd.Type.TypeParams != nil {
		return "", false
	}
	bools, ints := probes(pkg, fd)
	name := pkg.Name + "." + funcName(fd)
	if isRoot(fd) {
		return fmt.Sprintf("\t{Name: %q, Bools: %d, Ints: %d, Root: true, Call: func(trace.Inputs, trace.Entry) { %s(new(testing.T)) }},\n",
			name, bools, ints, fd.Name.Name), true
	}
	sig := pkg.TypesInfo.Defs[fd.Name].Type().(*types.Signature)
	fun := fd.Name.Name
	if recv := sig.Recv(); recv != nil {
		n, ptr := recv.Type(), false
		if p, ok := n.(*types.Pointer); ok {
			n, ptr = p.Elem(), true
		}
		named, ok := n.(*types.Named)
		if !ok || named.TypeParams().Len() > 0 {
			return "", false
		}
		fun = fmt.Sprintf("new(%s).%s", named.Obj().Name(), fun)
		if !ptr {
			fun = fmt.Sprintf("(*new(%s)).%s", named.Obj().Name(), fd.Name.Name)
		}
	}
	var args []string
	for p := range sig.Params().Variables() {
		arg, ok := argument(pkg, p.Type(), &bools, &ints)
		if !ok {
			return "", false
		}
		args = append(args, arg)
	}
	if bools > 5 || ints > 2 {
		return "", false
	}
	return fmt.Sprintf("\t{Name: %q, Bools: %d, Ints: %d, Call: func(in trace.Inputs, at trace.Entry) { runtimectx.In(at, func(c *runtimectx.Caller) { %s(%s) }) }},\n",
		name, bools, ints, fun, strings.Join(args, ", ")), true
}

func funcName(fd *ast.FuncDecl) string {
	if fd.Recv == nil {
		return fd.Name.Name
	}
	return types.ExprString(fd.Recv.List[0].Type) + "." + fd.Name.Name
}

// argument is an expression for a parameter of type t.
func argument(pkg *packages.Package, t types.Type, bools, ints *int) (string, bool) {
	switch types.TypeString(t, nil) {
	case "bool":
		*bools++
		return fmt.Sprintf("in.Bool(%d)", *bools-1), true
	case "int":
		*ints++
		return fmt.Sprintf("in.Int(%d)", *ints-1), true
	case libPath + ".SetCurrentGuard":
		return "c.SetCurrent()", true
	case libPath + ".EnterRuntimeGuard":
		return "c.Enter()", true
	case "*" + libPath + ".Handle":
		return "c.Handle()", true
	case "func()":
		return "func() {}", true
	}
	if p, ok := t.(*types.Pointer); ok {
		if n, ok := p.Elem().(*types.Named); ok && n.Obj().Pkg() == pkg.Types {
			return "new(" + n.Obj().Name() + ")", true
		}
	}
	return "", false
}

// probes counts the inputs that fd itself asks for.
func probes(pkg *packages.Package, fd *ast.FuncDecl) (bools, ints int) {
	ast.Inspect(fd, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || len(c.Args) != 1 {
			return true
		}
		s, ok := c.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		f, ok := pkg.TypesInfo.Uses[s.Sel].(*types.Func)
		lit, isLit := c.Args[0].(*ast.BasicLit)
		if !ok || !isLit || f.Pkg() == nil || f.Pkg().Path() != probe {
			return true
		}
		i, err := strconv.Atoi(lit.Value)
		if err != nil {
			return true
		}
		switch f.Name() {
		case "Bool":
			bools = max(bools, i+1)
		case "Int":
			ints = max(ints, i+1)
		}
		return true
	})
	return bools, ints
}
