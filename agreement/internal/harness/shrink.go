package harness

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/shrink"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A shrinking is a case that gets smaller while its disagreement stays.
type shrinking struct {
	kind, class string
	text        string
	d           *Disagreement
	done        bool
}

// perRound bounds the variants that are tried of one case at a time.
const perRound = 60

// shrinkAll makes cases smaller, all of them side by side: each round tries
// variants of every case in one package.
func (r *Runner) shrinkAll(u unit, cases []*shrinking) error {
	for round := range 60 {
		type variant struct {
			of   *shrinking
			text string
		}
		var tried []variant
		for _, s := range cases {
			if s.done {
				continue
			}
			all := shrink.Variants(s.text)
			for _, text := range all[:min(len(all), perRound)] {
				tried = append(tried, variant{s, text})
			}
			// What was not tried this time may be next time, when the
			// others have failed: rotate by rounds.
			if n := len(all); n > perRound {
				for i := range perRound {
					tried = append(tried, variant{s, all[perRound+(i+round*perRound)%(n-perRound)]})
				}
			}
		}
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
				if !smaller[v.of] || len(v.text) < len(v.of.text) {
					smaller[v.of] = true
					v.of.text, v.of.d = v.text, d
				}
			}
		}
		for _, s := range cases {
			s.done = s.done || !smaller[s]
		}
	}
	return nil
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
			for _, line := range bad {
				keep[owner(starts, keep, line)] = false
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
			if d.File == "shrink_test.go" && d.Line >= starts[0] {
				i := owner(starts, keep, d.Line)
				local := *d
				local.Line -= starts[i] - 1
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

// describe writes a shrunk case as a file that explains itself.
func (s *shrinking) describe(seed uint64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "// %s %s, seed %d\n//\n", s.kind, s.class, seed)
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
