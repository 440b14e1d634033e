package walk

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/ctxvet/ctxvet/facts"
)

// A site is where an operation is judged: the operation itself, or the call
// that leads to it.
type site struct {
	pos   token.Pos    // the token to point at
	name  string       // what is called there, as written in the source
	full  string       // the same as other packages write it, if that is known
	chain []facts.Step // from there to the operation; empty for the operation itself
	instr ssa.Instruction
}

// sites knows the source behind the positions that go/ssa keeps.
type sites struct {
	fset   *token.FileSet
	calls  map[token.Pos]*callSite // by left parenthesis
	stmts  map[token.Pos]*callSite // by go and defer keyword
	dests  map[token.Pos]storeSite // by the position that go/ssa gives to a store
	ranges map[token.Pos]*callSite // by range keyword
	loops  []span
	info   *types.Info
	// decides says, for functions that were asked about, where the source
	// decides each branch.
	decides map[*ssa.Function]map[*ssa.If]decision
}

type span struct{ pos, end token.Pos }

type callSite struct {
	pos  token.Pos
	name string
	dest []string // the variables that receive the results
}

func newSites(fset *token.FileSet, files []*ast.File, info *types.Info) *sites {
	s := &sites{
		fset:    fset,
		calls:   make(map[token.Pos]*callSite),
		stmts:   make(map[token.Pos]*callSite),
		dests:   make(map[token.Pos]storeSite),
		ranges:  make(map[token.Pos]*callSite),
		info:    info,
		decides: make(map[*ssa.Function]map[*ssa.If]decision),
	}
	dest := make(map[ast.Expr][]string)
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, l := range n.Lhs {
					s.dest(l)
				}
				for i, r := range n.Rhs {
					if len(n.Rhs) == len(n.Lhs) {
						dest[ast.Unparen(r)] = []string{exprText(n.Lhs[i])}
						continue
					}
					for _, l := range n.Lhs {
						dest[ast.Unparen(r)] = append(dest[ast.Unparen(r)], exprText(l))
					}
				}
			case *ast.SendStmt:
				s.dests[n.Arrow] = storeSite{n.Arrow, exprText(n.Chan)}
			case *ast.ValueSpec:
				for _, id := range n.Names {
					s.dest(id)
				}
				for i, r := range n.Values {
					if len(n.Values) == len(n.Names) {
						dest[ast.Unparen(r)] = []string{n.Names[i].Name}
						continue
					}
					for _, id := range n.Names {
						dest[ast.Unparen(r)] = append(dest[ast.Unparen(r)], id.Name)
					}
				}
			case *ast.UnaryExpr:
				if d, ok := dest[n]; ok {
					dest[ast.Unparen(n.X)] = d
				}
			case *ast.SelectorExpr:
				// The variable of a method value stands for its receiver.
				if d, ok := dest[n]; ok && info.Selections[n] != nil && info.Selections[n].Kind() == types.MethodVal {
					dest[ast.Unparen(n.X)] = d
				}
			case *ast.CompositeLit:
				for i, e := range n.Elts {
					kv, ok := e.(*ast.KeyValueExpr)
					if !ok {
						if d := dest[n]; len(d) == 1 && d[0] != "_" {
							dest[ast.Unparen(e)] = []string{d[0] + partText(info.TypeOf(n), i)}
						}
						continue
					}
					s.dests[kv.Colon] = storeSite{kv.Value.Pos(), "the map"}
					if id, ok := kv.Key.(*ast.Ident); ok {
						name := id.Name
						if d := dest[n]; len(d) == 1 && d[0] != "_" {
							name = d[0] + "." + name
						}
						dest[ast.Unparen(kv.Value)] = []string{name}
					}
				}
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "append" && len(n.Args) > 0 {
					s.dests[n.Lparen] = storeSite{n.Pos(), exprText(n.Args[0])}
				}
				s.calls[n.Lparen] = &callSite{pos: callPos(fset, n), name: exprText(n.Fun), dest: dest[n]}
			case *ast.GoStmt:
				s.stmts[n.Go] = &callSite{pos: n.Go, name: exprText(n.Call.Fun)}
			case *ast.DeferStmt:
				s.stmts[n.Defer] = &callSite{pos: callPos(fset, n.Call), name: exprText(n.Call.Fun)}
			case *ast.ForStmt:
				s.loops = append(s.loops, span{n.For, n.End()})
			case *ast.RangeStmt:
				s.ranges[n.Range] = &callSite{pos: ast.Unparen(n.X).Pos(), name: exprText(n.X)}
				s.loops = append(s.loops, span{n.For, n.End()})
			}
			return true
		})
	}
	return s
}

