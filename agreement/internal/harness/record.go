package harness

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
)

// Executing a batch costs several times what analysing it does, and what a
// program does has nothing to do with the analyzers. So the executions of a
// batch can be recorded, for when the analyzers have changed.

// executing lists the directories whose code decides what an execution gives.
var executing = []string{"runtimectx", "agreement/internal/exec", "agreement/internal/event", "agreement/internal/instrument", "agreement/internal/harness"}

// Record has executions recorded in dir, and not repeated where a record of the
// same programs, executed by the same code, is there.
func (r *Runner) Record(dir string) error {
	h := sha256.New()
	for _, d := range executing {
		err := filepath.WalkDir(filepath.Join(r.root, d), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(name)
			fmt.Fprintf(h, "%s %d\n%s", name[len(r.root):], len(text), text)
			return err
		})
		if err != nil {
			return err
		}
	}
	r.kept, r.tools = dir, h.Sum(nil)
	return os.MkdirAll(dir, 0o755)
}

// record is the file for the executions of b, "" when they are not recorded.
func (r *Runner) record(b *Batch, steps bool) string {
	if r.kept == "" {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x %v\n", r.tools, steps)
	for _, s := range b.Sources {
		fmt.Fprintf(h, "%s %s %d\n%s", s.Path, s.File, len(s.Text), s.Text)
	}
	return filepath.Join(r.kept, fmt.Sprintf("%x.runs", h.Sum(nil)[:16]))
}

// keep writes what a batch printed to the file name, unless that is "".
func keep(name string, out []bytes.Buffer) error {
	if name == "" {
		return nil
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new")
	if err != nil {
		return err
	}
	for i := range out {
		if _, err := f.Write(out[i].Bytes()); err != nil {
			f.Close()
			return err
		}
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// replayShares hands out the runs that the file name holds. It reports whether
// there is such a file.
func replayShares(name string, yield func(*event.Run)) (bool, error) {
	if name == "" {
		return false, nil
	}
	f, err := os.Open(name)
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	return true, event.Decode(f, yield)
}
