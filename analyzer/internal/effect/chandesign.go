package effect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Some operations on channels are written so that they do not wait:
//
//   - the latest value: a channel is emptied by a select with a default case,
//     and then sent into, with at most the same for other channels in between;
//   - a value that pushes out another: a loop that does nothing else sends into
//     a channel or, to make room, receives from it and drops what it gets;
//   - what is left: a channel is received from after the same block closed it;
//   - the tick of a timer that was too late to stop;
//   - what len has counted: "for len(ch) > 0 { v := <-ch".
//
// The first two make no sense for a channel without a buffer, so that it has
// one, and the sender is taken for the only one, as it must be for the first to
// be right at all.

// A chanDesign gathers the operations of a declaration that do not wait.
type chanDesign struct {
	// last holds the sends that are followed by closing their channel, latest
	// those into a channel that was just emptied.
	last, latest map[*ast.SendStmt]bool
	// pushing holds the selects that send into a channel or make room there.
	pushing map[*ast.SelectStmt]bool
	// late holds the receives from timers that could not be stopped, and those of
	// what was counted.
	late map[ast.Expr]bool
	// closed holds the channels that are closed where the collector is.
	closed map[*types.Var]bool
}

// look gathers what pairs of statements in a list show.
func (d *chanDesign) look(info *types.Info, list []ast.Stmt) {
	for i := 0; i+1 < len(list); i++ {
		if send, ok := list[i].(*ast.SendStmt); ok && closes(info, list[i+1], send.Chan) {
			if d.last == nil {
				d.last = make(map[*ast.SendStmt]bool)
			}
			d.last[send] = true
		}
		if send, ok := list[i+1].(*ast.SendStmt); ok && emptied(list[:i+1], send.Chan) {
			if d.latest == nil {
				d.latest = make(map[*ast.SendStmt]bool)
			}
			d.latest[send] = true
		}
	}
}

// closes reports whether s closes the channel ch.
func closes(info *types.Info, s ast.Stmt, ch ast.Expr) bool {
	arg := closeArg(info, s)
	return arg != nil && types.ExprString(arg) == types.ExprString(ch)
}

// closeArg returns the channel that s closes, nil if it does something else.
func closeArg(info *types.Info, s ast.Stmt) ast.Expr {
	stmt, ok := s.(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !isBuiltin(info, call.Fun, "close") {
		return nil
	}
	return ast.Unparen(call.Args[0])
}

// emptied reports whether the list ends in a statement that empties ch and, at
// most, sends into other channels and statements that empty them.
func emptied(list []ast.Stmt, ch ast.Expr) bool {
	for _, s := range slices.Backward(list) {
		if empties(s, ch) {
			return true
		}
		if send, ok := s.(*ast.SendStmt); ok {
			if types.ExprString(send.Chan) == types.ExprString(ch) {
				return false
			}
		} else if emptiedBy(s) == nil {
			return false
		}
	}
	return false
}

// empties reports whether s takes a value out of ch if there is one.
func empties(s ast.Stmt, ch ast.Expr) bool {
	from := emptiedBy(s)
	return from != nil && types.ExprString(from) == types.ExprString(ch)
}

// emptiedBy returns the channel that s takes a value out of if there is one, nil
// if s does something else.
func emptiedBy(s ast.Stmt) ast.Expr {
	sel, ok := s.(*ast.SelectStmt)
	if !ok || len(sel.Body.List) != 2 {
		return nil
	}
	var from ast.Expr
	otherwise := false
	for _, clause := range sel.Body.List {
		clause := clause.(*ast.CommClause)
		if clause.Comm == nil {
			otherwise = len(clause.Body) == 0
		} else {
			from = receivedFrom(clause.Comm)
		}
	}
	if !otherwise {
		return nil
	}
	return from
}

// receivedFrom returns the channel that comm receives from, nil if it sends.
func receivedFrom(comm ast.Stmt) ast.Expr {
	var e ast.Expr
	switch comm := comm.(type) {
	case *ast.ExprStmt:
		e = comm.X
	case *ast.AssignStmt:
		e = comm.Rhs[0]
	default:
		return nil
	}
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return nil
	}
	return u.X
}

