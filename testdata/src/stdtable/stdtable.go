// Package stdtable pins at least two members of each category of blocking
// that is on by default, and their harmless neighbours.
package stdtable

import (
	"bufio"
	"context"
	"crypto/tls"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/rpc"
	"net/smtp"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func sleep(d time.Duration, t *time.Timer) {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(d)   // want `^time\.Sleep blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
	<-time.Tick(d)  // want `^channel receive blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
	<-t.C           // want `^channel receive blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
	<-time.After(d) // want `^channel receive blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
	t.Stop()
	t.Reset(d)
	time.NewTicker(d).Stop()
	time.AfterFunc(d, func() {})
}

func waits(wg *sync.WaitGroup, c *sync.Cond, o *sync.Once, p *sync.Pool, m *sync.Map) {
	g := runtimectx.Enter(h)
	defer g.Release()
	wg.Wait() // want `^wg\.Wait blocks inside the region entered at line 45; category sync \[blockingcall\]$`
	c.Wait()  // want `^c\.Wait blocks inside the region entered at line 45; category sync \[blockingcall\]$`
	o.Do(func() {})
	p.Get()
	p.Put(1)
	m.Load(1)
	m.Store(1, 2)
	var n atomic.Int32
	n.CompareAndSwap(1, 2)
}

func network(ctx context.Context, d *net.Dialer, r *net.Resolver, l net.Listener, u *net.UDPConn, t *net.TCPConn, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	net.Dial("tcp", "x:1")           // want `^net\.Dial blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.DialTimeout("tcp", "x:1", 1) // want `^net\.DialTimeout blocks inside the region entered at line 59; category net \[blockingcall\]$`
	d.DialContext(ctx, "tcp", "x:1") // want `^d\.DialContext blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.DialTCP("tcp", nil, nil)     // want `^net\.DialTCP blocks inside the region entered at line 59; category net \[blockingcall\]$`
	r.LookupIPAddr(ctx, "x")         // want `^r\.LookupIPAddr blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.LookupAddr("x")              // want `^net\.LookupAddr blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.ResolveTCPAddr("tcp", "x:1") // want `^net\.ResolveTCPAddr blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.Listen("tcp", ":1")          // want `^net\.Listen blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.ListenPacket("udp", ":1")    // want `^net\.ListenPacket blocks inside the region entered at line 59; category net \[blockingcall\]$`
	u.ReadFrom(p)                    // want `^u\.ReadFrom blocks inside the region entered at line 59; category net \[blockingcall\]$`
	u.WriteTo(p, nil)                // want `^u\.WriteTo blocks inside the region entered at line 59; category net \[blockingcall\]$`
	t.Read(p)                        // want `^t\.Read blocks inside the region entered at line 59; category net \[blockingcall\]$`
	t.Write(p)                       // want `^t\.Write blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.ParseCIDR("10.0.0.0/8")      // parses
	net.SplitHostPort("x:1")         // parses
	netip.ParseAddr("x")             // parses
	t.SetDeadline(time.Time{})       // sets
	t.LocalAddr()                    // reads a field
	l.Addr()                         // reads a field
}

func secure(c *tls.Conn, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c.Handshake()                  // want `^c\.Handshake blocks inside the region entered at line 83; category net \[blockingcall\]$`
	c.Read(p)                      // want `^c\.Read blocks inside the region entered at line 83; category net \[blockingcall\]$`
	tls.Dial("tcp", "x:1", nil)    // want `^tls\.Dial blocks inside the region entered at line 83; category net \[blockingcall\]$`
	tls.Client(nil, &tls.Config{}) // handshakes later
}

func remote(c *rpc.Client) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c.Call("x", nil, nil)                    // want `^c\.Call blocks inside the region entered at line 92; category net \[blockingcall\]$`
	rpc.Dial("tcp", "x:1")                   // want `^rpc\.Dial blocks inside the region entered at line 92; category net \[blockingcall\]$`
	smtp.SendMail("x:1", nil, "a", nil, nil) // want `^smtp\.SendMail blocks inside the region entered at line 92; category net \[blockingcall\]$`
	smtp.Dial("x:1")                         // want `^smtp\.Dial blocks inside the region entered at line 92; category net \[blockingcall\]$`
}

