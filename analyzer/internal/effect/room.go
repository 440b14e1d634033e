package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// hasRoom reports whether the send provably finds room: its channel is a
// local variable made with a buffer by this declaration, and all sends into
// it that can precede this one, here or in goroutines started here, leave a
// place free.
func (c *collector) hasRoom(send *ast.SendStmt) bool {
	id, ok := ast.Unparen(send.Chan).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.p.in.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return false
	}
	room, ok := c.decl.room[v]
	if !ok {
		room = c.p.roomOf(c.decl, v)
		if c.decl.room == nil {
			c.decl.room = make(map[*types.Var]map[token.Pos]bool)
		}
		c.decl.room[v] = room
	}
	return room[send.Arrow]
}

// roomOf returns the arrows of the sends into v that find room.
func (p *Package) roomOf(d *declInfo, v *types.Var) map[token.Pos]bool {
	init, ok := p.local(d, v).single()
	if !ok {
		return nil
	}
	call, ok := ast.Unparen(init).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !isBuiltin(p.in.Info, call.Fun, "make") {
		return nil
	}
	size := p.bound(d, call.Args[1])
	if size.n <= 0 {
		return nil
	}
	w := &roomWalk{p: p, decl: d, ch: v, made: call, size: size, sends: make(map[token.Pos]*sendCount)}
	var body *ast.BlockStmt
	if fd, ok := d.root.(*ast.FuncDecl); ok {
		body = fd.Body
	}
	if body == nil {
		return nil
	}
	w.stmt(body, &w.main)
	out := make(map[token.Pos]bool)
	for arrow, s := range w.sends {
		out[arrow] = w.fits(s)
	}
	return out
}

func isBuiltin(info *types.Info, fun ast.Expr, name string) bool {
	id, ok := ast.Unparen(fun).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = info.Uses[id].(*types.Builtin)
	return ok
}

// many is more sends than any channel has room for.
const many = 1 << 30

// A sendCount says how full the channel may be before a send.
type sendCount struct {
	before     int
	symbolic   bool // the send is repeated as often as the channel has places
	concurrent bool // the send is in another goroutine or deferred
	escaped    bool // others may have sent before
}

// fits reports whether a send finds room.
func (w *roomWalk) fits(s *sendCount) bool {
	switch {
	case s.escaped, s.concurrent && w.escaped:
		return false
	case w.size.v != nil && !s.symbolic:
		return false // the buffer may have no place at all
	case s.concurrent:
		return w.main.most+w.others <= w.size.n
	}
	return s.before+1+w.others <= w.size.n
}

// A roomWalk follows one channel through a declaration, in the order of
// execution, counting what was sent along the fullest path.
type roomWalk struct {
	p     *Package
	decl  *declInfo
	ch    *types.Var
	made  *ast.CallExpr
	size  bound
	sends map[token.Pos]*sendCount

	main    flow
	others  int  // all sends of other flows together
	escaped bool // anywhere
}

// A flow is the state of one thread of execution.
type flow struct {
	live     bool // the channel is made
	dead     bool // control does not get here
	fill     int  // what was sent and not received
	most     int  // highest fill ever
	times    int  // how often what follows is repeated, since the channel was made; 0 is once
	symbolic bool // times is the channel's size
	escaped  bool
	other    bool // not the flow in which the channel was made
	leave    *leave
}

// A leave gathers how full the channel may be where a loop, switch or select
// is left by a jump.
type leave struct{ fill int }

func (f *flow) repeated() int { return max(f.times, 1) }

// join merges the state of another path into f.
func (f *flow) join(g flow) {
	f.most = max(f.most, g.most)
	f.escaped = f.escaped || g.escaped
	if g.dead {
		return
	}
	if f.dead {
		f.fill, f.live, f.dead = g.fill, g.live, false
		return
	}
	f.fill = max(f.fill, g.fill)
	f.live = f.live || g.live
}

