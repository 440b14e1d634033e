// Package sarif writes a report in the Static Analysis Results Interchange
// Format 2.1.0, which code scanning services and editors read.
package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"honnef.co/go/tools/sarif"

	"github.com/ctxvet/ctxvet/internal/checkdoc"
	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/source"
)

const (
	informationURI = "https://github.com/ctxvet/ctxvet"
	srcRoot        = "%SRCROOT%" // the customary name for the top of the checkout
)

// Write writes r, made by ctxvet of the given version. File names are relative
// to root, the top of the checkout.
func Write(w io.Writer, r *report.Report, root, version string) error {
	c := &converter{report: r, root: root, seen: make(map[string]int)}
	results := make([]result, 0, len(r.Findings)+len(r.Ignored))
	for _, f := range r.Findings {
		results = append(results, c.result(f))
	}
	for _, f := range r.Ignored {
		results = append(results, c.result(f))
	}
	doc := log{
		Version: sarif.Version,
		Schema:  sarif.Schema,
		Runs: []run{{
			Tool: tool{toolComponent{
				ToolComponent: sarif.ToolComponent{
					Name:            "ctxvet",
					Version:         version,
					SemanticVersion: semantic(version),
					InformationURI:  informationURI,
				},
				Rules: rules(r.Checks),
			}},
			Invocations:        []sarif.Invocation{{ExecutionSuccessful: true}},
			OriginalURIBaseIDs: map[string]sarif.ArtifactLocation{srcRoot: {URI: fileURI(root) + "/"}},
			ColumnKind:         "utf16CodeUnits",
			Results:            results,
		}},
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

// semantic returns version as a semantic version, or nothing if it is none.
func semantic(version string) string {
	if v, ok := strings.CutPrefix(version, "v"); ok {
		return v
	}
	return ""
}

func rules(checks []string) []rule {
	out := make([]rule, 0, len(checks))
	for _, name := range checks {
		a := checkdoc.Named(name)
		if a == nil {
			continue
		}
		title := checkdoc.Title(a)
		level := (&report.Finding{Check: name}).Level()
		out = append(out, rule{
			ReportingDescriptor: sarif.ReportingDescriptor{
				ID:                   name,
				ShortDescription:     sarif.Message{Text: title},
				Help:                 sarif.Message{Text: checkdoc.Text(a), Markdown: checkdoc.Markdown(a, 2)},
				HelpURI:              a.URL,
				DefaultConfiguration: sarif.ReportingConfiguration{Enabled: true, Level: level},
			},
			Name:            name,
			FullDescription: sarif.Message{Text: title},
		})
	}
	return out
}

// A converter turns findings into results.
type converter struct {
	report *report.Report
	root   string
	files  source.Files
	texts  map[string]string // whole files, for fixes
	seen   map[string]int    // how often a fingerprint occurred
}

func (c *converter) result(f report.Finding) result {
	res := result{
		Result: sarif.Result{
			RuleID:       f.Check,
			Kind:         sarif.Fail,
			Level:        f.Level(),
			Message:      sarif.Message{Text: f.Message},
			Locations:    []sarif.Location{c.location(f.Start, f.End, "")},
			Suppressions: []sarif.Suppression{}, // empty says: not suppressed
		},
		PartialFingerprints: map[string]string{"ctxvet/v1": c.fingerprint(f)},
	}
	for i, check := range c.report.Checks {
		if check == f.Check {
			res.RuleIndex = i
		}
	}
	if f.Reason != "" {
		res.Suppressions = append(res.Suppressions, sarif.Suppression{Kind: "inSource", Justification: f.Reason})
	}
	if len(f.Steps) > 0 {
		res.CodeFlows = []codeFlow{c.codeFlow(f)}
	}
	for _, fix := range f.Fixes {
		res.Fixes = append(res.Fixes, c.fix(fix))
	}
	return res
}

// codeFlow is the path that leads to f, with f at its end unless the last step
// is there already.
func (c *converter) codeFlow(f report.Finding) codeFlow {
	var flow threadFlow
	for _, s := range f.Steps {
		flow.Locations = append(flow.Locations, threadFlowLocation{c.location(s.Position, s.Position, s.Message)})
	}
	if f.Steps[len(f.Steps)-1].Position != f.Start {
		flow.Locations = append(flow.Locations, threadFlowLocation{c.location(f.Start, f.End, f.Message)})
	}
	return codeFlow{[]threadFlow{flow}}
}

func (c *converter) location(start, end report.Position, message string) sarif.Location {
	if end.File != start.File || end.Line < start.Line {
		end = start
	}
	loc := sarif.Location{PhysicalLocation: sarif.PhysicalLocation{
		ArtifactLocation: c.artifact(start.File),
		Region: sarif.Region{
			StartLine:   max(1, start.Line),
			StartColumn: c.column(start),
			EndLine:     max(1, end.Line),
			EndColumn:   c.column(end),
		},
	}}
	if message != "" {
		loc.Message = &sarif.Message{Text: message}
	}
	return loc
}

// column converts a byte column to one in UTF-16 code units.
func (c *converter) column(p report.Position) int {
	if line, ok := c.files.Line(p.File, p.Line); ok {
		return source.UTF16Column(line, max(1, p.Column))
	}
	return max(1, p.Column)
}

func (c *converter) artifact(file string) sarif.ArtifactLocation {
	rel := report.Rel(c.root, file)
	if rel == file { // outside of the checkout
		return sarif.ArtifactLocation{URI: fileURI(file)}
	}
	return sarif.ArtifactLocation{URI: (&url.URL{Path: rel}).EscapedPath(), URIBaseID: srcRoot}
}

// fileURI returns the URI of an absolute file name.
func fileURI(name string) string {
	path := filepath.ToSlash(name)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive of Windows
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath()
}

// fix converts byte offsets to regions. A file that cannot be read any more
// has no fix.
func (c *converter) fix(f report.Fix) sarif.Fix {
	out := sarif.Fix{Description: sarif.Message{Text: f.Message}, ArtifactChanges: []sarif.ArtifactChange{}}
	index := make(map[string]int)
	for _, e := range f.Edits {
		text := c.text(e.File)
		i, ok := index[e.File]
		if !ok {
			i = len(out.ArtifactChanges)
			index[e.File] = i
			out.ArtifactChanges = append(out.ArtifactChanges, sarif.ArtifactChange{ArtifactLocation: c.artifact(e.File)})
		}
		var region sarif.Region
		region.StartLine, region.StartColumn = source.UTF16Position(text, e.Start)
		region.EndLine, region.EndColumn = source.UTF16Position(text, e.End)
		change := &out.ArtifactChanges[i]
		change.Replacements = append(change.Replacements, sarif.Replacement{
			DeletedRegion:   region,
			InsertedContent: sarif.ArtifactContent{Text: e.New},
		})
	}
	return out
}

func (c *converter) text(file string) string {
	text, ok := c.texts[file]
	if !ok {
		if data, err := os.ReadFile(file); err == nil {
			text = string(data)
		}
		if c.texts == nil {
			c.texts = make(map[string]string)
		}
		c.texts[file] = text
	}
	return text
}

// fingerprint identifies a finding across versions of the code: by check,
// file, the text of the line, and which one of several alike it is. Lines can
// be added above without changing it.
func (c *converter) fingerprint(f report.Finding) string {
	line, _ := c.files.Line(f.Start.File, f.Start.Line)
	key := strings.Join([]string{f.Check, report.Rel(c.root, f.Start.File), strings.TrimSpace(line)}, "\x00")
	n := c.seen[key]
	c.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, n))
	return hex.EncodeToString(sum[:16])
}
