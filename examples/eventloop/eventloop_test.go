package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// start runs a server and returns its address, the file it saves to, and a
// channel that is closed when it has ended.
func start(t *testing.T) (addr, snapshot string, ended chan struct{}) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	snapshot = filepath.Join(t.TempDir(), "snapshot")
	server := NewServer(listener, snapshot)
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		server.Serve()
	}()
	t.Cleanup(func() {
		server.Shutdown()
		<-ended
	})
	return listener.Addr().String(), snapshot, ended
}

// A session is a client's view of a connection.
type session struct {
	t     *testing.T
	conn  net.Conn
	lines *bufio.Scanner
}

func dial(t *testing.T, addr string) *session {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(30 * time.Second))
	return &session{t, conn, bufio.NewScanner(conn)}
}

func (s *session) want(request, answer string) {
	s.t.Helper()
	if got := s.ask(request); got != answer {
		s.t.Errorf("%s: answer %q, want %q", request, got, answer)
	}
}

func (s *session) ask(request string) string {
	s.t.Helper()
	if _, err := fmt.Fprintln(s.conn, request); err != nil {
		s.t.Fatal(err)
	}
	if !s.lines.Scan() {
		s.t.Fatalf("%s: no answer: %v", request, s.lines.Err())
	}
	return s.lines.Text()
}

func TestCommands(t *testing.T) {
	addr, snapshot, ended := start(t)
	a, b := dial(t, addr), dial(t, addr)
	a.want("SET color blue", "OK")
	b.want("GET color", "VALUE blue")
	b.want("get size", "NONE")
	b.want("SET size 7 never", "ERROR not a duration: never")
	b.want("GET", "ERROR unknown command: GET")
	a.want("WHOAMI", "YOU ARE client "+a.conn.LocalAddr().String())
	b.want("WHOAMI", "YOU ARE client "+b.conn.LocalAddr().String())
	a.want("SAVE", "OK")
	if text, err := os.ReadFile(snapshot); err != nil || string(text) != "color blue\n" {
		t.Errorf("after SAVE the file holds %q, %v", text, err)
	}

	b.want("SET size 7", "OK")
	a.want("SHUTDOWN", "OK")
	<-ended
	if text, err := os.ReadFile(snapshot); err != nil || string(text) != "color blue\nsize 7\n" {
		t.Errorf("after SHUTDOWN the file holds %q, %v", text, err)
	}
	if b.lines.Scan() {
		t.Errorf("after SHUTDOWN a client got %q", b.lines.Text())
	}
}

func TestExpiry(t *testing.T) {
	addr, _, _ := start(t)
	s := dial(t, addr)
	s.want("SET short 1 20ms", "OK")
	s.want("SET renewed 1 20ms", "OK")
	s.want("SET renewed 2 1h", "OK")
	for deadline := time.Now().Add(20 * time.Second); s.ask("GET short") != "NONE"; {
		if time.Now().After(deadline) {
			t.Fatal("the key did not expire")
		}
		time.Sleep(time.Millisecond)
	}
	s.want("GET renewed", "VALUE 2")
}

func TestManyClients(t *testing.T) {
	addr, _, _ := start(t)
	var clients sync.WaitGroup
	for i := range 20 {
		s := dial(t, addr)
		clients.Go(func() {
			for j := range 50 {
				s.want(fmt.Sprintf("SET k%d %d", i, j), "OK")
				s.want(fmt.Sprintf("GET k%d", i), fmt.Sprintf("VALUE %d", j))
			}
		})
	}
	clients.Wait()
}

func TestQuitWritesWhatWasAnswered(t *testing.T) {
	addr, _, _ := start(t)
	s := dial(t, addr)
	if _, err := fmt.Fprint(s.conn, "SET a 1\nGET a\nQUIT\nGET a\n"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for s.lines.Scan() {
		got = append(got, s.lines.Text())
	}
	if want := []string{"OK", "VALUE 1"}; !slices.Equal(got, want) {
		t.Errorf("answers %q, want %q", got, want)
	}
}

func TestTimersRunInOrder(t *testing.T) {
	l := NewLoop("test")
	var got []int
	l.Post(func() {
		l.After(2*time.Millisecond, func() { got = append(got, 3); l.Stop() })
		l.After(time.Millisecond, func() { got = append(got, 1) })
		l.After(time.Millisecond, func() { got = append(got, 2) })
	})
	l.Run()
	if !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("timers ran in the order %v", got)
	}
}

// What would make the loop hang, or run a handler inside a handler, is refused
// where it is tried.
func TestLoopIsProtected(t *testing.T) {
	for _, tt := range []struct {
		name string
		f    func(*Loop)
		want error
	}{
		{"running it again", func(l *Loop) { l.Run() }, runtimectx.ErrNestedEnter},
		{"running another loop", func(*Loop) { NewLoop("other").Run() }, runtimectx.ErrNestedEnter},
		{"waiting for it", func(l *Loop) { l.Do(func() {}) }, runtimectx.ErrBlockingDenied},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := NewLoop("test")
			var got error
			l.Post(func() {
				defer l.Stop()
				defer func() { got, _ = recover().(error) }()
				tt.f(l)
			})
			l.Run()
			if !errors.Is(got, tt.want) {
				t.Errorf("panics with %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDo(t *testing.T) {
	l := NewLoop("test")
	var running sync.WaitGroup
	running.Go(l.Run)
	name := ""
	if !l.Do(func() { name = whoami() }) || name != "test" {
		t.Errorf("Do ran under %q", name)
	}
	l.Stop()
	running.Wait()
	if l.Do(func() { t.Error("Do ran f on a stopped loop") }) {
		t.Error("Do returned true on a stopped loop")
	}
}

func TestPoolRefusesWhatItCannotQueue(t *testing.T) {
	l := NewLoop("test")
	pool := NewPool(l, 1, 1)
	release := make(chan struct{})
	accepted := 0
	for range 100 {
		if pool.Submit(func() error { <-release; return errors.New("disk full") }, func(err error) {
			if err == nil || !strings.Contains(err.Error(), "disk full") {
				t.Errorf("a job reports %v", err)
			}
			accepted--
		}) {
			accepted++
		}
	}
	if accepted < 1 || accepted > 2 {
		t.Errorf("%d jobs were accepted for one worker and a queue of one", accepted)
	}
	close(release)
	pool.Close()
	l.Stop()
	l.Run()
	if accepted != 0 {
		t.Errorf("%d jobs did not report", accepted)
	}
}
