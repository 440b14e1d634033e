package harness

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/ctxvet/ctxvet/agreement/internal/generate"
)

// ErrDisagreement says that a campaign ran to its end and found some.
var ErrDisagreement = errors.New("the analyzers and the library disagree")

// A Campaign is a run over many batches.
type Campaign struct {
	Functions  int
	Seed       uint64
	PerBatch   int
	PerFile    int
	Without    map[string]bool
	Out        string // directory for shrunk disagreements, or ""
	Shrink     int    // how many of them
	OracleOnly bool
	Replay     bool // follow the steps of every report
	Coverage   bool
	Verbose    bool
	Record     string // directory for records of the executions, or ""
}

// totals adds up the outcomes of batches.
type totals struct {
	Outcome
	constructs map[string]int
	kinds      map[string]int // disagreements by kind and class
	reports    map[string]int // by class
	replayed   int            // reports whose steps an execution passes
	lost       int            // reports without one
}

// Run generates, executes, analyses and compares until all functions are
// done, and prints the figures to w.
func (c *Campaign) Run(w io.Writer) error {
	r, err := NewRunner()
	if err != nil {
		return err
	}
	defer r.Close()
	if c.Record != "" {
		if err := r.Record(c.Record); err != nil {
			return err
		}
	}
	t := &totals{constructs: make(map[string]int), kinds: make(map[string]int), reports: make(map[string]int)}
	t.Verdicts, t.Rows = make(map[string]int), make(map[string]int)
	var found []finding
	start := time.Now()
	for done, k := 0, uint64(0); done < c.Functions; done, k = done+c.PerBatch, k+1 {
		g := generate.Generate(generate.Config{
			Seed: c.Seed + k, Functions: min(c.PerBatch, c.Functions-done), PerFile: c.PerFile, Without: c.Without,
		})
		b, err := r.Check(g.Sources)
		if err != nil {
			return fmt.Errorf("seed %d: %w", c.Seed+k, err)
		}
		o, err := r.Expect(b)
		if err != nil {
			return fmt.Errorf("seed %d: %w", c.Seed+k, err)
		}
		if !c.OracleOnly {
			if err := r.Compare(b, o); err != nil {
				return fmt.Errorf("seed %d: %w", c.Seed+k, err)
			}
		}
		if c.Replay && !c.OracleOnly {
			p, err := r.Replay(b, o)
			if err != nil {
				return fmt.Errorf("seed %d: %w", c.Seed+k, err)
			}
			t.replayed += p.Replayed
			t.lost += len(p.Failed)
			for _, f := range p.Failed {
				if c.Verbose {
					fmt.Fprintf(w, "seed %d: not replayed: %s\n", c.Seed+k, f)
				}
			}
		}
		t.add(o, g.Constructs)
		for _, d := range o.Disagreements {
			if c.Verbose {
				fmt.Fprintf(w, "seed %d: %v\n", c.Seed+k, d)
			}
			found = append(found, finding{seed: c.Seed + k, d: d, sources: g.Sources})
		}
		for _, trouble := range o.Troubles {
			fmt.Fprintf(w, "seed %d: not judged: %s\n", c.Seed+k, trouble)
		}
		r.Loader.Forget(b.Packages)
	}
	t.print(w, c, time.Since(start))
	if c.Out != "" && len(found) > 0 {
		if err := r.dump(w, c, found); err != nil {
			return err
		}
	}
	if len(t.kinds) > 0 || len(t.Troubles) > 0 {
		return ErrDisagreement
	}
	return nil
}

func (t *totals) add(o *Outcome, constructs map[string]int) {
	t.Functions += o.Functions
	t.Paths += o.Paths
	t.Inputs += o.Inputs
	t.Events += o.Events
	t.Optional += o.Optional
	t.Troubles = append(t.Troubles, o.Troubles...)
	for k, n := range o.Verdicts {
		t.Verdicts[k] += n
	}
	for k, n := range o.Rows {
		t.Rows[k] += n
	}
	for k, n := range constructs {
		t.constructs[k] += n
	}
	for _, r := range o.Reports {
		t.reports[r.Class]++
	}
	for _, d := range o.Disagreements {
		t.kinds[d.Kind+" "+d.Class]++
	}
}

func (t *totals) print(w io.Writer, c *Campaign, took time.Duration) {
	fmt.Fprintf(w, "functions %d, executions %d, distinct paths %d, events %d, seeds from %d, %v\n",
		t.Functions, t.Inputs, t.Paths, t.Events, c.Seed, took.Round(time.Second))
	fmt.Fprintf(w, "%-14s %9s %9s %9s %9s %9s\n", "class", "expected", "reported", "miss", "false", "double")
	for _, class := range classes {
		fmt.Fprintf(w, "%-14s %9d %9d %9d %9d %9d\n", class, t.Verdicts[class], t.reports[class],
			t.kinds["miss "+class], t.kinds["false "+class], t.kinds["double "+class])
	}
	fmt.Fprintf(w, "verdicts that accept either answer: %d; paths not judged: %d\n", t.Optional, len(t.Troubles))
	if c.Replay {
		fmt.Fprintf(w, "reports replayed step by step: %d of %d\n", t.replayed, t.replayed+t.lost)
	}
	if !c.Coverage {
		return
	}
	fmt.Fprintln(w, "constructs:")
	for _, k := range slices.Sorted(maps.Keys(t.constructs)) {
		fmt.Fprintf(w, "  %-28s %d\n", k, t.constructs[k])
	}
	fmt.Fprintln(w, "transitions:")
	for _, k := range slices.Sorted(maps.Keys(t.Rows)) {
		fmt.Fprintf(w, "  %-48s %d\n", k, t.Rows[k])
	}
}

// classes are the checks, in the order of the documentation.
var classes = []string{"nestedenter", "leakedguard", "releaseorder", "blockingcall", "guardmisuse", "exitstate"}
