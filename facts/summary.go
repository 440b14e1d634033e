package facts

import (
	"go/types"
	"slices"
)

// A Summary says what calling a function does to the guards and to the enter
// state of the goroutine that calls it. It is the part of the function's
// control flow that a caller can notice: a graph of protocol operations,
// conditions on the function's inputs, and exits. A caller replays it on its
// own state.
//
// The zero Summary is that of a function which does nothing that matters and
// returns. Graphs are minimal and numbered canonically, so that equal behaviour
// encodes to equal bytes.
type Summary struct {
	// Start lists the nodes where execution can begin.
	Start []int
	Nodes []Node
	// Diverges marks a function that never comes back, and whose Nodes hold
	// nothing else of note.
	Diverges bool
	// Opaque marks a function that outgrew the analysis: nothing is known of it.
	Opaque bool
	// Plain marks a function that does nothing to guards or the enter state: its
	// Nodes are the conditions on which its results depend, and the results.
	Plain bool
	// Keeps marks a Plain function that may do more to what it is given than
	// its Nodes say: write there, keep it, hand it on.
	Keeps bool
}

// A NodeKind says what happens at a Node.
type NodeKind uint8

const (
	// NodeAcquire takes a guard of kind Guard into register Reg. For an exclusive
	// guard, Args[0] is the value of the options, if any.
	NodeAcquire NodeKind = iota + 1
	// NodeRelease releases the guard Args[0]. With State No it is not known
	// whether it does.
	NodeRelease
	// NodeRequire holds only in an enter state Entered or not, as State says; in
	// the other the goroutine is punished as Check and Text say.
	NodeRequire
	// NodeAssumeState continues only where the enter state is as State says.
	NodeAssumeState
	// NodeAssume continues only where the condition Args[0] is State == Yes.
	NodeAssume
	// NodeSuspend and NodeResume enclose what runs with the current region suspended.
	NodeSuspend
	NodeResume
	// NodeSanction and NodeUnsanction enclose what may block in the current region.
	NodeSanction
	NodeUnsanction
	// NodeCall calls the func value Args[0] with Args[1:]; or, when Text is not
	// empty, the method Text of interface value Args[0]. CallVal Reg is its result.
	// With State No it is not known how often the call is made.
	NodeCall
	// NodeBlock may block in the categories of Blocks. With State Yes it gives up
	// a lock meanwhile that the caller holds.
	NodeBlock
	// NodeEscape hands Args to code that nobody follows.
	NodeEscape
	// NodeElsewhere runs the func value Args[0] on another goroutine, given
	// Args[1:]: on the event loop Text, if that is not empty, or where Check is
	// not, in the state that the directive Check of Text declares.
	NodeElsewhere
	// NodeRecover continues only where the function was deferred and a panic
	// is in flight, which it recovers (State Yes), or where not (State No).
	NodeRecover
	// NodeUnwound follows a NodeCall where what was called did not return, but
	// ended as Outcome says; the function's deferred calls come next.
	NodeUnwound
	// NodeExit ends the function; see Outcome.
	NodeExit
)

// Outcome says how a function ends at an Exit node.
type Outcome uint8

const (
	Returns Outcome = iota + 1
	Panics
	Goexits
	// Misuses ends a path that the function itself is to blame for.
	Misuses
)

// Tri is a three-valued truth.
type Tri uint8

const (
	Unknown Tri = iota
	Yes
	No
)

// A Node is one step of a Summary.
type Node struct {
	Kind    NodeKind
	Guard   string // Acquire: the guard's type name
	Reg     int    // Acquire: the register that holds the guard; Call: the number of the result, negative if nothing needs it
	State   Tri    // Require, AssumeState: entered or not; Assume: the truth; Call, Release: made once or not; Block: gives up a lock
	Allow   Tri    // Require, AssumeState: BlockInPlace allowed or not
	Check   string // Require: the check that a violation belongs to
	Text    string
	Args    []Value
	Blocks  []Block
	Chain   []Step  // how the function gets to the operation, outermost first
	Outcome Outcome // Exit, Unwound
	Results []Value // Exit
	Stores  []Store // Exit: what the function leaves in memory; else what is in the fresh objects of Args
	Leaked  []int   // Exit: registers of guards that nobody can release
	Next    []int
}

// A Step is one link of the chain from a function to the operation it leads to.
type Step struct {
	Name string // what is called: "runtimectx.Enter"
	Site string // where, as file:line
}

// A Store is a memory cell that the function leaves changed: Val is at Path
// in the object behind Addr.
type Store struct {
	Addr Value
	Path string
	Val  Value
}

// A ValueKind says what a Value of a summary is.
type ValueKind uint8

