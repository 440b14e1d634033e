// Agree generates Go programs over the runtimectx API, executes them against
// the library, runs ctxvet on them, and prints where the two disagree.
//
//	go run ./agreement/cmd/agree -n 20000 -seed 1
//	go run ./agreement/cmd/agree -exhaustive
//	go run ./agreement/cmd/agree -locks -n 50000 -seed 1
//
// It must run inside the source of the ctxvet module. See docs/agreement.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/generate"
	"github.com/ctxvet/ctxvet/agreement/internal/harness"
	"github.com/ctxvet/ctxvet/agreement/internal/locks"
)

func main() {
	var c harness.Campaign
	flag.IntVar(&c.Functions, "n", 2000, "generate this many `functions`")
	flag.Uint64Var(&c.Seed, "seed", 1, "seed of the first batch; later batches count on from it")
	flag.IntVar(&c.PerBatch, "batch", 1000, "functions built and executed together")
	flag.IntVar(&c.PerFile, "file", 100, "functions in one package")
	without := flag.String("without", strings.Join(generate.Without, ","), "comma-separated constructs to leave out")
	flag.StringVar(&c.Out, "out", "", "write each kind of disagreement, shrunk, to this `directory`")
	flag.IntVar(&c.Shrink, "shrink", 40, "shrink at most this many disagreements, one of each shape")
	flag.BoolVar(&c.OracleOnly, "oracle", false, "do not run ctxvet: only check that programs can be judged")
	flag.BoolVar(&c.Replay, "replay", false, "also follow the steps of every report in an execution")
	flag.StringVar(&c.Record, "record", "", "record executions in this `directory`, and take them from there when the same programs come again")
	flag.BoolVar(&c.Coverage, "coverage", true, "print which constructs and transitions were exercised")
	flag.BoolVar(&c.Verbose, "v", false, "print every disagreement")
	exhaustive := flag.Bool("exhaustive", false, "compare all programs of the stated bounds instead of random ones")
	most := flag.Int("most", 0, "stop each bound of -exhaustive after this many programs")
	onLocks := flag.Bool("locks", false, "compare functions that use the locks of package sync instead")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "agree: unexpected argument %q\n", flag.Arg(0))
		os.Exit(2)
	}
	c.Without = make(map[string]bool)
	for s := range strings.SplitSeq(*without, ",") {
		if s != "" {
			c.Without[s] = true
		}
	}
	run := c.Run
	if *exhaustive {
		run = (&harness.Exhaustive{Bounds: harness.Bounds, Out: c.Out, Verbose: c.Verbose, Most: *most}).Run
	}
	if *onLocks {
		run = func(w io.Writer) error {
			n, err := locks.Campaign(w, c.Seed, c.Functions)
			if err == nil && n > 0 {
				err = harness.ErrDisagreement
			}
			return err
		}
	}
	switch err := run(os.Stdout); {
	case errors.Is(err, harness.ErrDisagreement):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "agree:", err)
		os.Exit(2)
	}
}