// pushes gathers the select of a loop that does nothing else.
func (d *chanDesign) pushes(loop *ast.ForStmt) {
	if loop.Cond != nil || loop.Post != nil || len(loop.Body.List) != 1 {
		return
	}
	if s, ok := loop.Body.List[0].(*ast.SelectStmt); ok && pushesOut(s) {
		if d.pushing == nil {
			d.pushing = make(map[*ast.SelectStmt]bool)
		}
		d.pushing[s] = true
	}
}

// pushesOut reports whether a case of the select sends into a channel that
// another case receives from for nothing.
func pushesOut(s *ast.SelectStmt) bool {
	into := make(map[string]bool)
	for _, clause := range s.Body.List {
		if send, ok := clause.(*ast.CommClause).Comm.(*ast.SendStmt); ok {
			into[types.ExprString(send.Chan)] = true
		}
	}
	for _, clause := range s.Body.List {
		comm, ok := clause.(*ast.CommClause).Comm.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if from := receivedFrom(comm); from != nil && into[types.ExprString(from)] {
			return true
		}
	}
	return false
}

// closing notes that s closes a channel, if it does, until the function that it
// returns is called. Only a variable that is never assigned again counts.
func (c *collector) closing(s ast.Stmt) (undo func()) {
	id, ok := closeArg(c.p.in.Info, s).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := c.p.in.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() == types.PackageVar || c.design.closed[v] {
		return nil
	}
	if info := c.p.local(c.decl, v); info != nil && (info.assigned > 1 || info.taken || v.Kind() != types.LocalVar) {
		return nil
	}
	if c.design.closed == nil {
		c.design.closed = make(map[*types.Var]bool)
	}
	c.design.closed[v] = true
	return func() { delete(c.design.closed, v) }
}

// isClosed reports whether ch is surely closed by now.
func (c *collector) isClosed(ch ast.Expr) bool {
	id, ok := ast.Unparen(ch).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.p.in.Info.Uses[id].(*types.Var)
	return ok && c.design.closed[v]
}

// stops notes the receive from a timer's channel where Stop says that it was too
// late: "if !t.Stop() { <-t.C }".
func (d *chanDesign) stops(s *ast.IfStmt) {
	not, ok := ast.Unparen(s.Cond).(*ast.UnaryExpr)
	if !ok || not.Op != token.NOT || len(s.Body.List) == 0 {
		return
	}
	call, ok := ast.Unparen(not.X).(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return
	}
	stop, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	stmt, isExpr := s.Body.List[0].(*ast.ExprStmt)
	if !ok || !isExpr || stop.Sel.Name != "Stop" {
		return
	}
	from, ok := receivedFrom(stmt).(*ast.SelectorExpr)
	if ok && from.Sel.Name == "C" && types.ExprString(from.X) == types.ExprString(stop.X) {
		if d.late == nil {
			d.late = make(map[ast.Expr]bool)
		}
		d.late[ast.Unparen(stmt.X)] = true
	}
}

// counts notes the receive with which body begins where cond says that the channel
// is not empty.
func (d *chanDesign) counts(info *types.Info, cond ast.Expr, body *ast.BlockStmt) {
	some, ok := cond.(*ast.BinaryExpr)
	if !ok || len(body.List) == 0 {
		return
	}
	full, zero := some.X, some.Y
	switch some.Op {
	case token.GTR, token.NEQ:
	case token.LSS:
		full, zero = zero, full
	default:
		return
	}
	call, ok := ast.Unparen(full).(*ast.CallExpr)
	if n, isConst := constantInt(info, zero); !ok || !isConst || n != 0 || len(call.Args) != 1 || !isBuiltin(info, call.Fun, "len") {
		return
	}
	from := receivedFrom(body.List[0])
	if from == nil || types.ExprString(from) != types.ExprString(call.Args[0]) {
		return
	}
	if d.late == nil {
		d.late = make(map[ast.Expr]bool)
	}
	switch s := body.List[0].(type) {
	case *ast.ExprStmt:
		d.late[ast.Unparen(s.X)] = true
	case *ast.AssignStmt:
		d.late[ast.Unparen(s.Rhs[0])] = true
	}
}
