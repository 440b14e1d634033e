package main

import (
	"bufio"
	"errors"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/ctxvet/ctxvet/runtimectx"
)

// A Server answers the commands SET, GET, SAVE, WHOAMI, QUIT and SHUTDOWN, one
// a line. All of its state belongs to one loop. A goroutine per connection
// reads, another one writes, and they exchange lines with the loop.
type Server struct {
	loop     *Loop
	pool     *Pool
	store    *Store
	snapshot string // name of the file
	listener net.Listener
	conns    map[*client]bool
	closing  bool
	tasks    sync.WaitGroup // goroutines of connections
}

// A client is one connection.
type client struct {
	conn   net.Conn
	handle *runtimectx.Handle // current while the loop works for the client
	out    chan string        // lines to write; closed by the loop
	closed bool
}

// sendBuffer is how many lines a client can be behind before it is dropped.
const sendBuffer = 64

// NewServer returns a server that accepts connections of listener.
func NewServer(listener net.Listener, snapshot string) *Server {
	loop := NewLoop("server " + listener.Addr().String())
	return &Server{
		loop:     loop,
		pool:     NewPool(loop, 2, 16),
		store:    NewStore(loop),
		snapshot: snapshot,
		listener: listener,
		conns:    make(map[*client]bool),
	}
}

// Serve runs the server on the calling goroutine until Shutdown.
func (s *Server) Serve() {
	s.tasks.Go(s.accept)
	s.loop.Run()
	s.pool.Close()
	s.tasks.Wait()
}

// Shutdown makes Serve return. It may be called from any goroutine.
func (s *Server) Shutdown() {
	s.loop.Post(func() {
		s.closing = true
		s.listener.Close()
		for c := range s.conns {
			s.drop(c)
		}
		s.loop.Stop()
	})
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			if !errors.Is(err, net.ErrClosed) {
				s.Shutdown()
			}
			return
		}
		c := &client{
			conn:   conn,
			handle: runtimectx.NewHandle("client "+conn.RemoteAddr().String(), nil),
			out:    make(chan string, sendBuffer),
		}
		if !s.loop.Post(func() { s.add(c) }) {
			conn.Close()
			return
		}
		s.tasks.Go(func() { s.read(c) })
		s.tasks.Go(c.write)
	}
}

// add takes a new client in, on the loop.
func (s *Server) add(c *client) {
	s.conns[c] = true
	if s.closing {
		s.drop(c)
	}
}

func (s *Server) read(c *client) {
	lines := bufio.NewScanner(c.conn)
	for lines.Scan() {
		line := lines.Text()
		s.loop.Post(func() { s.serve(c, line) })
	}
	s.loop.Post(func() { s.drop(c) })
}

func (c *client) write() {
	for line := range c.out {
		if _, err := c.conn.Write([]byte(line + "\n")); err != nil {
			break
		}
	}
	c.conn.Close()
}

// serve answers one line, on the loop.
func (s *Server) serve(c *client, line string) {
	current := runtimectx.SetCurrent(c.handle)
	defer current.Release()
	if c.closed {
		return
	}
	words := strings.Fields(line)
	if len(words) == 0 {
		return
	}
	switch command := strings.ToUpper(words[0]); {
	case command == "SET" && (len(words) == 3 || len(words) == 4):
		s.set(c, words[1:])
	case command == "GET" && len(words) == 2:
		if value, ok := s.store.Get(words[1]); ok {
			s.send(c, "VALUE "+value)
		} else {
			s.send(c, "NONE")
		}
	case command == "SAVE" && len(words) == 1:
		s.save(c)
	case command == "WHOAMI" && len(words) == 1:
		s.send(c, "YOU ARE "+whoami())
	case command == "QUIT" && len(words) == 1:
		s.drop(c)
	case command == "SHUTDOWN" && len(words) == 1:
		s.finish(c)
	default:
		s.send(c, "ERROR unknown command: "+line)
	}
}

func (s *Server) set(c *client, words []string) {
	var ttl time.Duration
	if len(words) == 3 {
		var err error
		if ttl, err = time.ParseDuration(words[2]); err != nil || ttl <= 0 {
			s.send(c, "ERROR not a duration: "+words[2])
			return
		}
	}
	s.store.Set(words[0], words[1], ttl)
	s.send(c, "OK")
}

// save writes the store to disk on another goroutine, while the loop goes on.
func (s *Server) save(c *client) {
	text := s.store.Snapshot()
	ok := s.pool.Submit(
		func() error { return writeSnapshot(s.snapshot, text) },
		func(err error) { s.sendResult(c, err) },
	)
	if !ok {
		s.send(c, "ERROR busy")
	}
}

// finish writes the store to disk and ends the server. There is nothing else
// left to do for the loop, so here it may wait for the disk.
func (s *Server) finish(c *client) {
	text := s.store.Snapshot()
	var err error
	runtimectx.BlockInPlace(func() { err = writeSnapshot(s.snapshot, text) })
	s.sendResult(c, err)
	s.Shutdown()
}

func (s *Server) sendResult(c *client, err error) {
	if err != nil {
		s.send(c, "ERROR "+err.Error())
		return
	}
	s.send(c, "OK")
}

// send queues a line for c, on the loop. A client that does not read its
// answers is dropped; the loop does not wait for it.
func (s *Server) send(c *client, line string) {
	if c.closed {
		return
	}
	select {
	case c.out <- line:
	default:
		s.drop(c)
	}
}

// drop ends a connection when the queued lines are written.
func (s *Server) drop(c *client) {
	if c.closed {
		return
	}
	c.closed = true
	delete(s.conns, c)
	close(c.out)
	// Ends the reader, too. What was read already is served no more.
	c.conn.SetReadDeadline(time.Now())
}

// whoami names the handle that is current. It shows that what the loop works
// for is known without being passed on.
func whoami() string {
	h, err := runtimectx.Current()
	if err != nil {
		return "nobody"
	}
	return h.Name()
}
