package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/internal/report"
)

const sourceText = "package p\n\nfunc f() {\n\tg :=\tenter(\"é\") // \x1b[31m\n\twork()\n}\n"

func example(t *testing.T) *report.Report {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "p.go")
	if err := os.WriteFile(file, []byte(sourceText), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) report.Position { return report.Position{File: file, Line: line, Column: column} }
	return &report.Report{
		Dir: dir, Packages: []string{"p", "q"}, Checks: []string{"leakedguard", "exitstate"},
		Findings: []report.Finding{
			{
				Check: "leakedguard", Start: at(4, 7), End: at(4, 18), Message: "guard g is not released",
				Steps: []report.Step{
					{Position: at(4, 7), Message: "entered"},
					{Position: at(6, 1), Message: "returned"},
					{Position: report.Position{File: "/nowhere/q.go", Line: 9, Column: 3}, Message: "far away"},
				},
				Fixes: []report.Fix{{Message: "defer it"}, {Message: "drop it"}},
			},
			{Check: "exitstate", Start: at(5, 2), End: at(6, 2), Message: "not \x1b[2J entered"},
			{Check: "exitstate", Start: report.Position{File: file, Line: 5}, Message: "no column"},
		},
		Ignored: []report.Finding{{Check: "exitstate", Reason: "why"}},
	}
}

func write(t *testing.T, r *report.Report, opts Options) string {
	t.Helper()
	var out strings.Builder
	if err := Write(&out, r, opts); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPlain(t *testing.T) {
	const want = `p.go:4:7: guard g is not released [leakedguard]
	p.go:4:7: entered
	p.go:6:1: returned
	/nowhere/q.go:9:3: far away
p.go:5:2: not �[2J entered [exitstate]
p.go:5: no column [exitstate]
`
	if got := write(t, example(t), Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const excerpts = "p.go:4:7: guard g is not released [leakedguard]\n" +
	"     4 | \tg :=\tenter(\"é\") // �[31m\n" +
	"       | \t    \t^~~~~~~~~~\n" +
	"  1. p.go:4:7: entered\n" +
	"     4 | \tg :=\tenter(\"é\") // �[31m\n" +
	"       | \t    \t^~~~~\n" +
	"  2. p.go:6:1: returned\n" +
	"     6 | }\n" +
	"       | ^\n" +
	"  3. /nowhere/q.go:9:3: far away\n" +
	"  fix: defer it\n" +
	"   or: drop it\n" +
	"\n" +
	"p.go:5:2: not �[2J entered [exitstate]\n" +
	"     5 | \twork()\n" +
	"       | \t^~~~~~\n" +
	"\n" +
	"p.go:5: no column [exitstate]\n" +
	"     5 | \twork()\n"

func TestExcerpts(t *testing.T) {
	if got := write(t, example(t), Options{Excerpts: true}); got != excerpts {
		t.Errorf("got\n%s\nwant\n%s", got, excerpts)
	}
}

// Colour adds escape sequences and changes nothing else.
func TestColor(t *testing.T) {
	got := write(t, example(t), Options{Excerpts: true, Color: true})
	if n := strings.Count(got, "\x1b["); n == 0 || n != 2*strings.Count(got, styleReset) {
		t.Errorf("%d escape sequences, %d of them resets", n, strings.Count(got, styleReset))
	}
	bare := strings.NewReplacer(styleReset, "", stylePlace, "", styleCheck, "", styleCaret, "", styleStep, "", styleGutter, "").Replace(got)
	if bare != excerpts {
		t.Errorf("without the colours it is\n%s\nwant\n%s", bare, excerpts)
	}
}

func TestSummary(t *testing.T) {
	full := example(t)
	if got, want := Summary(full), "3 findings in 2 packages: leakedguard 1, exitstate 2; 1 ignored; -fix can fix 1"; got != want {
		t.Errorf("Summary = %q, want %q", got, want)
	}
	one := &report.Report{Packages: []string{"p"}, Checks: full.Checks, Findings: full.Findings[2:]}
	if got, want := Summary(one), "1 finding in 1 package: exitstate 1"; got != want {
		t.Errorf("Summary = %q, want %q", got, want)
	}
	if got, want := Summary(&report.Report{Packages: []string{"p"}}), "no findings in 1 package"; got != want {
		t.Errorf("Summary = %q, want %q", got, want)
	}
}
