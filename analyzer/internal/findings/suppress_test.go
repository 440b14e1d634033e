package findings

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// reportAll runs the given checks, all if none, over src as though each line
// that holds "bad:CHECK" had a finding of that check at its first column, and
// returns what the driver gets as "line:column: message".
func reportAll(t *testing.T, src string, checks ...string) []string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	tf := fset.File(file.FileStart)
	if len(checks) == 0 {
		checks = Checks
	}
	var got []string
	for _, check := range checks {
		var fs []Finding
		for i, line := range strings.Split(src, "\n") {
			for _, other := range Checks {
				if strings.Contains(line, `"bad:`+other) && other == check {
					fs = append(fs, Finding{Check: check, Pos: tf.LineStart(i + 1), Message: "bad"})
				}
			}
		}
		Report(&analysis.Pass{
			Analyzer: &analysis.Analyzer{Name: check},
			Fset:     fset,
			Files:    []*ast.File{file},
			Report: func(d analysis.Diagnostic) {
				p := fset.Position(d.Pos)
				msg := fmt.Sprintf("%d:%d: %s", p.Line, p.Column, d.Message)
				if strings.HasSuffix(d.Category, "/ignored") {
					msg = fmt.Sprintf("%d:%d: ignored: %s", p.Line, p.Column, d.Related[len(d.Related)-1].Message)
				}
				got = append(got, msg)
			},
		}, fs)
	}
	return got
}

func TestIgnore(t *testing.T) {
	const known = "the checks are nestedenter, leakedguard, releaseorder, blockingcall, guardmisuse, exitstate"
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"none", "_ = `\"bad:leakedguard`", []string{"4:1: bad [leakedguard]"}},
		{"on the line", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard it dies with the process", nil},
		{"above the line", "//ctxvet:ignore leakedguard it dies with the process\n_ = `\"bad:leakedguard`", nil},
		{"above, in a group", "//ctxvet:ignore leakedguard it dies with the process\n// and more\n_ = `\"bad:leakedguard`", nil},
		{"two in a group", "//ctxvet:ignore leakedguard one\n//ctxvet:ignore exitstate two\n_ = `\"bad:leakedguard \"bad:exitstate`", nil},
		{"several checks", "//ctxvet:ignore leakedguard,exitstate both\n_ = `\"bad:leakedguard \"bad:exitstate`", nil},
		{"tabs", "//ctxvet:ignore\tleakedguard\treason\n_ = `\"bad:leakedguard`", nil},
		{
			"a blank line between", "//ctxvet:ignore leakedguard reason\n\n_ = `\"bad:leakedguard`",
			[]string{"6:1: bad [leakedguard]", "4:17: //ctxvet:ignore of leakedguard matches no finding: remove it [leakedguard]"},
		},
		{
			"after other code it is for its own line", "_ = 1 //ctxvet:ignore leakedguard reason\n_ = `\"bad:leakedguard`",
			[]string{"5:1: bad [leakedguard]", "4:23: //ctxvet:ignore of leakedguard matches no finding: remove it [leakedguard]"},
		},
		{
			"after a closing brace it is for its own line", "if true {\n} //ctxvet:ignore leakedguard reason\n_ = `\"bad:leakedguard`",
			[]string{"6:1: bad [leakedguard]", "5:19: //ctxvet:ignore of leakedguard matches no finding: remove it [leakedguard]"},
		},
		{
			"another check", "_ = `\"bad:leakedguard` //ctxvet:ignore exitstate reason",
			[]string{"4:1: bad [leakedguard]", "4:40: //ctxvet:ignore of exitstate matches no finding: remove it [exitstate]"},
		},
		{
			"one of two unused", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard,exitstate reason",
			[]string{"4:52: //ctxvet:ignore of exitstate matches no finding: remove it [exitstate]"},
		},
		{
			"no reason", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard",
			[]string{"4:1: bad [leakedguard]", "4:24: //ctxvet:ignore leakedguard gives no reason, so it ignores nothing: write the reason behind the name [leakedguard]"},
		},
		{
			"another comment is no reason", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard // later",
			[]string{"4:1: bad [leakedguard]", "4:24: //ctxvet:ignore leakedguard gives no reason, so it ignores nothing: write the reason behind the name [leakedguard]"},
		},
		{"a reason with a link", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard https://example.com/1", nil},
		{
			"no reason for two", "//ctxvet:ignore exitstate,leakedguard",
			[]string{"4:1: //ctxvet:ignore exitstate,leakedguard gives no reason, so it ignores nothing: write the reason behind the name [exitstate]"},
		},
		{
			"no check", "//ctxvet:ignore",
			[]string{"4:1: //ctxvet:ignore names no check: write //ctxvet:ignore CHECK reason [nestedenter]"},
		},
		{
			"unknown, near", "//ctxvet:ignore leekguard reason",
			[]string{`4:17: //ctxvet:ignore names an unknown check "leekguard": did you mean leakedguard? [leakedguard]`},
		},
		{
			"unknown, far", "//ctxvet:ignore SA2003 reason",
			[]string{`4:17: //ctxvet:ignore names an unknown check "SA2003": ` + known + " [nestedenter]"},
		},
		{
			"unknown beside a known one", "_ = `\"bad:leakedguard` //ctxvet:ignore leakedguard,blockcall reason",
			[]string{`4:52: //ctxvet:ignore names an unknown check "blockcall": did you mean blockingcall? [blockingcall]`},
		},
		{
			"with a space", "// ctxvet:ignore leakedguard reason\n_ = `\"bad:leakedguard`",
			[]string{"5:1: bad [leakedguard]", "4:1: // ctxvet:ignore ignores nothing: write //ctxvet:ignore, without the space [leakedguard]"},
		},
		{"prose", "// ctxvet:ignore is explained elsewhere.", nil},
		{"another directive", "//ctxvet:ignored leakedguard", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := "package p\n\nfunc _() {\n" + tt.src + "\n}\n"
			if got := reportAll(t, src); !slices.Equal(got, tt.want) {
				t.Errorf("all checks report\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
			}
			// Each check reports the same when it runs alone.
			var alone []string
			for _, check := range Checks {
				alone = append(alone, reportAll(t, src, check)...)
			}
			if !slices.Equal(alone, tt.want) {
				t.Errorf("one by one they report\n\t%s\nwant\n\t%s", strings.Join(alone, "\n\t"), strings.Join(tt.want, "\n\t"))
			}
		})
	}
}

func TestReportIgnored(t *testing.T) {
	ReportIgnored = true
	defer func() { ReportIgnored = false }()
	got := reportAll(t, "package p\n\nvar _ = `\"bad:leakedguard` //ctxvet:ignore leakedguard  it dies with the process // or so\n")
	if want := []string{"3:1: ignored: it dies with the process"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEditDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"leakguard", "leakedguard", 2}} {
		if got := editDistance(tt.a, tt.b); got != tt.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
