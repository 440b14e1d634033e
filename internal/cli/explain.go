package cli

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/internal/checkdoc"
)

// printList names the checks and the protocols with one line for each.
func (c *Command) printList() error {
	w := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range analyzer.Analyzers {
		fmt.Fprintf(w, "%s\t%s\n", a.Name, checkdoc.Title(a))
	}
	fmt.Fprintln(w, "\nProtocols, for -protocols:")
	for _, p := range analyzer.Protocols() {
		doc := p.Doc
		if p.Default {
			doc += " (on by default)"
		}
		fmt.Fprintf(w, "%s\t%s\n", p.Name, doc)
	}
	return w.Flush()
}

// explain prints the manual of a check, or the table of a protocol.
func (c *Command) explain(name string) error {
	a := checkdoc.Named(name)
	if a == nil {
		var names []string
		for _, p := range analyzer.Protocols() {
			if p.Name == name {
				return c.explainProtocol(p)
			}
			names = append(names, p.Name)
		}
		return fmt.Errorf("unknown check %q: the checks are %s; the protocols are %s", name, strings.Join(checkNames(), ", "), strings.Join(names, ", "))
	}
	var flags strings.Builder
	a.Flags.VisitAll(func(f *flag.Flag) {
		if f.Name == protocolsFlag {
			return // one for all checks
		}
		fmt.Fprintf(&flags, "-%s.%s: %s\n", a.Name, f.Name, f.Usage)
	})
	if flags.Len() > 0 {
		flags.WriteByte('\n')
	}
	_, err := fmt.Fprintf(c.Stdout, "%s: %s\n\n%s\n%s%s\n", a.Name, checkdoc.Title(a), checkdoc.Text(a), flags.String(), a.URL)
	return err
}

// explainProtocol prints what the functions of a protocol mean.
func (c *Command) explainProtocol(p analyzer.Protocol) error {
	fmt.Fprintf(c.Stdout, "%s: %s\n\n", p.Name, p.Doc)
	w := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	for _, f := range p.Functions {
		fmt.Fprintf(w, "%s\t%s\n", f[0], f[1])
	}
	return w.Flush()
}

// printVersion says which ctxvet this is and what built it.
func (c *Command) printVersion() error {
	_, err := fmt.Fprintf(c.Stdout, "ctxvet %s (%s %s/%s)\n", moduleVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// moduleVersion is the version of this module that the program was built from.
func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	if info.Main.Path == "github.com/ctxvet/ctxvet" {
		return info.Main.Version
	}
	for _, dep := range info.Deps {
		if dep.Path == "github.com/ctxvet/ctxvet" {
			return dep.Version
		}
	}
	return "(unknown)"
}
