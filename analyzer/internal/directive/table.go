package directive

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer/internal/findings"
	"github.com/ctxvet/ctxvet/analyzer/internal/protocol"
	"github.com/ctxvet/ctxvet/facts"
)

// A Table knows what one package and its imports declare.
type Table struct {
	pkg    *types.Package
	rules  map[types.Object]*Rule
	own    map[types.Object]bool // those of rules that the package itself declares
	rows   map[*types.Func]*protocol.Func
	guards map[*types.TypeName][]guard
	funcs  []funcGuard // unnamed function types whose values are guards
	// inherited are the rules of methods that implement a method of an interface;
	// made when first needed.
	inherited map[*types.Func]*Rule
	holds     bool // some guard makes blocking wrong
}

// A guard is a kind of guard whose values are of a type, or which belong to
// objects of the type.
type guard struct {
	*protocol.Guard
	own bool
}

type funcGuard struct {
	guard
	typ string
}

// Input is what Read needs to know of a package.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
	// Imported returns the directives of a directly imported package by key.
	Imported func(*types.Package) map[string][]string
}

// Read reads the directives of a package and of what it imports. It returns
// nil if there are none, and what is wrong with those of the package.
func Read(in Input) (*Table, []findings.Finding) {
	t := &Table{
		pkg:    in.Pkg,
		rules:  make(map[types.Object]*Rule),
		own:    make(map[types.Object]bool),
		rows:   make(map[*types.Func]*protocol.Func),
		guards: make(map[*types.TypeName][]guard),
	}
	t.readImports(in)
	r := &reader{fset: in.Fset, info: in.Info, pkg: in.Pkg, table: t}
	r.read(in.Files)
	if len(t.rules) == 0 && len(t.guards) == 0 && len(t.funcs) == 0 {
		t = nil
	}
	return t, r.found
}

// rule is the rule of obj in this package, made if there is none.
func (t *Table) rule(obj types.Object) *Rule {
	rule := t.rules[obj]
	if rule == nil {
		rule = &Rule{Param: -1}
		t.rules[obj] = rule
	}
	t.own[obj] = true
	return rule
}

// addGuard notes that values of type of, or objects of it, have guards.
func (t *Table) addGuard(of types.Type, g *protocol.Guard, own bool) {
	if named := namedOf(of); named != nil {
		obj := named.Obj()
		t.holds = t.holds || g.Holds
		for i, have := range t.guards[obj] {
			if have.Guard == g {
				t.guards[obj][i].own = have.own || own
				return
			}
		}
		t.guards[obj] = append(t.guards[obj], guard{g, own})
		return
	}
	t.addFunc(types.TypeString(of, nil), g, own)
}

func (t *Table) addFunc(typ string, g *protocol.Guard, own bool) {
	for i, have := range t.funcs {
		if have.Guard == g && have.typ == typ {
			t.funcs[i].own = have.own || own
			return
		}
	}
	t.funcs = append(t.funcs, funcGuard{guard{g, own}, typ})
}

// Of returns what is said of obj itself, or nil.
func (t *Table) Of(obj types.Object) *Rule {
	if t == nil || obj == nil {
		return nil
	}
	switch o := obj.(type) {
	case *types.Func:
		obj = o.Origin()
	case *types.Var:
		obj = o.Origin()
	}
	return t.rules[obj]
}

// OfType returns what is said of the named type t.
func (t *Table) OfType(typ types.Type) *Rule {
	if t == nil {
		return nil
	}
	if named, ok := types.Unalias(typ).(*types.Named); ok {
		return t.rules[named.Obj()]
	}
	return nil
}

// Running returns the rule that says in which state fn runs: its own, or that
// of the interface's method that it implements. It is nil if nothing does.
func (t *Table) Running(fn *types.Func) *Rule {
	if t == nil || fn == nil {
		return nil
	}
	if rule := t.Of(fn); rule != nil && rule.Run != "" {
		return rule
	}
	if fn.Pkg() != t.pkg || fn.Signature().Recv() == nil {
		return nil
	}
	if t.inherited == nil {
		t.inherit()
	}
	return t.inherited[fn.Origin()]
}

// Param returns what is said of the function passed as parameter i of fn, or
// nil.
func (t *Table) Param(fn *types.Func, i int) *Rule {
	if t == nil || fn == nil {
		return nil
	}
	params := fn.Origin().Signature().Params()
	if i < 0 || i >= params.Len() {
		return nil
	}
	return t.rules[params.At(i)]
}

// Blocks returns the categories on which calling obj blocks if the source says
// so, whatever is called. What runs in an entered region, or where blocking is
// sanctioned, is judged by itself and does not block its callers.
func (t *Table) Blocks(obj types.Object) ([]facts.Category, bool) {
	if t == nil {
		return nil, false
	}
	fn, ok := obj.(*types.Func)
	if ok && fn == nil {
		return nil, false
	}
	rule := t.Of(obj)
	if rule != nil && rule.Decided {
		return rule.Categories, true
	}
	if ok && (fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type())) {
		if rule = t.Running(fn); rule != nil && (rule.Run == Entered || rule.Run == Sanctioned) {
			return nil, true
		}
	}
	return nil, false
}

// Apart reports whether the source says in which state the function runs that is
// passed for v.
func (t *Table) Apart(v *types.Var) bool {
	rule := t.Of(v)
	return rule != nil && rule.Run != ""
}

