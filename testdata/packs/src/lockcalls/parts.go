package lockcalls

import (
	"net"
	"sync"
)

// A wire sends now or later, as its callers say by a constant.
type wire struct {
	mu   sync.Mutex
	conn net.Conn
	buf  []byte
}

func (w *wire) send(p []byte, now bool) {
	w.buf = append(w.buf, p...)
	if now {
		w.conn.Write(w.buf)
		w.buf = nil
	}
}

func (w *wire) queue(p []byte) { w.send(p, false) }

func (w *wire) Queue(p []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queue(p)
}

func (w *wire) Send(p []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.send(p, true) // want `w\.send blocks \(calls w\.conn\.Write\) while w\.mu, locked at line 32, is held; category net \[blockingcall\]`
}

func (w *wire) SendIf(p []byte, now bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.send(p, now) // want `w\.send blocks \(calls w\.conn\.Write\) while w\.mu, locked at line 38, is held; category net \[blockingcall\]`
}
