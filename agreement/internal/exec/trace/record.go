// Package trace records what an instrumented program does. Its functions are
// called by the instrumentation and by the recording runtimectx; nothing in
// it decides what is right or wrong.
package trace

import (
	"runtime"
	"sync"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/petermattis/goid"
)

// Prefix is the import path under which programs under test live.
const Prefix = "github.com/ctxvet/ctxvet/agreement/batch/"

// DriverFile is the base name of the files that call the functions under
// test; their frames are not part of the program.
const DriverFile = "driver_gen.go"

// An Acq is one acquisition of a guard.
type Acq struct{ id int }

// goroutine is what is kept of a goroutine under test. Only that goroutine
// touches it after its start.
type goroutine struct {
	index   int
	parent  int
	acts    []activation // indexed by depth
	last    int          // the last activation number given out
	over    []override
	turns   int
	end     event.End
	quit    bool
	trouble string
	events  []event.Event
}

// activation is one call of a function.
type activation struct{ number, body int }

// override is the line of a defer statement whose call is running.
type override struct{ depth, line int }

// run is the execution in progress. Executions follow one another.
type run struct {
	mu         sync.Mutex
	goroutines []*goroutine
	acqs       int
	steps      bool
	strict     bool
	in         Inputs
	made       []choice // by the first goroutine
	drawn      int      // how many more it made
	wg         sync.WaitGroup
}

var (
	current *run
	byID    sync.Map // goroutine id to *goroutine
)

func (r *run) add(parent int) *goroutine {
	r.mu.Lock()
	defer r.mu.Unlock()
	g := &goroutine{index: len(r.goroutines), parent: parent}
	r.goroutines = append(r.goroutines, g)
	return g
}

func (r *run) newAcq() *Acq {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.acqs++
	return &Acq{id: r.acqs - 1}
}

func self() *goroutine {
	if g, ok := byID.Load(goid.Get()); ok {
		return g.(*goroutine)
	}
	return nil
}

// A Call is an operation in progress: where it was made from.
type Call struct {
	op     string
	g      *goroutine
	frames []event.Frame
}

// Here begins the operation op at the caller's place.
func Here(op string) Call {
	g := self()
	if g == nil {
		return Call{op: op}
	}
	return Call{op: op, g: g, frames: g.frames()}
}

// Log records an event of the operation.
func (c Call) Log(kind event.Kind, a *Acq, val bool) {
	c.log(event.Event{Kind: kind, Acq: a.ID(), Val: val})
}

// Misuse records that the library refused the operation or complained of it.
func (c Call) Misuse(err string, a *Acq) {
	c.log(event.Event{Kind: event.Misuse, Err: err, Acq: a.ID()})
}

func (c Call) log(e event.Event) {
	if c.g == nil || c.g.quit {
		return
	}
	e.Op, e.Frames = c.op, c.frames
	c.g.events = append(c.g.events, e)
}

// ID is the number of the acquisition, -1 for that of a zero guard.
func (a *Acq) ID() int {
	if a == nil {
		return -1
	}
	return a.id
}

// Acquired records a new acquisition and returns it.
func (c Call) Acquired(val bool) *Acq {
	a := current.newAcq()
	c.Log(event.Acquire, a, val)
	return a
}

// Strict reports whether a misuse is to panic, as it does in real life,
// instead of being recorded and passed over.
func Strict() bool { return current.strict }

// Fn notes that a function of the program under test was entered, whose body
// begins at the given offset of its file.
func Fn(body int) {
	g := self()
	if g == nil {
		return
	}
	var pcs [mostFrames]uintptr
	depth := 0
	for _, pc := range pcs[:runtime.Callers(2, pcs[:])] {
		if siteOf(pc).inside {
			depth++
		}
	}
	g.last++
	g.acts = append(g.acts[:min(depth-1, len(g.acts))], activation{g.last, body})
}
