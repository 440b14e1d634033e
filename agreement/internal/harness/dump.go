package harness

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A finding is a disagreement with the batch that it was found in.
type finding struct {
	seed    uint64
	d       *Disagreement
	sources []static.Source
}

// dump shrinks what was found, a few of each kind and class, and writes one
// file for each shape that is left.
func (r *Runner) dump(w io.Writer, c *Campaign, found []finding) error {
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	var u unit
	var cases []*shrinking
	taken := make(map[string]int)
	seen := make(map[string]bool)
	// Classes take turns, so that a frequent one leaves room for the others.
	for limit := 1; limit <= c.Shrink && len(cases) < c.Shrink; limit++ {
		for _, f := range found {
			key := f.d.Kind + " " + f.d.Class
			id := fmt.Sprint(f.seed, f.d)
			if taken[key] >= limit || seen[id] || len(cases) >= c.Shrink {
				continue
			}
			seen[id] = true
			one, ok := unitOf(f.sources, f.d.File, f.d.Func)
			if !ok {
				fmt.Fprintf(w, "not shrunk: seed %d: %v\n", f.seed, f.d)
				continue
			}
			taken[key]++
			if u.prelude == "" {
				u = one
			}
			// Cases of other packages call the same helpers under
			// another import name.
			one.text = depName.ReplaceAllString(one.text, depName.FindString(u.prelude[len("package p"):]))
			cases = append(cases, &shrinking{
				seed: f.seed, kind: f.d.Kind, class: f.d.Class, text: one.text, d: &Disagreement{Detail: f.d.Detail},
			})
		}
	}
	if err := r.shrinkAll(u, cases); err != nil {
		return err
	}
	shapes := make(map[string]int)
	n := 0
	for _, s := range cases {
		key := s.kind + s.class + shape(s.text)
		shapes[key]++
		if shapes[key] > 1 {
			continue
		}
		n++
		name := fmt.Sprintf("%s-%s-%03d.go.txt", s.kind, s.class, n)
		if err := os.WriteFile(filepath.Join(c.Out, name), []byte(s.describe()), 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%d disagreements, %d shrunk, %d shapes written to %s\n", len(found), len(cases), n, c.Out)
	return nil
}
