package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A send into a field of a struct, in another function than the one that made
// the channel, blocks like any other, except where the package shows that the
// channel has a place for it by design:
//
//   - an answer: the function that makes the channel, with a buffer, waits on
//     it itself, so that each channel carries the answer to one request;
//   - a last word: the send is followed by closing the channel, which has a
//     buffer wherever it is made, so that nothing was sent before;
//   - a baton: all sends into it are balanced by receives; see baton.go;
//   - a token: the channel is filled to the brim where it is made, so that a
//     send gives back what was received. If all others that send receive as
//     well, those that fill it find a place, too, whoever else has it by then.
//
// Likewise a receive takes back what the same function has sent, where the channel
// is a semaphore: whoever receives from it has sent before, so that it holds at
// least what was sent here.
//
// This is about fields and package variables that only this package can set. An
// answer or token that is sent twice would wait: that is not seen.

// A fieldChan is what the package does with the channels in one field.
type fieldChan struct {
	makers   []ast.Node // declarations that make one
	buffered bool       // all of them with a constant size of at least 1, or filled
	fillers  int        // how many makers fill it
	size     int        // the least constant size, 0 if there is none
	foreign  bool       // it is set to something else than a new channel
	cleared  bool       // it is set to nil
	sized    bool       // all makers give it a size, if not a constant one
	received map[ast.Node]bool
	sent     map[ast.Node]bool
	// loose counts the mentions that are no operation on the channel, by which
	// others may get hold of it.
	loose int

	baton, semaphore answer
}

// at returns what is gathered about field.
func (g *fieldGather) at(field *types.Var) *fieldChan {
	field = field.Origin()
	c := g.fields[field]
	if c == nil {
		c = &fieldChan{buffered: true, sized: true, received: make(map[ast.Node]bool), sent: make(map[ast.Node]bool)}
		g.fields[field] = c
	}
	return c
}

// hasPlace reports whether the send into a field, in the declaration d, finds
// a place by design.
func (p *Package) hasPlace(d *declInfo, send *ast.SendStmt, closed bool) bool {
	field := p.chanField(send.Chan)
	if field == nil || field.Exported() {
		return false
	}
	if p.fieldChans == nil {
		p.fieldChans = p.gatherFields()
	}
	c := p.fieldChans[field.Origin()]
	if c == nil || c.foreign || len(c.makers) == 0 || !c.buffered {
		return false
	}
	if slices.Contains(c.makers, d.root) {
		return c.tokens() && p.fills(d, send) || p.isBaton(field.Origin())
	}
	if c.fillers > 0 || closed {
		return true
	}
	for _, maker := range c.makers {
		if !c.received[maker] {
			return p.isBaton(field.Origin())
		}
	}
	return true
}

// tokens reports whether all makers fill the channel, and all others that send
// into it receive from it.
func (c *fieldChan) tokens() bool {
	if c.fillers < len(c.makers) || c.loose > 0 {
		return false
	}
	for d := range c.sent {
		if !slices.Contains(c.makers, d) && !c.received[d] {
			return false
		}
	}
	return true
}

// fills reports whether the send, of the declaration that makes the channel,
// finds a place if nobody else sends before.
func (p *Package) fills(d *declInfo, send *ast.SendStmt) bool {
	ref, ok := p.chanRef(send.Chan)
	if !ok {
		return false
	}
	w := p.walkRoom(d, ref)
	if w == nil || w.lost {
		return false
	}
	s := w.sends[send.Arrow]
	return s != nil && !s.concurrent && (w.size.of.v == nil || s.symbolic) && s.before+1+s.others <= w.size.n
}

// chanField returns the field that e selects, or the package variable that it
// names, if it is a channel.
func (p *Package) chanField(e ast.Expr) *types.Var {
	var id *ast.Ident
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		id = e.Sel
	case *ast.Ident:
		id = e
	default:
		return nil
	}
	v, ok := p.in.Info.ObjectOf(id).(*types.Var)
	if !ok || !v.IsField() && v.Kind() != types.PackageVar {
		return nil
	}
	if _, ok := v.Type().Underlying().(*types.Chan); !ok {
		return nil
	}
	return v
}

// A fieldSend is a send into a field that is to be judged when the whole
// package has been collected.
type fieldSend struct {
	node   *node
	send   *ast.SendStmt
	closed bool // it is followed by closing the channel
}

// A fieldReceive is a receive from a field, likewise.
type fieldReceive struct {
	node  *node
	pos   token.Pos
	field *types.Var
}

// dropPlaced removes the sends into fields that find a place by design, and the
// receives that take back what was sent.
func (p *Package) dropPlaced() {
	for _, r := range p.fieldReceives {
		if p.isSemaphore(r.field) {
			r.node.sites = slices.DeleteFunc(r.node.sites, func(s *site) bool {
				return s.kind == siteOp && s.pos == r.pos
			})
		}
	}
	p.fieldReceives = nil
	for _, f := range p.fieldSends {
		if p.hasPlace(f.node.decl, f.send, f.closed) || p.sentOnce(f.node.decl, f.send, f.closed) {
			f.node.sites = slices.DeleteFunc(f.node.sites, func(s *site) bool {
				return s.kind == siteOp && s.pos == f.send.Arrow
			})
		}
	}
	p.fieldSends = nil
}

