package directive

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode"
)

const prefix = "//ctxvet:"

// A comment is one directive as it is written.
type comment struct {
	pos    token.Pos // of the verb, or of ctxvet: where a space stands before it
	end    token.Pos // of the verb
	verb   Verb      // may be unknown
	words  []word    // what follows the verb
	rest   string    // the same as one text
	spaced bool      // it was written "// ctxvet:", which declares nothing
	group  *ast.CommentGroup
	taken  bool // something carries it
}

// A word is one argument of a directive.
type word struct {
	text string
	pos  token.Pos
}

func (w word) end() token.Pos { return w.pos + token.Pos(len(w.text)) }

// comments returns the directives of file in source order.
func comments(file *ast.File) []*comment {
	var all []*comment
	for _, group := range file.Comments {
		for _, c := range group.List {
			if d := parseComment(c); d != nil {
				d.group = group
				all = append(all, d)
			}
		}
	}
	return all
}

// parseComment returns what c says if it is a directive of this package, else
// nil. It ends where another comment begins, as in "entered // want ...".
func parseComment(c *ast.Comment) *comment {
	text, ok := strings.CutPrefix(c.Text, prefix)
	d := &comment{pos: c.Pos() + token.Pos(len(prefix))}
	if !ok {
		if text, ok = strings.CutPrefix(c.Text, "// ctxvet:"); !ok {
			return nil
		}
		d.spaced, d.pos = true, c.Pos()+token.Pos(len("// "))
	}
	at := c.Pos() + token.Pos(len(c.Text)-len(text))
	for _, cut := range []string{" //", "\t//"} {
		text, _, _ = strings.Cut(text, cut)
	}
	verb := text
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		verb = text[:i]
	}
	d.verb, d.end = Verb(verb), at+token.Pos(len(verb))
	d.rest = strings.TrimSpace(text[len(verb):])
	for i := len(verb); i < len(text); {
		if unicode.IsSpace(rune(text[i])) {
			i++
			continue
		}
		j := i
		for j < len(text) && !unicode.IsSpace(rune(text[j])) {
			j++
		}
		d.words = append(d.words, word{text[i:j], at + token.Pos(i)})
		i = j
	}
	switch {
	case verb == ignore:
		return nil
	case verb == "" && d.spaced && !d.apart():
		return nil // prose
	case d.spaced && verb != "" && (!d.known() || len(d.words) > 1 && d.verb != Nonblocking && d.verb != Acquire):
		return nil // prose that speaks of the directive
	}
	return d
}

// apart reports whether a space stands between the colon and a verb that is known.
// Gofmt puts another one in front of such a comment, and what follows tells it
// from prose.
func (d *comment) apart() bool {
	return d.verb == "" && len(d.words) > 0 && len(d.words) < 3 && slices.Contains(append(names(), ignore), d.words[0].text)
}

func (d *comment) known() bool {
	for _, v := range verbs {
		if d.verb == v {
			return true
		}
	}
	return false
}
