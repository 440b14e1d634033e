// Command precision draws a sample of what blockingcall reports in real code,
// for a person to judge.
//
//	go run ./internal/precision -dir MODULE [-n 34] [-seed 1] [-share 1] [packages]
//
// No module that exists enters regions of this library, so the command makes
// some: in a copy of the module, it gives every exported function and method F
// of the packages (default ./...) a twin whose body is that of F inside an entered region. Calls still go to
// the functions as they were, so that what they do is judged through any depth
// of calls. Twins keep the positions of their originals.
//
// It then runs blockingcall over these packages of the copy and prints how many reports there are, by category, and n of them, drawn with
// the seed, each with its excerpt of the source. The same release of ctxvet, module, seed
// and share give the same sample. Walking a twin of every function of a large
// module takes many minutes; a share of them will do for a sample.
//
// A report is true if the operation, or the call through the chain that the
// message names, can wait when the function is called.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", ".", "the `directory` of the module")
	n := flag.Int("n", 34, "the size of the sample; 0 prints all reports")
	seed := flag.Uint64("seed", 1, "the `seed` of the sample")
	share := flag.Float64("share", 1, "the `share` of the functions that get a twin, drawn with the seed, too")
	tool := flag.String("ctxvet", "", "the ctxvet `binary` (default: built from the current module)")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	if err := run(*dir, *tool, *n, *seed, *share, packages); err != nil {
		fmt.Fprintf(os.Stderr, "precision: %v\n", err)
		os.Exit(1)
	}
}

func run(dir, tool string, n int, seed uint64, share float64, packages []string) error {
	tmp, err := os.MkdirTemp("", "precision")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if tool == "" {
		tool = filepath.Join(tmp, "ctxvet")
		if out, err := exec.Command("go", "build", "-o", tool, "./cmd/ctxvet").CombinedOutput(); err != nil {
			return fmt.Errorf("go build ./cmd/ctxvet (precision runs in ctxvet's own module): %v\n%s", err, out)
		}
	}
	module := filepath.Join(tmp, "module")
	dirs, err := directories(dir, packages)
	if err != nil {
		return err
	}
	functions, err := copyModule(dir, module, dirs, &draw{rand.New(rand.NewPCG(seed, 1)), share})
	if err != nil {
		return err
	}
	if err := requireLibrary(module, filepath.Join(tmp, "library")); err != nil {
		return err
	}
	reports, err := vet(module, tool, packages)
	if err != nil {
		return err
	}
	fmt.Printf("%d reports for %d exported functions\n", len(reports), functions)
	printCategories(os.Stdout, reports)
	for i, r := range sample(reports, n, seed) {
		fmt.Printf("\n[%d] %s\n    %s\n", i+1, r.where(module), r.message)
		r.excerpt(os.Stdout, 3)
	}
	return nil
}
