package effect

import (
	"go/ast"
	"go/token"
)

// A batonWalk follows a declaration and counts what it holds of the channels for
// which in is true, on the path on which it is least.
type batonWalk struct {
	p     *Package
	in    func(ast.Expr) bool
	root  *ast.FuncDecl
	takes bool // it is receives that are to be balanced, by sends
	lost  bool // a send that is not balanced, or too much to follow
	steps int
}

// A holding is how many values were received and not sent, where control is.
type holding struct {
	n    int
	dead bool
	// jump gathers what is held where a loop, switch or select is left by a break,
	// next, where a loop goes on to its next turn by a continue.
	jump, next *[]int
}

func (f *holding) join(g holding) {
	if g.dead {
		return
	}
	if f.dead || g.n < f.n {
		f.n, f.dead = g.n, false
	}
}

func (w *batonWalk) stmts(list []ast.Stmt, f *holding) {
	for _, s := range list {
		w.stmt(s, f)
	}
}

func (w *batonWalk) stmt(s ast.Stmt, f *holding) {
	if w.steps++; w.lost || w.steps > maxRoomSteps {
		w.lost = true
		return
	}
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		w.stmts(s.List, f)
	case *ast.IfStmt:
		w.stmt(s.Init, f)
		w.literals(s.Cond, f)
		other := *f
		w.stmt(s.Body, f)
		w.stmt(s.Else, &other)
		f.join(other)
	case *ast.ForStmt:
		w.stmt(s.Init, f)
		w.loop(f, func(f *holding) { w.literals(s.Cond, f); w.stmt(s.Body, f); w.stmt(s.Post, f) })
		if s.Cond == nil && !breaks(s.Body, "", true) {
			f.dead = true
		}
	case *ast.RangeStmt:
		w.literals(s.X, f)
		w.loop(f, func(f *holding) {
			switch {
			case !w.in(s.X):
			case w.takes:
				w.use(f)
			default:
				f.n++
			}
			w.stmt(s.Body, f)
		})
	case *ast.SwitchStmt:
		w.stmt(s.Init, f)
		w.literals(s.Tag, f)
		w.clauses(s.Body, f)
	case *ast.TypeSwitchStmt:
		w.stmt(s.Init, f)
		w.stmt(s.Assign, f)
		w.clauses(s.Body, f)
	case *ast.SelectStmt:
		w.clauses(s.Body, f)
	case *ast.SendStmt:
		w.literals(s.Value, f)
		if w.in(s.Chan) {
			w.send(f)
		}
	case *ast.ReturnStmt:
		w.literals(s, f)
		f.dead = true
	case *ast.BranchStmt:
		if s.Label != nil || s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
			w.lost = true
		}
		to := f.jump
		if s.Tok == token.CONTINUE {
			to = f.next
		}
		if to != nil && !f.dead {
			*to = append(*to, f.n)
		}
		f.dead = true
	case *ast.LabeledStmt:
		w.lost = true
	case *ast.GoStmt:
		w.handOver(s.Call, f)
	case *ast.DeferStmt:
		w.handOver(s.Call, f)
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			w.handOver(call, f)
			f.dead = f.dead || !w.p.mayReturn(call)
			return
		}
		w.received(s.X, f)
	case *ast.AssignStmt:
		for i, rhs := range s.Rhs {
			w.assigned(s.Lhs[i], rhs, f)
		}
	default:
		w.literals(s, f)
	}
}

func (w *batonWalk) send(f *holding) {
	if w.takes {
		f.n++
		return
	}
	w.use(f)
}

// use takes away one that is held.
func (w *batonWalk) use(f *holding) {
	if f.dead {
		return
	}
	if f.n--; f.n < 0 {
		w.lost = true
	}
}

// received counts e if it receives from the group.
func (w *batonWalk) received(e ast.Expr, f *holding) {
	if u, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && u.Op == token.ARROW && w.in(u.X) && !w.takes {
		f.n++
		return
	}
	w.literals(e, f)
}

// handOver runs a literal that is called once, now, later or elsewhere: what it
// sends is not held any more.
func (w *batonWalk) handOver(call *ast.CallExpr, f *holding) {
	for _, arg := range call.Args {
		w.literals(arg, f)
	}
	lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	if !ok {
		w.literals(call.Fun, f)
		return
	}
	w.once(lit, f)
}

// once runs a literal that is called once at most.
func (w *batonWalk) once(lit *ast.FuncLit, f *holding) {
	g := holding{n: f.n, dead: f.dead}
	w.stmt(lit.Body, &g)
	if !g.dead {
		f.n = min(f.n, g.n)
		return
	}
	// Where it returned is not known.
	if w.operates(lit) {
		f.n = 0
	}
}

// operates reports whether n sends into the channels or receives from them.
func (w *batonWalk) operates(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || w.in(n.Chan)
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW && w.in(n.X)
		}
		return !found
	})
	return found
}

// literals runs the literals in n, which are returned or passed on, to be called
// once, such as one that releases what was acquired here.
func (w *batonWalk) literals(n ast.Node, f *holding) {
	if n == nil {
		return
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			w.once(n, f)
			return false
		case *ast.UnaryExpr:
			if w.takes && n.Op == token.ARROW && w.in(n.X) {
				w.use(f)
			}
		}
		return true
	})
}

// assigned runs what is assigned to lhs: a literal there may be called as often as
// the variable is mentioned.
func (w *batonWalk) assigned(lhs, rhs ast.Expr, f *holding) {
	lit, ok := ast.Unparen(rhs).(*ast.FuncLit)
	if !ok || w.mentions(lhs) <= 1 {
		w.received(rhs, f)
		return
	}
	w.stmt(lit.Body, &holding{})
}

// mentions counts the uses of the variable that e names, besides e.
func (w *batonWalk) mentions(e ast.Expr) int {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return 0
	}
	v := w.p.in.Info.ObjectOf(id)
	n := 0
	ast.Inspect(w.root, func(x ast.Node) bool {
		if use, ok := x.(*ast.Ident); ok && use != id && w.p.in.Info.Uses[use] == v {
			n++
		}
		return true
	})
	return n
}

// loop runs the body of a loop until a turn holds no less than the one before.
func (w *batonWalk) loop(f *holding, body func(*holding)) {
	for !w.lost {
		var jumps []int
		g := holding{n: f.n, dead: f.dead, jump: &jumps, next: &jumps}
		body(&g)
		least := f.n
		if !g.dead {
			least = min(least, g.n)
		}
		for _, n := range jumps {
			least = min(least, n)
		}
		if least == f.n {
			return
		}
		f.n = least
	}
}

// clauses runs each clause of a switch or select from the same state.
func (w *batonWalk) clauses(body *ast.BlockStmt, f *holding) {
	var jumps []int
	out := holding{dead: true, jump: f.jump, next: f.next}
	always := false
	for _, clause := range body.List {
		g := holding{n: f.n, dead: f.dead, jump: &jumps, next: f.next}
		switch clause := clause.(type) {
		case *ast.CaseClause:
			always = always || clause.List == nil
			for _, e := range clause.List {
				w.literals(e, &g)
			}
			w.stmts(clause.Body, &g)
		case *ast.CommClause:
			always = true
			w.stmt(clause.Comm, &g)
			w.stmts(clause.Body, &g)
		}
		out.join(g)
	}
	if !always {
		out.join(*f)
	}
	for _, n := range jumps {
		out.join(holding{n: n})
	}
	*f = out
}