// Task reports whether the source says in which state the function runs that is
// passed as parameter i of fn. How often it runs is not said; as far as anybody
// knows, it is once.
func (t *Table) Task(fn *types.Func, i int) bool {
	if t == nil || fn == nil {
		return false
	}
	params := fn.Origin().Signature().Params()
	if i < 0 || i >= params.Len() {
		return false
	}
	v := params.At(i)
	rule := t.OfType(v.Type())
	return t.Apart(v) || rule != nil && rule.Run != ""
}

// Nonblocking lists the functions of the package that are declared not to block,
// in order of the source, with the positions of the directives.
func (t *Table) Nonblocking() []Claim {
	if t == nil {
		return nil
	}
	var out []Claim
	for obj := range t.own {
		rule := t.rules[obj]
		if fn, ok := obj.(*types.Func); ok && rule.Decided && rule.pos.IsValid() && len(rule.Categories) == 0 {
			out = append(out, Claim{fn, displayName(fn), rule.pos, rule.pos + token.Pos(len(Nonblocking))})
		}
	}
	slices.SortFunc(out, func(a, b Claim) int { return cmp.Compare(a.Pos, b.Pos) })
	return out
}

// A Claim is that a function does not block.
type Claim struct {
	Func     *types.Func
	Name     string
	Pos, End token.Pos
}

// Row returns the entry of a function that acquires or releases a guard, or
// nil.
func (t *Table) Row(fn *types.Func) *protocol.Func {
	if t == nil || fn == nil {
		return nil
	}
	fn = fn.Origin()
	row, ok := t.rows[fn]
	if !ok {
		row = t.row(fn)
		t.rows[fn] = row
	}
	return row
}

func (t *Table) row(fn *types.Func) *protocol.Func {
	rule := t.rules[fn]
	if rule != nil && rule.Row != nil {
		return rule.Row
	}
	sig := fn.Signature()
	arg := -1
	var of types.Type
	switch {
	case rule != nil && rule.Releases && rule.Param >= 0:
		arg, of = rule.Param, releasedType(sig, rule.Param)
	case sig.Recv() != nil:
		of = sig.Recv().Type()
	default:
		return nil
	}
	g := t.guardFor(of, fn.Name(), rule != nil && rule.Releases)
	if g == nil {
		return nil
	}
	row := &protocol.Func{
		Op: protocol.Release, Guard: g, Arg: arg, Opts: -1, Results: sig.Results().Len(),
		Name: displayName(fn), Method: sig.Recv() != nil, Declared: true,
	}
	if g.Object {
		row.Op = protocol.Unlock
	}
	return row
}

// guardFor is the guard of type of that the method releases, or any if the
// method says so itself.
func (t *Table) guardFor(of types.Type, method string, says bool) *protocol.Guard {
	named := namedOf(of)
	if named == nil {
		for _, f := range t.funcs {
			if says && f.typ == types.TypeString(of, nil) {
				return f.Guard
			}
		}
		return nil
	}
	gs := t.guards[named.Obj()]
	for _, g := range gs {
		if slices.Contains(g.Release, method) {
			return g.Guard
		}
	}
	if says && len(gs) > 0 {
		return gs[0].Guard
	}
	return nil
}

// Guard returns the kind of guard that values of the named type are, or nil.
func (t *Table) Guard(typ types.Type) *protocol.Guard {
	if t == nil {
		return nil
	}
	named, ok := types.Unalias(typ).(*types.Named)
	if !ok {
		return nil
	}
	for _, g := range t.guards[named.Obj()] {
		if !g.Object {
			return g.Guard
		}
	}
	return nil
}

// Locks reports whether objects of the type have locks.
func (t *Table) Locks(named *types.Named) bool {
	if t == nil {
		return false
	}
	return slices.ContainsFunc(t.guards[named.Obj()], func(g guard) bool { return g.Object })
}

// Leads reports whether values of type typ may be guards, going by the type
// alone.
func (t *Table) Leads(typ types.Type) bool {
	if t == nil {
		return false
	}
	if t.Guard(typ) != nil {
		return true
	}
	if _, ok := types.Unalias(typ).(*types.Signature); !ok || len(t.funcs) == 0 {
		return false
	}
	name := types.TypeString(typ, nil)
	for _, f := range t.funcs {
		if f.typ == name {
			return true
		}
	}
	return false
}

// Walks reports whether something is declared that needs functions followed,
// beyond what they block on.
func (t *Table) Walks() bool {
	if t == nil {
		return false
	}
	if len(t.guards)+len(t.funcs) > 0 {
		return true
	}
	for _, rule := range t.rules {
		if rule.Run != "" {
			return true
		}
	}
	return false
}

// Holds reports whether a lock is declared that must not be held while
// blocking.
func (t *Table) Holds() bool {
	return t != nil && t.holds
}

// MethodNames lists the names of the methods that acquire or release guards,
// through which an interface can reach one.
func (t *Table) MethodNames() []string {
	if t == nil {
		return nil
	}
	var names []string
	for obj, rule := range t.rules {
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil && (rule.Row != nil || rule.Releases) {
			names = append(names, fn.Name())
		}
	}
	for _, gs := range t.guards {
		for _, g := range gs {
			names = append(names, g.Release...)
		}
	}
	return names
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strings.TrimSpace(strconv.Itoa(n) + " " + noun + "s")
}