// send counts a send in f.
func (w *roomWalk) send(arrow token.Pos, f *flow) {
	s := w.sends[arrow]
	if s == nil {
		s = &sendCount{symbolic: true}
		w.sends[arrow] = s
	}
	s.before = max(s.before, f.fill)
	s.symbolic = s.symbolic && f.symbolic
	s.concurrent = s.concurrent || f.other
	s.escaped = s.escaped || f.escaped || !f.live
	f.fill = min(f.fill+1, many)
	f.most = max(f.most, f.fill)
}

// escape notes that code which is not seen here may send from now on.
func (w *roomWalk) escape(f *flow) {
	f.escaped = true
	w.escaped = true
}

// A bound is a number: constant, or the value of v (of len(v) with isLen),
// for which n then is a stand-in.
type bound struct {
	n     int
	v     *types.Var
	isLen bool
}

// symbol stands in for a number that is not known.
const symbol = 1 << 10

// bound evaluates e as the size of a channel or of a loop.
func (p *Package) bound(d *declInfo, e ast.Expr) bound {
	e = ast.Unparen(e)
	if n, ok := constantInt(p.in.Info, e); ok {
		return bound{n: n}
	}
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 && isBuiltin(p.in.Info, call.Fun, "len") {
		if v := p.fixed(d, call.Args[0]); v != nil {
			return bound{n: symbol, v: v, isLen: true}
		}
		return bound{}
	}
	if v := p.fixed(d, e); v != nil {
		return bound{n: symbol, v: v}
	}
	return bound{}
}

// fixed returns the variable that e names if its value never changes.
func (p *Package) fixed(d *declInfo, e ast.Expr) *types.Var {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := p.in.Info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	info := p.local(d, v)
	switch v.Kind() {
	case types.ParamVar:
		if info == nil || info.assigned == 0 && !info.taken {
			return v
		}
	case types.LocalVar:
		if info != nil && info.assigned == 1 && !info.taken {
			return v
		}
	}
	return nil
}

// trips says how often a loop turns at most: a constant, as often as the
// channel has places, or many times.
func (w *roomWalk) trips(loop ast.Stmt) (n int, symbolic bool) {
	var b bound
	info := w.p.in.Info
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		switch t := deref(info.TypeOf(loop.X)).Underlying().(type) {
		case *types.Array:
			return int(min(t.Len(), many)), false
		case *types.Slice, *types.Map:
			if v := w.p.fixed(w.decl, loop.X); v != nil {
				b = bound{n: symbol, v: v, isLen: true}
			}
		case *types.Basic:
			if t.Info()&types.IsInteger != 0 {
				b = w.p.bound(w.decl, loop.X)
			}
		}
	case *ast.ForStmt:
		b = w.countedLoop(loop)
	}
	switch {
	case b.v != nil && b == w.size:
		return b.n, true
	case b.v == nil && b.n > 0:
		return b.n, false
	}
	return many, false
}

// countedLoop recognizes "for i := 0; i < n; i++" whose body leaves i alone.
func (w *roomWalk) countedLoop(loop *ast.ForStmt) bound {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || init.Tok != token.DEFINE || len(init.Lhs) != 1 {
		return bound{}
	}
	if start, ok := constantInt(w.p.in.Info, init.Rhs[0]); !ok || start != 0 {
		return bound{}
	}
	post, ok := loop.Post.(*ast.IncDecStmt)
	if !ok || post.Tok != token.INC {
		return bound{}
	}
	cond, ok := loop.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.LSS {
		return bound{}
	}
	id, ok := init.Lhs[0].(*ast.Ident)
	if !ok {
		return bound{}
	}
	i, ok := w.p.in.Info.Defs[id].(*types.Var)
	if !ok || w.p.variable(post.X) != i || w.p.variable(cond.X) != i {
		return bound{}
	}
	if info := w.p.local(w.decl, i); info == nil || info.assigned != 1 || info.taken || incremented(w.p, loop.Body, i) {
		return bound{}
	}
	return w.p.bound(w.decl, cond.Y)
}

// incremented reports whether body changes i other than by plain assignment.
func incremented(p *Package, body ast.Node, i *types.Var) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			found = found || p.variable(n.X) == i
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				found = found || n.Tok != token.DEFINE && p.variable(lhs) == i
			}
		}
		return !found
	})
	return found
}
