package effect

import (
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/facts"
)

// A sink takes what a site contributes.
type sink interface {
	// block: it may block. The callees on the way are via, then chain or the
	// chain of from.
	block(c facts.Category, via *hop, chain []string, from *node)
	// term: it uses something that the callers of the node determine.
	term(t term)
	// use: a function parameter goes somewhere other than being called here.
	use(v *types.Var, u facts.Use)
}

// A hop is one callee on the way to what blocks, innermost first.
type hop struct {
	fn    *types.Func
	outer *hop
	name  string // instead of fn's
}

// path returns the names of the callees in h, outermost first.
func (h *hop) path() []string {
	n := 0
	for x := h; x != nil; x = x.outer {
		n++
	}
	out := make([]string, n)
	for x := h; x != nil; x = x.outer {
		n--
		if out[n] = x.name; x.name == "" {
			out[n] = FuncName(x.fn)
		}
	}
	return out
}

// FuncName returns the name by which messages call fn: its package's name,
// then Func, T.Method or (*T).Method.
func FuncName(fn *types.Func) string {
	name := nameInPackage(fn)
	if fn.Pkg() == nil {
		return name
	}
	var b strings.Builder
	b.WriteString(fn.Pkg().Name())
	b.WriteByte('.')
	b.WriteString(name)
	return b.String()
}