// A fieldGather walks the package once.
type fieldGather struct {
	p      *Package
	decl   *declInfo
	fields map[*types.Var]*fieldChan
}

func (p *Package) gatherFields() map[*types.Var]*fieldChan {
	g := &fieldGather{p: p, fields: make(map[*types.Var]*fieldChan)}
	for _, d := range p.decls {
		g.decl = d
		ast.Inspect(d.root, g.visit)
	}
	return g.fields
}

func (g *fieldGather) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if field := g.operation(lhs); field != nil {
				ref, _ := g.p.chanRef(lhs)
				g.set(field, n.Rhs[min(i, len(n.Rhs)-1)], ref)
			}
		}
	case *ast.CompositeLit:
		g.composite(n)
	case *ast.UnaryExpr:
		switch n.Op {
		case token.ARROW:
			g.receive(n.X)
		case token.AND:
			if field := g.p.chanField(n.X); field != nil {
				g.at(field).foreign = true
			}
		}
	case *ast.SendStmt:
		if field := g.operation(n.Chan); field != nil {
			g.at(field).sent[g.decl.root] = true
		}
	case *ast.RangeStmt:
		g.receive(n.X)
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			g.operation(n.X)
			g.operation(n.Y)
		}
	case *ast.CallExpr:
		if tv := g.p.in.Info.Types[n.Fun]; tv.IsBuiltin() && len(n.Args) == 1 {
			g.operation(n.Args[0]) // close, len, cap
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if v := g.operation(name); v != nil && i < len(n.Values) {
				g.set(v, n.Values[min(i, len(n.Values)-1)], chanRef{})
			}
		}
	case *ast.Ident:
		// The name of a field stands in a selector, or is no use of it.
		if v, ok := g.p.in.Info.ObjectOf(n).(*types.Var); ok && v.Kind() == types.PackageVar && g.p.chanField(n) != nil {
			g.at(v).loose++
		}
	case *ast.SelectorExpr:
		if field := g.p.chanField(n); field != nil && field.IsField() {
			g.at(field).loose++
		}
	}
	return true
}

// operation returns the field that is the operand e of an operation on a
// channel, which comes before e is visited itself.
func (g *fieldGather) operation(e ast.Expr) *types.Var {
	field := g.p.chanField(e)
	if field != nil {
		g.at(field).loose--
	}
	return field
}

func (g *fieldGather) receive(e ast.Expr) {
	if field := g.operation(e); field != nil {
		g.at(field).received[g.decl.root] = true
	}
}

// composite notes what a struct literal sets. One without field names could
// set any of its channels to something unknown.
func (g *fieldGather) composite(lit *ast.CompositeLit) {
	for field, elt := range g.p.fieldValues(lit) {
		if _, ok := field.Type().Underlying().(*types.Chan); ok {
			g.set(field, elt, chanRef{})
		}
	}
}

// set notes that field is set to value, by way of ref if that is known.
func (g *fieldGather) set(field *types.Var, value ast.Expr, ref chanRef) {
	c := g.at(field)
	value = ast.Unparen(value)
	if tv := g.p.in.Info.Types[value]; tv.IsNil() {
		c.cleared = true
		return
	}
	call := g.p.makeCall(value)
	if call == nil {
		// A variable that holds a channel made here will do as well.
		if local, ok := g.p.chanRef(value); ok && local.field == nil {
			ref = local
			call = g.p.made(g.decl, local)
		}
	}
	if call == nil {
		if made, ok := value.(*ast.CallExpr); ok && isBuiltin(g.p.in.Info, made.Fun, "make") {
			c.buffered, c.sized = false, false // without a size
			c.makers = append(c.makers, g.decl.root)
			return
		}
		c.foreign = true
		return
	}
	c.makers = append(c.makers, g.decl.root)
	n, ok := constantInt(g.p.in.Info, call.Args[1])
	if ok && (c.size == 0 || n < c.size) {
		c.size = n
	}
	switch {
	case g.fills(field, call, ref):
		c.fillers++
	case !ok || n == 0:
		c.buffered = false
		c.sized = c.sized && !ok
	}
}

// fills reports whether the declaration fills the channel that call makes.
func (g *fieldGather) fills(field *types.Var, call *ast.CallExpr, ref chanRef) bool {
	for _, candidate := range append(g.owners(field), ref) {
		if candidate.v == nil {
			continue
		}
		w := g.p.walkRoom(g.decl, candidate)
		if w != nil && w.made == call && !w.lost && w.main.most >= w.size.n {
			return true
		}
	}
	return false
}

// owners returns the references by which the declaration sends into field.
func (g *fieldGather) owners(field *types.Var) []chanRef {
	var out []chanRef
	ast.Inspect(g.decl.root, func(n ast.Node) bool {
		if send, ok := n.(*ast.SendStmt); ok {
			if f := g.p.chanField(send.Chan); f != nil && f.Origin() == field.Origin() {
				if ref, ok := g.p.chanRef(send.Chan); ok {
					out = append(out, ref)
				}
			}
		}
		return true
	})
	return out
}