// partText is how the source selects element i of a composite of type t.
func partText(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem() // an element of a composite of pointers
	}
	if u, ok := t.Underlying().(*types.Struct); ok && i < u.NumFields() {
		if u.Field(i).Embedded() {
			return ""
		}
		return "." + u.Field(i).Name()
	}
	return fmt.Sprintf("[%d]", i)
}

// A storeSite is where the source stores a value, and what it stores it in.
type storeSite struct {
	pos  token.Pos
	name string // as written in the source, or ""
}

// dest notes assignments to e.
func (s *sites) dest(e ast.Expr) {
	e = ast.Unparen(e)
	at := storeSite{e.Pos(), exprText(e)}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		s.dests[e.Sel.Pos()] = at
	case *ast.IndexExpr:
		s.dests[e.Lbrack] = at
	case *ast.StarExpr:
		s.dests[e.Star] = at
	case *ast.Ident:
		s.dests[e.Pos()] = at
	}
}

// stored is the source of the store that go/ssa places at pos.
func (s *sites) stored(pos token.Pos) storeSite {
	if at, ok := s.dests[pos]; ok {
		return at
	}
	return storeSite{pos: pos}
}

// callPos is the token of a call that a person would point at: the start of a
// call on one line, the method's name where a chain of calls spans several.
func callPos(fset *token.FileSet, call *ast.CallExpr) token.Pos {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if fset.Position(sel.Pos()).Line != fset.Position(sel.Sel.Pos()).Line {
			return sel.Sel.Pos()
		}
	}
	return fun.Pos()
}

// exprText is the source of a short expression.
func exprText(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.FuncLit:
		return "func literal"
	case *ast.ParenExpr:
		return exprText(e.X)
	case *ast.CallExpr:
		return exprText(e.Fun) + "(…)"
	case *ast.SelectorExpr:
		return exprText(e.X) + "." + e.Sel.Name
	case *ast.IndexExpr:
		return exprText(e.X)
	case *ast.IndexListExpr:
		return exprText(e.X)
	case *ast.Ident:
		return e.Name
	case *ast.CompositeLit:
		if e.Type != nil {
			return exprText(e.Type) + "{…}"
		}
	}
	return types.ExprString(e)
}

func (s *sites) call(instr ssa.CallInstruction) site {
	pos := instr.Pos()
	var c *callSite
	switch instr.(type) {
	case *ssa.Call:
		c = s.calls[pos]
		if body := yielded(instr.Common()); body != nil {
			pos = body.Pos()
			c = s.ranges[pos]
		}
	default:
		c = s.stmts[pos]
	}
	if c == nil {
		return site{pos: pos, name: calleeText(instr.Common()), instr: instr}
	}
	return site{pos: c.pos, name: c.name, instr: instr}
}

// yielded is the body of the loop over a function that c calls, or nil.
func yielded(c *ssa.CallCommon) *ssa.Function {
	if len(c.Args) == 0 {
		return nil
	}
	if lit, ok := c.Args[len(c.Args)-1].(*ssa.MakeClosure); ok {
		if fn := lit.Fn.(*ssa.Function); fn.Synthetic == yieldBody {
			return fn
		}
	}
	return nil
}

func calleeText(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name()
	}
	if fn := c.StaticCallee(); fn != nil {
		return fn.Name()
	}
	return c.Value.Name()
}

// variable is the variable that receives result i of the call, or "".
func (s *sites) variable(instr ssa.Instruction, i int) string {
	if instr == nil {
		return ""
	}
	if c := s.calls[instr.Pos()]; c != nil && i < len(c.dest) && c.dest[i] != "_" {
		return c.dest[i]
	}
	return ""
}

// line renders a position of this package for use inside a message.
func (s *sites) line(pos token.Pos) string {
	return fmt.Sprintf("line %d", s.fset.Position(pos).Line)
}

// at renders a position for facts: base name and line.
func (s *sites) at(pos token.Pos) string {
	p := s.fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// loop is the start of the innermost loop around pos.
func (s *sites) loop(pos token.Pos) token.Pos {
	best := token.NoPos
	for _, l := range s.loops {
		if l.pos <= pos && pos < l.end && l.pos > best {
			best = l.pos
		}
	}
	return best
}
