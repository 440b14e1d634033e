package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/ctxvet/ctxvet/analyzer"
)

// printList names the checks with one line for each.
func (c *Command) printList() error {
	w := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
	for _, a := range analyzer.Analyzers {
		title, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(w, "%s\t%s\n", a.Name, title)
	}
	return w.Flush()
}

// explain prints the manual of a check.
func (c *Command) explain(name string) error {
	for _, a := range analyzer.Analyzers {
		if a.Name == name {
			_, err := io.WriteString(c.Stdout, a.Name+": "+strings.TrimSpace(a.Doc)+"\n\n"+a.URL+"\n")
			return err
		}
	}
	return fmt.Errorf("unknown check %q: the checks are %s", name, strings.Join(checkNames(), ", "))
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
