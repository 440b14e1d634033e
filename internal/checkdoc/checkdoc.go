// Package checkdoc reads the manual of a check, which is the Doc of its
// analyzer, in the syntax of Go doc comments.
package checkdoc

import (
	"go/doc/comment"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
)

// Title returns the first line of the manual of a, a sentence without a period.
func Title(a *analysis.Analyzer) string {
	title, _, _ := strings.Cut(a.Doc, "\n")
	return title
}

// Body returns the manual without its title.
func Body(a *analysis.Analyzer) string {
	_, body, _ := strings.Cut(a.Doc, "\n")
	return strings.TrimSpace(body)
}

// Text returns the body of the manual as plain text for a terminal.
func Text(a *analysis.Analyzer) string {
	p := comment.Printer{TextPrefix: "", TextCodePrefix: "    ", TextWidth: 78}
	return string(p.Text(parse(a)))
}

// Markdown returns the body of the manual as Markdown, with Go code marked as
// such, and with headings of the given level.
func Markdown(a *analysis.Analyzer, level int) string {
	p := comment.Printer{HeadingLevel: level, HeadingID: func(*comment.Heading) string { return "" }}
	return fence(string(p.Markdown(parse(a))))
}

// HTML returns the body of the manual as HTML, with headings of the given
// level.
func HTML(a *analysis.Analyzer, level int) string {
	p := comment.Printer{HeadingLevel: level, HeadingID: func(*comment.Heading) string { return "" }}
	return string(p.HTML(parse(a)))
}

func parse(a *analysis.Analyzer) *comment.Doc {
	return new(comment.Parser).Parse(Body(a))
}

// fence turns code blocks that are marked by a tab into ones that name their
// language, which a viewer can then color.
func fence(markdown string) string {
	var out strings.Builder
	inCode := false
	blank := 0 // blank lines held back: they may end a code block
	for line := range strings.Lines(markdown) {
		code, isCode := strings.CutPrefix(line, "\t")
		if strings.TrimSpace(line) == "" {
			blank++
			continue
		}
		if inCode && !isCode {
			out.WriteString("```\n")
			inCode = false
		}
		out.WriteString(strings.Repeat("\n", blank))
		blank = 0
		if isCode && !inCode {
			out.WriteString("```go\n")
			inCode = true
		}
		if isCode {
			line = code
		}
		out.WriteString(line)
	}
	if inCode {
		out.WriteString("```\n")
	}
	return out.String()
}

// Named returns the check with the given name, or nil.
func Named(name string) *analysis.Analyzer {
	for _, a := range analyzer.Analyzers {
		if a.Name == name {
			return a
		}
	}
	return nil
}
