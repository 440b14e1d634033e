// Package blocking pins which calls of the standard library can block in a
// region.
package blocking

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

var h = runtimectx.NewHandle("h", nil)

func sleep() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 32; category sleep \[blockingcall\]$`
}

func waits(wg *sync.WaitGroup, c *sync.Cond) {
	g := runtimectx.Enter(h)
	defer g.Release()
	wg.Add(1)
	wg.Done()
	wg.Wait() // want `^wg\.Wait blocks inside the region entered at line 38; category sync \[blockingcall\]$`
	c.Signal()
	c.Broadcast()
	c.Wait() // want `^c\.Wait blocks inside the region entered at line 38; category sync \[blockingcall\]$`
}

// Locks are off by default.
func locks(mu *sync.Mutex, rw *sync.RWMutex) {
	g := runtimectx.Enter(h)
	defer g.Release()
	mu.Lock()
	defer mu.Unlock()
	rw.RLock()
	rw.RUnlock()
}

func network() {
	g := runtimectx.Enter(h)
	defer g.Release()
	net.Dial("tcp", "x:1")      // want `^net\.Dial blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.LookupHost("x")         // want `^net\.LookupHost blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.Listen("tcp", ":0")     // want `^net\.Listen blocks inside the region entered at line 59; category net \[blockingcall\]$`
	net.ParseIP("127.0.0.1")    // does not ask anybody
	net.JoinHostPort("x", "80") // nor does this
}

func requests(c *http.Client, r *http.Request, resp *http.Response, s *http.Server) {
	g := runtimectx.Enter(h)
	defer g.Release()
	http.Get("http://x")                // want `^http\.Get blocks inside the region entered at line 69; category http \[blockingcall\]$`
	c.Do(r)                             // want `^c\.Do blocks inside the region entered at line 69; category http \[blockingcall\]$`
	io.ReadAll(resp.Body)               // want `^io\.ReadAll blocks \(calls http\.Body\.Read\) inside the region entered at line 69; category http \[blockingcall\]$`
	http.ListenAndServe(":0", nil)      // want `^http\.ListenAndServe blocks inside the region entered at line 69; category http \[blockingcall\]$`
	s.Shutdown(context.Background())    // want `^s\.Shutdown blocks inside the region entered at line 69; category http \[blockingcall\]$`
	http.NewRequest("GET", "x", nil)    // makes one, and does not send it
	http.HandleFunc("/", http.NotFound) // registers
}

func processes(cmd *exec.Cmd) {
	g := runtimectx.Enter(h)
	defer g.Release()
	cmd.Run()                     // want `^cmd\.Run blocks inside the region entered at line 81; category process \[blockingcall\]$`
	cmd.Wait()                    // want `^cmd\.Wait blocks inside the region entered at line 81; category process \[blockingcall\]$`
	cmd.Output()                  // want `^cmd\.Output blocks inside the region entered at line 81; category process \[blockingcall\]$`
	cmd.Start()                   // want `^cmd\.Start blocks inside the region entered at line 81; category process \[blockingcall\]$`
	exec.Command("true").String() // runs nothing
}

func databases(db *sql.DB, rows *sql.Rows, tx *sql.Tx) {
	g := runtimectx.Enter(h)
	defer g.Release()
	db.Query("")     // want `^db\.Query blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	db.Exec("")      // want `^db\.Exec blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	db.Ping()        // want `^db\.Ping blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	db.Begin()       // want `^db\.Begin blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	tx.Commit()      // want `^tx\.Commit blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	rows.Next()      // want `^rows\.Next blocks inside the region entered at line 91; category sql \[blockingcall\]$`
	sql.Open("", "") // connects later
	rows.Err()
}

func files(f *os.File, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	os.Open("x")                  // want `^os\.Open blocks inside the region entered at line 104; category file \[blockingcall\]$`
	os.ReadFile("x")              // want `^os\.ReadFile blocks inside the region entered at line 104; category file \[blockingcall\]$`
	os.WriteFile("x", nil, 0o600) // want `^os\.WriteFile blocks inside the region entered at line 104; category file \[blockingcall\]$`
	f.Read(p)                     // want `^f\.Read blocks inside the region entered at line 104; category file \[blockingcall\]$`
	f.Write(p)                    // want `^f\.Write blocks inside the region entered at line 104; category file \[blockingcall\]$`
	f.Sync()                      // want `^f\.Sync blocks inside the region entered at line 104; category file \[blockingcall\]$`
	os.Getenv("HOME")
	os.Stat("x") // off by default
}

func input() {
	g := runtimectx.Enter(h)
	defer g.Release()
	var s string
	fmt.Scan(&s)                              // want `^fmt\.Scan blocks inside the region entered at line 117; category stdin \[blockingcall\]$`
	bufio.NewReader(os.Stdin).ReadString('x') // want `^bufio\.NewReader\(…\)\.ReadString blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 117; category stdin \[blockingcall\]$`
	fmt.Sscan("1", &s)
}

func pipes() {
	g := runtimectx.Enter(h)
	defer g.Release()
	r, w := io.Pipe()
	w.Write(nil) // want `^w\.Write blocks inside the region entered at line 126; category stdin \[blockingcall\]$`
	r.Read(nil)  // want `^r\.Read blocks inside the region entered at line 126; category stdin \[blockingcall\]$`
}

