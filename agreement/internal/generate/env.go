package generate

import "slices"

// A tri is what the author of a program believes of the state.
type tri int8

const (
	no tri = iota
	yes
	unknown
)

// A guard is a variable that holds one.
type guard struct {
	name string
	kind string // E, S or D; FE or FS for a func() that releases one
	lit  int    // depth of function literals it is declared at
	live tri
	// call is what releases it: "g.Release()" or "rel()".
	call string
}

func (g *guard) enters() bool { return g.kind == "E" || g.kind == "FE" }

// env is what the author knows at a place of the program. It is copied where
// control forks, so that what is written in a branch is forgotten after it.
type env struct {
	top     bool
	lit     int
	entered tri
	allow   bool
	bools   []string
	ints    []string
	guards  []*guard // visible
	pending []*guard // to be released before leaving the function literal
	atLoop  int      // len(pending) at the innermost loop of this literal, -1 outside loops
	inLoop  bool
	label   string
	block   string // BlockingRegionGuard that sanctions in this region
	foreign bool   // on another goroutine than the guards outside
}

// fork is the environment of a branch.
func (e *env) fork() *env {
	f := *e
	f.top = false
	f.bools = slices.Clone(e.bools)
	f.ints = slices.Clone(e.ints)
	f.guards = slices.Clone(e.guards)
	f.pending = slices.Clone(e.pending)
	return &f
}

// closure is the environment of a function literal.
func (e *env) closure() *env {
	f := e.fork()
	f.lit++
	f.pending = nil
	f.inLoop = false
	f.label = ""
	return f
}

func (e *env) push(g *guard) {
	e.guards = append(e.guards, g)
	e.pending = append(e.pending, g)
}

func (e *env) done(g *guard) {
	e.pending = slices.DeleteFunc(e.pending, func(p *guard) bool { return p == g })
}

// believe updates the state after the guard was released.
func (e *env) believe(g *guard) {
	if g.enters() {
		e.entered = no
		e.block = ""
	}
	e.done(g)
}
