package walk

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A pairing walks statements and the blocks that were built of them in step.
// A block stands for the place where control is: that block, or one that
// jumps lead to from there. It is nil where control does not come, or where
// the two were lost; the branches there stay without a position.
type pairing struct {
	at       map[*ssa.If]decision
	far      map[*ssa.BasicBlock]token.Pos // what furthest found
	end      token.Pos                     // of the body
	assigned map[string][]ast.Node         // by variable: the statements that assign it
	info     *types.Info                   // nil when it is not known
	exits    []*exits                      // of the statements that a break can leave, innermost last
	labels   map[string]*ssa.BasicBlock    // where a goto comes from
	label    string                        // of the statement that follows
}

// exits are where break statements leave a statement.
type exits struct {
	label string
	from  *ssa.BasicBlock
}

func (s *sites) pair(fn *ssa.Function) map[*ssa.If]decision {
	p := &pairing{
		at:       make(map[*ssa.If]decision),
		far:      make(map[*ssa.BasicBlock]token.Pos),
		assigned: make(map[string][]ast.Node),
		info:     s.info,
		labels:   make(map[string]*ssa.BasicBlock),
	}
	if len(fn.Blocks) == 0 {
		return p.at
	}
	var body *ast.BlockStmt
	at := fn.Blocks[0]
	switch n := fn.Syntax().(type) {
	case *ast.FuncDecl:
		body = n.Body
	case *ast.FuncLit:
		body = n.Body
	case *ast.RangeStmt:
		// The body of a range over a function first looks whether the loop
		// still runs.
		body = n.Body
		if i, ok := last(at).(*ssa.If); ok {
			at = i.Block().Succs[0]
		}
	}
	if body == nil {
		return p.at
	}
	decl := fn
	for decl.Parent() != nil {
		decl = decl.Parent()
	}
	p.end = body.Rbrace
	p.assignments(decl.Syntax())
	p.list(body.List, at)
	return p.at
}

func last(b *ssa.BasicBlock) ssa.Instruction {
	if b == nil || len(b.Instrs) == 0 {
		return nil
	}
	return b.Instrs[len(b.Instrs)-1]
}

// branch is the next branch from b on that no condition was found for, unless
// code behind end comes before it.
func (p *pairing) branch(b *ssa.BasicBlock, end token.Pos) *ssa.If {
	for range 8 {
		if b == nil || p.furthest(b) >= end {
			return nil
		}
		switch i := last(b).(type) {
		case *ssa.If:
			if _, taken := p.at[i]; taken {
				return nil
			}
			return i
		case *ssa.Jump:
			b = b.Succs[0]
		default:
			return nil
		}
	}
	return nil
}

// furthest is the position of the code of b that stands last.
func (p *pairing) furthest(b *ssa.BasicBlock) token.Pos {
	pos, ok := p.far[b]
	if !ok {
		for _, i := range b.Instrs {
			if i.Pos() < p.end { // what go/ssa adds of its own has the closing brace
				pos = max(pos, i.Pos())
			}
		}
		p.far[b] = pos
	}
	return pos
}

// join is where control is after two branches.
func join(x, y *ssa.BasicBlock) *ssa.BasicBlock {
	switch last(x).(type) {
	case nil, *ssa.Panic, *ssa.Return:
		return y
	}
	return x
}

func (p *pairing) list(list []ast.Stmt, b *ssa.BasicBlock) *ssa.BasicBlock {
	for _, s := range list {
		b = p.stmt(s, b)
	}
	return b
}

func (p *pairing) stmt(s ast.Stmt, b *ssa.BasicBlock) *ssa.BasicBlock {
	label := p.label
	p.label = ""
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		return p.list(s.List, b)
	case *ast.LabeledStmt:
		p.label = s.Label.Name
		return p.stmt(s.Stmt, join(b, p.labels[s.Label.Name]))
	case *ast.IfStmt:
		if empty(s.Body) && (s.Else == nil || empty(s.Else)) {
			return p.expr(s.Cond, p.stmt(s.Init, b))
		}
		t, f := p.cond(s.Cond, p.stmt(s.Init, b))
		return join(p.list(s.Body.List, t), p.stmt(s.Else, f))
	case *ast.ForStmt:
		t, f := p.stmt(s.Init, b), (*ssa.BasicBlock)(nil)
		if s.Cond != nil {
			t, f = p.cond(s.Cond, t)
		}
		return p.breakable(label, f, func() *ssa.BasicBlock {
			p.stmt(s.Post, p.list(s.Body.List, t))
			return nil
		})
	case *ast.RangeStmt:
		return p.rangeStmt(s, label, p.expr(s.X, b))
	case *ast.SwitchStmt:
		b = p.expr(s.Tag, p.stmt(s.Init, b))
		return p.clauses(label, s.Body.List, b, func(e ast.Expr, b *ssa.BasicBlock) (t, f *ssa.BasicBlock) {
			if s.Tag == nil {
				return p.cond(e, b)
			}
			return p.decide(choice(e.Pos()), e.End(), p.expr(e, b), func(v ssa.Value) bool { return p.fits(v, e) })
		})
	case *ast.TypeSwitchStmt:
		b = p.stmt(s.Assign, p.stmt(s.Init, b))
		return p.clauses(label, s.Body.List, b, func(e ast.Expr, b *ssa.BasicBlock) (t, f *ssa.BasicBlock) {
			return p.decide(choice(e.Pos()), e.End(), b, func(v ssa.Value) bool {
				_, isType := tuple(v).(*ssa.TypeAssert)
				return isType || v.Pos() == e.Pos()
			})
		})
	case *ast.SelectStmt:
		return p.selectStmt(s, label, b)
	case *ast.BranchStmt:
		p.jump(s, b)
		return nil
	case *ast.ReturnStmt:
		for _, e := range s.Results {
			b = p.expr(e, b)
		}
		return nil
	default:
		return p.expr(s, b)
	}
	return b
}

