package effect

import (
	"go/ast"
	"go/token"
	"go/types"
)

// stmt runs s in f.
func (w *roomWalk) stmt(s ast.Stmt, f *flow) {
	if w.steps++; w.steps > maxRoomSteps {
		w.lost = true
		return
	}
	if f.dead {
		// Code after a jump is reached by another one, if at all.
		f.dead = false
	}
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		w.stmts(s.List, f)
	case *ast.LabeledStmt:
		w.stmt(s.Stmt, f)
	case *ast.IfStmt:
		w.stmt(s.Init, f)
		w.expr(s.Cond, f)
		other := *f
		w.stmt(s.Body, f)
		w.stmt(s.Else, &other)
		f.join(other)
	case *ast.ForStmt:
		w.stmt(s.Init, f)
		w.loop(s, f, func(f *flow) {
			w.expr(s.Cond, f)
			w.stmt(s.Body, f)
			w.stmt(s.Post, f)
		})
	case *ast.RangeStmt:
		if !w.isChan(s.X) {
			w.expr(s.X, f)
		}
		w.loop(s, f, func(f *flow) { w.stmt(s.Body, f) })
	case *ast.SwitchStmt:
		w.stmt(s.Init, f)
		w.expr(s.Tag, f)
		w.clauses(s.Body, f)
	case *ast.TypeSwitchStmt:
		w.stmt(s.Init, f)
		w.stmt(s.Assign, f)
		w.clauses(s.Body, f)
	case *ast.SelectStmt:
		w.clauses(s.Body, f)
	case *ast.SendStmt:
		w.expr(s.Value, f)
		if w.isChan(s.Chan) {
			w.send(s.Arrow, f)
		} else {
			w.expr(s.Chan, f)
		}
	case *ast.GoStmt:
		w.spawn(s.Call, f)
	case *ast.DeferStmt:
		w.spawn(s.Call, f)
	case *ast.ReturnStmt:
		for i, res := range s.Results {
			if !w.isChan(res) || !w.receiveOnlyResult(i) {
				w.expr(res, f)
			}
		}
		f.dead = true
	case *ast.BranchStmt:
		if s.Tok == token.FALLTHROUGH {
			return
		}
		if s.Tok == token.GOTO {
			w.lost = true
		}
		if f.leave != nil {
			f.leave.fill = max(f.leave.fill, f.fill)
		}
		f.dead = true
	default:
		w.expr(s, f)
	}
}

func (w *roomWalk) stmts(list []ast.Stmt, f *flow) {
	for _, s := range list {
		w.stmt(s, f)
	}
}

// clauses runs each clause of a switch or select from the same state.
func (w *roomWalk) clauses(body *ast.BlockStmt, f *flow) {
	in := *f
	out := in // no clause may match
	l := &leave{}
	previous := 0 // for fallthrough
	for _, clause := range body.List {
		g := in
		g.leave = &leave{}
		g.fill = max(g.fill, previous)
		switch clause := clause.(type) {
		case *ast.CaseClause:
			for _, e := range clause.List {
				w.expr(e, &g)
			}
			w.stmts(clause.Body, &g)
		case *ast.CommClause:
			w.stmt(clause.Comm, &g)
			w.stmts(clause.Body, &g)
		}
		previous = 0
		if n := len(body.List); n > 0 && endsInFallthrough(clause) {
			previous = g.fill
		}
		l.fill = max(l.fill, g.leave.fill)
		out.join(g)
	}
	out.fill = max(out.fill, l.fill)
	if in.leave != nil { // a continue leaves more than the switch
		in.leave.fill = max(in.leave.fill, l.fill)
	}
	out.leave = in.leave
	*f = out
}

