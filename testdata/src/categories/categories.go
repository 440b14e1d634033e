// Package categories pins the categories of blocking that are off by default,
// and one that is switched off: the checks run here with
// -blockingcall.categories=+lock,+log,+filemeta,+cpu,-file.
package categories

import (
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func locks(mu *sync.Mutex, rw *sync.RWMutex, l sync.Locker) {
	g := runtimectx.Enter(h)
	defer g.Release()
	mu.Lock() // want `^mu\.Lock blocks inside the region entered at line 26; category lock \[blockingcall\]$`
	mu.Unlock()
	rw.Lock() // want `^rw\.Lock blocks inside the region entered at line 26; category lock \[blockingcall\]$`
	rw.Unlock()
	rw.RLock() // want `^rw\.RLock blocks inside the region entered at line 26; category lock \[blockingcall\]$`
	rw.RUnlock()
	if mu.TryLock() {
		mu.Unlock()
	}
	l.Lock() // want `^l\.Lock blocks inside the region entered at line 26; category lock \[blockingcall\]$`
	l.Unlock()
}

func logs(l *log.Logger) {
	g := runtimectx.Enter(h)
	defer g.Release()
	fmt.Println("x")    // want `^fmt\.Println blocks inside the region entered at line 42; category log \[blockingcall\]$`
	fmt.Printf("x")     // want `^fmt\.Printf blocks inside the region entered at line 42; category log \[blockingcall\]$`
	log.Print("x")      // want `^log\.Print blocks inside the region entered at line 42; category log \[blockingcall\]$`
	l.Printf("x")       // want `^l\.Printf blocks inside the region entered at line 42; category log \[blockingcall\]$`
	slog.Info("x")      // want `^slog\.Info blocks inside the region entered at line 42; category log \[blockingcall\]$`
	_ = fmt.Sprint("x") // writes nowhere
}

func meta(name string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.Stat(name)                // want `^os\.Stat blocks inside the region entered at line 53; category filemeta \[blockingcall\]$`
	os.ReadDir(name)             // want `^os\.ReadDir blocks inside the region entered at line 53; category filemeta \[blockingcall\]$`
	filepath.Walk(name, visit)   // want `^filepath\.Walk blocks inside the region entered at line 53; category filemeta \[blockingcall\]$`
	time.LoadLocation("Local/X") // want `^time\.LoadLocation blocks inside the region entered at line 53; category filemeta \[blockingcall\]$`
	user.Current()               // want `^user\.Current blocks inside the region entered at line 53; category filemeta \[blockingcall\]$`
	filepath.Join(name, "x")
}

func visit(string, os.FileInfo, error) error { return nil }

func works(w *gzip.Writer, p []byte, s string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	regexp.Compile(s) // want `^regexp\.Compile blocks inside the region entered at line 66; category cpu \[blockingcall\]$`
	runtime.GC()      // want `^runtime\.GC blocks inside the region entered at line 66; category cpu \[blockingcall\]$`
	w.Write(p)        // want `^w\.Write blocks inside the region entered at line 66; category cpu \[blockingcall\]$`
	gzip.NewWriter(io.Discard)
}

// The category file is off.
func files(name string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.ReadFile(name)
	os.WriteFile(name, nil, 0o600)
}

func both(name string) {
	os.ReadFile(name)
	time.Sleep(time.Second)
}

// What remains of several categories is reported.
func oneOfTwo(name string) {
	g := runtimectx.Enter(h)
	defer g.Release()
	both(name)    // want `^both blocks \(calls time\.Sleep\) inside the region entered at line 89; category sleep \[blockingcall\]$`
	time.Sleep(1) // want `^time\.Sleep blocks inside the region entered at line 89; category sleep \[blockingcall\]$`
}

type cache struct {
	mu sync.Mutex
	m  map[string]string
}

func (c *cache) get(name string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.m[name]
}

func chain(c *cache) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c.get("x") // want `^c\.get blocks \(calls sync\.\(\*Mutex\)\.Lock\) inside the region entered at line 107; category lock \[blockingcall\]$`
}
