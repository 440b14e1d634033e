// Package gocmd runs the go command: to say what packages a pattern names, and
// to run the checks over them as a vet tool.
package gocmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// A Package is what the go command says of a package that the user named.
type Package struct {
	ImportPath  string
	Dir         string
	Standard    bool
	TestGoFiles []string
	Module      *struct {
		Path string
		Main bool
	}
	Error *struct {
		Pos string
		Err string
	}
}

// InMainModule reports whether the package belongs to a module that the user
// works on, not to a dependency. Files named on the command line count.
func (p *Package) InMainModule() bool {
	if p.Module == nil {
		return !p.Standard
	}
	return p.Module.Main
}

// List returns the packages that patterns name, with the build tags tags.
func List(ctx context.Context, tags string, patterns []string) ([]*Package, error) {
	args := []string{"list", "-e", "-find", "-json=ImportPath,Dir,Standard,TestGoFiles,Module,Error"}
	args = append(args, tagsFlag(tags)...)
	args = append(append(args, "--"), patterns...)
	stdout, stderr, err := run(ctx, nil, args)
	if err != nil {
		return nil, goError(stderr, err)
	}
	var pkgs []*Package
	var wrong []string
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		p := new(Package)
		if err := dec.Decode(p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("cannot read what go list prints: %v", err)
		}
		if p.Error != nil {
			msg := strings.TrimSpace(p.Error.Err)
			if p.Error.Pos != "" && !strings.HasPrefix(msg, p.Error.Pos) {
				msg = p.Error.Pos + ": " + msg
			}
			wrong = append(wrong, msg)
			continue
		}
		pkgs = append(pkgs, p)
	}
	if len(wrong) > 0 {
		return nil, errors.New(strings.Join(wrong, "\n"))
	}
	if len(pkgs) == 0 {
		return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
	}
	return pkgs, nil
}

// Version returns the version of the toolchain that the go command selects
// for the current directory, such as "go1.26.8".
func Version(ctx context.Context) (string, error) {
	stdout, stderr, err := run(ctx, nil, []string{"env", "GOVERSION"})
	if err != nil {
		return "", goError(stderr, err)
	}
	return strings.TrimSpace(string(stdout)), nil
}

func tagsFlag(tags string) []string {
	if tags == "" {
		return nil
	}
	return []string{"-tags=" + tags}
}

// run runs the go command with additional variables in its environment.
func run(ctx context.Context, env, args []string) (stdout, stderr []byte, err error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(cmd.Environ(), env...)
	// The go command removes its work directory when it is interrupted, but
	// not when it is killed.
	cmd.Cancel = func() error { return interrupt(cmd.Process) }
	cmd.WaitDelay = 10 * time.Second
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return out.Bytes(), errs.Bytes(), err
}

// goError makes an error of a failure of the go command, which usually says
// on stderr what is wrong.
func goError(stderr []byte, err error) error {
	if text := strings.TrimSpace(string(stderr)); text != "" && !errors.Is(err, context.Canceled) {
		return errors.New(text)
	}
	if errors.Is(err, exec.ErrNotFound) {
		return errors.New("the go command is not in PATH: install Go from https://go.dev/dl, or add its bin directory to PATH")
	}
	return err
}
