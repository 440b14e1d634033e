// Package github writes a report as workflow commands, which GitHub Actions
// shows as annotations beside the code.
package github

import (
	"fmt"
	"io"
	"strings"

	"github.com/ctxvet/ctxvet/internal/report"
)

// Write writes one command per finding of r. File names are relative to root,
// the directory of the checkout.
func Write(w io.Writer, r *report.Report, root string) error {
	var out strings.Builder
	for _, f := range r.Findings {
		message := f.Message
		for i, s := range f.Steps {
			message += fmt.Sprintf("\n%d. %s:%d: %s", i+1, report.Rel(root, s.File), s.Line, s.Message)
		}
		properties := []string{"file=" + property(report.Rel(root, f.Start.File))}
		number := func(name string, n int) {
			if n > 0 {
				properties = append(properties, fmt.Sprintf("%s=%d", name, n))
			}
		}
		number("line", f.Start.Line)
		if f.End.File == f.Start.File && f.End.Line == f.Start.Line && f.End.Column > f.Start.Column {
			number("endLine", f.End.Line)
			number("col", f.Start.Column)
			number("endColumn", f.End.Column)
		} else {
			number("col", f.Start.Column)
		}
		properties = append(properties, "title="+property("ctxvet "+f.Check))
		fmt.Fprintf(&out, "::%s %s::%s\n", f.Level(), strings.Join(properties, ","), data(message))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// data escapes the message of a command, property the value of one of its
// properties, as the runner undoes it.
func data(s string) string     { return dataEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(s) }

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