func requests(c *http.Client, t http.RoundTripper, r *http.Request, resp *http.Response, s *http.Server, b io.Reader, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	http.Get("x")                            // want `^http\.Get blocks inside the region entered at line 101; category http \[blockingcall\]$`
	http.Head("x")                           // want `^http\.Head blocks inside the region entered at line 101; category http \[blockingcall\]$`
	http.Post("x", "y", b)                   // want `^http\.Post blocks inside the region entered at line 101; category http \[blockingcall\]$`
	http.PostForm("x", nil)                  // want `^http\.PostForm blocks inside the region entered at line 101; category http \[blockingcall\]$`
	c.Do(r)                                  // want `^c\.Do blocks inside the region entered at line 101; category http \[blockingcall\]$`
	c.Get("x")                               // want `^c\.Get blocks inside the region entered at line 101; category http \[blockingcall\]$`
	t.RoundTrip(r)                           // want `^t\.RoundTrip blocks inside the region entered at line 101; category http \[blockingcall\]$`
	resp.Body.Read(p)                        // want `^resp\.Body\.Read blocks inside the region entered at line 101; category http \[blockingcall\]$`
	s.ListenAndServe()                       // want `^s\.ListenAndServe blocks inside the region entered at line 101; category http \[blockingcall\]$`
	s.Serve(nil)                             // want `^s\.Serve blocks inside the region entered at line 101; category http \[blockingcall\]$`
	s.Shutdown(context.Background())         // want `^s\.Shutdown blocks inside the region entered at line 101; category http \[blockingcall\]$`
	http.ListenAndServeTLS("x", "", "", nil) // want `^http\.ListenAndServeTLS blocks inside the region entered at line 101; category http \[blockingcall\]$`
	http.StatusText(200)
	url.Parse("x")
	r.Header.Get("x")
	http.NewServeMux()
}

func processes(c *exec.Cmd, p *os.Process) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c.Run()                        // want `^c\.Run blocks inside the region entered at line 122; category process \[blockingcall\]$`
	c.CombinedOutput()             // want `^c\.CombinedOutput blocks inside the region entered at line 122; category process \[blockingcall\]$`
	c.Start()                      // want `^c\.Start blocks inside the region entered at line 122; category process \[blockingcall\]$`
	c.Wait()                       // want `^c\.Wait blocks inside the region entered at line 122; category process \[blockingcall\]$`
	p.Wait()                       // want `^p\.Wait blocks inside the region entered at line 122; category process \[blockingcall\]$`
	os.StartProcess("x", nil, nil) // want `^os\.StartProcess blocks inside the region entered at line 122; category process \[blockingcall\]$`
	os.Getpid()
	exec.Command("x")
}

func databases(ctx context.Context, db *sql.DB, tx *sql.Tx, s *sql.Stmt, c *sql.Conn, rows *sql.Rows, row *sql.Row) {
	g := runtimectx.Enter(h)
	defer g.Release()
	db.QueryContext(ctx, "") // want `^db\.QueryContext blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	db.QueryRow("")          // want `^db\.QueryRow blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	db.ExecContext(ctx, "")  // want `^db\.ExecContext blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	db.PingContext(ctx)      // want `^db\.PingContext blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	db.BeginTx(ctx, nil)     // want `^db\.BeginTx blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	db.Prepare("")           // want `^db\.Prepare blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	tx.Query("")             // want `^tx\.Query blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	tx.Commit()              // want `^tx\.Commit blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	tx.Rollback()            // want `^tx\.Rollback blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	s.Exec()                 // want `^s\.Exec blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	c.ExecContext(ctx, "")   // want `^c\.ExecContext blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	rows.Next()              // want `^rows\.Next blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	rows.Close()             // want `^rows\.Close blocks inside the region entered at line 135; category sql \[blockingcall\]$`
	rows.Columns()
	db.Stats()
	db.SetMaxOpenConns(1)
}

