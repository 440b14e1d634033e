// Package text writes a report for people: one line per finding with its steps
// below, as go vet does, or with excerpts of the source for a terminal.
package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/source"
)

// Options choose what is shown beyond the plain lines.
type Options struct {
	Excerpts bool // the source with a caret below it, and numbered steps
	Color    bool
}

// Write writes the findings of r. Ignored ones are not shown.
func Write(w io.Writer, r *report.Report, opts Options) error {
	p := printer{report: r, opts: opts}
	for i, f := range r.Findings {
		if opts.Excerpts {
			if i > 0 {
				p.text.WriteByte('\n')
			}
			p.rich(f)
		} else {
			p.plain(f)
		}
	}
	_, err := io.WriteString(w, p.text.String())
	return err
}

// Summary returns one line, without its end, that counts what r holds.
func Summary(r *report.Report) string {
	packages := plural(len(r.Packages), "package")
	var text string
	if len(r.Findings) == 0 {
		text = "no findings in " + packages
	} else {
		var checks []string
		for _, c := range r.ByCheck() {
			checks = append(checks, fmt.Sprintf("%s %d", c.Name, c.N))
		}
		text = fmt.Sprintf("%s in %s: %s", plural(len(r.Findings), "finding"), packages, strings.Join(checks, ", "))
	}
	if n := r.Broken(); n > 0 {
		text += fmt.Sprintf("; %s broken", plural(n, "ignore comment"))
	}
	if n := len(r.Ignored); n > 0 {
		text += fmt.Sprintf("; %d ignored", n)
	}
	if n := r.Fixable(); n > 0 {
		text += fmt.Sprintf("; -fix can fix %d", n)
	}
	return text
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A printer collects the text of a report.
type printer struct {
	report *report.Report
	opts   Options
	files  source.Files
	text   strings.Builder
}

func (p *printer) plain(f report.Finding) {
	fmt.Fprintf(&p.text, "%s: %s [%s]\n", p.place(f.Start), source.Printable(f.Message), f.Check)
	for _, s := range f.Steps {
		fmt.Fprintf(&p.text, "\t%s: %s\n", p.place(s.Position), source.Printable(s.Message))
	}
}

// The terminal's colours, by what they are used for.
const (
	styleReset  = "\x1b[0m"
	stylePlace  = "\x1b[1m"  // bold
	styleCheck  = "\x1b[33m" // yellow
	styleCaret  = "\x1b[31m" // red
	styleStep   = "\x1b[36m" // cyan
	styleGutter = "\x1b[2m"  // dim
)

func (p *printer) style(style, text string) string {
	if !p.opts.Color || text == "" {
		return text
	}
	return style + text + styleReset
}

func (p *printer) rich(f report.Finding) {
	fmt.Fprintf(&p.text, "%s: %s %s\n", p.style(stylePlace, p.place(f.Start)),
		source.Printable(f.Message), p.style(styleCheck, "["+f.Check+"]"))
	p.excerpt(f.Start, f.End, styleCaret)
	for i, s := range f.Steps {
		fmt.Fprintf(&p.text, "  %s %s: %s\n", p.style(styleStep, fmt.Sprintf("%d.", i+1)),
			p.place(s.Position), source.Printable(s.Message))
		p.excerpt(s.Position, s.Position, styleStep)
	}
	for i, fix := range f.Fixes {
		how := "  fix: "
		if i > 0 {
			how = "   or: "
		}
		fmt.Fprintf(&p.text, "%s%s\n", p.style(styleStep, how), source.Printable(fix.Message))
	}
}

// excerpt shows the line at start with a caret below what lies between start
// and end.
func (p *printer) excerpt(start, end report.Position, style string) {
	line, ok := p.files.Line(start.File, start.Line)
	if !ok {
		return
	}
	fmt.Fprintf(&p.text, "%s%s\n", p.style(styleGutter, fmt.Sprintf("%6d | ", start.Line)), source.Printable(line))
	if start.Column < 1 || start.Column > len(line)+1 {
		return
	}
	before, marked := line[:start.Column-1], line[start.Column-1:]
	if end.File != start.File || end.Line <= start.Line { // else all of the line's rest
		to := end.Column
		if end.File != start.File || end.Line < start.Line || to <= start.Column || to > len(line)+1 {
			to = source.WordEnd(line, start.Column)
		}
		marked = line[start.Column-1 : to-1]
	}
	// The caret line repeats the tabs, whatever their width.
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, before)
	marks := "^" + strings.Repeat("~", max(0, len([]rune(marked))-1))
	fmt.Fprintf(&p.text, "%s%s%s\n", p.style(styleGutter, "       | "), indent, p.style(style, marks))
}

// place shows a position as compilers do.
func (p *printer) place(pos report.Position) string {
	s := source.Printable(report.Rel(p.report.Dir, pos.File))
	if pos.Line > 0 {
		s += fmt.Sprintf(":%d", pos.Line)
		if pos.Column > 0 {
			s += fmt.Sprintf(":%d", pos.Column)
		}
	}
	return s
}
