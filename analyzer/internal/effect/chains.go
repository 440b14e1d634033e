package effect

import (
	"go/types"
	"slices"

	"github.com/ctxvet/ctxvet/facts"
)

// A link says that a node blocks because it reaches what blocks: through the
// callees in path, by chain or the chain of from.
type link struct {
	node     *node
	category facts.Category
	path     []string
	chain    []string
	from     *node
}

// length is the link's length in steps, without that of from. Entering a
// literal or a part counts, although it has no name to show, so that every link is at
// least one step long.
func (l *link) length() int {
	n := len(l.path) + len(l.chain)
	if l.from != nil && (l.from.lit != nil || l.from.part) && len(l.path) == 0 {
		n++
	}
	return n
}

// A witness is the shortest way in which a node blocks for one category.
type witness struct {
	steps int
	chain []string
}

// findChains finds, for each node and category, the shortest chain to what
// blocks, the first in the alphabet among several. A chain of n steps ends in
// a primitive or continues with a shorter one, so going by length settles
// them all, whatever the order of nodes.
func (p *Package) findChains() {
	var links []*link
	for _, n := range p.nodes {
		if n.mask == 0 || n.fixed {
			continue
		}
		s := &linkSink{node: n, links: &links}
		e := &evaluator{p: p, sink: s}
		for _, site := range n.sites {
			e.evalSite(site)
		}
	}
	for steps := 1; len(links) > 0; steps++ {
		settled := links[:0:0]
		links = slices.DeleteFunc(links, func(l *link) bool {
			if l.node.best[l.category] != nil {
				return true
			}
			n := l.length()
			if l.from != nil {
				w := l.from.best[l.category]
				if w == nil {
					return false
				}
				n += w.steps
			}
			if n > steps {
				return false
			}
			settled = append(settled, l)
			return true
		})
		if len(settled) == 0 && steps > maxSteps {
			return
		}
		best := make(map[*node]*[facts.NumCategories]*witness)
		for _, l := range settled {
			chain := l.whole()
			row := best[l.node]
			if row == nil {
				row = new([facts.NumCategories]*witness)
				best[l.node] = row
			}
			if w := row[l.category]; w == nil || facts.CompareChains(chain, w.chain) < 0 {
				row[l.category] = &witness{steps, chain}
			}
		}
		for n, row := range best {
			for c, w := range row {
				if w != nil {
					n.best[c] = w
				}
			}
		}
	}
}

// maxSteps bounds the search once nothing is found any more: no link is
// longer than its path and an imported chain.
const maxSteps = 1000

// whole returns the link's chain from end to end.
func (l *link) whole() []string {
	chain := l.chain
	if l.from != nil {
		chain = l.from.best[l.category].chain
	}
	for _, name := range slices.Backward(l.path) {
		chain = facts.Extend(name, chain)
	}
	return chain
}

// A linkSink collects links.
type linkSink struct {
	node  *node
	links *[]*link
}

func (s *linkSink) block(c facts.Category, via *hop, chain []string, from *node) {
	if from == s.node {
		return // recursion is never the shortest way
	}
	*s.links = append(*s.links, &link{node: s.node, category: c, path: via.path(), chain: chain, from: from})
}

func (s *linkSink) term(term)                 {}
func (s *linkSink) use(*types.Var, facts.Use) {}
