package gocmd

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/internal/report"
)

// stream is what go vet -json prints: an object per package, with comments of
// older versions of the go command in between.
const stream = `# m/a
{
	"m/a": {
		"exitstate": [
			{
				"category": "exitstate",
				"posn": "/m/a.go:7:2",
				"end": "/m/a.go:7:9",
				"message": "# not entered [exitstate]",
				"suggested_fixes": [
					{
						"message": "remove it",
						"edits": [{"filename": "/m/a.go", "start": 10, "end": 12, "new": "x"}]
					}
				],
				"related": [{"posn": "/m/b.go:3:1", "end": "/m/b.go:3:1", "message": "here"}]
			}
		],
		"leakedguard": []
	}
}
# m/b
# [m/b]
{}
{"m/c": {}, "m/b": {"leakedguard": [{"posn": "b.go:1:2", "message": "leak"}]}}
`

func TestDecode(t *testing.T) {
	units, err := decode(strings.NewReader(stream))
	if err != nil {
		t.Fatal(err)
	}
	at := func(file string, line, column int) report.Position {
		return report.Position{File: file, Line: line, Column: column}
	}
	want := []Unit{
		{ID: "m/a", Findings: []Diagnostic{{Category: "exitstate", Finding: report.Finding{
			Check: "exitstate", Message: "# not entered",
			Start: at("/m/a.go", 7, 2), End: at("/m/a.go", 7, 9),
			Steps: []report.Step{{Position: at("/m/b.go", 3, 1), Message: "here"}},
			Fixes: []report.Fix{{Message: "remove it", Edits: []report.Edit{{File: "/m/a.go", Start: 10, End: 12, New: "x"}}}},
		}}}},
		{ID: "m/b", Findings: []Diagnostic{{Finding: report.Finding{Check: "leakedguard", Message: "leak", Start: at("b.go", 1, 2)}}}},
		{ID: "m/c"},
	}
	if !reflect.DeepEqual(units, want) {
		t.Errorf("decoded\n%+v\nwant\n%+v", units, want)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, tt := range []struct{ stream, want string }{
		{`{"m/a": {"leakedguard": {"error": "it broke"}}}`, "m/a: leakedguard: it broke"},
		{`{"m/a": {"leakedguard": 7}}`, "m/a: cannot read what go vet prints for leakedguard: "},
		{`{"m/a": `, "cannot read what go vet prints: "},
		{`oops`, "cannot read what go vet prints: "},
	} {
		if _, err := decode(strings.NewReader(tt.stream)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.stream, err, tt.want)
		}
	}
}

func TestPosition(t *testing.T) {
	for _, tt := range []struct {
		text string
		want report.Position
	}{
		{"/m/a.go:7:2", report.Position{File: "/m/a.go", Line: 7, Column: 2}},
		{"/m/a.go:7", report.Position{File: "/m/a.go", Line: 7}},
		{"/m/a.go", report.Position{File: "/m/a.go"}},
		{`C:\m\a.go:7:2`, report.Position{File: `C:\m\a.go`, Line: 7, Column: 2}},
		{"/m/1:2/a.go:7:2", report.Position{File: "/m/1:2/a.go", Line: 7, Column: 2}},
		{"-", report.Position{File: "-"}},
		{"", report.Position{}},
	} {
		if got := position(tt.text); got != tt.want {
			t.Errorf("position(%q) = %+v, want %+v", tt.text, got, tt.want)
		}
	}
}

func TestVetError(t *testing.T) {
	failed := errors.New("exit status 1")
	err := vetError(context.Background(), []byte("# m/a\n# [m/a]\na.go:3:1: bad\n# m/b\nb.go:4:1: worse\n"), failed)
	if want := "in m/a:\na.go:3:1: bad\nin m/b:\nb.go:4:1: worse"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if err := vetError(context.Background(), nil, failed); !errors.Is(err, failed) || !strings.Contains(err.Error(), "go vet failed") {
		t.Errorf("without a text: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := vetError(ctx, []byte("signal: interrupt"), failed); !errors.Is(err, context.Canceled) {
		t.Errorf("when interrupted: %v", err)
	}
}