func files(f *os.File, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.Open("x")                  // want `^os\.Open blocks inside the region entered at line 156; category file \[blockingcall\]$`
	os.Create("x")                // want `^os\.Create blocks inside the region entered at line 156; category file \[blockingcall\]$`
	os.OpenFile("x", 0, 0)        // want `^os\.OpenFile blocks inside the region entered at line 156; category file \[blockingcall\]$`
	os.ReadFile("x")              // want `^os\.ReadFile blocks inside the region entered at line 156; category file \[blockingcall\]$`
	os.WriteFile("x", p, 0)       // want `^os\.WriteFile blocks inside the region entered at line 156; category file \[blockingcall\]$`
	os.CopyFS("x", os.DirFS("y")) // want `^os\.CopyFS blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.Read(p)                     // want `^f\.Read blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.ReadAt(p, 0)                // want `^f\.ReadAt blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.Write(p)                    // want `^f\.Write blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.WriteString("x")            // want `^f\.WriteString blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.Sync()                      // want `^f\.Sync blocks inside the region entered at line 156; category file \[blockingcall\]$`
	f.Name()
	f.Fd()
	os.Getenv("x")
	os.TempDir()
	os.DirFS("x")
}

func input(r *io.PipeReader, w *io.PipeWriter, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	var s string
	fmt.Scanln(&s)                    // want `^fmt\.Scanln blocks inside the region entered at line 177; category stdin \[blockingcall\]$`
	fmt.Scanf("%s", &s)               // want `^fmt\.Scanf blocks inside the region entered at line 177; category stdin \[blockingcall\]$`
	os.Stdin.Read(p)                  // want `^os\.Stdin\.Read blocks inside the region entered at line 177; category stdin \[blockingcall\]$`
	bufio.NewScanner(os.Stdin).Scan() // want `^bufio\.NewScanner\(…\)\.Scan blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 177; category stdin \[blockingcall\]$`
	io.ReadAll(os.Stdin)              // want `^io\.ReadAll blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 177; category stdin \[blockingcall\]$`
	r.Read(p)                         // want `^r\.Read blocks inside the region entered at line 177; category stdin \[blockingcall\]$`
	w.Write(p)                        // want `^w\.Write blocks inside the region entered at line 177; category stdin \[blockingcall\]$`
	fmt.Sscanf("1", "%s", &s)
	fmt.Fscan(strings.NewReader("1"), &s)
	bufio.NewScanner(strings.NewReader("x")).Scan()
}

func systemCalls(fd int, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	syscall.Read(fd, p)  // want `^syscall\.Read blocks inside the region entered at line 193; category syscall \[blockingcall\]$`
	syscall.Write(fd, p) // want `^syscall\.Write blocks inside the region entered at line 193; category syscall \[blockingcall\]$`
	syscall.Getpid()
	syscall.Getenv("x")
}

// Two calls begin at one place, and the first may only do what is not on by
// default (look for the program).
func chained() {
	g := runtimectx.Enter(h)
	defer g.Release()
	exec.Command("true").Run()        // want `^exec\.Command\(…\)\.Run blocks inside the region entered at line 204; category process \[blockingcall\]$`
	_, _ = exec.Command("x").Output() // want `^exec\.Command\(…\)\.Output blocks inside the region entered at line 204; category process \[blockingcall\]$`
	exec.Command("true").Process.Kill()
	_ = exec.Command("true").String()
}

func command() *exec.Cmd { return exec.Command("true") }

func chainedInHelper() {
	g := runtimectx.Enter(h)
	defer g.Release()
	command().Wait() // want `^command\(…\)\.Wait blocks inside the region entered at line 215; category process \[blockingcall\]$`
	command().Process.Kill()
}
