package htmlreport

import (
	"cmp"
	"slices"

	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/source"
)

// An excerpt is some lines of one file.
type excerpt struct {
	File  string
	Lines []lineView
}

// A lineView is one line of an excerpt, or a gap between lines.
type lineView struct {
	Gap     bool
	N       int
	Steps   []int // numbers of the steps on this line
	Finding bool  // the finding is on this line
	Spans   []span
}

// How many lines around the finding and around its steps are shown, and the
// gap up to which the lines between two of them are shown as well.
const (
	aroundFinding = 3
	aroundStep    = 1
	joinedGap     = 2
)

// excerpts returns the source around f and its steps: first the file of the
// finding, then the others in the order in which the steps reach them.
func (b *builder) excerpts(f report.Finding) []excerpt {
	files := []string{f.Start.File}
	for _, s := range f.Steps {
		if !slices.Contains(files, s.File) {
			files = append(files, s.File)
		}
	}
	var out []excerpt
	for _, file := range files {
		if e := b.excerpt(file, f); len(e.Lines) > 0 {
			out = append(out, e)
		}
	}
	return out
}

func (b *builder) excerpt(file string, f report.Finding) excerpt {
	e := excerpt{File: report.Rel(b.report.Dir, file)}
	for i, r := range b.ranges(file, f) {
		if i > 0 {
			e.Lines = append(e.Lines, lineView{Gap: true})
		}
		for n := r.first; n <= r.last; n++ {
			e.Lines = append(e.Lines, b.line(file, n, f))
		}
	}
	return e
}

// A lineRange is a range of lines, both ends included.
type lineRange struct{ first, last int }

// ranges returns the lines of file that are shown for f, in order.
func (b *builder) ranges(file string, f report.Finding) []lineRange {
	last := b.files.Lines(file)
	var all []lineRange
	add := func(p report.Position, around int) {
		if p.File == file && 1 <= p.Line && p.Line <= last {
			all = append(all, lineRange{max(1, p.Line-around), min(last, p.Line+around)})
		}
	}
	add(f.Start, aroundFinding)
	for _, s := range f.Steps {
		add(s.Position, aroundStep)
	}
	slices.SortFunc(all, func(a, b lineRange) int { return cmp.Or(a.first-b.first, a.last-b.last) })
	var joined []lineRange
	for _, r := range all {
		if n := len(joined); n > 0 && r.first <= joined[n-1].last+1+joinedGap {
			joined[n-1].last = max(joined[n-1].last, r.last)
		} else {
			joined = append(joined, r)
		}
	}
	return joined
}

func (b *builder) line(file string, n int, f report.Finding) lineView {
	text, _ := b.files.Line(file, n)
	v := lineView{N: n, Finding: f.Start.File == file && f.Start.Line == n}
	for i, s := range f.Steps {
		if s.File == file && s.Line == n {
			v.Steps = append(v.Steps, i+1)
		}
	}
	v.Spans = b.spans(file, n, text)
	if v.Finding {
		end := len(text) + 1
		switch {
		case f.End.File == file && f.End.Line == n && f.End.Column > f.Start.Column:
			end = f.End.Column
		case f.End.File != file || f.End.Line <= n:
			end = source.WordEnd(text, f.Start.Column)
		}
		v.Spans = mark(v.Spans, f.Start.Column-1, end-1)
	}
	return v
}
