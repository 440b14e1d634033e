package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/directive"
	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/walk"
	"github.com/ctxvet/ctxvet/facts"
)

// catalogued reports whether the package is one of std, about which the
// catalogue says all there is to say.
func catalogued(pass *analysis.Pass) bool {
	return catalogue.IsStd(pass.Pkg.Path())
}

// declared lists the functions and methods of the package's source, in order.
func declared(pass *analysis.Pass) []*types.Func {
	var fns []*types.Func
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				if fn, ok := pass.TypesInfo.Defs[d.Name].(*types.Func); ok {
					fns = append(fns, fn)
				}
			}
		}
	}
	return fns
}

// buildSSA builds the package, and declares what it imports.
func buildSSA(pass *analysis.Pass) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, 0)
	for _, p := range pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()
	return pkg
}

// effects adapts package effect to the walk.
type effects struct{ p *effect.Package }

func (e effects) At(pos token.Pos) (walk.Operation, bool) {
	return operation(e.p.At(pos))
}

func (e effects) Under(pos token.Pos, dynamic func(int) types.Type) (walk.Operation, bool) {
	return operation(e.p.Under(pos, dynamic))
}

func operation(op effect.Op, ok bool) (walk.Operation, bool) {
	if !ok {
		return walk.Operation{}, false
	}
	out := walk.Operation{Name: op.Name, Callee: op.Callee, Blocks: op.Blocks, OneOf: op.OneOf}
	for _, f := range op.Funcs {
		if f.Arg == effect.Callee {
			out.Target = f.Blocks
			continue
		}
		for len(out.Uses) <= f.Arg {
			out.Uses = append(out.Uses, 0)
		}
		out.Uses[f.Arg] |= f.Use
	}
	return out, true
}

func (e effects) Of(fn *types.Func) *facts.Effect { return e.p.ForFunc(fn) }

// walkPackage judges the package's functions and adds their summaries to fact.
func walkPackage(pass *analysis.Pass, known *imports, declares *directive.Table, eff *effect.Package, fact *facts.Package) []findings.Finding {
	pkg := buildSSA(pass)
	p := walk.New(walk.Config{
		Fset:     pass.Fset,
		Files:    pass.Files,
		Info:     pass.TypesInfo,
		SSA:      pkg,
		Effects:  effects{eff},
		Imported: known.summary,
		Declared: declares,
	})
	var fns []*ssa.Function
	for _, fn := range declared(pass) {
		if f := pkg.Prog.FuncValue(fn); f != nil {
			fns = append(fns, f)
		}
	}
	if init := pkg.Func("init"); init != nil {
		fns = append(fns, init)
	}
	p.Touching(fns, known.methods())
	found := p.All(fns, isRoot)
	// What has no summary is unknown to callers, if it is given a guard.
	tell(p, fns, fact, func(fn *ssa.Function, s *facts.Summary) bool {
		if obj, ok := fn.Object().(*types.Func); ok {
			if _, decided := catalogue.Lookup(obj); decided {
				return false
			}
		}
		return !s.Trivial() || p.HandlesGuards(fn)
	})
	return found
}

// tell adds to fact the summaries of fns that are worth telling, and of the
// function literals that these mention.
func tell(p *walk.Package, fns []*ssa.Function, fact *facts.Package, worth func(*ssa.Function, *facts.Summary) bool) {
	for _, fn := range fns {
		obj, _ := fn.Object().(*types.Func)
		if obj == nil {
			continue
		}
		s := p.Summary(fn)
		switch {
		case s == nil && obj.Exported():
			s = p.Answer(fn)
		case s != nil && p.NeverBlocks(fn):
			fact.NeverBlocks(facts.FuncKey(obj))
		}
		if s != nil && worth(fn, s) {
			fact.Summaries[facts.FuncKey(obj)] = s
		}
	}
	for key, s := range p.Literals() {
		fact.Summaries[key] = s
	}
}

// isRoot reports whether fn starts on a goroutine that is not entered: main,
// package initialization, and what package testing runs.
func isRoot(fn *ssa.Function) bool {
	if fn.Signature.Recv() != nil || fn.Parent() != nil {
		return false
	}
	name := fn.Name()
	if name == "init" || strings.HasPrefix(name, "init#") {
		return true
	}
	if name == "main" && fn.Pkg.Pkg.Name() == "main" {
		return true
	}
	if !strings.HasSuffix(fn.Prog.Fset.Position(fn.Pos()).Filename, "_test.go") {
		return false
	}
	ps := fn.Signature.Params()
	for prefix, param := range map[string]string{"Test": "*testing.T", "Benchmark": "*testing.B", "Fuzz": "*testing.F", "Example": ""} {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || rest != "" && 'a' <= rest[0] && rest[0] <= 'z' {
			continue
		}
		if name == "TestMain" && ps.Len() == 1 {
			return true
		}
		if param == "" && ps.Len() == 0 || ps.Len() == 1 && types.TypeString(ps.At(0).Type(), nil) == param {
			return true
		}
	}
	return false
}
