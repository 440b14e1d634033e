package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"math/rand"
	"os"
	"runtime/pprof"
	"sort"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/facts"
)

func main() {
	cfg := &packages.Config{Dir: os.Args[1], Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
		packages.NeedDeps | packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule}
	t0 := time.Now()
	roots, err := packages.Load(cfg, os.Args[2:]...)
	if err != nil {
		panic(err)
	}
	fmt.Println("load", time.Since(t0))
	effects := map[*types.Func]*facts.Effect{}
	known := map[*types.Package]bool{}
	var total, check time.Duration
	var lines, reports []string
	var bytes, n, pk int
	empty := new(facts.Effect)
	f, _ := os.Create("/tmp/cpu.prof")
	pprof.StartCPUProfile(f)
	defer pprof.StopCPUProfile()
	type slow struct {
		p string
		d time.Duration
	}
	var slows []slow
	packages.Visit(roots, nil, func(p *packages.Package) {
		if p.Types == nil || catalogue.IsStd(p.PkgPath) {
			return
		}
		{
			t := time.Now()
			conf := types.Config{Importer: imp{p}, Error: func(error) {}}
			conf.Check(p.PkgPath, p.Fset, p.Syntax, &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{}})
			check += time.Since(t)
		}
		t := time.Now()
		var r *effect.Package
		for range 1 {
			r = effect.Infer(effect.Input{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo, Callee: func(fn *types.Func) *facts.Effect {
				if e := effects[fn]; e != nil {
					return e
				}
				if known[fn.Pkg()] {
					return empty
				}
				return nil
			}})
		}
		d := time.Since(t)
		total += d
		slows = append(slows, slow{p.PkgPath, d})
		known[p.Types] = true
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				fd, ok := d.(*ast.FuncDecl)
				if !ok || fd.Body == nil || !fd.Name.IsExported() {
					continue
				}
				ast.Inspect(fd.Body, func(n ast.Node) bool {
					var pos token.Pos
					switch n := n.(type) {
					case *ast.FuncLit, *ast.GoStmt:
						return false
					case *ast.CallExpr:
						pos = n.Lparen
					case *ast.SendStmt:
						pos = n.Arrow
					case *ast.UnaryExpr:
						pos = n.OpPos
					case *ast.SelectStmt:
						pos = n.Select
					case *ast.RangeStmt:
						pos = n.For
					}
					if !pos.IsValid() {
						return true
					}
					op, ok := r.At(pos)
					if !ok {
						return true
					}
					for _, b := range op.Blocks {
						if b.Category.DefaultOn() {
							ps := p.Fset.Position(pos)
							data, _ := os.ReadFile(ps.Filename)
							src := strings.Split(string(data), "\n")[ps.Line-1]
							reports = append(reports, fmt.Sprintf("%s:%d in %s: %s blocks %s (%s) | %s", ps.Filename, ps.Line, fd.Name.Name, op.Name, b.Category, facts.Describe(b.Chain), strings.TrimSpace(src)))
							break
						}
					}
					return true
				})
			}
		}
		pk++
		for _, obj := range p.TypesInfo.Defs {
			fn, ok := obj.(*types.Func)
			if !ok {
				continue
			}
			e := r.Of(fn)
			if e == nil {
				continue
			}
			effects[fn] = e
			n++
			bytes += len(facts.AppendEffect(nil, e))
			if fn.Exported() {
				on := false
				for _, b := range e.Blocks {
					on = on || b.Category.DefaultOn()
				}
				if on {
					lines = append(lines, fmt.Sprintf("%s %s %s", p.Fset.Position(fn.Pos()), catalogue.Key(fn), catalogue.FormatSpec(e)))
				}
			}
		}
	})
	sort.Slice(slows, func(i, j int) bool { return slows[i].d > slows[j].d })
	for _, s := range slows[:min(5, len(slows))] {
		fmt.Println(s.p, s.d)
	}
	fmt.Println("infer", total, "check", check, "packages", pk, "effects", n, "bytes", bytes)
	sort.Strings(lines)
	out, _ := os.Create("/tmp/effects.txt")
	for _, l := range lines {
		fmt.Fprintln(out, l)
	}
	rand.New(rand.NewSource(7)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	sort.Strings(reports)
	rand.New(rand.NewSource(11)).Shuffle(len(reports), func(i, j int) { reports[i], reports[j] = reports[j], reports[i] })
	ro, _ := os.Create("/tmp/reports.txt")
	for _, l := range reports {
		fmt.Fprintln(ro, strings.ReplaceAll(l, "/root/go/pkg/mod/", ""))
	}
	fmt.Println(len(reports), "reports")
	fmt.Println(len(lines), "exported block by default")
	for _, l := range lines[:min(70, len(lines))] {
		fmt.Println(strings.ReplaceAll(l, "/root/go/pkg/mod/", ""))
	}
}

type imp struct{ p *packages.Package }

func (i imp) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if q := i.p.Imports[path]; q != nil && q.Types != nil {
		return q.Types, nil
	}
	return nil, fmt.Errorf("no %s", path)
}
