package fixes

import (
	"bytes"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A change is a suggestion in the making: some edits of one file.
type change struct {
	place   *place
	message string
	edits   []edit
}

// An edit replaces the bytes from start up to end.
type edit struct {
	start, end int
	text       string
}

func (p *place) change(message string, edits ...edit) *change {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	return &change{p, message, edits}
}

// apply returns the text of the file as changed.
func (c *change) apply() []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range c.edits {
		out.Write(c.place.text[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(c.place.text[at:])
	return out.Bytes()
}

func (c *change) suggested() analysis.SuggestedFix {
	fix := analysis.SuggestedFix{Message: c.message}
	for _, e := range c.edits {
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{
			Pos:     c.place.tf.Pos(e.start),
			End:     c.place.tf.Pos(e.end),
			NewText: []byte(e.text),
		})
	}
	return fix
}

func (p *place) offset(pos token.Pos) int { return p.tf.Offset(pos) }

// source returns the text of n.
func (p *place) source(n ast.Node) string { return string(p.text[p.offset(n.Pos()):p.offset(n.End())]) }

// line returns the offsets at which the line of offset starts and ends, the
// end without its newline.
func (p *place) line(offset int) (start, end int) {
	start = bytes.LastIndexByte(p.text[:offset], '\n') + 1
	if i := bytes.IndexByte(p.text[offset:], '\n'); i >= 0 {
		return start, offset + i
	}
	return start, len(p.text)
}

// indent returns the white space in front of n, and whether there is nothing
// else in front of it on its line.
func (p *place) indent(n ast.Node) (string, bool) {
	at := p.offset(n.Pos())
	start, _ := p.line(at)
	before := string(p.text[start:at])
	return before, strings.TrimSpace(before) == ""
}

// after returns what follows n on its last line.
func (p *place) after(n ast.Node) string {
	at := p.offset(n.End())
	_, end := p.line(at)
	return strings.TrimSpace(string(p.text[at:end]))
}

// endsLine reports whether nothing but a comment follows n on its line.
func (p *place) endsLine(n ast.Node) bool {
	after := p.after(n)
	return after == "" || strings.HasPrefix(after, "//")
}

// commented reports whether a comment belongs to stmt: behind it on its line,
// or above it.
func (p *place) commented(stmt ast.Stmt) bool { return p.after(stmt) != "" || p.commentedAbove(stmt) }

// commentedAbove reports whether a comment stands alone on the line above stmt.
func (p *place) commentedAbove(stmt ast.Stmt) bool {
	start, _ := p.line(p.offset(stmt.Pos()))
	if start == 0 {
		return false
	}
	above, end := p.line(start - 1)
	text := strings.TrimSpace(string(p.text[above:end]))
	return strings.HasPrefix(text, "//") || strings.HasSuffix(text, "*/")
}

// insertAfter adds a statement behind stmt: on a line of its own, or on the
// same one where others follow.
func (p *place) insertAfter(stmt ast.Stmt, text string) edit {
	at := p.offset(stmt.End())
	if indent, ok := p.indent(stmt); ok && p.endsLine(stmt) {
		_, at = p.line(at) // behind a comment
		return edit{at, at, "\n" + indent + text}
	}
	return edit{at, at, "; " + text}
}

// remove deletes a statement that has its lines for itself, with the comment
// behind it. It is false for one that shares them.
func (p *place) remove(stmt ast.Stmt) (edit, bool) {
	if _, ok := p.indent(stmt); !ok || !p.endsLine(stmt) {
		return edit{}, false
	}
	start, _ := p.line(p.offset(stmt.Pos()))
	_, end := p.line(p.offset(stmt.End()))
	if end < len(p.text) {
		end++ // the newline
	}
	return edit{start, end, ""}, true
}

// replace puts text in the place of n.
func (p *place) replace(n ast.Node, text string) edit {
	return edit{p.offset(n.Pos()), p.offset(n.End()), text}
}

// stmt returns the innermost statement of a block, a case or a select clause
// that the place lies in, and the list that it belongs to.
func (p *place) stmt() (stmt ast.Stmt, list []ast.Stmt) {
	for i, n := range p.path {
		s, ok := n.(ast.Stmt)
		if !ok || i+1 == len(p.path) {
			continue
		}
		switch parent := p.path[i+1].(type) {
		case *ast.BlockStmt:
			return s, parent.List
		case *ast.CaseClause:
			return s, parent.Body
		case *ast.CommClause:
			if s != parent.Comm {
				return s, parent.Body
			}
		}
		return nil, nil // a part of another statement, such as the init of an if
	}
	return nil, nil
}

// function returns the body of the innermost function around the place, and
// whether there is a loop between the two, also one made by goto.
func (p *place) function() (body *ast.BlockStmt, inLoop bool) {
	for _, n := range p.path {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			inLoop = true
		case *ast.FuncDecl:
			body = n.Body
		case *ast.FuncLit:
			body = n.Body
		}
		if body != nil {
			ast.Inspect(body, func(n ast.Node) bool {
				if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO {
					inLoop = true
				}
				return true
			})
			return body, inLoop
		}
	}
	return nil, false
}

func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return path
}
