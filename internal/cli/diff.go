package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/ctxvet/ctxvet/internal/gocmd"
	"github.com/ctxvet/ctxvet/internal/report"
)

// diff prints what fix would change in the directories of pkgs.
func (c *Command) diff(ctx context.Context, opts *options, pkgs []*gocmd.Package) (int, error) {
	all, err := c.goVet(opts).Diff(ctx)
	if err != nil {
		return Failure, c.explainMismatch(ctx, err)
	}
	dirs := make(map[string]bool)
	for _, p := range pkgs {
		dirs[p.Dir] = true
	}
	here, err := os.Getwd()
	if err != nil {
		return Failure, err
	}
	wanted := selectDiffs(all, here, func(file string) bool {
		return dirs[filepath.Dir(file)] && (opts.tests || !strings.HasSuffix(file, "_test.go"))
	})
	if _, err := io.WriteString(c.Stdout, wanted); err != nil {
		return Failure, err
	}
	if wanted != "" {
		return Findings, nil
	}
	return Clean, nil
}

// selectDiffs returns the diffs in text that change a file that want accepts,
// each once, with names as git writes them, relative to dir. The tool also
// prints those of imported packages, and some for several variants of a
// package.
func selectDiffs(text, dir string, want func(file string) bool) string {
	var out strings.Builder
	seen := make(map[string]bool)
	for _, diff := range splitDiffs(text) {
		lines := strings.SplitAfterN(diff, "\n", 3) // two of names, then the hunks
		if len(lines) < 3 {
			continue
		}
		file := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(lines[0]), "--- "), " (old)")
		if !want(file) || seen[diff] {
			continue
		}
		seen[diff] = true
		rel := report.Rel(dir, file)
		fmt.Fprintf(&out, "--- a/%s\n+++ b/%[1]s\n%s", strings.TrimPrefix(rel, "/"), renumbered(lines[2]))
	}
	return out.String()
}

var hunkHeader = regexp.MustCompile(`(?m)^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@`)

// renumbered returns hunks with the lines where each starts in the new file,
// which the tool gets wrong for hunks behind the first. A line of a hunk that
// looks like a header has a space, a plus or a minus in front.
func renumbered(hunks string) string {
	moved := 0
	return hunkHeader.ReplaceAllStringFunc(hunks, func(header string) string {
		m := hunkHeader.FindStringSubmatch(header)
		start, before, after := number(m[1]), number(m[2]), number(m[3])
		header = fmt.Sprintf("@@ -%d,%d +%d,%d @@", start, before, start+moved, after)
		moved += after - before
		return header
	})
}

// number returns a number of a hunk's header; a length that is not there is 1.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 1
	}
	return n
}

// splitDiffs cuts the concatenation of unified diffs. It counts the lines of
// each hunk, because a line that starts with "--- " is also how a hunk removes
// a line that starts with "-- ".
func splitDiffs(text string) []string {
	var diffs []string
	before, after := 0, 0 // lines that the hunk still has
	for line := range strings.Lines(text) {
		switch m := hunkHeader.FindStringSubmatch(line); {
		case before > 0 || after > 0:
			switch line[0] {
			case '-':
				before--
			case '+':
				after--
			case ' ', '\n':
				before--
				after--
			}
		case m != nil:
			before, after = number(m[2]), number(m[3])
		case strings.HasPrefix(line, "--- "):
			diffs = append(diffs, "")
		}
		if len(diffs) > 0 {
			diffs[len(diffs)-1] += line
		}
	}
	return diffs
}
