// Package protocol is the only place that names a guarded API: which function
// acquires what guard, which releases it, which runs a closure entered, exited
// or sanctioned. The engine reads nothing but this table.
//
// The table is made of packs, one for each protocol. That of runtimectx is on
// unless the flag "protocols" says otherwise; see [Selection].
package protocol

import (
	"go/types"
	"strings"
)

// A Guard says how the guards of one kind behave. A guard is a value that a
// function returns, or, when Object is set, a state of the object that a method
// is called on, such as a mutex.
type Guard struct {
	// Type names the kind, uniquely among all packs. Where values of a type are
	// guards, it is that type: of the first package of the pack by its name
	// alone, of other packages qualified by the path.
	Type      string
	Protocol  string // the name of the pack
	Noun      string // what messages call it: "guard"
	Verb      string // what a message says was done at the acquire: "entered"
	Undo      string // what has to be done with it: "release"
	Undone    string // and what was not, when it leaks: "is not released"
	Exclusive bool   // only one may be live on a goroutine, and it opens a region where blocking is wrong
	Ordered   bool   // takes part in the goroutine's last-in first-out order
	Denies    bool   // forbids BlockInPlace in the current region while live

	Object     bool     // belongs to the object that the method was called on
	Holds      bool     // blocking while it is live is wrong
	Alone      bool     // of one Object only one may be live: taking it again waits for ever
	Shared     bool     // several may be live at once, as long as none of Rival is asked for
	Rival      string   // Shared: the kind that excludes it, for the same object
	Unbalanced string   // what a message says was done to release it: "unlocked"
	Anywhere   bool     // another goroutine may release it
	Again      bool     // to release it once more does nothing
	ByCall     bool     // the guard is a function, and calling it releases it
	Carried    bool     // the first result of its acquire leads to it, as a context does to a span
	Process    bool     // the end of main makes its release unnecessary
	Goexit     bool     // and so does a Goexit, with which a test fails
	Declared   bool     // a directive in the source declares it
	Release    []string // Declared: the methods that release it
}

// An Op is what calling a function of the table means to the state machine.
type Op uint8

const (
	None          Op = iota // changes nothing that the engine follows
	Acquire                 // returns a guard as result 0, or misuses
	TryAcquire              // returns (guard, error); an error where Acquire misuses
	Release                 // releases the guard that is the receiver, or argument Arg where there is none
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

	Make        // returns a guard as result Result of Results
	Lock        // acquires the guard of the receiver
	TryLock     // likewise if it returns true
	LockOrError // likewise if it returns a nil error
	Unlock      // releases the guard of the receiver, or of argument Arg
	Wait        // waits with the receiver's own lock (field Arg) given up
	NewWaiter   // returns an object whose field Arg is the argument
	SharedView  // returns the receiver as a lock whose methods are the Shared ones
	OnLoop      // has the function Arg called on the event loop Loop, at some time
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
	// Result is the index of the guard among Results results.
	Result, Results int
	Loop            string
	Once            bool // OnLoop: the loop calls the function once
	// Name is how messages call the function: "runtimectx.Enter".
	Name string
	// Method says that the function has a receiver.
	Method bool
	// If says when there is a guard among the results of Make.
	If Outcome
	// Declared says that a directive in the source makes the row. The function
	// then is one of many that may keep what it is given.
	Declared bool
}

// An Outcome says on which outcome of a call there is a guard.
type Outcome uint8

const (
	Always    Outcome = iota
	IfNoError         // the last result, an error, is nil
	IfTrue            // the last result is true
)

// A Pack is one protocol: the functions of one package or of a few.
type Pack struct {
	Name string // as in the flag: "sync"
	Doc  string // one line
	// Paths are the import paths of its packages. A package that does not
	// import one of them has nothing to do with the pack.
	Paths  []string
	Guards []*Guard
	// Interfaces are those whose methods an event loop calls.
	Interfaces []Interface
	funcs      func() map[string]*Func // by import path, a space, and the name of the function or method; made when asked for
	// options is a row whose AllowValue speaks for all rows with options.
	options *Func
}

// Packs lists the protocols that the engine knows.
var Packs = []*Pack{runtimectx, syncPack, contextPack, otelPack, tracePack, osthreadPack, semaphorePack, loopsPack}

// key is how the tables name the function or method fn, "" if it is none that
// a table could hold.
func key(fn *types.Func) string {
	if fn == nil || fn.Pkg() == nil {
		return ""
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
			return ""
		}
		name = named.Obj().Name() + "." + name
	}
	return name
}

// Lookup returns the row for fn, or nil. A vendored or generic fn is found by
// its package path and its origin.
func Lookup(fn *types.Func) *Func {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	packs := enabled.byPath[fn.Pkg().Path()]
	if packs == nil {
		return nil
	}
	name := key(fn)
	for _, p := range packs {
		if row := p.funcs()[fn.Pkg().Path()+" "+name]; row != nil {
			return row
		}
	}
	return nil
}

// Imported reports whether path is a package whose functions are in the table.
func Imported(path string) bool { return enabled.byPath[path] != nil }

// IsImplementation reports whether path is a package that implements a
// protocol by the means of this module, whose own code the engine does not judge.
func IsImplementation(path string) bool {
	return strings.TrimSuffix(path, "_test") == runtimectxPath
}

// GuardOf returns the guard that values of type t are, or nil.
func GuardOf(t types.Type) *Guard {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	path := named.Obj().Pkg().Path()
	for _, p := range enabled.byPath[path] {
		if g := p.guardOf(path, named.Obj().Name()); g != nil {
			return g
		}
	}
	return nil
}

func (p *Pack) guardOf(path, name string) *Guard {
	if path != p.Paths[0] {
		name = path + "." + name
	}
	for _, g := range p.Guards {
		if g.Type == name && !g.Object {
			return g
		}
	}
	return nil
}

// IsOpaque reports whether t is a type whose fields the engine never looks
// into.
func IsOpaque(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == runtimectxPath
}

// GuardNamed returns the guard of that type name, or nil.
func GuardNamed(name string) *Guard {
	if g := enabled.guards[name]; g != nil {
		return g
	}
	return declaredNamed(name)
}

// Releases reports whether the method of that name releases a guard of kind g.
func Releases(g *Guard, method string) bool {
	for _, p := range enabled.packs {
		for name, row := range p.funcs() {
			if row.Op == Release && row.Guard == g && row.Method && strings.HasSuffix(name, "."+method) {
				return true
			}
		}
	}
	return false
}

// MethodNames lists the names of the methods in the table, through which an
// interface can reach a guard.
func MethodNames() []string {
	var names []string
	for _, p := range enabled.packs {
		for name := range p.funcs() {
			if _, method, ok := strings.Cut(name[strings.IndexByte(name, ' ')+1:], "."); ok {
				names = append(names, method)
			}
		}
	}
	return names
}

// Options returns a row that says how the options of Acquire are encoded.
func Options() *Func { return runtimectx.options }

// rows makes the table of the functions of the package at path, which messages
// call pkg.
func rows(path, pkg string, funcs map[string]*Func) map[string]*Func {
	m := make(map[string]*Func, len(funcs))
	for name, f := range funcs {
		f.Name = pkg + "." + name
		f.Method = strings.Contains(name, ".")
		if f.Opts == 0 {
			f.Opts = -1
		}
		if f.Results == 0 {
			f.Results = 1
		}
		m[path+" "+name] = f
	}
	return m
}
