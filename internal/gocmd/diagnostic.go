package gocmd

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/internal/report"
)

// The JSON that unitchecker prints for one analyzer and package is either an
// object that holds an error or a list of these.
type jsonDiagnostic struct {
	Category       string        `json:"category"`
	Posn           string        `json:"posn"`
	End            string        `json:"end"`
	Message        string        `json:"message"`
	SuggestedFixes []jsonFix     `json:"suggested_fixes"`
	Related        []jsonRelated `json:"related"`
}

type jsonFix struct {
	Message string `json:"message"`
	Edits   []struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	} `json:"edits"`
}

type jsonRelated struct {
	Posn    string `json:"posn"`
	Message string `json:"message"`
}

// diagnostics decodes what one analyzer said.
func diagnostics(analyzer string, data json.RawMessage) ([]Diagnostic, error) {
	var failure struct {
		Error string `json:"error"`
	}
	if len(data) > 0 && data[0] == '{' {
		if err := json.Unmarshal(data, &failure); err != nil {
			return nil, fmt.Errorf("cannot read what go vet prints for %s: %v", analyzer, err)
		}
		return nil, fmt.Errorf("%s: %s", analyzer, failure.Error)
	}
	var all []jsonDiagnostic
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("cannot read what go vet prints for %s: %v", analyzer, err)
	}
	out := make([]Diagnostic, len(all))
	for i, jd := range all {
		d := Diagnostic{Category: jd.Category, Finding: report.Finding{
			Check:   analyzer,
			Start:   position(jd.Posn),
			End:     position(jd.End),
			Message: strings.TrimSuffix(jd.Message, " ["+analyzer+"]"),
		}}
		for _, r := range jd.Related {
			d.Steps = append(d.Steps, report.Step{Position: position(r.Posn), Message: r.Message})
		}
		for _, jf := range jd.SuggestedFixes {
			fix := report.Fix{Message: jf.Message}
			for _, e := range jf.Edits {
				fix.Edits = append(fix.Edits, report.Edit{File: e.Filename, Start: e.Start, End: e.End, New: e.New})
			}
			d.Fixes = append(d.Fixes, fix)
		}
		out[i] = d
	}
	return out, nil
}

// position parses "file:line:column", "file:line" or "file". File names may
// hold colons.
func position(s string) report.Position {
	p := report.Position{File: s}
	var numbers []int
	for len(numbers) < 2 {
		i := strings.LastIndexByte(p.File, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(p.File[i+1:])
		if err != nil {
			break
		}
		numbers, p.File = append(numbers, n), p.File[:i]
	}
	switch len(numbers) {
	case 1:
		p.Line = numbers[0]
	case 2:
		p.Line, p.Column = numbers[1], numbers[0]
	}
	return p
}
