package engine

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/analyzer/internal/walk"
	"github.com/ctxvet/ctxvet/facts"
)

// A package that cannot reach a guarded API may still have helpers through which
// the control flow of one that can goes: they run a callback, decide a condition,
// wrap a value, or never come back. Those are few and mostly short, so they are
// built in SSA form without the rest of their package, and walked for their
// summaries.

// helperSummaries adds to fact the summaries of the package's helpers.
func helperSummaries(pass *analysis.Pass, known *imports, eff *effect.Package, fact *facts.Package) {
	files, fns := helpers(pass, known, eff)
	if len(fns) == 0 {
		return
	}
	pkg := buildPart(pass, files)
	p := walk.New(walk.Config{
		Fset:     pass.Fset,
		Files:    files,
		Info:     pass.TypesInfo,
		SSA:      pkg,
		Effects:  effects{eff},
		Imported: known.summary,
		Brief:    true,
	})
	var bodies []*ssa.Function
	for _, fn := range fns {
		if f := pkg.Prog.FuncValue(fn); f != nil {
			bodies = append(bodies, f)
		}
	}
	p.Touching(bodies, known.methods())
	p.All(bodies, func(*ssa.Function) bool { return false })
	tell(p, bodies, fact, func(_ *ssa.Function, s *facts.Summary) bool { return !s.Opaque && !s.Trivial() })
}

// helpers selects the functions of the package that are helpers, and returns its
// files with the bodies of all others left out.
func helpers(pass *analysis.Pass, known *imports, eff *effect.Package) ([]*ast.File, []*types.Func) {
	if pass.Pkg.Name() == "main" || strings.HasSuffix(pass.Pkg.Name(), "_test") {
		return nil, nil // nobody imports it
	}
	h := helperFinder{pass: pass, known: known, effects: eff, releases: make(map[string]bool), ends: make(map[*types.Func]bool), chooses: make(map[*types.Func]bool), bodies: make(map[*types.Func]*ast.BlockStmt)}
	for _, name := range protocol.MethodNames() {
		h.releases[name] = true
	}
	h.findEnds()
	h.findChoosers()
	for fn, decl := range withBodies(pass) {
		if _, known := catalogue.Lookup(fn); !known && h.helps(fn, decl.Body) {
			h.bodies[fn] = decl.Body
		}
	}
	wanted := h.wanted()
	var fns []*types.Func
	files := make([]*ast.File, 0, len(pass.Files))
	for _, f := range pass.Files {
		part := *f
		part.Decls = make([]ast.Decl, len(f.Decls))
		for i, d := range f.Decls {
			part.Decls[i] = d
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok && wanted[fn] {
				fns = append(fns, fn)
				continue
			}
			bare := *decl
			bare.Body = nil
			part.Decls[i] = &bare
		}
		files = append(files, &part)
	}
	return files, fns
}

// buildPart builds the functions of files that have bodies, and declares what
// they use.
func buildPart(pass *analysis.Pass, files []*ast.File) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, ssa.BareInits)
	used := make(map[*types.Package]bool)
	for _, f := range files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			ast.Inspect(decl.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					if obj := pass.TypesInfo.Uses[id]; obj != nil && obj.Pkg() != nil && obj.Pkg() != pass.Pkg && !used[obj.Pkg()] {
						used[obj.Pkg()] = true
						prog.CreatePackage(obj.Pkg(), nil, nil, true)
					}
				}
				return true
			})
		}
	}
	info := *pass.TypesInfo
	info.InitOrder = nil
	pkg := prog.CreatePackage(pass.Pkg, files, &info, false)
	pkg.Build()
	return pkg
}
