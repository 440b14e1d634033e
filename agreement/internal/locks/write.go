package locks

import (
	"fmt"
	"strings"
)

// prelude declares what the functions use.
const prelude = `package locks

import (
	"sync"
	"time"
)

type conn struct {
	mu sync.Mutex
	rw sync.RWMutex
	n  int
}

func (c *conn) lock()   { c.mu.Lock() }
func (c *conn) unlock() { c.mu.Unlock() }

func (c *conn) unlockIf(b bool) {
	if b {
		c.mu.Unlock()
	}
}

func (c *conn) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func (c *conn) with(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
}

func (c *conn) without(f func()) {
	c.mu.Unlock()
	defer c.mu.Lock()
	f()
}

func (c *conn) readUnlock()  { c.rw.RUnlock() }
func (c *conn) writeUnlock() { c.rw.Unlock() }

var _ = time.Sleep
`

// Write writes the functions as one file, and sets their lines.
func Write(fns []*Func) string {
	w := &writer{}
	w.text.WriteString(prelude)
	w.line = strings.Count(prelude, "\n") + 1
	for i, f := range fns {
		f.Name = fmt.Sprintf("F%d", i)
		w.print(0, "")
		f.Line = w.line
		w.print(0, "func %s(c, d *conn, a, b bool, n int) {", f.Name)
		w.print(1, "var mu sync.Mutex")
		w.print(1, "_ = &mu")
		w.block(1, f.Body)
		w.print(0, "}")
	}
	return w.text.String()
}

type writer struct {
	text strings.Builder
	line int
}

func (w *writer) print(depth int, format string, args ...any) {
	fmt.Fprintf(&w.text, strings.Repeat("\t", depth)+format+"\n", args...)
	w.line++
}

var names = [...]string{Own: "c.mu", Shared: "c.rw", Other: "d.mu", Local: "mu"}

func condition(c int) string {
	s := "ab"[max(c, -c)-1:][:1]
	if c < 0 {
		return "!" + s
	}
	return s
}

func (w *writer) block(depth int, body []*Stmt) {
	for _, s := range body {
		w.stmt(depth, s)
	}
}

func (w *writer) stmt(depth int, s *Stmt) {
	s.Line = w.line
	x := names[s.Lock]
	switch s.Op {
	case Acquire:
		w.print(depth, "%s.Lock()", x)
	case Release:
		w.print(depth, "%s.Unlock()", x)
	case Read:
		w.print(depth, "%s.RLock()", x)
	case ReadRelease:
		w.print(depth, "%s.RUnlock()", x)
	case DeferRelease:
		w.print(depth, "defer %s.Unlock()", x)
	case Try:
		w.nest(depth, fmt.Sprintf("if %s.TryLock() {", x), s)
	case If:
		w.nest(depth, fmt.Sprintf("if %s {", condition(s.Cond)), s)
	case Loop:
		w.nest(depth, "for range n {", s)
	case Probe:
		w.print(depth, "time.Sleep(0)")
	case Return:
		w.print(depth, "return")
	case Panic:
		w.print(depth, "panic(\"stop\")")
	case CallLock:
		w.print(depth, "c.lock()")
	case CallUnlock:
		w.print(depth, "c.unlock()")
	case CallAdd:
		w.print(depth, "c.add()")
	case CallDeferred:
		w.print(depth, "defer c.unlock()")
	case CallUnlockIf:
		w.print(depth, "c.unlockIf(%s)", condition(s.Cond))
	case CallWith, CallWithout:
		name := "with"
		if s.Op == CallWithout {
			name = "without"
		}
		w.print(depth, "c.%s(func() {", name)
		w.block(depth+1, s.Body)
		w.print(depth, "})")
	case Closure:
		w.print(depth, "func() {")
		w.block(depth+1, s.Body)
		w.print(depth, "}()")
	}
}

func (w *writer) nest(depth int, head string, s *Stmt) {
	w.print(depth, "%s", head)
	w.block(depth+1, s.Body)
	if s.Else != nil {
		w.print(depth, "} else {")
		w.block(depth+1, s.Else)
	}
	w.print(depth, "}")
}
