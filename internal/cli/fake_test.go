package cli

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/ctxvet/ctxvet/analyzer"
	"github.com/ctxvet/ctxvet/internal/vettool"
)

// The test binary is also the vet tool that the command line runs. Its checks
// have the names and flags of the real ones, but report what comments say:
//
//	code //fake CHECK message      a finding at the code
//	code //ignored CHECK message   the same, ignored by a comment
//	code //step CHECK text         a step of every finding of CHECK in the file
//
// A finding whose message holds "fixable" has a fix, which removes the comment.
func TestMain(m *testing.M) {
	if vettool.Invoked(os.Args[1:]) {
		var fakes []*analysis.Analyzer
		for _, a := range analyzer.Analyzers {
			fakes = append(fakes, &analysis.Analyzer{
				Name: a.Name, Doc: a.Doc, URL: a.URL, Flags: a.Flags, Run: runFake,
			})
		}
		vettool.Main(fakes)
	}
	os.Exit(m.Run())
}

var fakeComment = regexp.MustCompile(`^//(fake|ignored|step) (\w+) (.*)$`)

func runFake(pass *analysis.Pass) (any, error) {
	for _, file := range pass.Files {
		var steps []analysis.RelatedInformation
		var diags []analysis.Diagnostic
		for _, group := range file.Comments {
			for _, c := range group.List {
				m := fakeComment.FindStringSubmatch(c.Text)
				if m == nil || m[2] != pass.Analyzer.Name {
					continue
				}
				start, end := codeOnLine(pass.Fset, file, c.Pos())
				if m[1] == "step" {
					steps = append(steps, analysis.RelatedInformation{Pos: start, Message: m[3]})
					continue
				}
				d := analysis.Diagnostic{Pos: start, End: end, Category: m[2], Message: m[3] + " [" + m[2] + "]"}
				if m[1] == "ignored" {
					d.Category += "/ignored"
				}
				if strings.Contains(m[3], "fixable") {
					d.SuggestedFixes = []analysis.SuggestedFix{{
						Message:   "remove the comment",
						TextEdits: []analysis.TextEdit{{Pos: c.Pos(), End: c.End()}},
					}}
				}
				diags = append(diags, d)
			}
		}
		for _, d := range diags {
			d.Related = slices.Clone(steps)
			if strings.HasSuffix(d.Category, "/ignored") {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: d.Pos, Message: "for a test"})
			}
			pass.Report(d)
		}
	}
	return nil, nil
}

// codeOnLine returns the extent of the first statement or declaration that
// begins on the line of pos.
func codeOnLine(fset *token.FileSet, file *ast.File, pos token.Pos) (start, end token.Pos) {
	start, end = pos, pos
	line := fset.Position(pos).Line
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case ast.Stmt, ast.Decl:
			if start == pos && fset.Position(n.Pos()).Line == line {
				start, end = n.Pos(), n.End()
			}
		}
		return true
	})
	return start, end
}

// A module is a Go module on disk in which ctxvet is run.
type module struct {
	t   *testing.T
	dir string
	env map[string]string
}

func newModule(t *testing.T, files map[string]string) *module {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := &module{t: t, dir: dir, env: make(map[string]string)}
	m.write("go.mod", "module m\n\ngo 1.26\n")
	for name, text := range files {
		m.write(name, text)
	}
	t.Setenv("GOFLAGS", "")
	t.Setenv("GOWORK", "off")
	t.Chdir(dir)
	return m
}

func (m *module) write(name, text string) {
	m.t.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

func (m *module) read(name string) string {
	m.t.Helper()
	data, err := os.ReadFile(filepath.Join(m.dir, name))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(data)
}

// An outcome is what a run of ctxvet printed and returned.
type outcome struct {
	stdout, stderr string
	code           int
}

func (o outcome) String() string {
	return fmt.Sprintf("code %d\nstdout:\n%s\nstderr:\n%s", o.code, o.stdout, o.stderr)
}

func (m *module) run(args ...string) outcome {
	m.t.Helper()
	tool, err := os.Executable()
	if err != nil {
		m.t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := &Command{Tool: tool, Stdout: &stdout, Stderr: &stderr, Getenv: func(name string) string { return m.env[name] }}
	code := cmd.Run(args)
	return outcome{stdout.String(), stderr.String(), code}
}

// want runs ctxvet and compares everything.
func (m *module) want(want outcome, args ...string) {
	m.t.Helper()
	if got := m.run(args...); got != want {
		m.t.Errorf("ctxvet %s: %v\n\nwant %v", strings.Join(args, " "), got, want)
	}
}
