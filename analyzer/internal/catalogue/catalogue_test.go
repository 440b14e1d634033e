package catalogue

import (
	"go/importer"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/ctxvet/ctxvet/facts"
)

var source = importer.ForCompiler(token.NewFileSet(), "source", nil)

// function returns what name, "path.Func" or "path.T.Method", names.
func function(t *testing.T, name string) *types.Func {
	t.Helper()
	slash := strings.LastIndexByte(name, '/') + 1
	dot := strings.IndexByte(name[slash:], '.') + slash
	pkg, err := source.Import(name[:dot])
	if err != nil {
		t.Fatal(err)
	}
	base, method, isMethod := strings.Cut(name[dot+1:], ".")
	obj := pkg.Scope().Lookup(base)
	if isMethod && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		t.Fatalf("there is no function %s", name)
	}
	return fn.Origin()
}

// TestNeverBlocks lists what looks as if it blocked, and does not unless an
// opt-in category is chosen.
func TestNeverBlocks(t *testing.T) {
	for _, name := range []string{
		"database/sql.Open", "database/sql.OpenDB", "database/sql.DB.Stats", "database/sql.Rows.Scan", "database/sql.Rows.Err",
		"context.WithCancel", "context.WithTimeout", "context.WithDeadline", "context.WithValue", "context.AfterFunc",
		"regexp.MustCompile", "regexp.Regexp.MatchString",
		"fmt.Sprintf", "fmt.Errorf", "fmt.Sscanf", "fmt.Println", "log.Printf", "log/slog.Info",
		"encoding/json.Marshal", "encoding/json.Unmarshal", "encoding/gob.Register",
		"crypto/sha256.Sum256", "crypto/rand.Read", "crypto/rand.Text", "math/rand.Intn",
		"sync.Map.Range", "sync.Map.Load", "sync.Pool.Get", "sync.Once.Do", "sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.Mutex.TryLock",
		"sync.WaitGroup.Add", "sync.WaitGroup.Done", "sync.WaitGroup.Go", "sync.Cond.Signal", "sync.Cond.Broadcast",
		"os.Getenv", "os.Hostname", "os.Exit", "os.Pipe", "os.Stat", "os.ReadDir", "os.Remove", "os.MkdirAll", "os.File.Close", "os.File.Seek", "os.File.Name",
		"os/signal.Notify", "os/signal.NotifyContext", "os/signal.Stop", "os/exec.Command", "os/exec.Cmd.StdinPipe", "os.Process.Kill",
		"runtime.LockOSThread", "runtime.Gosched", "runtime.NumGoroutine", "runtime.GC", "runtime.Stack", "runtime/debug.Stack",
		"time.Now", "time.Since", "time.AfterFunc", "time.NewTimer", "time.After", "time.Time.Format", "time.Time.String", "time.Parse", "time.Timer.Stop", "time.Timer.Reset",
		"net.JoinHostPort", "net.ParseIP", "net.Interfaces", "net.TCPConn.Close", "net.TCPConn.SetDeadline", "net.TCPListener.Addr",
		"net/http.NewRequest", "net/http.NewRequestWithContext", "net/http.HandleFunc", "net/http.Error", "net/http.Redirect", "net/http.Client.CloseIdleConnections",
		"net/http.Server.Close", "net/url.Parse", "mime.TypeByExtension", "net/http/httptest.NewRecorder",
		"io.Pipe", "io.Copy", "io.ReadAll", "bufio.Reader.Read", "bytes.Buffer.Write", "strings.Reader.Read", "bufio.Scanner.Scan",
		"text/template.Template.Execute", "path/filepath.Abs", "path/filepath.Walk", "go/parser.ParseExpr",
		"iter.Pull", "errors.Is", "sort.Slice", "flag.Parse", "expvar.NewInt", "compress/gzip.Writer.Write",
		"testing.B.Loop", "testing.T.Log", "testing.T.TempDir", "crypto/tls.Conn.ConnectionState", "crypto/x509.Certificate.Verify",
	} {
		e, ok := Lookup(function(t, name))
		if !ok {
			t.Errorf("the catalogue does not decide on %s", name)
		}
		if e == nil {
			continue
		}
		for _, b := range e.Blocks {
			if b.Category.DefaultOn() {
				t.Errorf("%s blocks: %s %v", name, b.Category, b.Chain)
			}
		}
	}
}

