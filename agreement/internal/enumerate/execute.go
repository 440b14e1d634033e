package enumerate

import (
	"errors"
	"fmt"

	"github.com/ctxvet/ctxvet/agreement/internal/event"
	"github.com/ctxvet/ctxvet/runtimectx"
)

// Execute interprets p, which was written to file, on every value of its
// conditions, against the library, and hands each run to yield. entry is the
// state of the caller: root, outside, allow or deny.
func Execute(p []Node, name, file, entry string, conditions int, yield func(*event.Run)) {
	for in := range 1 << conditions {
		var answers []bool
		for {
			r := &interpreter{file: file, a: in&1 == 1, b: in&2 == 2, answers: answers}
			run := &event.Run{Func: name, Input: fmt.Sprintf("%0*b %v", conditions, in, answers), Entry: entry, Times: 1}
			run.Goroutines = []event.Goroutine{r.goroutine(p, entry)}
			yield(run)
			// The next sequence of answers in order.
			answers = r.answers
			for len(answers) > 0 && answers[len(answers)-1] {
				answers = answers[:len(answers)-1]
			}
			if len(answers) == 0 {
				break
			}
			answers[len(answers)-1] = true
		}
	}
}

// mostAnswers is how many times a loop is asked whether it goes on; later answers
// are no.
const mostAnswers = 6

var handle = runtimectx.NewHandle("h", nil)

// stop is what the Panic operation panics with.
type stop struct{}

// interpreter executes one program. The calling goroutine is the one under
// test: its defers, panics and closures are Go's own, so that the library
// sees what it would see of the compiled program.
type interpreter struct {
	file  string
	a, b  bool
	e     runtimectx.EnterRuntimeGuard
	s, t  runtimectx.SetCurrentGuard
	w     runtimectx.DisallowBlockInPlaceGuard
	acq   map[any]int // acquisition numbers by guard
	all   []func()    // releases of all guards, in order
	stack []event.Frame
	acts  int
	out   []event.Event

	defers  []func() // of the function that runs
	answers []bool   // whether loops go on
	asked   int      // how many were used
}

func (r *interpreter) goroutine(p []Node, entry string) event.Goroutine {
	r.acq = make(map[any]int)
	var caller runtimectx.EnterRuntimeGuard
	switch entry {
	case "allow":
		caller = runtimectx.Enter(handle, runtimectx.AllowBlockInPlace)
	case "deny":
		caller = runtimectx.Enter(handle)
	}
	if entry == "allow" || entry == "deny" {
		r.acquired("Enter", caller, caller.Release, entry == "allow")
	}
	end := event.Panicked
	func() {
		defer func() {
			if v := recover(); v != nil && v != any(stop{}) {
				panic(v)
			}
		}()
		r.function(p)
		end = event.Returned
	}()
	for i := len(r.all) - 1; i >= 0; i-- {
		attempt(r.all[i])
	}
	return event.Goroutine{Parent: -1, End: end, Events: r.out}
}

// attempt calls op and returns the misuse it panics with, if any.
func attempt(op func()) (m *runtimectx.MisuseError) {
	done := false
	defer func() {
		if !done {
			v := recover()
			is := false
			if m, is = v.(*runtimectx.MisuseError); !is {
				panic(v)
			}
		}
	}()
	op()
	done = true
	return nil
}

var sentinels = map[error]string{
	runtimectx.ErrNestedEnter:        "ErrNestedEnter",
	runtimectx.ErrOutOfOrder:         "ErrOutOfOrder",
	runtimectx.ErrNotEntered:         "ErrNotEntered",
	runtimectx.ErrStillEntered:       "ErrStillEntered",
	runtimectx.ErrReleased:           "ErrReleased",
	runtimectx.ErrBlockInPlaceDenied: "ErrBlockInPlaceDenied",
}

func (r *interpreter) log(kind event.Kind, op string, acq int, val bool) {
	r.out = append(r.out, event.Event{Kind: kind, Op: op, Acq: acq, Val: val, Frames: append([]event.Frame(nil), r.stack...)})
}

func (r *interpreter) misuse(op string, acq int, m *runtimectx.MisuseError) {
	r.log(event.Misuse, op, acq, false)
	r.out[len(r.out)-1].Err = sentinels[errors.Unwrap(m)]
}

func (r *interpreter) acquired(op string, guard any, release func(), val bool) {
	r.acq[guard] = len(r.acq)
	r.all = append(r.all, release)
	r.log(event.Acquire, op, r.acq[guard], val)
}

// function executes p as the body of a function. Deferred releases run at
// its end, at the line of their statement.
func (r *interpreter) function(p []Node) {
	r.acts++
	depth := len(r.stack)
	r.stack = append(r.stack, event.Frame{File: r.file, Act: r.acts})
	outer := r.defers
	r.defers = nil
	defer func() {
		for i := len(r.defers) - 1; i >= 0; i-- {
			r.defers[i]() // which recovers what it panics with
		}
		r.defers = outer
		r.stack = r.stack[:depth]
	}()
	r.nodes(p, depth)
}

// nodes executes p in the function at depth, and reports false when that
// returns.
func (r *interpreter) nodes(p []Node, depth int) bool {
	for i := range p {
		n := &p[i]
		r.stack[depth].Line = n.cond
		if !r.holds(n.Cond) {
			continue
		}
		r.stack[depth].Line = n.line
		switch n.Op {
		case Return:
			return false
		case Panic:
			r.log(event.Panic, "panic", -1, false)
			panic(stop{})
		case DeferLeave:
			g, line := r.e, n.line
			r.defers = append(r.defers, func() { r.stack[depth].Line = line; r.leave(g) })
		case DeferUnset:
			s, line := r.s, n.line
			r.defers = append(r.defers, func() { r.stack[depth].Line = line; r.unset(s) })
		case Loop:
			for r.more() {
				if !r.nodes(n.Body, depth) {
					return false
				}
			}
		default:
			r.op(n) //ctxvet:ignore nestedenter,exitstate the programs misuse on purpose
		}
	}
	return true
}

