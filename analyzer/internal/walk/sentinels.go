package walk

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/analyzer/internal/sym"
)

// neverNil reports whether the package-level variable called name is a sentinel
// error: one of another package, such as io.EOF, or one that this package sets
// in its declaration alone, to an error.
func (p *Package) neverNil(name string) bool {
	known, ok := p.sentinels[name]
	if !ok {
		known = p.sentinel(name)
		p.sentinels[name] = known
	}
	return known
}

func (p *Package) sentinel(name string) bool {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return false
	}
	pkg := p.packageByPath(name[:i])
	if pkg == nil {
		return false
	}
	v, ok := pkg.Scope().Lookup(name[i+1:]).(*types.Var)
	if !ok || !types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
		return false
	}
	if pkg != p.cfg.SSA.Pkg {
		return true
	}
	g, ok := p.cfg.SSA.Members[v.Name()].(*ssa.Global)
	if !ok {
		return false
	}
	sets := p.globalUses()[g]
	return len(sets) == 1 && isError(sets[0])
}

// isSentinel answers errors.Is for two sentinel errors. One that this package
// makes by errors.New wraps nothing; what others wrap is not known.
func (w *walker) isSentinel(err, target sym.Value) (is, known bool) {
	x, y := sentinelName(err), sentinelName(target)
	if x == "" || y == "" {
		return false, false
	}
	return x == y, x == y || w.wrapsNothing(x)
}

// sentinelName is the variable that holds the sentinel error v, "" if v is
// something else.
func sentinelName(v sym.Value) string {
	if v.Kind == sym.Sel && v.NonNil && v.Args[0].Kind == sym.Global && v.Str == "" {
		return v.Args[0].Str
	}
	return ""
}

// wrapsNothing reports whether the sentinel called name comes from errors.New in
// this package.
func (p *Package) wrapsNothing(name string) bool {
	for g, sets := range p.globalUses() {
		if g.RelString(nil) == name && len(sets) == 1 {
			c, ok := sets[0].(*ssa.Call)
			obj := (*types.Func)(nil)
			if ok {
				obj = pureResult(&c.Call)
			}
			return obj != nil && isNamed(obj, "errors.New")
		}
	}
	return false
}

// globalUses lists what the package stores in each of its variables; nil stands
// for a use of the variable's address, through which anything may be stored.
func (p *Package) globalUses() map[*ssa.Global][]ssa.Value {
	if p.globals != nil {
		return p.globals
	}
	p.globals = make(map[*ssa.Global][]ssa.Value)
	for _, fn := range p.touch.all {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.UnOp:
					if instr.Op == token.MUL {
						continue
					}
				case *ssa.Store:
					if g, ok := instr.Addr.(*ssa.Global); ok {
						p.globals[g] = append(p.globals[g], instr.Val)
						continue
					}
				}
				for _, op := range instr.Operands(nil) {
					if g, ok := (*op).(*ssa.Global); ok {
						p.globals[g] = append(p.globals[g], nil)
					}
				}
			}
		}
	}
	return p.globals
}

// isError reports whether v is surely an error.
func isError(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.Call:
		if obj := pureResult(&v.Call); obj != nil {
			return isNamed(obj, "errors.New", "fmt.Errorf")
		}
	}
	return false
}

// refusal is the error that wraps the sentinel of runtimectx with that name.
func (w *walker) refusal(st *state, at any, name string) sym.Value {
	v := w.nonNil(st, at)
	if w.refusals == nil {
		w.refusals = make(map[sym.Value]string)
	}
	w.refusals[v] = name
	return v
}
