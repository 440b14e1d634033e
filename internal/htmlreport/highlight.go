package htmlreport

import (
	"go/scanner"
	"go/token"
	"os"
	"slices"
	"strings"
)

// A span is a piece of a line that is shown in one way.
type span struct {
	Text  string
	Class string // of the style sheet: kw, str, com or none
	Mark  bool   // the finding points here
}

// tokens are the parts of a file that have a class, in order.
type tokens []classed

type classed struct {
	line, column, length int // from 1; length in bytes, within the line
	class                string
}

// spans cuts a line of file into its spans.
func (b *builder) spans(file string, n int, text string) []span {
	all, ok := b.tokens[file]
	if !ok {
		if data, err := os.ReadFile(file); err == nil {
			all = scan(data)
		}
		if b.tokens == nil {
			b.tokens = make(map[string]tokens)
		}
		b.tokens[file] = all
	}
	first, _ := slices.BinarySearchFunc(all, n, func(c classed, n int) int { return c.line - n })
	var spans []span
	at := 0
	add := func(to int, class string) {
		if to = min(to, len(text)); at < to {
			spans = append(spans, span{Text: text[at:to], Class: class})
			at = to
		}
	}
	for _, c := range all[first:] {
		if c.line != n {
			break
		}
		add(c.column-1, "")
		add(c.column-1+c.length, c.class)
	}
	add(len(text), "")
	return spans
}

// scan finds the keywords, literals and comments of a Go file. What is no Go
// has none.
func scan(src []byte) tokens {
	var out tokens
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		class := ""
		switch {
		case tok.IsKeyword():
			class = "kw"
		case tok == token.STRING || tok == token.CHAR:
			class = "str"
		case tok == token.COMMENT:
			class = "com"
		default:
			continue
		}
		at := file.PositionFor(pos, false)
		for i, part := range strings.Split(lit, "\n") {
			c := classed{at.Line + i, 1, len(part), class}
			if i == 0 {
				c.column = at.Column
			}
			out = append(out, c)
		}
	}
}

// mark splits spans so that the bytes from start up to end are marked.
func mark(spans []span, start, end int) []span {
	var out []span
	at := 0
	for _, s := range spans {
		from := max(0, min(len(s.Text), start-at))
		to := max(from, min(len(s.Text), end-at))
		for i, part := range []string{s.Text[:from], s.Text[from:to], s.Text[to:]} {
			if part != "" {
				out = append(out, span{part, s.Class, i == 1})
			}
		}
		at += len(s.Text)
	}
	return out
}