// holds evaluates a condition.
func (r *interpreter) holds(c Cond) bool {
	switch c {
	case 1, -1:
		return r.a == (c > 0)
	case 2, -2:
		return r.b == (c > 0)
	case asksEntered, -asksEntered:
		is := runtimectx.CurrentEnterContext().IsEntered()
		r.log(event.IsEntered, "IsEntered", -1, is)
		return is == (c > 0)
	case asksAllowed, -asksAllowed:
		is := runtimectx.CurrentEnterContext().AllowsBlockInPlace()
		r.log(event.Allows, "AllowsBlockInPlace", -1, is)
		return is == (c > 0)
	}
	return true
}

// more answers a loop that asks whether to go on.
func (r *interpreter) more() bool {
	if r.asked >= mostAnswers {
		return false
	}
	if r.asked == len(r.answers) {
		r.answers = append(r.answers, false)
	}
	r.asked++
	return r.answers[r.asked-1]
}

// call runs a function of its own, with guards of its own.
func (r *interpreter) call(p []Node) {
	e, s, t, w := r.e, r.s, r.t, r.w
	r.e, r.s, r.t, r.w = runtimectx.EnterRuntimeGuard{}, runtimectx.SetCurrentGuard{}, runtimectx.SetCurrentGuard{}, runtimectx.DisallowBlockInPlaceGuard{}
	defer func() { r.e, r.s, r.t, r.w = e, s, t, w }()
	r.function(p)
}

func (r *interpreter) op(n *Node) {
	switch n.Op {
	case Enter:
		r.enter()
	case Allow:
		r.enter(runtimectx.AllowBlockInPlace)
	case Leave:
		r.leave(r.e)
	case SetCurrent:
		r.s = r.setCurrent()
	case SetOther:
		r.t = r.setCurrent()
	case Unset:
		r.unset(r.s)
	case UnsetOther:
		r.unset(r.t)
	case Call:
		r.call(n.Body)
	case Disallow:
		r.disallow()
	case Permit:
		r.release("DisallowBlockInPlaceGuard.Release", r.w, r.w == runtimectx.DisallowBlockInPlaceGuard{}, r.w.Release)
	case Block:
		r.log(event.Block, "time.Sleep", -1, runtimectx.CurrentEnterContext().IsEntered())
	case ExitRuntime:
		r.closure("ExitRuntime", n.Body, runtimectx.ExitRuntime)
	case BlockInPlace:
		r.closure("BlockInPlace", n.Body, runtimectx.BlockInPlace)
	}
}

func (r *interpreter) enter(opts ...runtimectx.EnterOption) {
	r.e = runtimectx.EnterRuntimeGuard{}
	if m := attempt(func() { r.e = runtimectx.Enter(handle, opts...) }); m != nil {
		r.misuse("Enter", -1, m)
		return
	}
	r.acquired("Enter", r.e, r.e.Release, len(opts) > 0)
}

func (r *interpreter) setCurrent() runtimectx.SetCurrentGuard {
	g := runtimectx.SetCurrent(handle)
	r.acquired("SetCurrent", g, g.Release, false)
	return g
}

func (r *interpreter) disallow() {
	r.w = runtimectx.DisallowBlockInPlace()
	if r.w == (runtimectx.DisallowBlockInPlaceGuard{}) {
		r.log(event.Refuse, "DisallowBlockInPlace", -1, false)
		return
	}
	r.acquired("DisallowBlockInPlace", r.w, r.w.Release, false)
}

func (r *interpreter) leave(g runtimectx.EnterRuntimeGuard) {
	r.release("EnterRuntimeGuard.Release", g, g == runtimectx.EnterRuntimeGuard{}, g.Release)
}

func (r *interpreter) unset(g runtimectx.SetCurrentGuard) {
	r.release("SetCurrentGuard.Release", g, g == runtimectx.SetCurrentGuard{}, g.Release)
}

func (r *interpreter) release(op string, guard any, zero bool, do func()) {
	acq := -1
	if !zero {
		acq = r.acq[guard]
	}
	if m := attempt(do); m != nil {
		r.misuse(op, acq, m)
		return
	}
	r.log(event.Release, op, acq, false)
}

// closure runs a closure form. A panic of the closure passes through. What
// follows a misuse is looked at only for what it releases: so the closure of
// a form that was refused runs bare.
func (r *interpreter) closure(op string, body []Node, form func(func())) {
	if r.refused(op, body, form) {
		r.function(body)
	}
}

func (r *interpreter) refused(op string, body []Node, form func(func())) (refused bool) {
	opened, returned, completed := false, false, false
	defer func() {
		switch {
		case completed:
			return
		case !opened || returned:
			v := recover()
			m, is := v.(*runtimectx.MisuseError)
			if !is {
				panic(v)
			}
			r.misuse(op, -1, m)
			refused = !opened
		}
		if opened {
			r.log(event.Close, op, -1, false)
		}
	}()
	form(func() {
		opened = true
		r.log(event.Open, op, -1, false)
		r.function(body)
		returned = true
	})
	completed = true
	r.log(event.Close, op, -1, false)
	return false
}
