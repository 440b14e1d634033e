// Package locks compares what ctxvet says of the locks of package sync with
// what a checked mutex does. It generates functions, writes them as Go source
// for the analysis, and interprets them with mutexes that report a second lock,
// an unlock of what is not locked, and blocking while something is held.
//
// A function can be called with a lock of its arguments held or free, which it
// does not know. So the state of a lock is open until the first operation on
// it, which is taken to be right.
package locks

import "math/rand/v2"

// A Lock is one that a function can name.
type Lock int

const (
	Own    Lock = iota // c.mu, a mutex
	Shared             // c.rw, an RWMutex
	Other              // d.mu, of another object
	Local              // mu, a variable of the function
	locks
)

// An Op is what a statement does.
type Op int

const (
	Acquire      Op = iota // x.Lock()
	Release                // x.Unlock()
	Read                   // x.RLock()
	ReadRelease            // x.RUnlock()
	DeferRelease           // defer x.Unlock()
	Try                    // if x.TryLock() { … } else { … }
	If                     // if a { … } else { … }
	Loop                   // for range n { … }
	Probe                  // time.Sleep(0)
	Return                 // return
	Panic                  // panic("stop")
	CallLock               // c.lock()
	CallUnlock             // c.unlock()
	CallAdd                // c.add(): locks and unlocks
	CallWith               // c.with(func() { … }): runs the closure with the lock held
	CallWithout            // c.without(func() { … }): runs it with the lock given up
	CallDeferred           // defer c.unlock()
	CallUnlockIf           // c.unlockIf(a)
	Closure                // func() { … }()
	ops
)

// A Stmt is one statement.
type Stmt struct {
	Op   Op
	Lock Lock
	Cond int // If, CallUnlockIf: index of the condition, negated when negative; from 1
	Body []*Stmt
	Else []*Stmt
	Line int // in the source, set by Write
}

// A Func is one generated function.
type Func struct {
	Name string
	Body []*Stmt
	Line int
}

// conditions is how many boolean parameters a function has.
const conditions = 2

// Generate makes n functions from the seed.
func Generate(seed uint64, n int) []*Func {
	g := &generator{r: rand.New(rand.NewPCG(seed, 2))}
	var fns []*Func
	for range n {
		g.left = 3 + g.r.IntN(9)
		fns = append(fns, &Func{Body: g.block(0, false)})
	}
	return fns
}

type generator struct {
	r    *rand.Rand
	left int // statements that may still be made
}

// weights says how often each operation is chosen.
var weights = [ops]int{
	Acquire: 14, Release: 14, Read: 4, ReadRelease: 4, DeferRelease: 6, Try: 4, If: 12, Loop: 3, Probe: 6, Return: 4, Panic: 1,
	CallLock: 4, CallUnlock: 4, CallAdd: 3, CallWith: 3, CallWithout: 2, CallDeferred: 2, CallUnlockIf: 2, Closure: 2,
}

func (g *generator) block(depth int, inLoop bool) []*Stmt {
	var out []*Stmt
	for n := 1 + g.r.IntN(5); n > 0 && g.left > 0; n-- {
		g.left--
		s := g.stmt(depth, inLoop)
		out = append(out, s)
		if s.Op == Return || s.Op == Panic {
			break
		}
	}
	return out
}

func (g *generator) stmt(depth int, inLoop bool) *Stmt {
	s := &Stmt{Op: g.op(), Lock: []Lock{Own, Own, Own, Shared, Shared, Other, Local}[g.r.IntN(7)]}
	switch s.Op {
	case Read, ReadRelease:
		s.Lock = Shared
	case DeferRelease, CallDeferred:
		if inLoop {
			s.Op = Release
			if s.Lock == Shared {
				s.Lock = Own
			}
		}
	case If:
		s.Cond = g.cond()
	case CallUnlockIf:
		s.Cond = g.cond()
	}
	if s.Op == If || s.Op == Try || s.Op == Loop || s.Op == CallWith || s.Op == CallWithout || s.Op == Closure {
		if depth == 3 || g.left == 0 {
			return &Stmt{Op: Probe}
		}
		s.Body = g.block(depth+1, inLoop || s.Op == Loop)
		if (s.Op == If || s.Op == Try) && g.r.IntN(2) == 0 {
			s.Else = g.block(depth+1, inLoop)
		}
	}
	return s
}

func (g *generator) cond() int {
	c := 1 + g.r.IntN(conditions)
	if g.r.IntN(3) == 0 {
		return -c
	}
	return c
}

func (g *generator) op() Op {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := g.r.IntN(sum)
	for op, w := range weights {
		if n -= w; n < 0 {
			return Op(op)
		}
	}
	return Probe
}
