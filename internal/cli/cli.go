// Package cli is the ctxvet command line: a front over go vet that runs the
// checks of this same binary as a vet tool, and shows what they find.
//
// The go command loads, caches and parallelizes. The command line chooses,
// removes duplicates, formats and counts.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

// The exit codes.
const (
	Clean    = 0 // nothing was found
	Findings = 1 // something was found, or -diff is not empty
	Failure  = 2 // the code could not be analyzed, or the arguments or an ignore comment are wrong
)

// A Command is one run of ctxvet.
type Command struct {
	// Tool is the absolute path of the vet tool, the running program itself.
	Tool string
	// Stdout gets the report, Stderr everything else.
	Stdout, Stderr io.Writer
	// StdoutTerminal and StderrTerminal say whether a person reads them.
	StdoutTerminal, StderrTerminal bool
	// Getenv looks up a variable of the environment.
	Getenv func(string) string
}

// New returns a Command for the process that runs.
func New() (*Command, error) {
	tool, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find the program's own file: %v", err)
	}
	return &Command{
		Tool:           tool,
		Stdout:         os.Stdout,
		Stderr:         os.Stderr,
		StdoutTerminal: isTerminal(os.Stdout),
		StderrTerminal: isTerminal(os.Stderr),
		Getenv:         os.Getenv,
	}, nil
}

// Run runs ctxvet with args, the command line without the program's name, and
// returns the exit code.
func (c *Command) Run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	code, err := c.run(ctx, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return Clean
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.Stderr, "ctxvet: interrupted")
		return Failure
	case err != nil:
		fmt.Fprintf(c.Stderr, "ctxvet: %s\n", strings.ReplaceAll(err.Error(), "\n", "\n\t"))
		return Failure
	}
	return code
}

func (c *Command) run(ctx context.Context, args []string) (int, error) {
	opts, err := c.parse(args)
	if err != nil {
		return Failure, err
	}
	if opts.dir != "" {
		if err := os.Chdir(opts.dir); err != nil {
			return Failure, fmt.Errorf("-C: %v", err)
		}
	}
	switch {
	case opts.version:
		return Clean, c.printVersion()
	case opts.list:
		return Clean, c.printList()
	case opts.explain != "":
		return Clean, c.explain(opts.explain)
	}
	return c.vet(ctx, opts)
}
