package polymorphism

import (
	"bufio"
	"encoding/gob"
	"encoding/json"
	"io"
	"net"
	"net/textproto"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// What is built on a net.Conn blocks, wherever the connection comes from: the
// interface promises as much.

type session struct {
	conn net.Conn
}

var global net.Conn

func (s *session) send(v any) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	_ = json.NewEncoder(s.conn).Encode(v)           // want `^json\.NewEncoder\(…\)\.Encode blocks \(calls net\.Conn\.Write\) inside the region entered at line 24; category net \[blockingcall\]$`
	_, _ = bufio.NewReader(s.conn).ReadString('\n') // want `^bufio\.NewReader\(…\)\.ReadString blocks \(calls net\.Conn\.Read\) inside the region entered at line 24; category net \[blockingcall\]$`
	dec := gob.NewDecoder(s.conn)
	_ = dec.Decode(v) // want `^dec\.Decode blocks \(calls net\.Conn\.Read\) inside the region entered at line 24; category net \[blockingcall\]$`
	c := s.conn
	w := bufio.NewWriter(c)
	_, _ = w.WriteString("x")                 // want `^w\.WriteString blocks \(calls net\.Conn\.Write\) inside the region entered at line 24; category net \[blockingcall\]$`
	_ = w.Flush()                             // want `^w\.Flush blocks \(calls net\.Conn\.Write\) inside the region entered at line 24; category net \[blockingcall\]$`
	_, _ = bufio.NewReader(global).ReadByte() // want `^bufio\.NewReader\(…\)\.ReadByte blocks \(calls net\.Conn\.Read\) inside the region entered at line 24; category net \[blockingcall\]$`
}

func dialed() error {
	c, err := net.Dial("tcp", "localhost:1")
	if err != nil {
		return err
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, err = bufio.NewReader(c).ReadByte()                  // want `^bufio\.NewReader\(…\)\.ReadByte blocks \(calls net\.Conn\.Read\) inside the region entered at line 42; category net \[blockingcall\]$`
	_, _ = bufio.NewReader(io.LimitReader(c, 3)).ReadByte() // want `^bufio\.NewReader\(…\)\.ReadByte blocks \(calls net\.Conn\.Read\) inside the region entered at line 42; category net \[blockingcall\]$`
	return err
}

func accepted(l net.Listener, conns chan net.Conn) {
	c, err := l.Accept()
	if err != nil {
		return
	}
	g := runtimectx.Enter(h2)
	defer g.Release()
	sc := bufio.NewScanner(c)
	sc.Scan() // want `^sc\.Scan blocks \(calls net\.Conn\.Read\) inside the region entered at line 54; category net \[blockingcall\]$`
	tp := textproto.NewReader(bufio.NewReader(c))
	_, _ = tp.ReadLine() // want `^tp\.ReadLine blocks \(calls bufio\.\(\*Reader\)\.Read, which calls net\.Conn\.Read\) inside the region entered at line 54; category net \[blockingcall\]$`
}

func asserted(x any) {
	g := runtimectx.Enter(h2)
	defer g.Release()
	_ = json.NewDecoder(x.(net.Conn)).Decode(&x) // want `^json\.NewDecoder\(…\)\.Decode blocks \(calls net\.Conn\.Read\) inside the region entered at line 63; category net \[blockingcall\]$`
}

// An io.Reader may be anything, and an error of the net package is none.
type plainReader struct {
	r io.Reader
	e net.Error
}

func (p *plainReader) read() {
	g := runtimectx.Enter(h2)
	defer g.Release()
	_, _ = bufio.NewReader(p.r).ReadByte()
	_ = p.e.Error()
	_ = p.e.Timeout()
}
