package harness

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/shrink"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A shrinking is a case that gets smaller while its disagreement stays.
type shrinking struct {
	seed        uint64
	kind, class string
	text        string
	d           *Disagreement
	next        int // the first variant of text that was not tried yet
	done        bool
}

// perRound bounds the variants that are tried of one case at a time, rounds
// how often.
const (
	perRound = 80
	rounds   = 40
)

type variant struct {
	of   *shrinking
	text string
}

// shrinkAll makes cases smaller, all of them side by side: each round tries
// variants of every case in one package.
func (r *Runner) shrinkAll(u unit, cases []*shrinking) error {
	var tried []variant
	for _, s := range cases {
		tried = append(tried, variant{s, s.text})
	}
	for range rounds {
		if len(tried) == 0 {
			return nil
		}
		texts := make([]string, len(tried))
		for i, v := range tried {
			texts[i] = v.text
		}
		found, err := r.tryAll(u, texts)
		if err != nil {
			return err
		}
		smaller := make(map[*shrinking]bool)
		for i, v := range tried {
			for _, d := range found[i] {
				if d.Kind != v.of.kind || d.Class != v.of.class {
					continue
				}
				if v.of.d.Line == 0 || len(v.text) < len(v.of.text) {
					smaller[v.of] = true
					v.of.text, v.of.d = v.text, d
				}
			}
		}
		tried = tried[:0]
		for _, s := range cases {
			if smaller[s] {
				s.next = 0
			}
			tried = append(tried, s.variants()...)
		}
	}
	return nil
}

// variants returns some variants that were not tried yet.
func (s *shrinking) variants() []variant {
	if s.done {
		return nil
	}
	all := shrink.Variants(s.text)
	end := min(len(all), s.next+perRound)
	s.done = s.next >= end
	var out []variant
	for _, text := range all[min(s.next, end):end] {
		out = append(out, variant{s, text})
	}
	s.next = end
	return out
}

// tryAll compares the variants and returns the disagreements of each. Those
// that do not compile have none.
func (r *Runner) tryAll(u unit, texts []string) (map[int][]*Disagreement, error) {
	keep := make([]bool, len(texts))
	for i := range keep {
		keep[i] = true
	}
	found := make(map[int][]*Disagreement)
	for range 5 {
		src, starts := assemble(u.prelude, texts, keep)
		sources := []static.Source{u.dep, {Path: trace.Prefix + "shrink", File: "shrink_test.go", Text: src}}
		bad := r.badLines(sources)
		if len(bad) > 0 {
			written := slices.Clone(keep)
			for _, line := range bad {
				keep[owner(starts, written, line)] = false
			}
			continue
		}
		b, err := r.Check(sources)
		if err != nil {
			return nil, err
		}
		o, err := r.Expect(b)
		if err != nil {
			return nil, err
		}
		if err := r.Compare(b, o); err != nil {
			return nil, err
		}
		for _, d := range o.Disagreements {
			if d.File == "shrink_test.go" && d.Line >= starts[0] && !o.Unjudged[d.Func] {
				i := owner(starts, keep, d.Line)
				local := *d
				local.Line -= starts[i] - 1
				local.Detail = localLines(d, starts[i]-1)
				found[i] = append(found[i], &local)
			}
		}
		r.Loader.Forget(b.Packages)
		return found, nil
	}
	return found, nil
}

// assemble writes one file with the variants that are kept, and the line on
// which each begins.
func assemble(prelude string, texts []string, keep []bool) (string, []int) {
	var b strings.Builder
	b.WriteString(prelude)
	line := strings.Count(prelude, "\n") + 1
	starts := make([]int, len(texts))
	for i, t := range texts {
		starts[i] = line
		if !keep[i] {
			continue
		}
		t = numbered(strings.TrimRight(t, "\n"), i) + "\n\n"
		b.WriteString(t)
		line += strings.Count(t, "\n")
	}
	return b.String(), starts
}

func owner(starts []int, keep []bool, line int) int {
	at := 0
	for i, s := range starts {
		if keep[i] && s <= line {
			at = i
		}
	}
	return at
}

// badLines type-checks and returns the lines of errors in the last package.
func (r *Runner) badLines(sources []static.Source) []int {
	batch, err := r.Loader.Check(sources[:1])
	if err != nil {
		return nil
	}
	defer r.Loader.Forget(batch)
	s := sources[1]
	file, err := parser.ParseFile(r.Loader.Fset, s.File, s.Text, parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	var lines []int
	conf := types.Config{
		Importer: r.Loader.Importer(batch),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok {
				lines = append(lines, r.Loader.Fset.Position(e.Pos).Line)
			}
		},
	}
	conf.Check(s.Path, r.Loader.Fset, []*ast.File{file}, nil)
	r.Loader.Fset.RemoveFile(r.Loader.Fset.File(file.FileStart))
	return lines
}

// localLines words the detail of a miss with the lines of the case alone.
func localLines(d *Disagreement, offset int) string {
	if d.Verdict == nil {
		return d.Detail
	}
	lines := make([]int, len(d.Verdict.Lines))
	for i, l := range d.Verdict.Lines {
		lines[i] = l - offset
	}
	return fmt.Sprintf("%s on input %s from %s; a report belongs on line %v", d.Verdict.Why, d.Verdict.Run.Input, d.Verdict.Run.Entry, lines)
}

// describe writes a shrunk case as a file that explains itself.
func (s *shrinking) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "// %s %s, seed %d\n//\n", s.kind, s.class, s.seed)
	fmt.Fprintf(&b, "// line %d of the code: %s\n\n", s.d.Line, s.d.Detail)
	for i, line := range strings.Split(strings.TrimRight(s.text, "\n"), "\n") {
		mark := ""
		if i+1 == s.d.Line {
			mark = fmt.Sprintf(" // <-- %s %s", s.kind, s.class)
		}
		fmt.Fprintf(&b, "%s%s\n", line, mark)
	}
	return b.String()
}
