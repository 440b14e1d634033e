package sarif

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // holds the schema
	"github.com/xeipuuv/gojsonschema"

	"github.com/ctxvet/ctxvet/internal/report"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// source is a file with a character that UTF-16 writes as two units (😀) and
// one that UTF-8 writes as two bytes (é).
const sourceText = "package p\n\nfunc f() {\n\tg := enter(\"😀é\"); work()\n}\n"

// example is a report with all that the format can hold, in a directory with
// a name that a URI must escape.
func example(t *testing.T) (r *report.Report, root string) {
	t.Helper()
	root = filepath.Join(t.TempDir(), "check out")
	file := filepath.Join(root, "a b", "p.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(sourceText), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) report.Position { return report.Position{File: file, Line: line, Column: column} }
	work := strings.Index(sourceText, "work")
	return &report.Report{
		Dir:      root,
		Packages: []string{"m/p"},
		Checks:   []string{"nestedenter", "leakedguard", "releaseorder", "blockingcall", "guardmisuse", "exitstate"},
		Findings: []report.Finding{
			{
				Check: "leakedguard", Package: "m/p", Start: at(4, 2), End: at(4, 3),
				Message: `guard g, entered at line 4, is not released`,
				Steps: []report.Step{
					{Position: at(4, 7), Message: "g is entered"},
					{Position: at(5, 1), Message: "the function returns"},
				},
				Fixes: []report.Fix{{
					Message: "defer the release",
					Edits: []report.Edit{
						{File: file, Start: work, End: work, New: "defer g.Release(); "},
						{File: file, Start: len(sourceText), End: len(sourceText), New: "\n"},
					},
				}},
			},
			{Check: "blockingcall", Package: "m/p", Start: at(4, 23), End: at(4, 27), Message: "work blocks"},
			{Check: "blockingcall", Package: "m/p", Start: at(4, 27), End: at(4, 29), Message: "work blocks again"},
			{
				Check: "exitstate", Package: "m/p", Message: "outside of the checkout",
				Start: report.Position{File: "/nowhere/q.go", Line: 3}, End: report.Position{File: "/nowhere/q.go", Line: 3},
			},
		},
		Ignored: []report.Finding{{
			Check: "guardmisuse", Package: "m/p", Start: at(3, 1), End: at(5, 2), Message: "ignored", Reason: "a test of this package",
		}},
	}, root
}

func write(t *testing.T, r *report.Report, root string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, r, root, "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSchema(t *testing.T) {
	full, root := example(t)
	empty := &report.Report{Dir: root, Checks: full.Checks}
	for name, r := range map[string]*report.Report{"full": full, "empty": empty} {
		result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema(t)), gojsonschema.NewBytesLoader(write(t, r, root)))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range result.Errors() {
			t.Errorf("the %s report does not follow the schema: %s", name, e)
		}
	}
}

// The schema check itself must notice what it is there for.
func TestSchemaRefuses(t *testing.T) {
	r, root := example(t)
	good := string(write(t, r, root))
	for _, change := range [][2]string{
		{`"kind": "fail"`, `"kind": "failed"`},
		{`"startLine": 4`, `"startLine": 0`},
		{`"suppressions": []`, `"suppressions": null`},
		{`"columnKind": "utf16CodeUnits"`, `"columnKind": "bytes"`},
		{`"codeFlows"`, `"codeflows"`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("the report does not hold %s", change[0])
		}
		result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema(t)), gojsonschema.NewStringLoader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if result.Valid() {
			t.Errorf("the schema accepts %s", change[1])
		}
	}
}

// schema returns the schema of the standard (its errata 01), a copy of which
// is a constant in a module that this test depends on.
func schema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(strings.TrimSpace(string(dir)), "pkg", "report", "v210", "sarif", "schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && len(lit.Value) > len(text) {
			text, err = strconv.Unquote(lit.Value)
		}
		return err == nil
	})
	if err != nil || !strings.Contains(text, "https://docs.oasis-open.org/sarif/sarif/v2.1.0/") {
		t.Fatalf("no schema in %s: %v", name, err)
	}
	return text
}

func TestGolden(t *testing.T) {
	r, root := example(t)
	got := bytes.ReplaceAll(write(t, r, root), []byte(fileURI(root)), []byte("file:///checkout"))
	got = withoutRules(t, got)
	const golden = "testdata/example.sarif"
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the report differs from %s; go test -update rewrites it. It is\n%s", golden, got)
	}
}

// withoutRules removes the documentation of the checks, which changes for
// other reasons than this package.
func withoutRules(t *testing.T, data []byte) []byte {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	driver := doc["runs"].([]any)[0].(map[string]any)["tool"].(map[string]any)["driver"].(map[string]any)
	delete(driver, "rules")
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRules(t *testing.T) {
	r, root := example(t)
	var doc log
	if err := json.Unmarshal(write(t, r, root), &doc); err != nil {
		t.Fatal(err)
	}
	run := doc.Runs[0]
	var ids []string
	for _, rule := range run.Tool.Driver.Rules {
		ids = append(ids, rule.ID)
		if rule.ShortDescription.Text == "" || rule.Help.Text == "" || rule.Help.Markdown == "" ||
			!strings.HasSuffix(rule.HelpURI, "/"+rule.ID+".md") {
			t.Errorf("rule %s is not fully described: %+v", rule.ID, rule)
		}
	}
	if !reflect.DeepEqual(ids, r.Checks) {
		t.Errorf("rules %v, want %v", ids, r.Checks)
	}
	for _, res := range run.Results {
		if ids[res.RuleIndex] != res.RuleID {
			t.Errorf("result of %s has rule index %d", res.RuleID, res.RuleIndex)
		}
	}
}

// A fingerprint stays when lines are added above, and differs between alike
// findings on one line.
func TestFingerprints(t *testing.T) {
	r, root := example(t)
	prints := func() []string {
		var doc log
		if err := json.Unmarshal(write(t, r, root), &doc); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, res := range doc.Runs[0].Results {
			out = append(out, res.PartialFingerprints["ctxvet/v1"])
		}
		return out
	}
	before := prints()
	seen := make(map[string]bool)
	for _, p := range before {
		if len(p) != 32 || seen[p] {
			t.Errorf("fingerprint %q is malformed or there twice", p)
		}
		seen[p] = true
	}
	file := r.Findings[0].Start.File
	if err := os.WriteFile(file, []byte("\n\n"+sourceText), 0o666); err != nil {
		t.Fatal(err)
	}
	for i := range r.Findings {
		r.Findings[i].Start.Line += 2
		r.Findings[i].End.Line += 2
	}
	for i := range r.Ignored {
		r.Ignored[i].Start.Line += 2
	}
	if after := prints(); !reflect.DeepEqual(before, after) {
		t.Errorf("with two lines above, the fingerprints are\n%v, before\n%v", after, before)
	}
}