const (
	Any        ValueKind = iota // unknown to the caller
	NonNilAny                   // unknown, but not nil
	NilVal                      // the nil constant
	ZeroGuard                   // the zero guard
	BoolVal                     // Str is "true" or "false"
	NumVal                      // Str is the exact integer or floating-point constant
	StringVal                   // Str is the string constant
	ParamVal                    // parameter N; the receiver is parameter 0
	FreeVarVal                  // free variable N of a function literal
	GlobalVal                   // the address of package-level variable Str
	SelVal                      // what memory held at entry at path Str behind Args[0]
	FldVal                      // the field path Str of struct value Args[0]
	AddrVal                     // the address of path Str in object Args[0]
	ObjVal                      // the fresh object N
	RegVal                      // the guard in register N
	TokenVal                    // a blocking region token
	StructVal                   // a struct with fields Args
	TermVal                     // the operator Str applied to Args
	ClosureVal                  // the function Str closed over Args
	SliceVal                    // a slice over the object Args[0]
	IfaceVal                    // an interface holding Args[0] of the type Str
	CallVal                     // the result of the last Call whose Reg is N
	HeldVal                     // the fresh object whose lock register N holds, or held first
)

// A Value is what a summary says of a value, in terms of the function's inputs.
type Value struct {
	Kind ValueKind
	N    int
	Str  string
	Args []Value
}

// Trivial reports whether s tells a caller nothing.
func (s *Summary) Trivial() bool {
	return s == nil || !s.Opaque && !s.Diverges && len(s.Nodes) == 0
}

// Inert reports whether s does nothing to guards or the enter state.
func (s *Summary) Inert() bool { return s.Trivial() || s.Plain }

// Ends reports whether a call may not come back.
func (s *Summary) Ends() bool {
	return s.Diverges || slices.ContainsFunc(s.Nodes, func(n Node) bool { return n.Kind == NodeExit && n.Outcome != Returns })
}

// NeverReturns reports whether a call never comes back.
func (s *Summary) NeverReturns() bool {
	if s == nil || s.Opaque {
		return false
	}
	exits := s.Diverges
	for i := range s.Nodes {
		if s.Nodes[i].Kind == NodeExit {
			if s.Nodes[i].Outcome == Returns {
				return false
			}
			exits = true
		}
	}
	return exits
}

// Writes reports whether s leaves changes in memory.
func (s *Summary) Writes() bool {
	for i := range s.Nodes {
		if len(s.Nodes[i].Stores) > 0 {
			return true
		}
	}
	return false
}

// HasProtocol reports whether s operates on guards or on the enter state.
func (s *Summary) HasProtocol() bool {
	for i := range s.Nodes {
		switch s.Nodes[i].Kind {
		case NodeAcquire, NodeRelease, NodeRequire, NodeAssumeState, NodeSuspend, NodeResume, NodeSanction:
			return true
		}
	}
	return false
}

// Deals reports whether s may do more to guards and the enter state than to end a
// path, or to run what it is given.
func (s *Summary) Deals() bool {
	if s.Inert() {
		return false
	}
	return s.Opaque || s.HasProtocol() || slices.ContainsFunc(s.Nodes, func(n Node) bool {
		return n.Kind == NodeBlock && n.State == Yes
	})
}

// DecidesByMemory reports whether what s does depends on more than the
// arguments as they are.
func (s *Summary) DecidesByMemory() bool {
	for i := range s.Nodes {
		if n := &s.Nodes[i]; n.Kind == NodeAssume && !plainCondition(n.Args[0]) {
			return true
		}
	}
	return false
}

// Values calls f with all values that the summary mentions, and their parts.
func (s *Summary) Values(f func(Value)) {
	var visit func(v Value)
	visit = func(v Value) {
		f(v)
		for _, a := range v.Args {
			visit(a)
		}
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		for _, v := range n.Args {
			visit(v)
		}
		for _, v := range n.Results {
			visit(v)
		}
		for _, st := range n.Stores {
			visit(st.Addr)
			visit(st.Val)
		}
	}
}

// Joins has true for the nodes to which more than one way leads.
func (s *Summary) Joins() []bool {
	joins := make([]bool, len(s.Nodes))
	seen := make([]bool, len(s.Nodes))
	to := func(n int) {
		joins[n] = joins[n] || seen[n]
		seen[n] = true
	}
	for _, n := range s.Start {
		to(n)
	}
	for i := range s.Nodes {
		for _, n := range s.Nodes[i].Next {
			to(n)
		}
	}
	return joins
}

// Registers is one more than the highest register that s uses.
func (s *Summary) Registers() int {
	n := 0
	for i := range s.Nodes {
		if s.Nodes[i].Kind == NodeAcquire {
			n = max(n, s.Nodes[i].Reg+1)
		}
	}
	return n
}

// FuncKey names fn among the functions and methods of its package.
func FuncKey(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Name() + "." + fn.Name()
	}
	return "." + fn.Name() // of an interface literal
}
