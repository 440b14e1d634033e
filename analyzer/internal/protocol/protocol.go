// Package protocol is the only place that names a guarded API: which function
// acquires what guard, which releases it, which runs a closure entered, exited
// or sanctioned. The engine reads nothing but this table.
package protocol

import (
	"go/types"
	"strings"
)

// A Guard says how the guards of one kind behave.
type Guard struct {
	Type      string // the guard's type, in its package
	Verb      string // what a message says was done at the acquire: "entered"
	Exclusive bool   // only one may be live on a goroutine, and it opens a region where blocking is wrong
	Ordered   bool   // takes part in the goroutine's last-in first-out order
	Denies    bool   // forbids BlockInPlace in the current region while live
}

// An Op is what calling a function of the table means to the state machine.
type Op uint8

const (
	None          Op = iota // changes nothing that the engine follows
	Acquire                 // returns a guard as result 0, or misuses
	TryAcquire              // returns (guard, error); an error where Acquire misuses
	Release                 // releases the guard that is the receiver
	EnterClosure            // runs closure Arg entered, as Acquire and Release around it
	ExitClosure             // runs closure Arg with the region suspended; needs one
	BlockInPlace            // as ExitClosure where entered and allowed; just runs Arg where not entered
	BlockOn                 // runs closure Arg with blocking sanctioned; misuses on a nil receiver
	EnterBlocking           // returns a token that sanctions blocking; misuses where entered
	TryBlocking             // returns (token, true) where not entered, (nil, false) where entered
	QueryState              // returns the enter state as a value
	IsEntered               // method of that value
	AllowsBlock             // method of that value
	Current                 // returns (handle, error): error where the handle stack is empty
	WithCurrent             // runs closure Arg where the handle stack is not empty, and returns an error
	RunHere                 // runs closure Arg here, once, in the state as it is
)

// A Func is one row of the table.
type Func struct {
	Op    Op
	Guard *Guard
	Arg   int // the closure's index among the parameters, receiver not counted
	// Opts is the index of the variadic options parameter, or -1. AllowValue is
	// the option that allows BlockInPlace.
	Opts       int
	AllowValue int64
	// Name is how messages call the function: "runtimectx.Enter".
	Name string
}

// Package describes one protocol.
type Package struct {
	Path   string
	Guards map[string]*Guard
	funcs  map[string]*Func
	// options is a row whose AllowValue speaks for all rows with options.
	options *Func
}

// All lists the protocols the engine knows.
var All = []*Package{runtimectx}

var byPath = func() map[string]*Package {
	m := make(map[string]*Package)
	for _, p := range All {
		m[p.Path] = p
	}
	return m
}()

// Lookup returns the row for fn, or nil. A vendored or generic fn is found by
// its package path and its origin.
func Lookup(fn *types.Func) *Func {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	p := byPath[fn.Pkg().Path()]
	if p == nil {
		return nil
	}
	fn = fn.Origin()
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		t := recv.Type()
		if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
			t = ptr.Elem()
		}
		named, ok := types.Unalias(t).(*types.Named)
		if !ok {
			return nil
		}
		name = named.Obj().Name() + "." + name
	}
	return p.funcs[name]
}

// IsPackage reports whether path is the package of a protocol itself, whose
// own code the engine does not judge.
func IsPackage(path string) bool {
	return byPath[strings.TrimSuffix(path, "_test")] != nil
}

// GuardOf returns the guard that values of type t are, or nil.
func GuardOf(t types.Type) *Guard {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	p := byPath[named.Obj().Pkg().Path()]
	if p == nil {
		return nil
	}
	return p.Guards[named.Obj().Name()]
}

// IsOpaque reports whether t is a type of a protocol's package, whose fields
// the engine never looks into.
func IsOpaque(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && byPath[named.Obj().Pkg().Path()] != nil
}

// GuardNamed returns the guard of that type name, or nil.
func GuardNamed(name string) *Guard {
	for _, p := range All {
		if g := p.Guards[name]; g != nil {
			return g
		}
	}
	return nil
}

// MethodNames lists the names of the methods in the table, through which an
// interface can reach a guard.
func MethodNames() []string {
	var names []string
	for _, p := range All {
		for name := range p.funcs {
			if _, method, ok := strings.Cut(name, "."); ok {
				names = append(names, method)
			}
		}
	}
	return names
}

// Options returns a row that says how the package's options are encoded.
func (p *Package) Options() *Func { return p.options }
