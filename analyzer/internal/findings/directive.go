package findings

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

const ignoreDirective = "//ctxvet:ignore"

// A directive is one ignore comment:
//
//	//ctxvet:ignore CHECK[,CHECK] reason
//
// It silences the findings of the named checks on its own line when it
// follows code there, and on the line below its comment group otherwise.
type directive struct {
	pos    token.Pos
	file   *token.File
	line   int // whose findings it silences, not adjusted by //line comments
	names  []namedCheck
	reason string
	spaced bool // it was written "// ctxvet:ignore", which does nothing
}

// A namedCheck is one name that a directive lists, with its position.
type namedCheck struct {
	name string
	pos  token.Pos
}

// directives returns the ignore comments of file in source order.
func directives(fset *token.FileSet, file *ast.File) []*directive {
	var all []*directive
	var code map[int]bool // lines that hold code; made when first needed
	for _, group := range file.Comments {
		for _, c := range group.List {
			d := parseDirective(c)
			if d == nil {
				continue
			}
			if code == nil {
				code = codeLines(fset, file)
			}
			d.file = fset.File(c.Pos())
			d.line = d.file.Line(c.Pos())
			if !code[d.line] {
				d.line = d.file.Line(group.End()) + 1
			}
			all = append(all, d)
		}
	}
	return all
}

// parseDirective returns what c says if it is an ignore comment, else nil.
// The reason ends where another comment begins, as in "reason // want ...".
func parseDirective(c *ast.Comment) *directive {
	d := &directive{pos: c.Pos()}
	text, ok := strings.CutPrefix(c.Text, ignoreDirective)
	if !ok {
		if text, ok = strings.CutPrefix(c.Text, "// ctxvet:ignore "); !ok {
			return nil
		}
		text, d.spaced = " "+text, true
	}
	if text != "" && text[0] != ' ' && text[0] != '\t' {
		return nil // another directive that begins like this one
	}
	if strings.HasPrefix(strings.TrimSpace(text), "//") {
		text = ""
	}
	rest := strings.TrimLeft(text, " \t")
	at := c.Pos() + token.Pos(len(c.Text)-len(rest))
	list, reason := rest, ""
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		list, reason = rest[:i], rest[i:]
	}
	for _, cut := range []string{" //", "\t//"} {
		reason, _, _ = strings.Cut(reason, cut)
	}
	d.reason = strings.TrimSpace(reason)
	for name := range strings.SplitSeq(list, ",") {
		if name != "" && !slices.ContainsFunc(d.names, func(n namedCheck) bool { return n.name == name }) {
			d.names = append(d.names, namedCheck{name, at})
		}
		at += token.Pos(len(name) + 1)
	}
	if d.spaced && (len(d.names) == 0 || !slices.Contains(Checks, d.names[0].name)) {
		return nil // prose that speaks of the directive
	}
	return d
}

// codeLines returns the lines of file on which a syntax node begins or ends.
func codeLines(fset *token.FileSet, file *ast.File) map[int]bool {
	lines := make(map[int]bool)
	tf := fset.File(file.FileStart)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File:
			return true
		case *ast.Comment, *ast.CommentGroup:
			return false
		}
		for _, pos := range []token.Pos{n.Pos(), n.End() - 1} {
			if tf.Pos(0) <= pos && pos <= tf.Pos(tf.Size()) {
				lines[tf.Line(pos)] = true
			}
		}
		return true
	})
	return lines
}

// answers says which check reports what is wrong with d as a whole, so that
// it is reported once however many checks run, and also when the check that
// it speaks of runs alone: the first check that it names, else the one whose
// name is nearest to what it says, else the first of all.
func (d *directive) answers() string {
	for _, n := range d.names {
		if slices.Contains(Checks, n.name) {
			return n.name
		}
	}
	if len(d.names) > 0 {
		check, _ := nearestCheck(d.names[0].name)
		return check
	}
	return Checks[0]
}

// wrongs returns what is wrong with d whatever the findings are, as far as
// check answers for it. Each has the check's name.
func (d *directive) wrongs(check string) []Finding {
	var out []Finding
	wrong := func(pos token.Pos, length int, format string, args ...any) {
		out = append(out, Finding{Check: check, Pos: pos, End: pos + token.Pos(length), Message: fmt.Sprintf(format, args...), Broken: true})
	}
	if d.answers() == check {
		switch {
		case d.spaced:
			wrong(d.pos, len("// ctxvet:ignore"), "// ctxvet:ignore ignores nothing: write %s, without the space", ignoreDirective)
			return out
		case len(d.names) == 0:
			wrong(d.pos, len(ignoreDirective), "%s names no check: write %[1]s CHECK reason", ignoreDirective)
		case d.reason == "":
			wrong(d.pos, len(ignoreDirective), "%s %s gives no reason, so it ignores nothing: write the reason behind the name", ignoreDirective, d.list())
		}
	}
	for _, n := range d.names {
		if slices.Contains(Checks, n.name) || d.spaced {
			continue
		}
		nearest, near := nearestCheck(n.name)
		if nearest != check {
			continue
		}
		if near {
			wrong(n.pos, len(n.name), "%s names an unknown check %q: did you mean %s?", ignoreDirective, n.name, nearest)
		} else {
			wrong(n.pos, len(n.name), "%s names an unknown check %q: the checks are %s", ignoreDirective, n.name, strings.Join(Checks, ", "))
		}
	}
	return out
}

func (d *directive) list() string {
	names := make([]string, len(d.names))
	for i, n := range d.names {
		names[i] = n.name
	}
	return strings.Join(names, ",")
}

// nearestCheck returns the check whose name is nearest to name.
func nearestCheck(name string) (check string, near bool) { return Nearest(name, Checks) }

// Nearest returns the candidate that takes the fewest edits to get from name,
// and whether these are few enough to suggest it. Nothing near gives the first
// candidate.
func Nearest(name string, candidates []string) (candidate string, near bool) {
	best := len(name) + 1
	for _, c := range candidates {
		if d := editDistance(strings.ToLower(name), c); d < best {
			candidate, best = c, d
		}
	}
	if candidate == "" || best > len(candidate)/2 {
		return candidates[0], false
	}
	return candidate, true
}

// editDistance is the Levenshtein distance, in bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
