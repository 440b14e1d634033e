package polymorphism

import (
	"bytes"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

func each(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Each(xs, func(int) {})
	Each(xs, func(int) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 15; category sleep \[blockingcall\]$`
	})
}

func eachNamed(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Each(xs, harmless)
	Each(xs, sleepy) // want `^Each blocks \(calls sleepy, which calls time\.Sleep\) inside the region entered at line 24; category sleep \[blockingcall\]$`
}

func harmless(int) {}

func sleepy(int) { time.Sleep(time.Second) }

func mapped(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Map(xs, func(x int) string { return "" })
	Map(xs, readNumber) // want `^Map blocks \(calls readNumber, which calls os\.ReadFile\) inside the region entered at line 35; category file \[blockingcall\]$`
}

func readNumber(n int) error {
	_, err := os.ReadFile("x")
	return err
}

func readers(conn net.Conn, f *os.File, r io.Reader) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	ReadAll(strings.NewReader("x"))
	ReadAll(&bytes.Buffer{})
	ReadAll(r)
	ReadAll(conn) // want `^ReadAll blocks \(calls net\.Conn\.Read\) inside the region entered at line 47; category net \[blockingcall\]$`
	ReadAll(f)    // want `^ReadAll blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 47; category file \[blockingcall\]$`
	ReadLine(strings.NewReader("x"))
	ReadLine(os.Stdin) // want `^ReadLine blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 47; category stdin \[blockingcall\]$`
}

func writers(conn net.Conn, w io.Writer) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Print(&bytes.Buffer{}, 1)
	Print(io.Discard, 1)
	Print(w, 1)
	Print(conn, 1) // want `^Print blocks \(calls net\.Conn\.Write\) inside the region entered at line 59; category net \[blockingcall\]$`
	Copy(io.Discard, strings.NewReader("x"))
	Copy(io.Discard, conn) // want `^Copy blocks \(calls net\.Conn\.Read\) inside the region entered at line 59; category net \[blockingcall\]$`
	Copy(conn, conn)       // want `^Copy blocks \(calls net\.Conn\.Read\) inside the region entered at line 59; category net \[blockingcall\]$`
}

func flushers(f Flusher) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Flush(Fast{})
	Flush(&Fast{})
	Flush(f)
	Flush(Slow{})  // want `^Flush blocks \(calls Slow\.Flush, which calls time\.Sleep\) inside the region entered at line 71; category sleep \[blockingcall\]$`
	Flush(&Slow{}) // want `^Flush blocks \(calls Slow\.Flush, which calls time\.Sleep\) inside the region entered at line 71; category sleep \[blockingcall\]$`
}

func configs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Apply(Config{})
	Apply(Config{Wait: func() {}})
	Apply(Config{Wait: Sleep}) // want `^Apply blocks \(calls Sleep, which calls time\.Sleep\) inside the region entered at line 81; category sleep \[blockingcall\]$`
}

func laterNotCalled() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	_ = Later(Sleep)
	Ignore(Sleep)
	Start(Sleep)
	After(Sleep)
}

func twice() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Twice(Sleep) // want `^Twice blocks \(calls Sleep, which calls time\.Sleep\) inside the region entered at line 98; category sleep \[blockingcall\]$`
}

func visit() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	Visit(func() error { return nil })
	Visit(func() error {
		return os.Remove("x")
	})
	Visit(func() error {
		_, err := os.Create("x") // want `^os\.Create blocks inside the region entered at line 104; category file \[blockingcall\]$`
		return err
	})
}

func exited(conn net.Conn) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		ReadAll(conn)
		Twice(Sleep)
	})
}

func sanctioned(conn net.Conn) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() { ReadAll(conn) })
		b.BlockOn(Sleep)
		Each(nil, func(int) { b.BlockOn(Sleep) })
		ReadAll(conn) // want `^ReadAll blocks \(calls net\.Conn\.Read\) inside the region entered at line 126; category net \[blockingcall\]$`
	})
}

func waiters(c chan int) {
	wait := Waiter(c)
	g := runtimectx.Enter(h2)
	defer g.Release()
	wait() // want `^wait blocks \(receives from a channel\) inside the region entered at line 136; category chan \[blockingcall\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)

func later() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	f := Later(Sleep)
	f() // want `^f blocks \(calls Sleep, which calls time\.Sleep\) inside the region entered at line 144; category sleep \[blockingcall\]$`
}
