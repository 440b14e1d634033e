// Package enumerate lists every program of at most k operations over a small
// alphabet, up to symmetry, writes each as Go source, and executes each
// against the library by interpretation, so that no build stands between a
// bound and its proof.
package enumerate

import "strings"

// An Op is a letter of the alphabet. g and s are the guards of a program, t
// a second one of the kind of s.
type Op byte

// The alphabet.
const (
	Enter        Op = 'E' // g = Enter(H)
	Allow        Op = 'A' // g = Enter(H, AllowBlockInPlace)
	Leave        Op = 'e' // g.Release()
	SetCurrent   Op = 'S' // s = SetCurrent(H)
	Unset        Op = 's' // s.Release()
	SetOther     Op = 'T' // t = SetCurrent(H)
	UnsetOther   Op = 't' // t.Release()
	DeferLeave   Op = 'D' // defer g.Release()
	DeferUnset   Op = 'U' // defer s.Release()
	Block        Op = 'B' // time.Sleep(0)
	Return       Op = 'R' // return
	Panic        Op = 'P' // panic("stop")
	ExitRuntime  Op = 'X' // ExitRuntime(func() { … })
	BlockInPlace Op = 'Y' // BlockInPlace(func() { … })
	Disallow     Op = 'W' // w = DisallowBlockInPlace()
	Permit       Op = 'w' // w.Release()
	Call         Op = 'C' // a function of its own, which is given a and b
	Loop         Op = 'L' // for probe.More() { … }
)

// holds reports whether a sequence of operations stands inside o.
func (o Op) holds() bool { return o.closes() || o == Call || o == Loop }

func (o Op) closes() bool { return o == ExitRuntime || o == BlockInPlace }

// A Cond is what an operation stands under: 0 nothing, 1 and -1 the
// condition a and its negation, 2 and -2 the condition b; 3 and -3 whether the
// goroutine is entered, 4 and -4 whether blocking in place is allowed.
type Cond int8

var condTexts = map[Cond]string{
	1: "a", -1: "!a", 2: "b", -2: "!b",
	asksEntered: isEntered, -asksEntered: "!" + isEntered, asksAllowed: isAllowed, -asksAllowed: "!" + isAllowed,
}

const (
	asksEntered Cond = 3
	asksAllowed Cond = 4

	isEntered = "runtimectx.CurrentEnterContext().IsEntered()"
	isAllowed = "runtimectx.CurrentEnterContext().AllowsBlockInPlace()"
)

// A Node is one operation of a program.
type Node struct {
	Op   Op
	Cond Cond
	Body []Node // of a closure form, a loop or a function
	line int    // in the source, set by Write
	cond int    // the line of the condition
	name string // of the function that is called
}

// A Bound says which programs to list.
type Bound struct {
	K          int    // operations at most, closure forms included
	Alphabet   string // letters, in any order
	Conditions int    // 0, 1 or 2
	Asks       string // "q" and "p": the questions that are conditions, too
}

// Programs calls yield with every program of the bound, up to symmetry: a
// condition first stands positive, a before b; a guard is not released in
// text before it is acquired; nothing follows an unconditional end of the
// path; t is used only after s; of neighbours under opposite conditions the
// positive one comes first. yield must not keep the program.
func (b Bound) Programs(yield func([]Node) bool) {
	e := &enumeration{b}
	e.extend(nil, b.K, used{}, func(p []Node, _ used) bool {
		return len(p) == 0 || yield(p)
	})
}

// used is what the text of a program so far contains.
type used struct {
	a, b       bool // conditions
	g, s, t, w bool // guards acquired
}

type enumeration struct{ Bound }

// extend lists all sequences of at most k operations that continue p, p
// itself first. It reports false when the listing is to stop.
func (e *enumeration) extend(p []Node, k int, u used, yield func([]Node, used) bool) bool {
	if !yield(p, u) {
		return false
	}
	if k == 0 || len(p) > 0 && ends(p[len(p)-1]) {
		return true
	}
	for _, op := range []Op(e.Alphabet) {
		for _, c := range e.conds(u) {
			v, ok := u.with(op, c)
			if !ok || len(p) > 0 && c > 0 && p[len(p)-1].Cond == -c {
				continue
			}
			n := Node{Op: op, Cond: c}
			if !op.holds() {
				if !e.extend(append(p, n), k-1, v, yield) {
					return false
				}
				continue
			}
			// The body takes a part of what is left.
			within := v
			if op == Call {
				within = used{a: v.a, b: v.b}
			}
			ok = e.extend(nil, k-1, within, func(body []Node, w used) bool {
				if op == Call && len(body) == 0 {
					return true
				}
				if op == Call {
					w = used{a: w.a, b: w.b, g: v.g, s: v.s, t: v.t, w: v.w}
				}
				n.Body = append([]Node(nil), body...)
				return e.extend(append(p[:len(p):len(p)], n), k-1-size(body), w, yield)
			})
			if !ok {
				return false
			}
		}
	}
	return true
}

// Callees lists the bodies of the functions that p calls.
func Callees(p []Node) [][]Node {
	var out [][]Node
	for _, n := range p {
		out = append(out, Callees(n.Body)...)
		if n.Op == Call {
			out = append(out, n.Body)
		}
	}
	return out
}

func size(p []Node) int {
	n := 0
	for _, x := range p {
		n += 1 + size(x.Body)
	}
	return n
}

// ends reports whether nothing after n can run.
func ends(n Node) bool { return (n.Op == Return || n.Op == Panic) && n.Cond == 0 }

func (e *enumeration) conds(u used) []Cond {
	out := []Cond{0}
	if e.Conditions >= 1 {
		out = append(out, 1)
		if u.a {
			out = append(out, -1)
		}
	}
	if e.Conditions >= 2 && u.a {
		out = append(out, 2)
		if u.b {
			out = append(out, -2)
		}
	}
	if strings.Contains(e.Asks, "q") {
		out = append(out, asksEntered, -asksEntered)
	}
	if strings.Contains(e.Asks, "p") {
		out = append(out, asksAllowed, -asksAllowed)
	}
	return out
}

// with adds an operation, or reports that it is not canonical.
func (u used) with(op Op, c Cond) (used, bool) {
	ok := true
	switch op {
	case Enter, Allow:
		u.g = true
	case SetCurrent:
		u.s = true
	case SetOther:
		ok = u.s
		u.t = true
	case Leave, DeferLeave:
		ok = u.g
	case Unset, DeferUnset:
		ok = u.s
	case UnsetOther:
		ok = u.t
	case Disallow:
		u.w = true
	case Permit:
		ok = u.w
	}
	u.a = u.a || c == 1 || c == -1
	u.b = u.b || c == 2 || c == -2
	return u, ok
}