// TestBlocks lists what blocks, with its first category.
func TestBlocks(t *testing.T) {
	for category, names := range map[facts.Category][]string{
		facts.Sleep:    {"time.Sleep"},
		facts.Sync:     {"sync.WaitGroup.Wait", "sync.Cond.Wait"},
		facts.Net:      {"net.ResolveTCPAddr", "net.Dial", "net.Dialer.DialContext", "net.TCPConn.Read", "net.UDPConn.Write", "net.Conn.Read", "net.Listener.Accept", "net.LookupHost", "net.Resolver.LookupIPAddr", "net.Listen", "net.ListenConfig.Listen", "crypto/tls.Conn.Handshake", "crypto/tls.Conn.Read", "crypto/tls.Dial", "net/rpc.Client.Call", "net/rpc.Dial", "net/smtp.SendMail"},
		facts.HTTP:     {"net/http.Client.Do", "net/http.Get", "net/http.Post", "net/http.Transport.RoundTrip", "net/http.RoundTripper.RoundTrip", "net/http.ListenAndServe", "net/http.Server.Shutdown", "net/http.Request.ParseForm"},
		facts.Process:  {"os/exec.Cmd.Start", "os/exec.Cmd.Run", "os/exec.Cmd.CombinedOutput", "os.Process.Wait", "os.StartProcess"},
		facts.SQL:      {"database/sql.Rows.Close", "database/sql.Rows.Next", "database/sql.DB.QueryRow", "database/sql.Tx.Commit", "database/sql.Conn.PingContext", "database/sql.Stmt.Exec", "database/sql.Row.Scan"},
		facts.File:     {"os.Open", "os.ReadFile", "os.File.Sync", "os.File.WriteString", "os.CopyFS", "io/ioutil.ReadFile", "text/template.ParseFiles", "crypto/tls.LoadX509KeyPair"},
		facts.Stdin:    {"fmt.Scan", "fmt.Scanln", "io.PipeReader.Read", "io.PipeWriter.Write"},
		facts.Syscall:  {"syscall.Read", "syscall.Flock", "syscall.EpollWait"},
		facts.Testing:  {"testing.T.Parallel", "testing.T.Run", "testing.B.RunParallel", "testing/synctest.Wait"},
		facts.FileMeta: {"os.Stat", "os.ReadDir", "os.RemoveAll", "path/filepath.Walk", "path/filepath.WalkDir", "time.LoadLocation", "os/user.Current", "os/exec.LookPath"},
		facts.Lock:     {"sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock", "sync.Locker.Lock"},
		facts.Log:      {"fmt.Println", "log.Printf", "log.Logger.Print", "log/slog.Info"},
		facts.CPU:      {"regexp.MustCompile", "runtime.GC", "compress/gzip.Writer.Write"},
	} {
		for _, name := range names {
			e, _ := Lookup(function(t, name))
			if e == nil || len(e.Blocks) == 0 || e.Blocks[0].Category != category {
				t.Errorf("%s has effect %+v, want it to block on %s", name, e, category)
			}
		}
	}
}

// TestPolymorphic lists what blocks by what it is given.
func TestPolymorphic(t *testing.T) {
	for name, want := range map[string]string{
		"io.Copy":                        "p0.Write p1.Read",
		"sort.Slice":                     "p1()",
		"sort.Sort":                      "p0.Len p0.Less p0.Swap",
		"slices.SortFunc":                "p1()",
		"strings.Map":                    "p0()",
		"sync.Once.Do":                   "p0()",
		"sync.OnceFunc":                  "u0=s result( p0() )",
		"sync.Map.Range":                 "p0()",
		"slices.Collect":                 "p0()",
		"maps.DeleteFunc":                "p1()",
		"bufio.NewReader":                "wraps=0",
		"bufio.Reader.ReadString":        "recv~Read",
		"encoding/json.NewDecoder":       "wraps=0",
		"encoding/json.Encoder.Encode":   "recv~Write",
		"path/filepath.WalkDir":          "filemeta p1()",
		"io/fs.WalkDir":                  "p0.Open p2()",
		"net/http.HandleFunc":            "u1=s",
		"net/http.HandlerFunc.ServeHTTP": "recv()",
		"time.AfterFunc":                 "u1=e",
		"context.AfterFunc":              "u1=e",
		"sync.WaitGroup.Go":              "u0=e",
		"container/heap.Push":            "p0.Len p0.Less p0.Push p0.Swap",
	} {
		e, _ := Lookup(function(t, name))
		if e == nil {
			t.Errorf("%s has no effect, want %q", name, want)
		} else if got := FormatSpec(e); got != want {
			t.Errorf("%s has effect %q, want %q", name, got, want)
		}
	}
}

func TestIsStd(t *testing.T) {
	for path, want := range map[string]bool{
		"os": true, "net/http": true, "internal/poll": true, "crypto/internal/fips140": true, "net/http/internal": true,
		"vendor/golang.org/x/net/http/httpguts": true, "unicode/utf8": true,
		"example.com/os": false, "golang.org/x/sync/errgroup": false, "store": false, "store/internal/os": false, "net/httpx": false, "": false,
	} {
		if got := IsStd(path); got != want {
			t.Errorf("IsStd(%q) = %v, want %v", path, got, want)
		}
	}
}

func TestMayHaveModule(t *testing.T) {
	seen := make(map[string]bool)
	for line := range strings.Lines(modules) {
		slash := strings.LastIndexByte(line, '/') + 1
		path := line[:slash+strings.IndexByte(line[slash:], '.')]
		seen[path] = true
		if !mayHaveModule(path) {
			t.Errorf("%s is not found, though there is %s", path, line)
		}
	}
	for _, path := range []string{"", "a", "zz", "os", "golang.org/x", "golang.org/x/sync", "golang.org/x/sync/errgrou", "golang.org/x/sync/errgroup/v2", "golang.org/x/sys/unix2"} {
		if mayHaveModule(path) != seen[path] {
			t.Errorf("%s is found", path)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	pkg, err := source.Import("os")
	if err != nil {
		b.Fatal(err)
	}
	fn := pkg.Scope().Lookup("ReadFile").(*types.Func)
	b.ReportAllocs()
	for b.Loop() {
		Lookup(fn)
	}
}
