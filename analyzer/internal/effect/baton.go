package effect

import (
	"go/ast"
	"go/types"
	"slices"
)

// A baton is a value that goes round: a struct has channels with a buffer of
// which one, at most, holds it, and whoever received it there sends it on, often
// changed, into the same channel or another one of the struct. Each send finds
// a place then, as there is one value only. That holds if every declaration of the
// package, on all of its paths, sends into these channels at most as often as it
// has received from them before, and those that make them fill them no further.

// isBaton reports whether every send into field is balanced by a receive, from
// field itself or from the channels that are made together with it.
func (p *Package) isBaton(field *types.Var) bool {
	c := p.fieldChans[field]
	if !c.carries() {
		return false
	}
	if c.baton == unasked {
		c.baton = no
		group := map[*types.Var]bool{field: true}
		if p.balanced(group, c.size) {
			c.baton = yes
			return true
		}
		for other, d := range p.fieldChans {
			if d.carries() && sameDecls(c.makers, d.makers) {
				group[other] = true
			}
		}
		if len(group) > 1 && p.balanced(group, 1) {
			c.baton = yes
		}
	}
	return c.baton == yes
}

// An answer to a question that is asked once.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

// carries reports whether the channel may carry a baton: nobody but this package
// sends into it, and it always has a buffer of a size that is known.
func (c *fieldChan) carries() bool {
	return c != nil && c.buffered && c.size > 0 && !c.foreign && !c.cleared && c.loose == 0 && len(c.makers) > 0
}

func sameDecls(a, b []ast.Node) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(d ast.Node) bool { return !slices.Contains(b, d) })
}

// balanced reports whether all sends into the fields of group are balanced; who
// makes the channels may put in as many values as given before.
func (p *Package) balanced(group map[*types.Var]bool, initial int) bool {
	for field := range group {
		if field.Exported() {
			return false
		}
		for d := range p.fieldChans[field].sent {
			held := 0
			if slices.Contains(p.fieldChans[field].makers, d) {
				held = initial
			}
			in := func(e ast.Expr) bool {
				f := p.chanField(e)
				return f != nil && group[f.Origin()]
			}
			if !p.balancedIn(d, held, in) {
				return false
			}
		}
	}
	return true
}

// isSemaphore reports whether field has a buffer and every receive from it is
// balanced by a send before.
func (p *Package) isSemaphore(field *types.Var) bool {
	if field.Exported() {
		return false
	}
	if p.fieldChans == nil {
		p.fieldChans = p.gatherFields()
	}
	c := p.fieldChans[field.Origin()]
	if c == nil || !c.sized || c.foreign || c.cleared || c.loose > 0 || len(c.makers) == 0 || len(c.sent) == 0 {
		return false
	}
	if c.semaphore == unasked {
		c.semaphore = yes
		for d := range c.received {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				c.semaphore = no
				break
			}
			w := &batonWalk{p: p, root: fn, takes: true, in: func(e ast.Expr) bool {
				f := p.chanField(e)
				return f != nil && f.Origin() == field.Origin()
			}}
			if w.stmt(fn.Body, &holding{}); w.lost {
				c.semaphore = no
				break
			}
		}
		if c.semaphore == no && p.locksWith(field, c) {
			c.semaphore = yes
		}
	}
	return c.semaphore == yes
}

// balancedIn reports whether the declaration sends into the channels for which in
// is true at most as often as it received from them, and held times more.
func (p *Package) balancedIn(d ast.Node, held int, in func(ast.Expr) bool) bool {
	fn, ok := d.(*ast.FuncDecl)
	if !ok {
		return false
	}
	w := &batonWalk{p: p, in: in, root: fn}
	w.stmt(fn.Body, &holding{n: held})
	return !w.lost
}
