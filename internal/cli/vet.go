package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/ctxvet/ctxvet/internal/gocmd"
	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/source"
	"github.com/ctxvet/ctxvet/internal/text"
	"github.com/ctxvet/ctxvet/internal/vettool"
)

// vet runs the checks and reports what they find.
func (c *Command) vet(ctx context.Context, opts *options) (int, error) {
	out, err := c.openOutput(opts.output)
	if err != nil {
		return Failure, err
	}
	defer out.discard()

	pkgs, err := gocmd.List(ctx, opts.tags, opts.patterns)
	if err != nil {
		return Failure, err
	}
	if opts.diff {
		return c.diff(ctx, opts, pkgs)
	}
	r, err := c.analyze(ctx, opts, pkgs)
	if err != nil {
		return Failure, err
	}
	fixed := 0
	if opts.fix {
		if r, fixed, err = c.fix(ctx, opts, pkgs, r); err != nil {
			return Failure, err
		}
	}
	if err := c.write(out, opts, r); err != nil {
		return Failure, err
	}
	if opts.format == "text" {
		summary := text.Summary(r)
		if opts.fix {
			summary = fmt.Sprintf("%d fixed; %s", fixed, summary)
		}
		fmt.Fprintf(c.Stderr, "ctxvet: %s\n", summary)
	}
	if r.Broken() > 0 {
		return Failure, nil // the report says which and why
	}
	if len(r.Findings) > 0 {
		return Findings, nil
	}
	return Clean, nil
}

// analyze runs the checks over pkgs once.
func (c *Command) analyze(ctx context.Context, opts *options, pkgs []*gocmd.Package) (*report.Report, error) {
	progress := c.startProgress()
	defer progress.stop()

	front := vettool.MainModule
	if slices.ContainsFunc(pkgs, func(p *gocmd.Package) bool { return !p.InMainModule() }) {
		front = vettool.Everywhere
	}
	// All checks run, whichever are shown: the go command caches under the
	// flags, and the checks share their work anyway.
	vet := c.goVet(opts)
	vet.Flags = append(slices.Clone(opts.settings), front.Flag())
	vet.Env = progress.env()
	units, warnings, err := vet.Run(ctx)
	progress.stop()
	if err != nil {
		return nil, c.explainMismatch(ctx, err)
	}
	fmt.Fprint(c.Stderr, warnings)
	return c.newReport(opts, pkgs, units)
}

func (c *Command) goVet(opts *options) *gocmd.Vet {
	return &gocmd.Vet{Tool: c.Tool, Flags: opts.toolFlags(), Tags: opts.tags, Patterns: opts.patterns}
}

// newReport picks from units what was asked for. The tool prints more: what
// packages that were only imported hold, and what each variant of a package
// holds.
func (c *Command) newReport(opts *options, pkgs []*gocmd.Package, units []gocmd.Unit) (*report.Report, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	r := &report.Report{Dir: dir, Checks: opts.checks}
	var files source.Files
	named := make(map[string]*gocmd.Package)
	for _, p := range pkgs {
		named[p.ImportPath] = p
		r.Packages = append(r.Packages, p.ImportPath)
	}
	slices.Sort(r.Packages)
	r.Packages = slices.Compact(r.Packages)
	for _, u := range units {
		path, imported := strings.CutSuffix(u.ID, vettool.ImportedSuffix)
		p := named[path]
		if p == nil {
			path = strings.TrimSuffix(path, "_test")
			p = named[path]
		}
		if p == nil || imported && len(p.TestGoFiles) > 0 {
			continue // not named, or its variant with tests holds all its files
		}
		for _, d := range u.Findings {
			f := d.Finding
			f.Package = path
			if f.End == f.Start { // the check points at one place: take the word there
				if line, ok := files.Line(f.Start.File, f.Start.Line); ok {
					f.End.Column = source.WordEnd(line, f.Start.Column)
				}
			}
			if !slices.Contains(opts.checks, f.Check) || !opts.tests && strings.HasSuffix(f.Start.File, "_test.go") {
				continue
			}
			for i := range f.Steps {
				// Of places in other packages the facts keep the line alone, and the
				// go command shows the first column. No step is there in truth.
				if s := &f.Steps[i]; filepath.Dir(s.File) != filepath.Dir(f.Start.File) && s.Column == 1 {
					s.Column = 0
				}
			}
			if strings.HasSuffix(d.Category, "/ignored") && len(f.Steps) > 0 {
				last := len(f.Steps) - 1
				f.Reason, f.Steps = f.Steps[last].Message, f.Steps[:last]
				r.Ignored = append(r.Ignored, f)
			} else {
				f.Broken = strings.HasSuffix(d.Category, "/broken")
				r.Findings = append(r.Findings, f)
			}
		}
	}
	r.Findings = report.Sort(r.Findings)
	r.Ignored = report.Sort(r.Ignored)
	return r, nil
}

// maxFixRounds bounds how often fixes are applied. A fix that collides with
// another is left for the next round.
const maxFixRounds = 5

// fix applies the fixes of the findings in r and returns what remains, and
// how many findings are gone.
func (c *Command) fix(ctx context.Context, opts *options, pkgs []*gocmd.Package, r *report.Report) (*report.Report, int, error) {
	before := len(r.Findings)
	for range maxFixRounds {
		fixable := r.Fixable()
		if fixable == 0 {
			break
		}
		vet := c.goVet(opts)
		if !opts.tests {
			vet.Flags = append(vet.Flags, vettool.WithoutTests.Flag())
		}
		if err := vet.Fix(ctx); err != nil {
			return nil, 0, err
		}
		next, err := c.analyze(ctx, opts, pkgs)
		if err != nil {
			return nil, 0, fmt.Errorf("the fixes are applied, but then: %w", err)
		}
		r = next
		if r.Fixable() >= fixable {
			break
		}
	}
	return r, max(0, before-len(r.Findings)), nil
}

// explainMismatch adds to err, a failure of go vet, that the tool was built by
// another version of Go, which is then the likely cause.
func (c *Command) explainMismatch(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	version, verr := gocmd.Version(ctx)
	if verr != nil || version == runtime.Version() {
		return err
	}
	return fmt.Errorf("%w\nctxvet was built with %s, but the go command here is %s: if the error lies in the standard library, "+
		"build ctxvet with %[3]s, as go get -tool github.com/ctxvet/ctxvet/cmd/ctxvet and go tool ctxvet do",
		err, runtime.Version(), version)
}
