package walk

import (
	"fmt"
	"strings"

	"github.com/ctxvet/ctxvet/facts"
)

// chainText says how a call leads to an operation.
func (p *Package) chainText(chain []facts.Step) string {
	var b strings.Builder
	for i, s := range chain {
		if i > 0 {
			b.WriteString(", which ")
		}
		fmt.Fprintf(&b, "calls %s", p.nameHere(s.Name))
		if s.Site != "" {
			fmt.Fprintf(&b, " at %s", s.Site)
		}
	}
	return b.String()
}

// here is chain as this package writes it.
func (p *Package) here(chain []string) []string {
	out := make([]string, len(chain))
	for i, name := range chain {
		out[i] = p.nameHere(name)
	}
	return out
}

// nameHere is name without the package's own name before it.
func (p *Package) nameHere(name string) string {
	return strings.TrimPrefix(name, p.cfg.SSA.Pkg.Name()+".")
}
