package build

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/analyzer/internal/catalogue"
	"github.com/ctxvet/ctxvet/analyzer/internal/effect"
	"github.com/ctxvet/ctxvet/facts"
)

// A Closure is what follows from the roots for one operating system.
type Closure struct {
	Entries  map[string]*facts.Effect // by key
	Exported []string                 // keys of all exported functions and methods, sorted
	Declared map[string]bool          // keys of all functions and methods, interfaces' included
	Packages []string                 // import paths that users can import, sorted
	// Undecided holds the exported functions that reach something that waits
	// and about which no root decides, with a chain that leads there.
	Undecided map[string][]string
}

// Infer computes the closure for one operating system.
func Infer(roots *Roots, goos string) (*Closure, error) {
	pkgs, err := load(goos)
	if err != nil {
		return nil, err
	}
	c := &Closure{
		Entries:   make(map[string]*facts.Effect),
		Declared:  make(map[string]bool),
		Undecided: make(map[string][]string),
	}
	b := &builder{roots: roots, closure: c, effects: make(map[*types.Func]*facts.Effect), fns: make(map[string]*types.Func)}
	for _, p := range pkgs {
		b.infer(p)
	}
	b.prune()
	slices.Sort(c.Exported)
	slices.Sort(c.Packages)
	return c, nil
}

// InferAll computes the closure for several operating systems, of which the
// first decides what they share.
func InferAll(roots *Roots, systems []string) (*Closure, error) {
	var all *Closure
	for _, goos := range systems {
		c, err := Infer(roots, goos)
		switch {
		case err != nil:
			return nil, err
		case all == nil:
			all = c
		default:
			all.Merge(c)
		}
	}
	return all, nil
}

// A builder infers package after package.
type builder struct {
	roots   *Roots
	closure *Closure
	effects map[*types.Func]*facts.Effect
	fns     map[string]*types.Func // of the closure's entries
}

func (b *builder) infer(p *packages.Package) {
	result := effect.Infer(effect.Input{
		Fset:   p.Fset,
		Files:  p.Syntax,
		Pkg:    p.Types,
		Info:   p.TypesInfo,
		Callee: b.callee,
		Roots: func(fn *types.Func) ([]facts.Category, bool) {
			if fn.Pkg() == nil { // error.Error
				return nil, true
			}
			return b.roots.Of(fn.Pkg().Path(), catalogue.Key(fn))
		},
	})
	public := isPublic(p.PkgPath)
	if public {
		b.closure.Packages = append(b.closure.Packages, p.PkgPath)
	}
	embedded := embeddedTypes(p.Types)
	for _, fn := range functions(p.Types) {
		key := catalogue.Key(fn)
		b.closure.Declared[key] = true
		e := b.decide(key, result.ForFunc(fn))
		b.effects[fn] = e
		if !public {
			continue
		}
		if isExported(fn) && !isInterface(fn) {
			b.closure.Exported = append(b.closure.Exported, key)
			if chain, waits := b.undecided(fn, key, e); waits {
				b.closure.Undecided[key] = chain
			}
		}
		if fn.Exported() && (isExported(fn) || embedded[receiver(fn)]) {
			b.add(key, fn, e)
		}
	}
}

// callee answers for packages inferred before.
func (b *builder) callee(fn *types.Func) *facts.Effect {
	if e := b.effects[fn]; e != nil {
		return e
	}
	return new(facts.Effect) // std is closed: what has no entry does nothing
}

// decide applies to an inferred effect what the roots say.
func (b *builder) decide(key string, e *facts.Effect) *facts.Effect {
	if r := b.roots.Replace[key]; r != nil {
		return r
	}
	wraps := b.roots.Wraps[key]
	if len(wraps) == 0 {
		return e
	}
	out := new(facts.Effect)
	if e != nil {
		*out = *e
	}
	out.Wraps = wraps
	return out
}

// add makes the catalogue's entry of fn.
func (b *builder) add(key string, fn *types.Func, e *facts.Effect) {
	var out facts.Effect
	if e != nil {
		out = *e
	}
	if categories, root := b.roots.Categories[key]; !root {
		out.Blocks = visible(out.Blocks)
	} else if len(categories) > 0 && categories[0].DefaultOn() {
		// It blocks anyway: what its operands add is noise.
		out.Terms = slices.DeleteFunc(slices.Clone(out.Terms), func(t facts.Term) bool { return t.Method != "" || t.Inner })
	}
	if out.Result != nil {
		result := *out.Result
		result.Blocks = visible(result.Blocks)
		out.Result = &result
	}
	out.Terms = append(slices.Clone(out.Terms), b.roots.Terms[key]...)
	out.Normalize()
	if out.Empty() {
		return
	}
	b.fns[key] = fn
	b.closure.Entries[key] = &out
}

// visible returns what callers of std are told about blocking inside it: the
// root that is reached, and nothing that is an implementation detail.
func visible(blocks []facts.Block) []facts.Block {
	var out []facts.Block
	for _, b := range blocks {
		switch {
		case isPrimitive(b.Category), b.Category == facts.Lock, b.Category == facts.Log, b.Category == facts.CPU:
			continue
		case len(b.Chain) > 1:
			b.Chain = b.Chain[len(b.Chain)-1:]
		}
		out = append(out, b)
	}
	return out
}

