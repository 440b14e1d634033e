package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/internal/vettool"
)

// Progress is shown when a run takes longer than progressDelay, which only
// one with a cold cache does, and then every progressInterval.
const (
	progressDelay    = time.Second
	progressInterval = 200 * time.Millisecond
)

// A progress shows on the terminal which package is being analyzed. The
// processes of the vet tool append their packages to a file.
type progress struct {
	w    io.Writer
	file string
	done chan struct{}
	once sync.Once
	wait sync.WaitGroup
}

// startProgress shows progress if a person reads the standard error. A nil
// progress shows nothing; one that cannot be set up is no reason to fail.
func (c *Command) startProgress() *progress {
	if !c.StderrTerminal {
		return nil
	}
	f, err := os.CreateTemp("", "ctxvet-progress-*")
	if err != nil {
		return nil
	}
	f.Close()
	p := &progress{w: c.Stderr, file: f.Name(), done: make(chan struct{})}
	p.wait.Go(p.show)
	return p
}

// env returns the variables that tell the vet tool to take part.
func (p *progress) env() []string {
	if p == nil {
		return nil
	}
	return []string{vettool.ProgressFile + "=" + p.file}
}

// stop ends the display and erases it. It may be called several times.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.once.Do(func() {
		close(p.done)
		p.wait.Wait()
		os.Remove(p.file)
	})
}

func (p *progress) show() {
	next := time.NewTimer(progressDelay)
	defer next.Stop()
	shown := false
	for {
		select {
		case <-p.done:
			if shown {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		case <-next.C:
		}
		if line := progressLine(p.file); line != "" {
			fmt.Fprintf(p.w, "\r\x1b[K%s", line)
			shown = true
		}
		next.Reset(progressInterval)
	}
}

// progressLine describes what the vet tool has written to file, in less than
// the 80 columns that every terminal has.
func progressLine(file string) string {
	data, err := os.ReadFile(file)
	n := bytes.Count(data, []byte("\n"))
	if err != nil || n == 0 {
		return ""
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	last := []rune(lines[len(lines)-1])
	if len(last) > 40 {
		last = append([]rune("…"), last[len(last)-39:]...)
	}
	packages := "packages"
	if n == 1 {
		packages = "package"
	}
	return fmt.Sprintf("ctxvet: %d %s analyzed, now %s", n, packages, string(last))
}
