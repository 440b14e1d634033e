package analyzer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// example matches a Go example of a page.
var example = regexp.MustCompile("(?s)\n```go\n(.*?)\n```\n")

// reported matches the comments of examples that tell what is reported there.
var reported = regexp.MustCompile(`// reported: (.*)`)

// TestDirectivesPage analyzes the examples of the page about directives, each as
// a package: what they say is reported must be, and nothing else.
func TestDirectivesPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "directives.md"))
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	var pkgs []string
	for i, m := range example.FindAllStringSubmatch(string(page), -1) {
		// The first line of the example stays the first line of the file.
		clause := "package example; "
		for _, imp := range []string{"context", "errors", "os", "time"} {
			if strings.Contains(m[1], imp+".") {
				clause += fmt.Sprintf("import %q; ", imp)
			}
		}
		text := reported.ReplaceAllStringFunc(m[1], func(s string) string {
			return "// want `" + regexp.QuoteMeta(reported.FindStringSubmatch(s)[1]) + "`"
		})
		if strings.HasPrefix(text, "//") {
			t.Fatalf("example %d begins with a comment, which the package clause would hide", i+1)
		}
		name := fmt.Sprintf("example%d", i+1)
		files[name+"/example.go"] = clause + text
		pkgs = append(pkgs, name)
	}
	if len(pkgs) < 5 {
		t.Fatalf("%d examples: the page has lost some, or their form", len(pkgs))
	}
	dir, cleanup, err := analysistest.WriteFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	defer cleanup()
	analysistest.Run(t, dir, all, pkgs...)
}
