package manual

import (
	"strings"
	"testing"
)

func TestExtract(t *testing.T) {
	const good = "/*\nPackage x is this.\n\n# Analyzer x\n\nx: report y\n\nBecause.\n\n\tcode\n*/\npackage x\n"
	got, err := Extract(good, "x")
	if want := "report y\n\nBecause.\n\n\tcode\n"; err != nil || got != want {
		t.Errorf("Extract = %q, %v, want %q", got, err, want)
	}
	for _, tt := range []struct{ source, want string }{
		{"// Package x is this.\npackage x\n", "no package comment"},
		{"/*\nPackage x is this.\n*/\npackage x\n", `no heading "# Analyzer x"`},
		{strings.Replace(good, "x: report", "report", 1), `does not start with "x: "`},
		{"no Go", "no package comment"},
	} {
		if _, err := Extract(tt.source, "x"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Extract(%q): %v, want an error with %q", tt.source, err, tt.want)
		}
	}
}

func TestMustExtractPanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), "no package comment") {
			t.Errorf("MustExtract panics with %v", err)
		}
	}()
	MustExtract("package x\n", "x")
}
