package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/analyzer"
)

// The pages that are checked in are those that the manuals give.
func TestPagesAreInSync(t *testing.T) {
	const dir = "../../docs/checks"
	want := pages()
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != text {
			t.Errorf("docs/checks/%s is out of date (%v): run go generate ./internal/docgen", name, err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := want[f.Name()]; !ok {
			t.Errorf("docs/checks/%s belongs to no check", f.Name())
		}
	}
}

func TestProtocolsPageIsInSync(t *testing.T) {
	got, err := os.ReadFile("../../docs/" + protocolsPage)
	if err != nil || string(got) != protocols() {
		t.Errorf("docs/%s is out of date (%v): run go generate ./internal/docgen", protocolsPage, err)
	}
}

// What the README shows of other files is what these hold.
func TestReadmeIsInSync(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := withFiles(string(readme), "../..")
	if err != nil {
		t.Fatal(err)
	}
	if string(readme) != want {
		t.Error("README.md shows old files: run go generate ./internal/docgen")
	}
	for _, file := range []string{"gclplugin/.custom-gcl.yml", "gclplugin/golangci-lint/testdata/golangci.yml"} {
		if !strings.Contains(want, "<!-- begin "+file+" -->") {
			t.Errorf("README.md does not show %s", file)
		}
	}
}

// The documents lead to no file that does not exist.
func TestLinks(t *testing.T) {
	files, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	checks, err := filepath.Glob("../../docs/checks/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(append(files, checks...), "../../README.md", "../../CONTRIBUTING.md", "../../CHANGELOG.md")
	link := regexp.MustCompile(`\]\(([^)#]+)\)`)
	n := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			n++
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d links found", n)
	}
}

// Each manual says all that a manual has to say.
func TestManualsAreComplete(t *testing.T) {
	for _, a := range analyzer.Analyzers {
		text := page(a)
		at := 0
		for _, section := range []string{"Why", "Bad", "Good", "Fix", "Silence"} {
			i := strings.Index(text[at:], "\n## "+section+"\n")
			if i < 0 {
				t.Errorf("%s has no section %s, or not in its place", a.Name, section)
				continue
			}
			at += i + 1
		}
		if strings.Count(text, "```go\n") < 2 || strings.Count(text, "```")%2 != 0 {
			t.Errorf("%s: the code of the page is not marked as such:\n%s", a.Name, text)
		}
		if !strings.HasSuffix(a.URL, "/docs/checks/"+a.Name+".md") {
			t.Errorf("%s has the URL %s", a.Name, a.URL)
		}
	}
}
