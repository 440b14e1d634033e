// Package harness runs batches of generated packages through the analyzers
// and through the library, and compares.
package harness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/agreement/internal/exec/trace"
	"github.com/ctxvet/ctxvet/agreement/internal/instrument"
	"github.com/ctxvet/ctxvet/agreement/internal/oracle"
	"github.com/ctxvet/ctxvet/agreement/internal/static"
)

// A Runner executes batches in a directory of its own.
type Runner struct {
	Loader *static.Loader
	root   string // of the ctxvet module
	dir    string // scratch
	kept   string // where executions are recorded, or ""
	tools  []byte // hash of what executes them
	n      int
}

// NewRunner prepares a scratch directory; Close removes it.
func NewRunner() (*Runner, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return nil, fmt.Errorf("finding the ctxvet module: %w", err)
	}
	root := filepath.Dir(strings.TrimSpace(string(out)))
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil || !bytes.HasPrefix(mod, []byte("module "+module+"\n")) {
		return nil, fmt.Errorf("%s is not the ctxvet module: run this from inside its source", root)
	}
	loader, err := static.NewLoader(root)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "agreement")
	if err != nil {
		return nil, err
	}
	r := &Runner{Loader: loader, root: root, dir: dir}
	text := strings.Replace(string(mod), "module "+module+"\n", "module "+strings.TrimSuffix(trace.Prefix, "/")+"\n", 1)
	text += fmt.Sprintf("\nrequire %s v0.0.0\n\nreplace %s => %s\n", module, module, root)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o644); err != nil {
		return nil, err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, err
	}
	return r, os.WriteFile(filepath.Join(dir, "go.sum"), sum, 0o644)
}

// Close removes what the runner wrote.
func (r *Runner) Close() error { return os.RemoveAll(r.dir) }

// A Batch is a set of packages with what is known of them.
type Batch struct {
	Sources  []static.Source
	Packages []*packages.Package
	Index    *oracle.Index
}

// Check type-checks the packages.
func (r *Runner) Check(sources []static.Source) (*Batch, error) {
	pkgs, err := r.Loader.Check(sources)
	if err != nil {
		return nil, err
	}
	return &Batch{Sources: sources, Packages: pkgs, Index: oracle.NewIndex(pkgs)}, nil
}

// Execute builds the instrumented batch and runs every function of it on
// every input.
func (r *Runner) Execute(b *Batch, steps bool, yield func(*event.Run)) error {
	r.n++
	dir := filepath.Join(r.dir, fmt.Sprintf("run%d", r.n))
	defer os.RemoveAll(dir)
	var imports, cases strings.Builder
	for i, p := range b.Packages {
		sub := filepath.Join(r.dir, strings.TrimPrefix(p.PkgPath, trace.Prefix))
		defer os.RemoveAll(sub)
		text := "//line " + b.Sources[i].File + ":1\n" + instrument.File(p, b.Sources[i].Text, steps)
		name := strings.TrimSuffix(strings.TrimSuffix(b.Sources[i].File, ".go"), "_test") + ".go"
		if err := write(filepath.Join(sub, name), text); err != nil {
			return err
		}
		if err := write(filepath.Join(sub, trace.DriverFile), driverText(p)); err != nil {
			return err
		}
		fmt.Fprintf(&imports, "\tp%d %q\n", i, p.PkgPath)
		fmt.Fprintf(&cases, "\tcases = append(cases, p%d.Cases...)\n", i)
	}
	main := fmt.Sprintf("package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\n\t%q\n%s)\n\nfunc main() {\n\tvar cases []trace.Case\n%s"+
		"\tif err := trace.Main(os.Stdout, os.Args[1:], cases, %v); err != nil {\n\t\tfmt.Fprintln(os.Stderr, err)\n\t\tos.Exit(1)\n\t}\n}\n",
		execRoot+"trace", imports.String(), cases.String(), steps)
	if err := write(filepath.Join(dir, "main.go"), main); err != nil {
		return err
	}
	name := r.record(b, steps)
	if done, err := replayShares(name, yield); done || err != nil {
		return err
	}
	bin := filepath.Join(dir, "batch")
	// Without inlining every program counter stands for one frame. What else
	// is left out makes the build faster.
	build := exec.Command("go", "build", "-mod=mod", "-ldflags=-s=false -w", "-gcflags="+trace.Prefix+"...=-l -N -dwarf=false", "-o", bin, "./"+filepath.Base(dir))
	build.Dir = r.dir
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building a batch: %w\n%s", err, out)
	}
	return runShares(bin, name, yield)
}

// shares is in how many parts the functions of a batch are executed, side by
// side.
const shares = 4

// runShares executes a batch and hands out its runs in the order of the
// functions. If record names a file, they are kept there.
func runShares(bin, record string, yield func(*event.Run)) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	var out [shares]bytes.Buffer
	var errs [shares]error
	var wg sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range out {
		wg.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			var stderr bytes.Buffer
			cmd := exec.CommandContext(ctx, bin, strconv.Itoa(i), strconv.Itoa(shares))
			cmd.Stdout, cmd.Stderr = &out[i], &stderr
			if err := cmd.Run(); err != nil {
				errs[i] = fmt.Errorf("executing a batch: %w\n%s", err, tail(stderr.String()))
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	if err := keep(record, out[:]); err != nil {
		return err
	}
	for i := range out {
		if err := event.Decode(&out[i], yield); err != nil {
			return err
		}
		out[i] = bytes.Buffer{}
	}
	return nil
}

func tail(s string) string {
	const most = 4000
	if len(s) > most {
		return s[:most]
	}
	return s
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}