func empty(s ast.Stmt) bool {
	b, ok := s.(*ast.BlockStmt)
	return ok && len(b.List) == 0
}

// jump notes from where a statement, or a label, is reached otherwise.
func (p *pairing) jump(s *ast.BranchStmt, b *ssa.BasicBlock) {
	switch s.Tok {
	case token.GOTO:
		p.labels[s.Label.Name] = join(p.labels[s.Label.Name], b)
	case token.BREAK:
		for i := len(p.exits) - 1; i >= 0; i-- {
			if e := p.exits[i]; s.Label == nil || e.label == s.Label.Name {
				e.from = join(e.from, b)
				return
			}
		}
	}
}

// breakable walks a statement that a break can leave; its body returns where
// else control is after it.
func (p *pairing) breakable(label string, after *ssa.BasicBlock, body func() *ssa.BasicBlock) *ssa.BasicBlock {
	e := &exits{label: label}
	p.exits = append(p.exits, e)
	after = join(after, body())
	p.exits = p.exits[:len(p.exits)-1]
	return join(after, e.from)
}

func (p *pairing) rangeStmt(s *ast.RangeStmt, label string, b *ssa.BasicBlock) *ssa.BasicBlock {
	if p.overFunc(s.X) {
		// Two branches look how the iteration ended; the first of the
		// second goes on after the loop.
		for k := range 2 {
			i := p.branch(b, s.End())
			if i == nil || !unwritten(i.Cond) {
				return nil
			}
			p.at[i] = decision{}
			b = i.Block().Succs[1-k]
		}
		return b
	}
	t, f := p.decide(turn(s.For), s.Body.Pos(), b, func(v ssa.Value) bool {
		switch x := tuple(v).(type) {
		case *ssa.Next:
			return true
		case *ssa.UnOp:
			return x.Op == token.ARROW
		}
		return unwritten(v)
	})
	if t != nil {
		// A range over an integer decides in two places.
		for _, q := range t.Preds {
			if i, ok := last(q).(*ssa.If); ok && i.Block().Succs[0] == t && unwritten(i.Cond) {
				p.at[i] = turn(s.For)
			}
		}
	}
	return p.breakable(label, f, func() *ssa.BasicBlock {
		p.list(s.Body.List, t)
		return nil
	})
}

func (p *pairing) overFunc(x ast.Expr) bool {
	if p.info == nil {
		return false
	}
	t := p.info.TypeOf(x)
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// clauses walks the clauses of a switch: the conditions one after the other,
// the default clause last.
func (p *pairing) clauses(label string, list []ast.Stmt, b *ssa.BasicBlock, cond func(ast.Expr, *ssa.BasicBlock) (t, f *ssa.BasicBlock)) *ssa.BasicBlock {
	return p.breakable(label, nil, func() *ssa.BasicBlock {
		var after *ssa.BasicBlock
		var other *ast.CaseClause
		for _, c := range list {
			c := c.(*ast.CaseClause)
			if c.List == nil {
				other = c
				continue
			}
			var body *ssa.BasicBlock
			for _, e := range c.List {
				var t *ssa.BasicBlock
				t, b = cond(e, b)
				body = join(body, t)
			}
			after = join(after, p.list(c.Body, body))
		}
		if other != nil {
			b = p.list(other.Body, b)
		}
		return join(after, b)
	})
}

func (p *pairing) selectStmt(s *ast.SelectStmt, label string, b *ssa.BasicBlock) *ssa.BasicBlock {
	return p.breakable(label, nil, func() *ssa.BasicBlock {
		var after *ssa.BasicBlock
		var other *ast.CommClause
		for _, c := range s.Body.List {
			c := c.(*ast.CommClause)
			if c.Comm == nil {
				other = c
				continue
			}
			t := b
			if len(s.Body.List) > 1 { // a single one is no choice
				t, b = p.decide(choice(c.Case), s.End(), b, func(v ssa.Value) bool {
					eq, ok := v.(*ssa.BinOp)
					if !ok {
						return false
					}
					_, ok = tuple(eq.X).(*ssa.Select)
					return ok
				})
			} else {
				b = nil
			}
			after = join(after, p.list(c.Body, t))
		}
		if other != nil {
			b = p.list(other.Body, b)
		} else {
			b = nil // some case is taken
		}
		return join(after, b)
	})
}

// cond walks a condition that decides where control goes.
func (p *pairing) cond(e ast.Expr, b *ssa.BasicBlock) (t, f *ssa.BasicBlock) {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			t, f = p.cond(x.X, b)
			return f, t
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			t, f = p.cond(x.X, b)
			t, g := p.cond(x.Y, t)
			return t, join(f, g)
		case token.LOR:
			t, f = p.cond(x.X, b)
			u, f := p.cond(x.Y, f)
			return join(t, u), f
		}
	}
	return p.decide(condition(e.Pos()), e.End(), p.expr(e, b), func(v ssa.Value) bool { return p.fits(v, ast.Unparen(e)) })
}

// expr walks the conditions inside an expression or a simple statement.
func (p *pairing) expr(n ast.Node, b *ssa.BasicBlock) *ssa.BasicBlock {
	if n == nil {
		return b
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			if n.Op != token.LAND && n.Op != token.LOR {
				return true
			}
			t, f := p.cond(n.X, b)
			if n.Op == token.LOR {
				t, f = f, t
			}
			p.expr(n.Y, t)
			b = f
			return false
		}
		return true
	})
	return b
}
