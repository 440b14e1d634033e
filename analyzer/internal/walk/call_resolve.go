package walk

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/facts"
)

func recvType(fn *types.Func) types.Type {
	if r := fn.Signature().Recv(); r != nil {
		return r.Type()
	}
	return nil
}

// names reports whether the source text says what is called: obj.
func names(text string, obj *types.Func) bool {
	return lastName(text) == obj.Name()
}

// lastName is what stands behind the last dot of text.
func lastName(text string) string { return text[strings.LastIndexByte(text, '.')+1:] }

// imported is the summary of a function of another package, or nil.
func (p *Package) imported(obj *types.Func) *facts.Summary {
	if obj.Pkg() == nil || p.cfg.Imported == nil {
		return nil
	}
	return p.cfg.Imported(obj.Pkg(), facts.FuncKey(obj))
}

// ownFunction is the source function of this package behind fn.
func (p *Package) ownFunction(fn *ssa.Function) *ssa.Function {
	fn = origin(fn)
	if fn.Parent() != nil || fn.Synthetic == "" && fn.Pkg == p.cfg.SSA {
		return fn
	}
	if obj := funcObject(fn); obj != nil {
		return p.ownObject(obj)
	}
	return nil
}

func (p *Package) ownObject(obj *types.Func) *ssa.Function {
	if obj.Pkg() != p.cfg.SSA.Pkg {
		return nil
	}
	return p.cfg.SSA.Prog.FuncValue(obj.Origin())
}

// sayCallee has the chain of a call that is made on behalf of another name the
// function that is called, full, unless it does.
func (c *callee) sayCallee(name, full string) {
	if c.at == nil || c.site.name == "" || c.loop != "" || c.named {
		return
	}
	c.through = slices.Clip(c.site.chain)
	n := len(c.through)
	if n > 0 && lastName(c.through[n-1].Name) == name {
		return
	}
	step := facts.Step{Name: full}
	if c.value && n > 0 {
		step.Site = c.through[n-1].Site // better than the name of the variable
		c.through = c.through[: n-1 : n-1]
	}
	c.through = append(c.through, step)
}
