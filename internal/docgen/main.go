// Command docgen writes the page of each check from its manual, the comment of
// its package, which go doc, ctxvet -explain and SARIF show as well. It also
// copies into the README the files that it shows, which tests use.
//
//	go generate ./internal/docgen
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/internal/checkdoc"
)

//go:generate go run . ../..

func main() {
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: docgen root")
		os.Exit(2)
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
	}
	if err := write(flag.Arg(0)); err != nil {
		fmt.Fprintf(os.Stderr, "docgen: %v\n", err)
		os.Exit(1)
	}
}

// write brings the files below root up to date.
func write(root string) error {
	dir := filepath.Join(root, "docs", "checks")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, text := range pages() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(root, "docs", protocolsPage), []byte(protocols()), 0o666); err != nil {
		return err
	}
	readme := filepath.Join(root, "README.md")
	old, err := os.ReadFile(readme)
	if err != nil {
		return err
	}
	text, err := withFiles(string(old), root)
	if err != nil {
		return err
	}
	return os.WriteFile(readme, []byte(text), 0o666)
}

// shownFile matches a part of the README that shows a file.
var shownFile = regexp.MustCompile("(?s)(<!-- begin ([^ ]+\\.yml) -->\n```yaml\n).*?(```\n<!-- end -->)")

// withFiles returns text with the files that it shows as they are below root.
func withFiles(text, root string) (string, error) {
	var wrong error
	text = shownFile.ReplaceAllStringFunc(text, func(part string) string {
		m := shownFile.FindStringSubmatch(part)
		data, err := os.ReadFile(filepath.Join(root, m[2]))
		if err != nil {
			wrong = err
		}
		return m[1] + string(data) + m[3]
	})
	return text, wrong
}

const origin = "<!-- Written by go generate ./internal/docgen from analyzer/%s/doc.go: change that. -->\n\n"

// pages returns the text of each page by the name of its file.
func pages() map[string]string {
	all := map[string]string{"README.md": index()}
	for _, a := range analyzer.Analyzers {
		all[a.Name+".md"] = page(a)
	}
	return all
}

func page(a *analysis.Analyzer) string {
	var out strings.Builder
	fmt.Fprintf(&out, origin, a.Name)
	fmt.Fprintf(&out, "# %s\n\n%s.\n\n%s", a.Name, sentence(checkdoc.Title(a)), checkdoc.Markdown(a, 2))
	header := "\n## Flags\n\n"
	a.Flags.VisitAll(func(f *flag.Flag) {
		if f.Name == "protocols" {
			return // one for all checks, with a page of its own
		}
		fmt.Fprintf(&out, "%s- `-%s.%s`: %s\n", header, a.Name, f.Name, f.Usage)
		header = ""
	})
	fmt.Fprintf(&out, "\n## Ignoring a finding\n\n"+
		"Write `//ctxvet:ignore %s reason` at the end of the line or above it. The reason is required, and a\n"+
		"comment that matches no finding is reported.\n\n[All checks](README.md)\n", a.Name)
	return out.String()
}

func index() string {
	var out strings.Builder
	fmt.Fprintf(&out, origin, "*")
	out.WriteString("# The checks\n\n| check | reports |\n| --- | --- |\n")
	for _, a := range analyzer.Analyzers {
		fmt.Fprintf(&out, "| [%s](%[1]s.md) | %s |\n", a.Name, strings.TrimPrefix(checkdoc.Title(a), "report "))
	}
	return out.String()
}

// sentence starts s with a capital letter and its verb with an s.
func sentence(s string) string { return "Reports" + strings.TrimPrefix(s, "report") }
