package flow

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// prelude declares what the snippets call. A call to A … G names the block it
// stands in; u…z make values, use wants them.
const prelude = `package p

func A()
func B()
func C()
func D()
func E()
func F()
func G()
func c() bool
func k() int
func u() int
func v() int
func w() int
func use(...int)

`

// build returns the SSA form of function f in the snippet.
func build(t testing.TB, snippet string) *ssa.Function {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", prelude+snippet, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{Importer: importer.Default()}
	pkg, _, err := ssautil.BuildPackage(conf, fset, types.NewPackage("p", ""), []*ast.File{file},
		ssa.SanityCheckFunctions|ssa.GlobalDebug)
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Func("f")
}

// callee returns the name of the function that instr calls, or "".
func callee(instr ssa.Instruction) string {
	if call, ok := instr.(*ssa.Call); ok {
		if fn := call.Call.StaticCallee(); fn != nil {
			return fn.Name()
		}
	}
	return ""
}

// label names a block by its markers, or else by the builder's comment.
func label(b *ssa.BasicBlock) string {
	var marks strings.Builder
	for _, instr := range b.Instrs {
		if name := callee(instr); len(name) == 1 && "A" <= name && name <= "G" {
			marks.WriteString(name)
		}
	}
	if marks.Len() > 0 {
		return marks.String()
	}
	return b.Comment
}

// values names values by what the source calls them.
func values(vs []ssa.Value) string {
	var names []string
	for _, v := range vs {
		switch v := v.(type) {
		case *ssa.Phi:
			names = append(names, "φ"+v.Comment)
		case *ssa.Alloc:
			names = append(names, "&"+v.Comment)
		case *ssa.Call:
			names = append(names, callee(v)+"()")
		case *ssa.Parameter, *ssa.FreeVar:
			names = append(names, v.Name())
		default:
			names = append(names, fmt.Sprintf("%T", v))
		}
	}
	return strings.Join(names, " ")
}

// marked returns the block whose label contains mark.
func marked(t testing.TB, fn *ssa.Function, mark string) *ssa.BasicBlock {
	t.Helper()
	for _, b := range fn.Blocks {
		if strings.Contains(label(b), mark) {
			return b
		}
	}
	t.Fatalf("no block %s in\n%s", mark, dump(fn))
	return nil
}

func dump(fn *ssa.Function) string {
	var sb bytes.Buffer
	ssa.WriteFunction(&sb, fn)
	return sb.String()
}
