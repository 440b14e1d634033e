package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A tool is a vet tool. That of the Go release has no path.
type tool struct{ name, path string }

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
	_, err := b.vet(b.seedDir(), other, nil)
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
		cold, err := b.vet(cache, t.path, nil)
		if err != nil {
			return nil, err
		}
		warm, err := b.vet(cache, t.path, nil)
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
// waited for. Findings are no failure.
func (b *bench) vet(cache, tool string, env []string) (time.Duration, error) {
	args := []string{"vet"}
	if tool != "" {
		args = append(args, "-vettool="+tool)
	}
	cmd := b.command(cache, env, append(args, b.packages...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	// The go command announces each package it has something to say of. An
	// error before that, such as of a module that cannot be loaded, has no such line.
	if err != nil && !bytes.Contains(stderr.Bytes(), []byte("# ")) {
		return 0, fmt.Errorf("go vet in %s: %v\n%s", b.dir, err, stderr.Bytes())
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
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
