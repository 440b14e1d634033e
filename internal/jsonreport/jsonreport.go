// Package jsonreport writes a report as JSON for programs to read.
//
// The form is one object. Fields may be added to it; when one changes its
// meaning or goes, the number in its field version changes.
package jsonreport

import (
	"encoding/json"
	"io"

	"github.com/ctxvet/ctxvet/internal/report"
)

const version = 1

// A document is the whole output. File names are relative to the directory
// that ctxvet ran in, where they lie below it. Lines and columns start at 1,
// and columns count bytes.
type document struct {
	Version  int       `json:"version"`
	Tool     string    `json:"tool"` // version of ctxvet
	Packages []string  `json:"packages"`
	Checks   []string  `json:"checks"`
	Findings []finding `json:"findings"`
	Ignored  []finding `json:"ignored"`
}

type finding struct {
	Check   string `json:"check"`
	Package string `json:"package"`
	place
	EndLine   int    `json:"endLine,omitempty"`
	EndColumn int    `json:"endColumn,omitempty"`
	Message   string `json:"message"`
	Steps     []step `json:"steps"`
	Fixes     []fix  `json:"fixes"`
	Reason    string `json:"reason,omitempty"` // of the comment that ignores it
}

type place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

type step struct {
	place
	Message string `json:"message"`
}

type fix struct {
	Message string `json:"message"`
	Edits   []edit `json:"edits"`
}

// An edit replaces the bytes from Start up to End of a file.
type edit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// Write writes r, made by ctxvet of version tool.
func Write(w io.Writer, r *report.Report, tool string) error {
	doc := document{
		Version:  version,
		Tool:     tool,
		Packages: append([]string{}, r.Packages...),
		Checks:   append([]string{}, r.Checks...),
		Findings: convert(r.Dir, r.Findings),
		Ignored:  convert(r.Dir, r.Ignored),
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func convert(dir string, fs []report.Finding) []finding {
	out := make([]finding, len(fs))
	for i, f := range fs {
		jf := finding{
			Check:   f.Check,
			Package: f.Package,
			place:   placeOf(dir, f.Start),
			Message: f.Message,
			Reason:  f.Reason,
			Steps:   make([]step, len(f.Steps)),
			Fixes:   make([]fix, len(f.Fixes)),
		}
		if f.End.File == f.Start.File {
			jf.EndLine, jf.EndColumn = f.End.Line, f.End.Column
		}
		for j, s := range f.Steps {
			jf.Steps[j] = step{placeOf(dir, s.Position), s.Message}
		}
		for j, x := range f.Fixes {
			jf.Fixes[j] = fix{Message: x.Message, Edits: make([]edit, len(x.Edits))}
			for k, e := range x.Edits {
				jf.Fixes[j].Edits[k] = edit{report.Rel(dir, e.File), e.Start, e.End, e.New}
			}
		}
		out[i] = jf
	}
	return out
}

func placeOf(dir string, p report.Position) place {
	return place{report.Rel(dir, p.File), p.Line, p.Column}
}
