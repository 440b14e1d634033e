package trace

import (
	"reflect"
	"runtime"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/petermattis/goid"
)

// The functions of this file are what the instrumentation calls. Each keeps
// the meaning of the code that it wraps.

// Deferred runs the call of a defer statement at the given line.
func deferred(line int, f func()) {
	g := self()
	if g == nil {
		f()
		return
	}
	n, frames := len(g.over), g.frames()
	if len(frames) > 0 {
		Step(frames[len(frames)-1].File, line)
	}
	g.over = append(g.over, override{depth: len(frames) - 1, line: line})
	defer func() { g.over = g.over[:n] }()
	f()
}

// D0 stands for a deferred call f().
func D0(line int, f func()) { deferred(line, f) }

// D1 stands for a deferred call f(a).
func D1[A any](line int, f func(A), a A) { deferred(line, func() { f(a) }) }

// D2 stands for a deferred call f(a, b).
func D2[A, B any](line int, f func(A, B), a A, b B) { deferred(line, func() { f(a, b) }) }

// D3 stands for a deferred call f(a, b, c).
func D3[A, B, C any](line int, f func(A, B, C), a A, b B, c C) {
	deferred(line, func() { f(a, b, c) })
}

// DV stands for a variadic function f whose call is deferred.
func DV[A any](line int, f func(...A)) func(...A) {
	return func(list ...A) { deferred(line, func() { f(list...) }) }
}

// quitting is what os.Exit panics with instead of ending the process.
type quitting struct{}

// fuel is how many turns of loops one goroutine may take.
const fuel = 10_000

// Turn notes a turn of a loop. A goroutine that takes too many is given up.
func Turn() {
	g := self()
	if g == nil {
		return
	}
	if g.turns++; g.turns > fuel {
		g.trouble = doesNotEnd
		g.quit = true
		panic(quitting{})
	}
}

// A Token hands a starting goroutine its place in the run.
type Token struct{ g *goroutine }

// Spawn notes that the goroutine is about to start another one.
func Spawn() Token {
	parent := self()
	child := current.add(parent.index)
	current.wg.Add(1)
	c := Call{op: "go", g: parent, frames: parent.frames()}
	c.log(event.Event{Kind: event.Spawn, Acq: child.index})
	return Token{child}
}

func (t Token) run(f func()) {
	defer current.wg.Done()
	t.g.run(f)
}

// run executes f as the whole of goroutine g and notes how it ended.
func (g *goroutine) run(f func()) {
	id := goid.Get()
	byID.Store(id, g)
	g.end = event.Exited
	defer byID.Delete(id)
	defer func() {
		if r := recover(); r != nil {
			g.end = event.Panicked
			switch r := r.(type) {
			case quitting:
				g.end = event.Quitted
			case runtime.Error:
				g.trouble = r.Error()
			}
			if g.quit {
				g.end = event.Quitted
			}
		}
	}()
	f()
	g.end = event.Returned
}

// Go0 stands for go f().
func Go0(t Token, f func()) { t.run(f) }

// Go1 stands for go f(a).
func Go1[A any](t Token, f func(A), a A) { t.run(func() { f(a) }) }

// Go2 stands for go f(a, b).
func Go2[A, B any](t Token, f func(A, B), a A, b B) { t.run(func() { f(a, b) }) }

// Go3 stands for go f(a, b, c).
func Go3[A, B, C any](t Token, f func(A, B, C), a A, b B, c C) {
	t.run(func() { f(a, b, c) })
}

// Recover stands for recover(), whose result it is given.
func Recover(v any) any {
	if v == nil {
		return nil
	}
	if _, ok := v.(quitting); ok {
		panic(v)
	}
	Here("recover").log(event.Event{Kind: event.Recover, Acq: -1})
	return v
}

// Panicking notes that an explicit panic is about to start.
func Panicking() { Here("panic").log(event.Event{Kind: event.Panic, Acq: -1}) }

// Quit stands for os.Exit and log.Fatal: the path ends.
func Quit() {
	c := Here("exit")
	c.log(event.Event{Kind: event.Quit, Acq: -1})
	c.g.quit = true
	panic(quitting{})
}

// entered is set by the recording runtimectx: whether the real library says
// that the goroutine is Entered.
var entered func() bool

// SetEntered gives the way to ask the library for the state.
func SetEntered(f func() bool) { entered = f }

// Block notes that the operation op, which can block, is about to run.
func Block(op string) {
	Here(op).log(event.Event{Kind: event.Block, Acq: -1, Val: entered()})
}

// Blk notes that f, which can block, is about to be called, and returns f.
func Blk[F any](op string, f F) F {
	Block(op)
	return f
}

// Step notes that the statement of the given line is about to run.
func Step(file string, line int) {
	g := self()
	if g == nil || !current.steps || g.quit {
		return
	}
	g.events = append(g.events, event.Event{Kind: event.Step, Acq: -1, Frames: []event.Frame{{File: file, Line: line}}})
}

// A Carrier is a guard of the recording runtimectx.
type Carrier interface{ Acquisition() *Acq }

// Lift notes that the guards held by values are handed to the caller of the
// running function.
func Lift(values ...any) {
	c := Here("return")
	for _, v := range values {
		acquisitions(reflect.ValueOf(v), func(a *Acq) {
			c.log(event.Event{Kind: event.Lift, Acq: a.id})
		})
	}
}

// Ret stands for a returned value v; by names the guards that v holds where
// they cannot be seen from v itself.
func Ret[T any](v T, by ...any) T {
	Lift(append(by, v)...)
	return v
}

// Ret2 stands for two returned values.
func Ret2[A, B any](a A, b B) (A, B) {
	Lift(a, b)
	return a, b
}

var acqType = reflect.TypeFor[*Acq]()

// acquisitions finds the guards in v, through structs, pointers to them, arrays and slices.
func acquisitions(v reflect.Value, yield func(*Acq)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if v.Type() == acqType {
			yield((*Acq)(v.UnsafePointer()))
			return
		}
		if v.Elem().Kind() == reflect.Struct {
			acquisitions(v.Elem(), yield)
		}
	case reflect.Interface:
		if !v.IsNil() {
			acquisitions(v.Elem(), yield)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			acquisitions(v.Index(i), yield)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			acquisitions(v.Field(i), yield)
		}
	}
}