func endsInFallthrough(clause ast.Stmt) bool {
	c, ok := clause.(*ast.CaseClause)
	if !ok || len(c.Body) == 0 {
		return false
	}
	b, ok := c.Body[len(c.Body)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}

// loop runs the body of a loop in f.
func (w *roomWalk) loop(s ast.Stmt, f *flow, body func(*flow)) {
	if !f.live || !w.mentions(s) {
		// The channel, if it is made in there, is another one in each turn.
		in := *f
		g := *f
		g.leave = &leave{}
		body(&g)
		g.live = in.live
		in.most = max(in.most, g.most)
		in.escaped = in.escaped || g.escaped
		*f = in
		return
	}
	n, symbolic := w.trips(s)
	g := *f
	g.leave = &leave{}
	g.times = saturate(f.repeated(), n)
	g.symbolic = f.symbolic || symbolic
	if w.escapesIn(s) {
		w.escape(&g)
	}
	before := w.others
	body(&g)
	if after := w.others; after > before {
		// A later turn finds what the earlier ones started.
		h := *f
		h.times, h.symbolic, h.escaped, h.leave = g.times, g.symbolic, g.escaped, &leave{}
		body(&h)
		w.others = after
	}
	end := max(g.fill, g.leave.fill)
	if g.dead {
		end = g.leave.fill
	}
	if growth := end - f.fill; growth > 0 {
		total := f.fill + saturate(growth, n)
		// Once more, from what the last turn finds.
		h := *f
		h.times, h.symbolic, h.escaped = g.times, g.symbolic, g.escaped
		h.leave = &leave{}
		h.fill = min(total-growth, many)
		body(&h)
		end = max(total, h.leave.fill)
		g.most = max(g.most, h.most)
	}
	f.fill = min(max(f.fill, end, g.leave.fill), many)
	f.most = max(f.most, g.most, f.fill)
	f.escaped = f.escaped || g.escaped
	f.dead = false
}

func saturate(a, b int) int {
	if a >= many || b >= many || a*b >= many {
		return many
	}
	return a * b
}

// expr runs the parts of n, an expression or simple statement.
func (w *roomWalk) expr(n ast.Node, f *flow) {
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			w.unknownTimes(n, f)
			return false
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && w.isChan(n.X) {
				if !f.escaped {
					f.fill = max(f.fill-1, 0)
				}
				return false
			}
		case *ast.AssignStmt:
			for _, e := range n.Rhs {
				w.expr(e, f)
			}
			for _, e := range n.Lhs {
				if !w.isChan(e) {
					w.expr(e, f)
				}
			}
			return false
		case *ast.CallExpr:
			w.call(n, f)
			return false
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				return !w.isChan(n.X) && !w.isChan(n.Y)
			}
		case *ast.SelectorExpr:
			// Another field, or one on the way to it, gives nothing away.
			if id, ok := ast.Unparen(n.X).(*ast.Ident); ok && w.ch.field != nil && w.p.in.Info.Uses[id] == w.ch.v && !w.isChan(n) {
				if v, ok := w.p.in.Info.Uses[n.Sel].(*types.Var); ok && v.IsField() {
					return false
				}
			}
		case *ast.Ident:
			if w.p.in.Info.Uses[n] == w.ch.v && f.live {
				w.escape(f)
			}
		}
		return true
	})
}

// receiveOnlyResult reports whether the declaration returns, as result i, a
// channel that nobody can send into.
func (w *roomWalk) receiveOnlyResult(i int) bool {
	d, ok := w.decl.root.(*ast.FuncDecl)
	if !ok {
		return false
	}
	fn, ok := w.p.in.Info.Defs[d.Name].(*types.Func)
	if !ok || i >= fn.Signature().Results().Len() {
		return false
	}
	ch, ok := fn.Signature().Results().At(i).Type().Underlying().(*types.Chan)
	return ok && ch.Dir() == types.RecvOnly
}

func (w *roomWalk) isChan(e ast.Expr) bool {
	ch, ok := w.p.chanRef(e)
	return ok && ch == w.ch
}

// mentions reports whether n mentions the channel.
func (w *roomWalk) mentions(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && w.p.in.Info.Uses[id] == w.ch.v {
			found = true
		}
		return !found
	})
	return found
}

// escapesIn reports whether a turn of the loop s lets the channel escape.
func (w *roomWalk) escapesIn(s ast.Stmt) bool {
	probe := &roomWalk{p: w.p, decl: w.decl, ch: w.ch, made: w.made, size: w.size, sends: make(map[token.Pos]*sendCount), steps: w.steps}
	f := &flow{live: true, leave: &leave{}}
	switch s := s.(type) {
	case *ast.ForStmt:
		probe.expr(s.Cond, f)
		probe.stmt(s.Body, f)
	case *ast.RangeStmt:
		probe.stmt(s.Body, f)
	}
	w.steps, w.lost = probe.steps, w.lost || probe.lost
	return probe.escaped
}
