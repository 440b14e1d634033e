// Package htmlreport writes a report as one HTML page that needs nothing else:
// no network, no other file, and for reading no JavaScript.
package htmlreport

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/ctxvet/ctxvet/internal/checkdoc"
	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/source"
)

var (
	//go:embed page.html.tmpl
	pageTemplate string
	//go:embed page.css
	style string
	//go:embed page.js
	script string
)

// page is parsed when a page is written: the vet tool starts once for each
// package, and writes none.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageTemplate))
})

// A pageData is what the template shows.
type pageData struct {
	Style    template.CSS
	Script   template.JS
	Version  string
	Summary  string
	Checks   []string // those with findings
	Packages []string // those with findings
	Counts   []countRow
	Totals   []int
	Total    int
	Groups   []group
	Ignored  []card
}

// A countRow says how many findings of each check a package has.
type countRow struct {
	Package string
	Counts  []int
	Total   int
}

// A group holds the findings of one check.
type group struct {
	Check    string
	Title    string
	Manual   template.HTML
	URL      string
	N        int
	Packages []packageGroup
}

type packageGroup struct {
	Package  string
	Findings []card
}

// A card is one finding.
type card struct {
	ID      string
	Check   string
	Package string
	Place   string
	Message string
	Steps   []stepView
	Source  []excerpt
	Fixes   []string
	Reason  string
	Text    string // lower case, for the search
}

type stepView struct {
	N       int
	Place   string
	Message string
}

// Write writes r, made by ctxvet of the given version.
func Write(w io.Writer, r *report.Report, version string) error {
	b := &builder{report: r}
	data := pageData{
		Style:   template.CSS(style),
		Script:  template.JS(script),
		Version: version,
		Summary: summary(r),
		Total:   len(r.Findings),
	}
	for _, c := range r.ByCheck() {
		data.Checks = append(data.Checks, c.Name)
		data.Totals = append(data.Totals, c.N)
		data.Groups = append(data.Groups, b.group(c))
	}
	for _, f := range r.Findings {
		data.Packages = append(data.Packages, f.Package)
	}
	slices.Sort(data.Packages)
	data.Packages = slices.Compact(data.Packages)
	for _, p := range data.Packages {
		data.Counts = append(data.Counts, countsOf(r, p, data.Checks))
	}
	for _, f := range r.Ignored {
		data.Ignored = append(data.Ignored, b.card(f))
	}
	// A page that fails halfway would be worse than none.
	var out strings.Builder
	if err := page().Execute(&out, data); err != nil {
		return err
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func summary(r *report.Report) string {
	s := fmt.Sprintf("%s in %s", count(len(r.Findings), "finding"), count(len(r.Packages), "package"))
	if n := len(r.Ignored); n > 0 {
		s += fmt.Sprintf(", %d ignored", n)
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func countsOf(r *report.Report, pkg string, checks []string) countRow {
	row := countRow{Package: pkg, Counts: make([]int, len(checks))}
	for _, f := range r.Findings {
		if f.Package == pkg {
			row.Counts[slices.Index(checks, f.Check)]++
			row.Total++
		}
	}
	return row
}

// A builder makes the parts of a page.
type builder struct {
	report *report.Report
	files  source.Files
	tokens map[string]tokens
	cards  int
}

func (b *builder) group(c report.Count) group {
	g := group{Check: c.Name, N: c.N}
	if a := checkdoc.Named(c.Name); a != nil {
		g.Title = checkdoc.Title(a)
		g.Manual = template.HTML(checkdoc.HTML(a, 4)) // printed by go/doc/comment, which escapes
		g.URL = a.URL
	}
	byPackage := make(map[string][]card)
	for _, f := range b.report.Findings {
		if f.Check == c.Name {
			byPackage[f.Package] = append(byPackage[f.Package], b.card(f))
		}
	}
	names := make([]string, 0, len(byPackage))
	for name := range byPackage {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		g.Packages = append(g.Packages, packageGroup{name, byPackage[name]})
	}
	return g
}

func (b *builder) card(f report.Finding) card {
	b.cards++
	c := card{
		ID:      fmt.Sprintf("f%d", b.cards),
		Check:   f.Check,
		Package: f.Package,
		Place:   b.place(f.Start),
		Message: f.Message,
		Reason:  f.Reason,
		Source:  b.excerpts(f),
	}
	text := []string{f.Check, f.Package, c.Place, f.Message, f.Reason}
	for i, s := range f.Steps {
		c.Steps = append(c.Steps, stepView{i + 1, b.place(s.Position), s.Message})
		text = append(text, b.place(s.Position), s.Message)
	}
	for _, fix := range f.Fixes {
		c.Fixes = append(c.Fixes, fix.Message)
	}
	c.Text = strings.ToLower(strings.Join(text, " "))
	return c
}

func (b *builder) place(p report.Position) string {
	s := report.Rel(b.report.Dir, p.File)
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
	}
	return s
}
