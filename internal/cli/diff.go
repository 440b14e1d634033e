package cli

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/ctxvet/ctxvet/internal/gocmd"
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
	wanted := selectDiffs(all, func(file string) bool {
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
// each once. The tool also prints those of imported packages, and some for
// several variants of a package.
func selectDiffs(text string, want func(file string) bool) string {
	var out strings.Builder
	seen := make(map[string]bool)
	for _, diff := range splitDiffs(text) {
		header, _, _ := strings.Cut(diff, "\n")
		file := strings.TrimSuffix(strings.TrimPrefix(header, "--- "), " (old)")
		if want(file) && !seen[diff] {
			seen[diff] = true
			out.WriteString(diff)
		}
	}
	return out.String()
}

// splitDiffs cuts the concatenation of unified diffs. A line that starts with
// "--- " also occurs where a line "-- " is removed, but is then not followed by
// one that starts with "+++ " and one with "@@ ".
func splitDiffs(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	var diffs []string
	for i, line := range lines {
		starts := strings.HasPrefix(line, "--- ") && i+2 < len(lines) &&
			strings.HasPrefix(lines[i+1], "+++ ") && strings.HasPrefix(lines[i+2], "@@ ")
		if starts || len(diffs) == 0 {
			if !starts {
				continue
			}
			diffs = append(diffs, "")
		}
		diffs[len(diffs)-1] += line
	}
	return diffs
}
