package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// hasRoom reports whether the send provably finds room: its channel is a
// variable, or a field of one, made with a buffer by this declaration, and
// all sends into it that can precede this one, here or in goroutines started
// here, leave a place free.
func (c *collector) hasRoom(send *ast.SendStmt) bool {
	ch, ok := c.p.chanRef(send.Chan)
	if !ok {
		return false
	}
	room, ok := c.decl.room[ch]
	if !ok {
		room = c.p.roomOf(c.decl, ch)
		if c.decl.room == nil {
			c.decl.room = make(map[chanRef]map[token.Pos]bool)
		}
		c.decl.room[ch] = room
	}
	return room[send.Arrow]
}

// A chanRef names a channel: a variable, or a field of the struct that the
// variable is or points to.
type chanRef struct {
	v     *types.Var
	field *types.Var
}

// chanRef returns what e refers to.
func (p *Package) chanRef(e ast.Expr) (chanRef, bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, ok := p.in.Info.Uses[e].(*types.Var)
		return chanRef{v: v}, ok && (v.Kind() == types.LocalVar || v.Kind() == types.ParamVar)
	case *ast.SelectorExpr:
		id, ok := ast.Unparen(e.X).(*ast.Ident)
		if !ok {
			break
		}
		v, ok := p.in.Info.Uses[id].(*types.Var)
		if !ok || v.Kind() == types.PackageVar || v.IsField() {
			break
		}
		field, ok := p.in.Info.Uses[e.Sel].(*types.Var)
		return chanRef{v, field}, ok && field.IsField()
	}
	return chanRef{}, false
}

// made returns the call of make that is the only source of the channel, nil
// if there is no such call.
func (p *Package) made(d *declInfo, ch chanRef) *ast.CallExpr {
	info := p.local(d, ch.v)
	if ch.field == nil {
		init, ok := info.single()
		if !ok {
			return nil
		}
		return p.makeCall(init)
	}
	if info != nil && (info.assigned > 1 || info.taken) {
		return nil
	}
	var sources []ast.Expr
	if init, ok := info.single(); ok {
		if e, found := fieldInit(p.in.Info, init, ch.field); found {
			sources = append(sources, e)
		}
	}
	ast.Inspect(d.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if have, ok := p.chanRef(lhs); ok && have == ch {
					sources = append(sources, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.UnaryExpr:
			if have, ok := p.chanRef(n.X); ok && have == ch && n.Op == token.AND {
				sources = append(sources, n) // whoever has the address assigns
			}
		}
		return true
	})
	if len(sources) != 1 {
		return nil
	}
	return p.makeCall(sources[0])
}

// fieldInit returns what a struct literal e, or the one e points to, gives
// the field.
func fieldInit(info *types.Info, e ast.Expr, field *types.Var) (ast.Expr, bool) {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if id, ok := kv.Key.(*ast.Ident); ok && info.Uses[id] == field {
			return kv.Value, true
		}
	}
	return nil, false
}

// makeCall returns e if it is a call of make with a size.
func (p *Package) makeCall(e ast.Expr) *ast.CallExpr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 || !isBuiltin(p.in.Info, call.Fun, "make") {
		return nil
	}
	return call
}

// roomOf returns the arrows of the sends into ch that find room.
func (p *Package) roomOf(d *declInfo, ch chanRef) map[token.Pos]bool {
	fd, ok := d.root.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	call := p.made(d, ch)
	if call == nil {
		return nil
	}
	size := p.bound(d, call.Args[1], call.Pos())
	if size.n <= 0 {
		return nil
	}
	w := &roomWalk{p: p, decl: d, ch: ch, made: call, size: size, sends: make(map[token.Pos]*sendCount)}
	w.stmt(fd.Body, &w.main)
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
	others     int  // sends of other flows that may precede it
	concurrent bool // the send is in another goroutine or deferred
	escaped    bool // others may have sent before
}

// fits reports whether a send finds room.
func (w *roomWalk) fits(s *sendCount) bool {
	switch {
	case w.jumps, s.escaped, s.concurrent && w.escaped:
		return false
	case w.size.of.v != nil && !s.symbolic:
		return false // the buffer may have no place at all
	case s.concurrent:
		return w.main.most+w.others <= w.size.n
	}
	return s.before+1+s.others <= w.size.n
}

// A roomWalk follows one channel through a declaration, in the order of
// execution, counting what was sent along the fullest path.
type roomWalk struct {
	p     *Package
	decl  *declInfo
	ch    chanRef
	made  *ast.CallExpr
	size  bound
	sends map[token.Pos]*sendCount

	main    flow
	others  int  // sends of all other flows started so far
	escaped bool // anywhere
	jumps   bool // there is a goto, which may turn in a circle
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
	s.others = max(s.others, w.others)
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

// A bound is a number: constant, or the value of a variable or field (its
// length with isLen), for which n then is a stand-in.
type bound struct {
	n     int
	of    chanRef
	isLen bool
}

// symbol stands in for a number that is not known.
const symbol = 1 << 10

// bound evaluates e as the size of a channel made at pos, or of a loop that
// fills it.
func (p *Package) bound(d *declInfo, e ast.Expr, pos token.Pos) bound {
	e = ast.Unparen(e)
	if n, ok := constantInt(p.in.Info, e); ok {
		return bound{n: n}
	}
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 && isBuiltin(p.in.Info, call.Fun, "len") {
		if ref, ok := p.fixed(d, call.Args[0], pos); ok {
			return bound{n: symbol, of: ref, isLen: true}
		}
		return bound{}
	}
	if ref, ok := p.fixed(d, e, pos); ok {
		return bound{n: symbol, of: ref}
	}
	return bound{}
}

// fixed returns the variable or field that e names if this declaration does
// not change its value after pos.
func (p *Package) fixed(d *declInfo, e ast.Expr, pos token.Pos) (chanRef, bool) {
	ref, ok := p.chanRef(e)
	if !ok {
		return ref, false
	}
	if info := p.local(d, ref.v); info != nil && (info.taken || info.last > pos) {
		return ref, false
	}
	if ref.field == nil {
		return ref, true
	}
	changed := false
	ast.Inspect(d.root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				changed = changed || p.variable(lhs) == ref.field
			}
		case *ast.IncDecStmt:
			changed = changed || p.variable(n.X) == ref.field
		case *ast.UnaryExpr:
			changed = changed || n.Op == token.AND && p.variable(n.X) == ref.field
		}
		return !changed
	})
	return ref, !changed
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
			if ref, ok := w.p.fixed(w.decl, loop.X, w.made.Pos()); ok {
				b = bound{n: symbol, of: ref, isLen: true}
			}
		case *types.Basic:
			if t.Info()&types.IsInteger != 0 {
				b = w.bound(loop.X)
			}
		}
	case *ast.ForStmt:
		b = w.countedLoop(loop)
	}
	switch {
	case b.of.v != nil && b == w.size:
		return b.n, true
	case b.of.v == nil && b.n > 0:
		return b.n, false
	}
	return many, false
}

// bound evaluates the bound of a loop.
func (w *roomWalk) bound(e ast.Expr) bound {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 && w.isChan(call.Args[0]) && isBuiltin(w.p.in.Info, call.Fun, "cap") {
		return w.size
	}
	return w.p.bound(w.decl, e, w.made.Pos())
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
	if info := w.p.local(w.decl, i); info == nil || info.assigned != 2 || info.taken {
		return bound{} // more than start and post statement
	}
	return w.bound(cond.Y)
}
