// Command costbench measures what ctxvet adds to go vet over a module.
//
//	go run ./internal/costbench -dir MODULE [-n 3] [-vetflags FLAGS] [packages]
//
// It runs go vet over the packages (default ./...) of the module in MODULE
// with three tools in turn: ctxvet, a vet tool whose one analyzer does nothing,
// and the vet tool of the Go release. It prints, for each,
//
//   - cold: the CPU time, user and system, of the go command and all processes
//     it started, when nothing is cached but the compiled packages;
//   - warm: the same when everything is cached;
//   - memory: the largest resident set of a process of the tool.
//
// Every cold run starts from a copy of the same build cache, which holds the
// compiled packages and no result of any tool. Runs alternate between the
// tools, and ratios are between runs of the same round, so that a change of
// the machine's load hits all of them; what is printed is the median over the
// rounds. The tools are asked for JSON, with which findings are no failure: what
// makes go vet fail is an error, and ends the measurement.
//
// It then tells where ctxvet's time goes, by kind of package, and how large the
// facts are that it keeps for each package.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	if target := os.Getenv(probeTarget); target != "" {
		os.Exit(probe(target, os.Args[1:]))
	}
	dir := flag.String("dir", ".", "the `directory` of the module to vet")
	rounds := flag.Int("n", 3, "number of `rounds`")
	ctxvet := flag.String("ctxvet", "", "the ctxvet `binary` to measure (default: built from the current module)")
	vetflags := flag.String("vetflags", "", "`flags` for ctxvet alone, separated by spaces, such as -protocols=all")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *dir, *rounds, *ctxvet, strings.Fields(*vetflags), packages); err != nil {
		fmt.Fprintf(os.Stderr, "costbench: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string, rounds int, ctxvet string, vetflags, packages []string) error {
	if rounds < 1 {
		return fmt.Errorf("-n %d: at least one round is needed", rounds)
	}
	tmp, err := os.MkdirTemp("", "costbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	b := &bench{ctx: ctx, dir: dir, packages: packages, tmp: tmp}
	if ctxvet == "" {
		ctxvet = filepath.Join(tmp, "ctxvet")
		if err := b.build(ctxvet, "./cmd/ctxvet"); err != nil {
			return err
		}
	}
	noop := filepath.Join(tmp, "noop")
	if err := b.build(noop, "./internal/costbench/noop"); err != nil {
		return err
	}
	b.tools = []tool{{name: "noop", path: noop}, {"ctxvet", ctxvet, vetflags}, {name: "go vet"}}
	fmt.Fprintln(os.Stderr, "compiling the packages…")
	if err := b.seed(); err != nil {
		return err
	}
	times := make([]round, rounds)
	for i := range times {
		fmt.Fprintf(os.Stderr, "round %d of %d…\n", i+1, rounds)
		if times[i], err = b.round(); err != nil {
			return err
		}
		for j, t := range b.tools {
			fmt.Fprintf(os.Stderr, "  %s: cold %.2f s, warm %.2f s\n", t.name, times[i][j].cold.Seconds(), times[i][j].warm.Seconds())
		}
	}
	fmt.Fprintln(os.Stderr, "memory and facts…")
	units := make(map[string][]unit)
	for _, t := range b.tools[:2] {
		if units[t.name], err = b.probe(t); err != nil {
			return err
		}
	}
	printTimes(os.Stdout, b.tools, times)
	printUnits(os.Stdout, units["noop"], units["ctxvet"])
	return nil
}
