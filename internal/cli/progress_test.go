package cli

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "progress")
	for _, tt := range []struct{ content, want string }{
		{"", ""},
		{"fmt\n", "ctxvet: 1 package analyzed, now fmt"},
		{"fmt\nnet/http\n", "ctxvet: 2 packages analyzed, now net/http"},
		{"example.com/" + strings.Repeat("long/", 20) + "path\n", "ctxvet: 1 package analyzed, now …long/long/long/long/long/long/long/path"},
	} {
		if err := os.WriteFile(file, []byte(tt.content), 0o666); err != nil {
			t.Fatal(err)
		}
		got := progressLine(file)
		if got != tt.want || len([]rune(got)) >= 80 {
			t.Errorf("%q gives %q, want %q", tt.content, got, tt.want)
		}
	}
	if got := progressLine(file + "none"); got != "" {
		t.Errorf("a file that is not there gives %q", got)
	}
}

// A lockedBuilder collects what one goroutine writes and another reads.
type lockedBuilder struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuilder) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuilder) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// Progress appears after a while, on a terminal only, and is erased.
func TestProgress(t *testing.T) {
	var out lockedBuilder
	c := &Command{Stderr: &out, StderrTerminal: true}
	p := c.startProgress()
	_, file, ok := strings.Cut(p.env()[0], "=")
	if !ok {
		t.Fatalf("env %q", p.env())
	}
	if err := os.WriteFile(file, []byte("fmt\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(out.String(), "now fmt"); {
		if time.Now().After(deadline) {
			t.Fatalf("no progress is shown: %q", out.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	p.stop()
	p.stop()
	if got := out.String(); !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("progress is not erased: %q", got)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the file is left behind")
	}

	c.StderrTerminal = false
	p = c.startProgress()
	if p.env() != nil {
		t.Errorf("without a terminal the tool gets %v", p.env())
	}
	p.stop()
}

// The processes of the vet tool say what they analyze.
func TestProgressOfTheTool(t *testing.T) {
	m := newModule(t, twoPackages)
	t.Setenv("GOCACHE", t.TempDir())
	var out lockedBuilder
	p := (&Command{Stderr: &out, StderrTerminal: true}).startProgress()
	defer p.stop()
	name, file, _ := strings.Cut(p.env()[0], "=")
	t.Setenv(name, file)
	m.run("./...")
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), "m/a\n") || !strings.Contains(string(data), "m/b\n") {
		t.Errorf("the tool wrote %q, %v", data, err)
	}
}
