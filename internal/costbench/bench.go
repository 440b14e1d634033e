package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A tool is a vet tool. That of the Go release has no path.
type tool struct {
	name, path string
	flags      []string // of go vet, which hands them on to the tool
}

// A bench runs go vet over one module.
type bench struct {
	ctx      context.Context
	dir      string
	packages []string
	tmp      string
	tools    []tool
}

// cost is the CPU time of one run on a cold cache, and of one on a warm cache.
type cost struct{ cold, warm time.Duration }

// round is the cost of each tool, in the order of [bench.tools].
type round []cost

func (b *bench) build(output, pkg string, flags ...string) error {
	args := append([]string{"build", "-o", output}, flags...)
	cmd := exec.CommandContext(b.ctx, "go", append(args, pkg)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s (costbench runs in ctxvet's own module): %v\n%s", pkg, err, out)
	}
	return nil
}

// seedDir is the cache from which all cold runs start.
func (b *bench) seedDir() string { return filepath.Join(b.tmp, "seed") }

// seed fills a cache with what go vet needs before it runs a tool, by running
// it once with a tool whose results serve no other: the go command keeps them
// under the hash of the binary, and that of this one differs.
func (b *bench) seed() error {
	other := filepath.Join(b.tmp, "other")
	if err := b.build(other, "./internal/costbench/noop", "-ldflags=-s"); err != nil {
		return err
	}
	_, err := b.vet(b.seedDir(), tool{path: other}, nil)
	return err
}

// round measures each tool once.
func (b *bench) round() (round, error) {
	var r round
	for _, t := range b.tools {
		cache := filepath.Join(b.tmp, "cache")
		if err := clone(b.seedDir(), cache); err != nil {
			return nil, err
		}
		cold, err := b.vet(cache, t, nil)
		if err != nil {
			return nil, err
		}
		warm, err := b.vet(cache, t, nil)
		if err != nil {
			return nil, err
		}
		if err := os.RemoveAll(cache); err != nil {
			return nil, err
		}
		r = append(r, cost{cold, warm})
	}
	return r, nil
}

// vet runs go vet and returns its CPU time, and that of all processes it
// waited for. With -json go vet fails only where a package cannot be analyzed.
func (b *bench) vet(cache string, t tool, env []string) (time.Duration, error) {
	args := []string{"vet", "-json"}
	if t.path != "" {
		args = append(args, "-vettool="+t.path)
	}
	args = append(args, t.flags...)
	cmd := b.command(cache, env, append(args, b.packages...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s in %s: %v\n%s", strings.Join(cmd.Args, " "), b.dir, err, lastLines(stderr.String(), 20))
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// lastLines returns the last n lines of text: an error stands at the end, and
// the go command may announce many packages before it.
func lastLines(text string, n int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(lines[max(0, len(lines)-n-1):], "")
}

func (b *bench) command(cache string, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.ctx, "go", args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "GOCACHE="+cache, "GOWORK=off")
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// clone makes a copy of a build cache. Files that hold content are never
// changed once written, so they are linked; those that name results are small.
func clone(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		if filepath.Ext(path) == "" && len(rel) > 2 && rel[len(rel)-2:] == "-d" && os.Link(path, target) == nil {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o666)
	})
}
