package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/analyzer"
)

// options are what the command line asks for.
type options struct {
	checks   []string // of those that exist, in their documented order
	explain  string
	list     bool
	version  bool
	format   string
	output   string
	tests    bool
	tags     string
	dir      string
	fix      bool
	diff     bool
	patterns []string
	settings []string // flags of the checks, for the vet tool
}

// protocolsFlag is the flag that chooses protocols, here and of each check.
const protocolsFlag = "protocols"

const usageHead = `ctxvet finds misuse of goroutine-bound guards, and calls that can block where they must not.

Usage: ctxvet [flags] [packages]
       ctxvet -explain CHECK

Packages are named as for the go command; without any, it is the one in the
current directory. The exit code is 0 when nothing is found, 1 when something
is, and 2 when the code cannot be analyzed or the flags or an ignore comment
are wrong.

The program is a vet tool too: go vet -vettool=$(which ctxvet) ./...

Flags:
`

// parse reads the command line.
func (c *Command) parse(args []string) (*options, error) {
	opts := &options{}
	var checks string
	fs := flag.NewFlagSet("ctxvet", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are printed once, by the caller
	fs.StringVar(&checks, "checks", "", "run only these `checks`, separated by commas; or all but those written as -CHECK")
	fs.StringVar(&opts.explain, "explain", "", "print the manual of a `check`, or the table of a protocol")
	fs.BoolVar(&opts.list, "list", false, "list the checks")
	fs.BoolVar(&opts.version, "version", false, "print the version")
	fs.StringVar(&opts.format, "f", "text", "output `format`: "+strings.Join(formatNames(), ", "))
	fs.StringVar(&opts.output, "o", "", "write the report to a `file`, which is complete or not there")
	fs.BoolVar(&opts.tests, "tests", true, "report findings in test files too")
	fs.StringVar(&opts.tags, "tags", "", "build `tags`, separated by commas")
	fs.StringVar(&opts.dir, "C", "", "change to `dir` first")
	fs.BoolVar(&opts.fix, "fix", false, "apply the suggested fixes, then report what is left")
	fs.BoolVar(&opts.diff, "diff", false, "print what -fix would change, and change nothing; -fix -diff is the same")
	protocols, usage := analyzer.ProtocolFlag()
	fs.Var(protocols, protocolsFlag, usage)
	for _, a := range analyzer.Analyzers {
		a.Flags.VisitAll(func(f *flag.Flag) {
			if f.Name == protocolsFlag {
				return // one for all
			}
			fs.Var(f.Value, a.Name+"."+f.Name, f.Usage)
		})
	}

	if len(args) > 0 && args[0] == "help" {
		if len(args) == 1 {
			args = []string{"-help"}
		} else {
			args = []string{"-explain", args[1]}
		}
	}
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(c.Stdout, usageHead)
		fs.SetOutput(c.Stdout)
		fs.PrintDefaults()
		return nil, err
	} else if err != nil {
		return nil, fmt.Errorf("%v; ctxvet -help lists the flags", err)
	}
	fs.Visit(func(f *flag.Flag) {
		if strings.Contains(f.Name, ".") || f.Name == protocolsFlag {
			opts.settings = append(opts.settings, fmt.Sprintf("-%s=%s", f.Name, f.Value))
		}
	})
	opts.patterns = fs.Args()
	for _, p := range opts.patterns {
		if strings.HasPrefix(p, "-") {
			return nil, fmt.Errorf("flag %s stands behind the packages: flags come first", p)
		}
	}
	if len(opts.patterns) == 0 {
		opts.patterns = []string{"."}
	}
	return opts, opts.complete(checks)
}

// complete checks what package flag cannot.
func (o *options) complete(checks string) error {
	if !slices.Contains(formatNames(), o.format) {
		return fmt.Errorf("unknown format %q for -f: it can be %s", o.format, strings.Join(formatNames(), ", "))
	}
	if o.diff && (o.format != "text" || o.output != "") {
		return errors.New("-diff prints a diff, so it cannot be used with -f or -o")
	}
	var err error
	o.checks, err = chooseChecks(checks)
	return err
}

// chooseChecks returns the names of the checks that list selects.
func chooseChecks(list string) ([]string, error) {
	known := checkNames()
	chosen := make(map[string]bool)
	var only, except bool
	for item := range strings.SplitSeq(list, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		name, minus := strings.CutPrefix(item, "-")
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown check %q for -checks: the checks are %s", name, strings.Join(known, ", "))
		}
		only, except = only || !minus, except || minus
		chosen[name] = true
	}
	if only && except {
		return nil, errors.New("-checks takes either names to run or names with a minus to leave out, not both")
	}
	if !only && !except {
		return known, nil
	}
	kept := slices.DeleteFunc(known, func(name string) bool { return chosen[name] != only })
	if len(kept) == 0 {
		return nil, errors.New("-checks leaves no check to run")
	}
	return kept, nil
}

func checkNames() []string {
	var names []string
	for _, a := range analyzer.Analyzers {
		names = append(names, a.Name)
	}
	return names
}

// toolFlags returns the flags that make the vet tool do what o asks for.
func (o *options) toolFlags() []string {
	var flags []string
	if len(o.checks) < len(analyzer.Analyzers) {
		for _, name := range o.checks {
			flags = append(flags, "-"+name)
		}
	}
	return append(flags, o.settings...)
}
