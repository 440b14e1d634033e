// Package across uses package polymorphism from outside: the verdicts are the same.
package across

import (
	"bytes"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
	"github.com/ctxvet/ctxvet/testdata/src/polymorphism"
)

func each(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Each(xs, func(int) {})
	polymorphism.Each(xs, func(int) {
		time.Sleep(time.Second) // want `^time\.Sleep blocks inside the region entered at line 17; category sleep \[blockingcall\]$`
	})
}

func eachNamed(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Each(xs, harmless)
	polymorphism.Each(xs, sleepy) // want `^polymorphism\.Each blocks \(calls sleepy, which calls time\.Sleep\) inside the region entered at line 26; category sleep \[blockingcall\]$`
}

func harmless(int) {}

func sleepy(int) { time.Sleep(time.Second) }

func mapped(xs []int) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Map(xs, func(x int) string { return "" })
	polymorphism.Map(xs, readNumber) // want `^polymorphism\.Map blocks \(calls readNumber, which calls os\.ReadFile\) inside the region entered at line 37; category file \[blockingcall\]$`
}

func readNumber(n int) error {
	_, err := os.ReadFile("x")
	return err
}

func readers(conn net.Conn, f *os.File, r io.Reader) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.ReadAll(strings.NewReader("x"))
	polymorphism.ReadAll(&bytes.Buffer{})
	polymorphism.ReadAll(r)
	polymorphism.ReadAll(conn) // want `^polymorphism\.ReadAll blocks \(calls net\.Conn\.Read\) inside the region entered at line 49; category net \[blockingcall\]$`
	polymorphism.ReadAll(f)    // want `^polymorphism\.ReadAll blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 49; category file \[blockingcall\]$`
	polymorphism.ReadLine(strings.NewReader("x"))
	polymorphism.ReadLine(os.Stdin) // want `^polymorphism\.ReadLine blocks \(calls os\.\(\*File\)\.Read\) inside the region entered at line 49; category stdin \[blockingcall\]$`
}

func writers(conn net.Conn, w io.Writer) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Print(&bytes.Buffer{}, 1)
	polymorphism.Print(io.Discard, 1)
	polymorphism.Print(w, 1)
	polymorphism.Print(conn, 1) // want `^polymorphism\.Print blocks \(calls net\.Conn\.Write\) inside the region entered at line 61; category net \[blockingcall\]$`
	polymorphism.Copy(io.Discard, strings.NewReader("x"))
	polymorphism.Copy(io.Discard, conn) // want `^polymorphism\.Copy blocks \(calls net\.Conn\.Read\) inside the region entered at line 61; category net \[blockingcall\]$`
	polymorphism.Copy(conn, conn)       // want `^polymorphism\.Copy blocks \(calls net\.Conn\.Read\) inside the region entered at line 61; category net \[blockingcall\]$`
}

func flushers(f polymorphism.Flusher) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Flush(polymorphism.Fast{})
	polymorphism.Flush(&polymorphism.Fast{})
	polymorphism.Flush(f)
	polymorphism.Flush(polymorphism.Slow{})  // want `^polymorphism\.Flush blocks \(calls polymorphism\.Slow\.Flush, which calls time\.Sleep\) inside the region entered at line 73; category sleep \[blockingcall\]$`
	polymorphism.Flush(&polymorphism.Slow{}) // want `^polymorphism\.Flush blocks \(calls polymorphism\.Slow\.Flush, which calls time\.Sleep\) inside the region entered at line 73; category sleep \[blockingcall\]$`
}

func configs() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Apply(polymorphism.Config{})
	polymorphism.Apply(polymorphism.Config{Wait: func() {}})
	polymorphism.Apply(polymorphism.Config{Wait: polymorphism.Sleep}) // want `^polymorphism\.Apply blocks \(calls polymorphism\.Sleep, which calls time\.Sleep\) inside the region entered at line 83; category sleep \[blockingcall\]$`
}

func laterNotCalled() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	_ = polymorphism.Later(polymorphism.Sleep)
	polymorphism.Ignore(polymorphism.Sleep)
	polymorphism.Start(polymorphism.Sleep)
	polymorphism.After(polymorphism.Sleep)
}

func twice() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Twice(polymorphism.Sleep) // want `^polymorphism\.Twice blocks \(calls polymorphism\.Sleep, which calls time\.Sleep\) inside the region entered at line 100; category sleep \[blockingcall\]$`
}

func visit() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	polymorphism.Visit(func() error { return nil })
	polymorphism.Visit(func() error {
		return os.Remove("x")
	})
	polymorphism.Visit(func() error {
		_, err := os.Create("x") // want `^os\.Create blocks inside the region entered at line 106; category file \[blockingcall\]$`
		return err
	})
}

func exited(conn net.Conn) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	runtimectx.ExitRuntime(func() {
		polymorphism.ReadAll(conn)
		polymorphism.Twice(polymorphism.Sleep)
	})
}

func sanctioned(conn net.Conn) {
	runtimectx.EnterRuntime(h2, func(b *runtimectx.BlockingRegionGuard) {
		b.BlockOn(func() { polymorphism.ReadAll(conn) })
		b.BlockOn(polymorphism.Sleep)
		polymorphism.Each(nil, func(int) { b.BlockOn(polymorphism.Sleep) })
		polymorphism.ReadAll(conn) // want `^polymorphism\.ReadAll blocks \(calls net\.Conn\.Read\) inside the region entered at line 128; category net \[blockingcall\]$`
	})
}

func waiters(c chan int) {
	wait := polymorphism.Waiter(c)
	g := runtimectx.Enter(h2)
	defer g.Release()
	wait() // want `^wait blocks \(receives from a channel\) inside the region entered at line 138; category chan \[blockingcall\]$`
}

var h2 = runtimectx.NewHandle("h2", nil)

func later() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	f := polymorphism.Later(polymorphism.Sleep)
	f() // want `^f blocks \(calls polymorphism\.Sleep, which calls time\.Sleep\) inside the region entered at line 146; category sleep \[blockingcall\]$`
}
