// Package effect infers what the functions of a package block on.
//
// It works on typed syntax, one package at a time, bottom-up over the import
// graph: what imported functions do comes from the caller (their facts) and
// from the catalogue of the standard library. The result of a function is an
// effect in the sense of package facts, which is polymorphic: concrete
// blocking by category, and terms for what its parameters do when it uses
// them. Call sites replace the terms by what they pass.
//
// Every function body and every function literal is a node. Collecting
// gathers each node's sites, the operations and calls that may matter;
// solving computes the least fixpoint of all nodes' effects (sets that only
// grow, so the order of work cannot show), and then the shortest witness
// chain of each category.
//
// What cannot be known is silent: a call through an interface or a function
// value that is not resolved here contributes nothing.
package effect

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/facts"
)

// Input is what Infer needs to know about one package.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info // Types, Defs, Uses, Selections, Implicits, Instances

	// Callee returns the effect of a function (an origin) of an imported
	// package: nil when nothing is known of it, which is silent about its
	// blocking and calls its function parameters' uses unknown. It is not
	// asked about functions in the catalogue. May be nil.
	Callee func(*types.Func) *facts.Effect

	// Ends reports whether a function of an imported package never returns. May be
	// nil.
	Ends func(*types.Func) bool

	// Protocol returns the effect of a function of a guarded API, which
	// precedes every other source, or nil for other functions. A parameter
	// whose function runs outside the caller's region, or sanctioned, has
	// facts.UseElsewhere and no term. May be nil.
	Protocol func(*types.Func) *facts.Effect

	// Roots is set to infer the standard library itself, by the command that
	// generates the catalogue. The catalogue is not asked then; instead, a
	// function for which Roots says true blocks on just these categories,
	// whatever its body does. Its terms and uses are inferred as ever.
	Roots func(*types.Func) ([]facts.Category, bool)

	// Declared tells what directives in the source say: a function, a function
	// type, a field or a parameter for which it says true blocks on just these
	// categories when it is called. A function's terms and uses are inferred as
	// ever. May be nil.
	Declared func(types.Object) ([]facts.Category, bool)

	// Apart reports whether directives say of a parameter in which state the
	// function runs that is passed there. That function is judged where it is
	// passed, and adds nothing to the effect of what it is passed to. May be nil.
	Apart func(*types.Var) bool

	// Once reports whether the function that is passed as a parameter of another
	// is called elsewhere once, as far as that is known. May be nil.
	Once func(fn *types.Func, param int) bool
}

// A Package holds the effects of one package's functions.
type Package struct {
	in         Input
	funcs      map[*types.Func]*node
	lits       map[*ast.FuncLit]*node
	nodes      []*node // in order of source
	known      map[*types.Func]*facts.Effect
	decls      []*declInfo
	onces      *onceGather
	globals    map[*types.Var]*varInfo   // package variables, by their declarations
	assigned   map[*types.Var]bool       // package variables and parameters that do not keep their initial values
	protocol   map[*types.Func]bool      // interface methods asked about
	limited    map[*types.Var][]string   // methods that conditional blocks wait for
	fieldChans map[*types.Var]*fieldChan // built when first needed
	fieldSends []fieldSend
	// fieldReceives are those that are to be judged likewise.
	fieldReceives []fieldReceive
	promised      map[*types.Named]bool // interfaces asked about
	divergent     map[*types.Func]bool  // what never returns
	bodyOf        map[*types.Func]*ast.BlockStmt
	wrapped       map[wrapKey][]int
	setters       map[*types.Var]map[*types.Func]bool // who sets a field; built when first needed
	setterDone    map[*types.Var]bool                 // those that are complete
	mentions      map[*types.Func][]mention           // by whom a function is mentioned; likewise
	ops           map[token.Pos]*opEntry              // built when At is first asked
}

