package effect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Some structs keep flags as bits in a field, with methods that set and test
// them. What a method does only if a flag is not set, it does not do where the
// function that calls it has set the flag before, on any path or in the case of a
// switch that a constant argument chooses:
//
//	switch reason {
//	case writeError, slowConsumer:
//		c.flags.set(skipFlush)
//	}
//	c.close() // which flushes unless skipFlush is set

// A bitMethod says what a method does with the bits of its receiver.
type bitMethod uint8

const (
	otherMethod bitMethod = iota
	testsBits             // returns whether those of its argument are set
	setsBits
)

// bitMethodOf recognizes the methods of this package that do nothing else.
func (p *Package) bitMethodOf(fn *types.Func) bitMethod {
	body := p.bodies()[fn.Origin()]
	sig := fn.Signature()
	if body == nil || len(body.List) != 1 || sig.Recv() == nil || sig.Params().Len() != 1 {
		return otherMethod
	}
	is := func(e ast.Expr, v *types.Var) bool {
		e = ast.Unparen(e)
		if star, ok := e.(*ast.StarExpr); ok {
			e = star.X
		}
		return p.named(e) == v
	}
	switch s := body.List[0].(type) {
	case *ast.AssignStmt:
		if s.Tok == token.OR_ASSIGN && is(s.Lhs[0], sig.Recv()) && is(s.Rhs[0], sig.Params().At(0)) {
			return setsBits
		}
	case *ast.ReturnStmt:
		if len(s.Results) != 1 {
			break
		}
		test, ok := ast.Unparen(s.Results[0]).(*ast.BinaryExpr)
		if !ok || test.Op != token.NEQ {
			break
		}
		if zero, ok := constantInt(p.in.Info, test.Y); !ok || zero != 0 {
			break
		}
		and, ok := ast.Unparen(test.X).(*ast.BinaryExpr)
		if ok && and.Op == token.AND && is(and.X, sig.Recv()) && is(and.Y, sig.Params().At(0)) {
			return testsBits
		}
	}
	return otherMethod
}

// flagCall returns the variable and field whose method e calls, what that does,
// and the constant that it passes, if there is one.
func (p *Package) flagCall(e ast.Expr) (v, field *types.Var, does bitMethod, flag constant.Value) {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil, nil, otherMethod, nil
	}
	method, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil, nil, otherMethod, nil
	}
	ref, ok := p.chanRef(method.X)
	fn, isFunc := p.in.Info.Uses[method.Sel].(*types.Func)
	if !ok || !isFunc || ref.field == nil || ref.field.Pkg() != p.in.Pkg {
		return nil, nil, otherMethod, nil
	}
	if len(call.Args) == 1 {
		flag = p.in.Info.Types[call.Args[0]].Value
	}
	return ref.v, ref.field.Origin(), p.bitMethodOf(fn), flag
}

// flagTest is the condition that e, which tests a flag of the receiver, has the
// value truth; nil if it is something else.
func (c *collector) flagTest(e ast.Expr, truth bool) *condition {
	v, field, does, flag := c.p.flagCall(e)
	if does != testsBits || flag == nil || v.Kind() != types.RecvVar {
		return nil
	}
	return &condition{kind: hasFlag, param: v, field: field, flag: flag, truth: truth}
}

// setsFlags reports whether d sets flags on any path.
func (p *Package) setsFlags(d *declInfo) bool {
	p.flagSwitches(d)
	return d.setsFlags
}

// flagSwitches returns the parameters of d by which it chooses the flags that it
// sets.
func (p *Package) flagSwitches(d *declInfo) []*types.Var {
	if d.flagsKnown {
		return d.flagParams
	}
	d.flagsKnown = true
	fn, ok := d.root.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	for _, s := range fn.Body.List {
		if x, ok := s.(*ast.ExprStmt); ok {
			_, _, does, _ := p.flagCall(x.X)
			d.setsFlags = d.setsFlags || does == setsBits
		}
		sw, q := p.paramSwitch(s)
		if sw == nil {
			continue
		}
		for _, clause := range sw.Body.List {
			for _, s := range clause.(*ast.CaseClause).Body {
				if x, ok := s.(*ast.ExprStmt); ok {
					if _, _, does, _ := p.flagCall(x.X); does == setsBits {
						d.flagParams = append(d.flagParams, q)
					}
				}
			}
		}
	}
	return d.flagParams
}

// paramSwitch returns s and the parameter that it switches on, nil if s does
// something else.
func (p *Package) paramSwitch(s ast.Stmt) (*ast.SwitchStmt, *types.Var) {
	sw, ok := s.(*ast.SwitchStmt)
	if !ok || sw.Init != nil || sw.Tag == nil {
		return nil, nil
	}
	q := p.passedOn(sw.Tag)
	if q == nil || q.Kind() != types.ParamVar {
		return nil, nil
	}
	return sw, q
}

// flagIsSet reports whether the flag of cond is set for sure where s, which passes
// v on, is reached in the frame ctx.
func (e *evaluator) flagIsSet(s *site, v *types.Var, cond *condition, ctx *frame) bool {
	fn, ok := s.decl.root.(*ast.FuncDecl)
	if !ok || s.kind != siteCall {
		return false
	}
	set := false
	for _, stmt := range fn.Body.List {
		if stmt.Pos() <= s.pos && s.pos < stmt.End() {
			return set
		}
		if e.setsFlag(stmt, v, cond) {
			set = true
			continue
		}
		if sw, q := e.p.paramSwitch(stmt); sw != nil {
			for _, inner := range e.chosen(sw, q, ctx) {
				set = e.setsFlag(inner, v, cond) || set
			}
		}
		if e.changesFlags(stmt, cond.field) {
			set = false
		}
	}
	return false
}

// setsFlag reports whether stmt sets the flag of cond in v.
func (e *evaluator) setsFlag(stmt ast.Stmt, v *types.Var, cond *condition) bool {
	x, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	of, field, does, flag := e.p.flagCall(x.X)
	return does == setsBits && of == v && field == cond.field && flag != nil && constant.Compare(flag, token.EQL, cond.flag)
}

// chosen returns the statements that the switch on q executes in ctx, if that is
// known.
func (e *evaluator) chosen(sw *ast.SwitchStmt, q *types.Var, ctx *frame) []ast.Stmt {
	if ctx == nil {
		return nil
	}
	owner, i, ok := ctx.find(q)
	if !ok || owner.site == nil || i < 0 {
		return nil
	}
	arg := operand(owner.site, owner.node, i)
	if arg == nil {
		return nil
	}
	have := e.p.in.Info.Types[arg].Value
	if have == nil {
		return nil
	}
	for _, clause := range sw.Body.List {
		clause := clause.(*ast.CaseClause)
		for _, c := range clause.List {
			want := e.p.in.Info.Types[c].Value
			if want == nil {
				return nil
			}
			if constant.Compare(have, token.EQL, want) {
				return clause.Body
			}
		}
	}
	return nil
}

// changesFlags reports whether n does anything to the field but set and test its
// bits. Functions that n calls are taken to leave set what they find set.
func (e *evaluator) changesFlags(n ast.Node, field *types.Var) bool {
	mentions, harmless := 0, 0
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BranchStmt, *ast.LabeledStmt:
			mentions++ // what comes next may be reached on another path
		case *ast.CallExpr:
			if _, f, does, _ := e.p.flagCall(n); f == field && does != otherMethod {
				harmless++
			}
		case *ast.SelectorExpr:
			if v, ok := e.p.in.Info.Uses[n.Sel].(*types.Var); ok && v.Origin() == field {
				mentions++
			}
		}
		return true
	})
	return mentions > harmless
}