// isPrimitive reports whether c is what a function of std waits for in its
// own workings, which says nothing until a root decides what that means.
func isPrimitive(c facts.Category) bool {
	return c == facts.Chan || c == facts.Sync || c == facts.Syscall || c == facts.Sleep
}

// undecided reports whether e, of an exported function, has blocking that no
// root speaks of.
func (b *builder) undecided(fn *types.Func, key string, e *facts.Effect) ([]string, bool) {
	if _, root := b.roots.Of(fn.Pkg().Path(), key); root || e == nil || b.roots.Replace[key] != nil {
		return nil, false
	}
	for _, block := range e.Blocks {
		if isPrimitive(block.Category) {
			return block.Chain, true
		}
	}
	return nil, false
}

// prune removes what could never come into play: terms about what a value
// wraps where no constructor wraps anything, and the other way round.
func (b *builder) prune() {
	wrappers := make(map[string]bool) // types of values that wrap
	askers := make(map[string]bool)   // types whose users ask what they wrap
	for key, e := range b.closure.Entries {
		sig := b.fns[key].Signature()
		if len(e.Wraps) > 0 {
			for _, t := range resultTypes(sig) {
				wrappers[typeKey(t)] = true
			}
		}
		for _, t := range e.Terms {
			if t.Inner {
				askers[typeKey(termType(sig, t))] = true
			}
		}
	}
	for key, e := range b.closure.Entries {
		sig := b.fns[key].Signature()
		e.Terms = slices.DeleteFunc(slices.Clone(e.Terms), func(t facts.Term) bool {
			return t.Inner && !wrappers[typeKey(termType(sig, t))]
		})
		if !slices.ContainsFunc(resultTypes(sig), func(t types.Type) bool {
			return askers[typeKey(t)] || transparent(t)
		}) {
			e.Wraps = nil
		}
		if e.Empty() {
			delete(b.closure.Entries, key)
		}
	}
}

// transparent reports whether calls on a t go on to what it wraps: t is one
// of the interfaces for reading and writing.
func transparent(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && types.IsInterface(named) && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "io"
}

func resultTypes(sig *types.Signature) []types.Type {
	var out []types.Type
	for v := range sig.Results().Variables() {
		out = append(out, v.Type())
	}
	return out
}

// termType returns the type of the parameter that t is about.
func termType(sig *types.Signature, t facts.Term) types.Type {
	if t.Param < 0 {
		return sig.Recv().Type()
	}
	return sig.Params().At(t.Param).Type()
}

// typeKey names the type that t is or points to.
func typeKey(t types.Type) string {
	if named := namedOf(t); named != nil {
		return types.TypeString(named.Origin(), nil)
	}
	return ""
}

// namedOf returns the named type that t is or points to, or nil.
func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

// functions returns the functions and methods that p declares.
func functions(p *types.Package) []*types.Func {
	var out []*types.Func
	for _, name := range p.Scope().Names() {
		switch obj := p.Scope().Lookup(name).(type) {
		case *types.Func:
			out = append(out, obj)
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() {
				continue
			}
			for m := range named.Methods() {
				out = append(out, m)
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for m := range iface.ExplicitMethods() {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// isPublic reports whether users can import path.
func isPublic(path string) bool {
	return !strings.HasPrefix(path, "vendor/") && !strings.HasPrefix(path, "internal/") &&
		!strings.Contains(path, "/internal/") && !strings.HasSuffix(path, "/internal")
}

// isExported reports whether fn is in its package's documentation.
func isExported(fn *types.Func) bool {
	if !fn.Exported() || fn.Signature().Recv() == nil {
		return fn.Exported()
	}
	t := receiver(fn)
	return t != nil && t.Exported()
}

// receiver returns the name of the type whose method fn is.
func receiver(fn *types.Func) *types.TypeName {
	if recv := fn.Signature().Recv(); recv != nil {
		if named := namedOf(recv.Type()); named != nil {
			return named.Obj()
		}
	}
	return nil
}

// embeddedTypes returns the types of p whose methods exported types have
// because they embed them.
func embeddedTypes(p *types.Package) map[*types.TypeName]bool {
	out := make(map[*types.TypeName]bool)
	for _, name := range p.Scope().Names() {
		obj, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		s, ok := obj.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range s.Fields() {
			if named := namedOf(f.Type()); f.Embedded() && named != nil {
				out[named.Obj()] = true
			}
		}
	}
	return out
}

func isInterface(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// Merge adds to c what other, of another operating system, has beyond it.
func (c *Closure) Merge(other *Closure) {
	for key, e := range other.Entries {
		if _, ok := c.Entries[key]; !ok && !c.Declared[key] {
			c.Entries[key] = e
		}
	}
	for key, chain := range other.Undecided {
		if _, ok := c.Undecided[key]; !ok {
			c.Undecided[key] = chain
		}
	}
	for key := range other.Declared {
		c.Declared[key] = true
	}
	c.Packages = union(c.Packages, other.Packages)
	c.Exported = union(c.Exported, other.Exported)
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Text returns the entries as std.txt has them.
func (c *Closure) Text() string {
	var lines []string
	for key, e := range c.Entries {
		lines = append(lines, fmt.Sprintf("%s %s\n", key, catalogue.FormatSpec(e)))
	}
	slices.SortFunc(lines, func(a, b string) int {
		keyA, _, _ := strings.Cut(a, " ")
		keyB, _, _ := strings.Cut(b, " ")
		return strings.Compare(keyA, keyB)
	})
	return strings.Join(lines, "")
}
