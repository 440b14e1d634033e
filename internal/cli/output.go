package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"github.com/ctxvet/ctxvet/internal/github"
	"github.com/ctxvet/ctxvet/internal/htmlreport"
	"github.com/ctxvet/ctxvet/internal/jsonreport"
	"github.com/ctxvet/ctxvet/internal/report"
	"github.com/ctxvet/ctxvet/internal/sarif"
	"github.com/ctxvet/ctxvet/internal/text"
)

// formats are the values of -f. A format writes the whole report at once.
var formats = []struct {
	name  string
	write func(*Command, io.Writer, *options, *report.Report) error
}{
	{"text", (*Command).writeText},
	{"json", (*Command).writeJSON},
	{"sarif", (*Command).writeSARIF},
	{"github", (*Command).writeGitHub},
	{"html", (*Command).writeHTML},
}

func formatNames() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

func (c *Command) write(out *output, opts *options, r *report.Report) error {
	for _, f := range formats {
		if f.name == opts.format {
			if err := f.write(c, out, opts, r); err != nil {
				return fmt.Errorf("cannot write the report: %w", err)
			}
			return out.commit()
		}
	}
	return fmt.Errorf("unknown format %q", opts.format)
}

// writeText shows excerpts and colour to a person at a terminal, plain lines
// to a program or a file. NO_COLOR and CLICOLOR_FORCE have their usual meaning.
func (c *Command) writeText(w io.Writer, opts *options, r *report.Report) error {
	person := opts.output == "" && (c.StdoutTerminal || c.forced())
	return text.Write(w, r, text.Options{
		Excerpts: person,
		Color:    person && c.Getenv("NO_COLOR") == "" && c.Getenv("TERM") != "dumb",
	})
}

func (c *Command) writeJSON(w io.Writer, _ *options, r *report.Report) error {
	return jsonreport.Write(w, r, moduleVersion())
}

func (c *Command) writeSARIF(w io.Writer, _ *options, r *report.Report) error {
	return sarif.Write(w, r, c.checkout(r.Dir), moduleVersion())
}

func (c *Command) writeGitHub(w io.Writer, _ *options, r *report.Report) error {
	return github.Write(w, r, c.checkout(r.Dir))
}

func (c *Command) writeHTML(w io.Writer, _ *options, r *report.Report) error {
	return htmlreport.Write(w, r, moduleVersion())
}

// checkout returns the top of the checkout that dir lies in, relative to which
// services show file names. Without a sign of one it is dir.
func (c *Command) checkout(dir string) string {
	if top := c.Getenv("GITHUB_WORKSPACE"); top != "" && (dir == top || report.Rel(top, dir) != dir) {
		return top
	}
	for top := dir; ; {
		if _, err := os.Stat(filepath.Join(top, ".git")); err == nil {
			return top
		}
		parent := filepath.Dir(top)
		if parent == top {
			return dir
		}
		top = parent
	}
}

func (c *Command) forced() bool {
	force := c.Getenv("CLICOLOR_FORCE")
	return force != "" && force != "0"
}

// An output is where the report goes: the standard output, or a file that
// appears under its name when it is complete.
type output struct {
	io.Writer
	file *os.File // nil for the standard output
	path string
}

// openOutput prepares to write to path, or to the standard output if it is
// empty, so that a path that cannot be written fails before the long work.
func (c *Command) openOutput(path string) (*output, error) {
	if path == "" {
		return &output{Writer: c.Stdout}, nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("-o: %s is a directory", path)
	} else if err == nil && !info.Mode().IsRegular() { // such as /dev/stderr
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("-o: %w", err)
		}
		return &output{Writer: file}, nil
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // renaming would replace the link
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		// The name that could not be created is not the one that was asked for.
		var perr *fs.PathError
		if errors.As(err, &perr) {
			err = perr.Err
		}
		return nil, fmt.Errorf("-o: cannot write %s: %w", path, err)
	}
	return &output{Writer: file, file: file, path: path}, nil
}

// commit makes what was written visible under the output's name.
func (o *output) commit() error {
	if o.file == nil {
		return nil
	}
	file := o.file
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), o.path); err != nil {
		return err
	}
	o.file = nil
	return nil
}

// discard removes what was not committed.
func (o *output) discard() {
	if o.file != nil {
		o.file.Close()
		os.Remove(o.file.Name())
	}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
