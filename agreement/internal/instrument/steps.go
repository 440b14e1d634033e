package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
)

// Steps are recorded when the lines that a report names are to be followed:
// every statement before it runs, the head of a loop before every turn and
// after the last, the cases of a switch where it begins, and the end of a
// function that it reaches.

func (r *rewriter) stepText(p token.Pos) string {
	return fmt.Sprintf("rec.Step(%q, %d); ", r.name, r.line(p))
}

// step records statements that stand in a list of statements.
func (r *rewriter) step(n ast.Node) {
	if !r.steps || len(r.stack) < 2 {
		return
	}
	if body := fallsThrough(n); body != nil {
		r.insert(body.Rbrace, "; "+r.stepText(body.Rbrace))
	}
	s, ok := n.(ast.Stmt)
	if !ok || !r.listed(s) {
		return
	}
	r.insert(s.Pos(), r.stepText(s.Pos()))
	var clauses []ast.Stmt
	switch s := s.(type) {
	case *ast.SwitchStmt:
		clauses = s.Body.List
	case *ast.SelectStmt:
		clauses = s.Body.List
	}
	for _, c := range clauses {
		r.insert(s.Pos(), r.stepText(c.Pos()))
	}
}

// fallsThrough returns the body of a function without results, whose end can
// be reached.
func fallsThrough(n ast.Node) *ast.BlockStmt {
	var t *ast.FuncType
	var body *ast.BlockStmt
	switch n := n.(type) {
	case *ast.FuncDecl:
		t, body = n.Type, n.Body
	case *ast.FuncLit:
		t, body = n.Type, n.Body
	}
	if body == nil || t.Results != nil {
		return nil
	}
	return body
}

// listed reports whether a statement can stand before s.
func (r *rewriter) listed(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.CaseClause, *ast.CommClause, *ast.LabeledStmt, *ast.BlockStmt, *ast.EmptyStmt:
		return false
	}
	switch p := r.stack[len(r.stack)-2].(type) {
	case *ast.BlockStmt, *ast.CaseClause:
		return true
	case *ast.CommClause:
		return p.Comm != s
	}
	return false
}

// turns records the head of a loop, before every turn and after the last.
func (r *rewriter) turns(loop ast.Stmt, body *ast.BlockStmt) {
	if !r.steps {
		return
	}
	r.insert(body.Lbrace+1, " "+r.stepText(loop.Pos()))
	r.insert(loop.End(), "; "+r.stepText(loop.Pos()))
}