// Infer computes the effects of a package.
func Infer(in Input) *Package {
	p := &Package{
		in:    in,
		funcs: make(map[*types.Func]*node),
		lits:  make(map[*ast.FuncLit]*node),
		known: make(map[*types.Func]*facts.Effect),
	}
	for _, f := range in.Files {
		p.collectFile(f)
	}
	p.dropPlaced()
	p.gatherRest()
	p.gatherAsks()
	p.applyRules()
	p.solve()
	return p
}

// Of returns the effect of a function of this package, by its origin; nil if
// it has nothing to tell a caller.
func (p *Package) Of(fn *types.Func) *facts.Effect {
	if fn == nil {
		return nil
	}
	fn = fn.Origin()
	n := p.funcs[fn]
	if n == nil {
		return nil
	}
	e := n.rule
	if !n.ruled {
		e = p.export(n)
	}
	if e.Empty() {
		return nil
	}
	return e
}

// Literal returns the effect of a function literal of this package, in terms
// of the literal's own parameters; nil if it has nothing to tell a caller.
func (p *Package) Literal(lit *ast.FuncLit) *facts.Effect {
	n := p.lits[lit]
	if n == nil {
		return nil
	}
	e := p.export(n)
	if e.Empty() {
		return nil
	}
	return e
}

// ForFunc returns the effect of any function, of this package or another, or
// nil if it has none or is not known. For an interface method that is what is
// known whatever implements it.
func (p *Package) ForFunc(fn *types.Func) *facts.Effect {
	if fn == nil {
		return nil
	}
	fn = fn.Origin()
	if p.funcs[fn] != nil {
		return p.Of(fn)
	}
	return p.imported(fn)
}

// ForMethod returns the method of that name in the method set of *T (or of T,
// if T is a pointer or an interface) and its effect. Both are nil if there is
// no such method.
func (p *Package) ForMethod(t types.Type, name string) (*types.Func, *facts.Effect) {
	m, _ := p.method(t, name)
	if m == nil {
		return nil, nil
	}
	return m, p.ForFunc(m)
}

// applyRules marks this package's functions whose effects are not inferred.
func (p *Package) applyRules() {
	if p.in.Protocol == nil && p.in.Roots == nil && !catalogue.Covers(p.in.Pkg) {
		return
	}
	for fn, n := range p.funcs {
		n.rule, n.ruled = p.ruled(fn)
	}
}

// ruled returns the effect of fn if it is not up to inference.
func (p *Package) ruled(fn *types.Func) (*facts.Effect, bool) {
	if p.in.Protocol != nil {
		if e := p.in.Protocol(fn); e != nil {
			return e, true
		}
	}
	if e, ok := p.declaredEffect(fn); ok {
		return e, true
	}
	if p.in.Roots == nil {
		return catalogue.Lookup(fn)
	}
	if p.funcs[fn] == nil { // an interface's method, or assembly
		if categories, ok := p.in.Roots(fn); ok {
			e := &facts.Effect{}
			for _, c := range categories {
				e.Blocks = append(e.Blocks, facts.Block{Category: c})
			}
			return e, true
		}
	}
	return nil, false
}

// unknown is the effect of a function of which nothing is known. It is
// compared by address.
var unknown = new(facts.Effect)

// nothing is the effect of a function known to have none.
var nothing = new(facts.Effect)

// callee returns the effect of a function without a node here: unknown,
// nothing, or one with something to tell.
func (p *Package) callee(fn *types.Func) *facts.Effect {
	e, ok := p.known[fn]
	if ok {
		return e
	}
	e, ok = p.ruled(fn)
	if !ok && fn.Pkg() != p.in.Pkg && p.in.Callee != nil && !isInterfaceMethod(fn) {
		e = p.in.Callee(fn)
		ok = e != nil
	}
	switch {
	case !ok:
		e = unknown
	case e.Empty():
		e = nothing
	}
	p.known[fn] = e
	return e
}

// imported is callee in the form that is handed out.
func (p *Package) imported(fn *types.Func) *facts.Effect {
	if e := p.callee(fn); e != unknown && e != nothing {
		return e
	}
	return nil
}

func isInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}