// Logging is off by default.
func prints() {
	g := runtimectx.Enter(h)
	defer g.Release()
	fmt.Println("x")
	_ = fmt.Sprintf("%d", 1)
}

func never(ctx context.Context) {
	g := runtimectx.Enter(h)
	defer g.Release()
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	_, cancel := context.WithCancel(ctx)
	cancel()
	runtime.Gosched()
	runtime.LockOSThread()
	var n atomic.Int64
	n.Add(1)
	time.Now()
	time.NewTimer(time.Second).Stop()
	_ = errors.Join(nil, io.EOF)
	_ = strings.Repeat("x", 3)
}

// A function that calls its argument blocks when the argument does.
func less(xs []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	sort.Slice(xs, func(i, j int) bool { return xs[i] < xs[j] })
	slices.SortFunc(xs, func(a, b int) int { return a - b })
	sort.Slice(xs, func(i, j int) bool {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 160; category sleep \[blockingcall\]$`
		return false
	})
}

func slow(a, b int) int {
	time.Sleep(time.Second)
	return a - b
}

func lessNamed(xs []int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	slices.SortFunc(xs, slow) // want `^slices\.SortFunc blocks \(calls slow, which calls time\.Sleep\) inside the region entered at line 176; category sleep \[blockingcall\]$`
}

func copies(r io.Reader, conn net.Conn) {
	g := runtimectx.Enter(h)
	defer g.Release()
	var b bytes.Buffer
	io.Copy(&b, strings.NewReader("x"))
	io.Copy(&b, conn) // want `^io\.Copy blocks \(calls net\.Conn\.Read\) inside the region entered at line 182; category net \[blockingcall\]$`
	io.Copy(&b, r)    // what r is cannot be known
	io.ReadAll(&b)
	fmt.Fprintf(&b, "x")
	fmt.Fprintf(conn, "x") // want `^fmt\.Fprintf blocks \(calls net\.Conn\.Write\) inside the region entered at line 182; category net \[blockingcall\]$`
}

func buffered(conn net.Conn) {
	g := runtimectx.Enter(h)
	defer g.Release()
	w := bufio.NewWriter(conn)
	w.Flush() // want `^w\.Flush blocks \(calls net\.Conn\.Write\) inside the region entered at line 194; category net \[blockingcall\]$`
	s := bufio.NewScanner(strings.NewReader("x"))
	for s.Scan() {
	}
	t := bufio.NewScanner(conn)
	for t.Scan() { // want `^t\.Scan blocks \(calls net\.Conn\.Read\) inside the region entered at line 194; category net \[blockingcall\]$`
	}
}

func once(o, p *sync.Once) {
	g := runtimectx.Enter(h)
	defer g.Release()
	o.Do(func() {})
	p.Do(func() {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 207; category sleep \[blockingcall\]$`
	})
}

func elsewhere() {
	g := runtimectx.Enter(h)
	defer g.Release()
	time.AfterFunc(time.Second, func() { time.Sleep(time.Second) })
	go time.Sleep(time.Second)
	go func() { http.Get("http://x") }()
	var wg sync.WaitGroup
	wg.Go(func() { time.Sleep(time.Second) })
}

func helper() error {
	_, err := os.Create("x")
	return err
}

func deeper() error {
	if err := helper(); err != nil {
		return fmt.Errorf("deeper: %w", err)
	}
	return nil
}

func chain() {
	g := runtimectx.Enter(h)
	defer g.Release()
	deeper() // want `^deeper blocks \(calls helper, which calls os\.Create\) inside the region entered at line 238; category file \[blockingcall\]$`
}

func several(c chan int) {
	<-c
	time.Sleep(time.Second)
	os.ReadFile("x")
}

// One call, one report, whatever is behind it.
func chainOfSeveral(c chan int) {
	g := runtimectx.Enter(h)
	defer g.Release()
	several(c) // want `^several blocks \(calls time\.Sleep\) inside the region entered at line 251; category sleep; also file, chan \[blockingcall\]$`
}

func deferred() {
	g := runtimectx.Enter(h)
	defer g.Release()
	defer time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 257; category sleep \[blockingcall\]$`
}

func tooMany(c chan int, done bool) {
	g := runtimectx.Enter(h)
	for !done {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 263; category sleep \[blockingcall\]$`
	}
	g.Release()
	time.Sleep(time.Second)
}

func networkInterfaces(conn net.Conn, l net.Listener, p []byte) {
	g := runtimectx.Enter(h)
	defer g.Release()
	l.Accept()    // want `^l\.Accept blocks inside the region entered at line 272; category net \[blockingcall\]$`
	conn.Read(p)  // want `^conn\.Read blocks inside the region entered at line 272; category net \[blockingcall\]$`
	conn.Write(p) // want `^conn\.Write blocks inside the region entered at line 272; category net \[blockingcall\]$`
}

func functionValue() {
	f := time.Sleep
	g := runtimectx.Enter(h)
	defer g.Release()
	f(time.Second) // want `^f blocks \(calls time\.Sleep\) inside the region entered at line 281; category sleep \[blockingcall\]$`
}

func onceFunc() {
	f := sync.OnceFunc(func() { time.Sleep(time.Second) }) // want `^time\.Sleep blocks inside the region entered at line 288; category sleep \[blockingcall\]$`
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}

func onceFuncQuick() {
	f := sync.OnceFunc(func() {})
	g := runtimectx.Enter(h)
	defer g.Release()
	f()
}
