package harness

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A unit is one generated case: the declarations that carry its number.
type unit struct {
	text    string
	prelude string // the rest of its package
	dep     static.Source
}

var caseNumber = regexp.MustCompile(`[cC]ase(\d+)`)

// unitOf takes the case that function name belongs to out of a package. It
// reports whether there is one.
func unitOf(sources []static.Source, file, name string) (unit, bool) {
	number := caseNumber.FindString(name)
	for i, s := range sources {
		if s.File != file || number == "" {
			continue
		}
		prelude, text := split(s.Text, strings.ToLower(number[:1])+number[1:])
		return unit{text: text, prelude: prelude, dep: sources[i-1]}, text != ""
	}
	return unit{}, false
}

// split parts the declarations of a case from what does not belong to any.
func split(src, name string) (prelude, text string) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return "", ""
	}
	var rest, own strings.Builder
	at := 0
	for _, d := range f.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Recv != nil {
			continue
		}
		m := caseNumber.FindString(fd.Name.Name)
		if m == "" {
			continue
		}
		pos, end := fset.Position(fd.Pos()).Offset, fset.Position(fd.End()).Offset
		rest.WriteString(src[at:pos])
		at = end
		if strings.EqualFold(m, name) {
			own.WriteString(src[pos:end] + "\n\n")
		}
	}
	rest.WriteString(src[at:])
	return strings.TrimRight(rest.String(), "\n") + "\n", own.String()
}

// numbered gives the case of a unit another number, so that many variants
// fit into one package.
func numbered(text string, n int) string {
	return caseNumber.ReplaceAllStringFunc(text, func(s string) string { return fmt.Sprintf("%s%d", s[:4], n) })
}

// depName is the import name of a package of helpers.
var depName = regexp.MustCompile(`\bdep\d+\b`)

var names = regexp.MustCompile(`\b([a-zA-Z]+)\d+\b`)

// shape is the text of a case without the numbers in its names.
func shape(text string) string {
	seen := make(map[string]string)
	return names.ReplaceAllStringFunc(text, func(s string) string {
		if _, ok := seen[s]; !ok {
			seen[s] = fmt.Sprintf("%s_%d", strings.TrimRight(s, "0123456789"), len(seen))
		}
		return seen[s]
	})
}
