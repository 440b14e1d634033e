package harness

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/enumerate"
	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// An Exhaustive run compares all programs of some bounds.
type Exhaustive struct {
	Bounds  []enumerate.Bound
	Out     string // directory for one file of each kind and class, or ""
	Verbose bool
	// Most stops each bound after that many programs; 0 means all.
	Most int
	// Each, if it is set, compares one of so many programs.
	Each int
}

// Bounds are those for which the agreement is claimed.
var Bounds = []enumerate.Bound{
	{K: 5, Alphabet: "EeSsDUBRP", Conditions: 1},
	{K: 5, Alphabet: "EeSs", Conditions: 2},
	{K: 5, Alphabet: "SsTtU", Conditions: 1},
	{K: 5, Alphabet: "EeSsX", Conditions: 1},
	{K: 4, Alphabet: "AeXYB", Conditions: 1},
	{K: 3, Alphabet: "EeBCX", Asks: "q"},
	{K: 3, Alphabet: "EeBCXL", Asks: "q"},
	{K: 3, Alphabet: "AeWwYBC", Asks: "q"},
}

// perChunk is how many programs stand in one package.
const perChunk = 1000

// Run compares and prints one line for each bound.
func (c *Exhaustive) Run(w io.Writer) error {
	r, err := NewRunner()
	if err != nil {
		return err
	}
	defer r.Close()
	bad := false
	for _, b := range c.Bounds {
		x := &exhaustion{r: r, c: c, w: w, bound: b, kinds: make(map[string]int), shortest: make(map[string]example)}
		start := time.Now()
		listed := 0
		b.Programs(func(p []enumerate.Node) bool {
			listed++
			if c.Each > 1 && listed%c.Each != 0 {
				return true
			}
			x.chunk = append(x.chunk, clone(p))
			x.programs++
			if len(x.chunk) == perChunk {
				err = x.flush()
			}
			return err == nil && (c.Most == 0 || x.programs < c.Most)
		})
		if err == nil {
			err = x.flush()
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "k=%d alphabet=%s conditions=%d asks=%s: %d programs, %d runs, %d verdicts, %d disagreements %v, %v\n",
			b.K, b.Alphabet, b.Conditions, b.Asks, x.programs, x.runs, x.verdicts, x.disagreements, x.kinds, time.Since(start).Round(time.Second))
		bad = bad || x.disagreements > 0
		if err := x.dump(); err != nil {
			return err
		}
	}
	if bad {
		return ErrDisagreement
	}
	return nil
}

func clone(p []enumerate.Node) []enumerate.Node {
	out := append([]enumerate.Node(nil), p...)
	for i := range out {
		if out[i].Body != nil {
			out[i].Body = clone(out[i].Body)
		}
	}
	return out
}

type exhaustion struct {
	r     *Runner
	c     *Exhaustive
	w     io.Writer
	bound enumerate.Bound
	chunk [][]enumerate.Node

	programs, runs, verdicts, disagreements int

	kinds    map[string]int
	shortest map[string]example
}

// An example is a program that shows a kind of disagreement.
type example struct {
	text   string
	line   int
	detail string
}

const enumerated = "enumerated_test.go"

// flush compares the programs of the chunk, each as a root and as a function
// whose caller is unknown.
func (x *exhaustion) flush() error {
	if len(x.chunk) == 0 {
		return nil
	}
	for _, root := range []bool{true, false} {
		if err := x.compare(root); err != nil {
			return err
		}
	}
	x.chunk = x.chunk[:0]
	return nil
}

func (x *exhaustion) compare(root bool) error {
	var text strings.Builder
	text.WriteString(enumerate.Prelude)
	line := strings.Count(enumerate.Prelude, "\n") + 1
	starts := make([]int, len(x.chunk)+1)
	for i, p := range x.chunk {
		starts[i] = line
		line = enumerate.Write(&text, p, fmt.Sprintf("P%d", i), root, line)
	}
	starts[len(x.chunk)] = line
	b, err := x.r.Check([]static.Source{{Path: trace.Prefix + "enumerated", File: enumerated, Text: text.String()}})
	if err != nil {
		return err
	}
	defer x.r.Loader.Forget(b.Packages)
	o := &Outcome{}
	unknown := []string{"outside", "allow", "deny"}
	entries := unknown
	if root {
		entries = []string{"root"}
	}
	seen := make(map[string]bool)
	for i, p := range x.chunk {
		if err = x.expect(b, o, seen, p, i, entries); err != nil {
			return fmt.Errorf("%w\n%s", err, cut(text.String(), starts[i], starts[i+1]))
		}
		for _, callee := range enumerate.Callees(p) {
			if err = x.expect(b, o, seen, callee, i, unknown); err != nil {
				return fmt.Errorf("%w\n%s", err, cut(text.String(), starts[i], starts[i+1]))
			}
		}
	}
	x.verdicts += len(o.Expected)
	if err := x.r.Compare(b, o); err != nil {
		return err
	}
	for _, d := range o.Disagreements {
		x.disagreements++
		x.note(d, text.String(), starts)
	}
	return nil
}

// expect executes a function of program i from every entry and adds what should be
// reported because of it.
func (x *exhaustion) expect(b *Batch, o *Outcome, seen map[string]bool, p []enumerate.Node, i int, entries []string) (err error) {
	for _, entry := range entries {
		enumerate.Execute(p, fmt.Sprint(i), enumerated, entry, x.bound.Conditions, func(run *event.Run) {
			x.runs++
			verdicts, failed := b.Index.Judge(run)
			if failed != nil {
				err = failed
				return
			}
			for _, v := range verdicts {
				if !seen[v.Key()] {
					seen[v.Key()] = true
					o.Expected = append(o.Expected, v)
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func cut(text string, from, to int) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[from-1:to-1], "\n")
}

// note keeps the shortest program of each kind of disagreement.
func (x *exhaustion) note(d *Disagreement, text string, starts []int) {
	key := d.Kind + "-" + d.Class
	x.kinds[key]++
	i := 0
	for i+1 < len(starts) && starts[i+1] <= d.Line {
		i++
	}
	e := example{cut(text, starts[i], starts[i+1]), d.Line - starts[i] + 1, localLines(d, starts[i]-1)}
	if x.c.Verbose {
		fmt.Fprintf(x.w, "%s line %d: %s\n%s\n", key, e.line, e.detail, e.text)
	}
	if old, ok := x.shortest[key]; !ok || len(e.text) < len(old.text) {
		x.shortest[key] = e
	}
}

// dump writes the shortest programs.
func (x *exhaustion) dump() error {
	if x.c.Out == "" {
		return nil
	}
	for key, e := range x.shortest {
		kind, class, _ := strings.Cut(key, "-")
		s := &shrinking{kind: kind, class: class, text: e.text, d: &Disagreement{Line: e.line, Detail: e.detail}}
		name := fmt.Sprintf("%s/%s-%s-%d.go.txt", x.c.Out, key, x.bound.Alphabet, x.bound.Conditions)
		if err := write(name, s.describe()); err != nil {
			return err
		}
	}
	return nil
}
